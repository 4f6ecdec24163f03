"""The three pages of an installation, for the browser of whoever installs. They need no script and no style sheet."""

from __future__ import annotations

from html import escape


def landing(install_path: str) -> str:
    """What Dateline is, and the way into a workspace."""
    return _page(
        "Dateline for Slack",
        "<p>Dateline watches the news for your channels: it tells each story once, with the figures that matter, and keeps "
        "its message up to date.</p>"
        f'<p><a href="{escape(install_path)}"><strong>Add Dateline to Slack</strong></a></p>'
        "<p>Slack will ask for your consent. Then invite it where it is to write: <code>/invite @dateline</code></p>",
    )


def installed(workspace: str, opened: str) -> str:
    """It worked, and what to do next."""
    return _page(
        f"Dateline is in {workspace}",
        f'<p><a href="{escape(opened)}"><strong>Open it in Slack</strong></a></p>'
        "<p>In the channel that is to have the news, type <code>/invite @dateline</code>, and then "
        "<code>/dateline topics</code> to choose what it is told.</p>",
    )


def failed(reason: str, install_path: str) -> str:
    """It did not work, why, and what to do."""
    return _page(
        "Dateline was not installed",
        f'<p>{escape(reason)}</p><p><a href="{escape(install_path)}">Try it once more</a></p>',
    )


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title></head><body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
