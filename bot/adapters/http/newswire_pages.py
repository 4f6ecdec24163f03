"""The newswire's pages for people: where an alert's link leads. Every word of the script is escaped, in one place."""

from __future__ import annotations

from datetime import datetime
from html import escape

from bot.adapters.http.newswire_formats import CONTENT_TYPES, Edition
from bot.adapters.http.newswire_script import VisibleItem

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""Beside the escaping: a page may load and run nothing at all."""

_STYLE = (
    "body{font:18px/1.6 Georgia,serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#1c1c1c;background:#fdfcf9}"
    "a{color:#1f4e79}header,footer,.by{font:15px/1.5 system-ui,sans-serif;color:#555}h1{line-height:1.2}"
)
_NOTE = "A sample newswire: the outlets, their reporters and their stories are made up."


def article_page(seen: VisibleItem, edition: Edition) -> str:
    """One item, whole."""
    version = seen.version
    facts = [seen.item.byline] if seen.item.byline else []
    if version.published is not None:
        facts.append(_when(edition.moment(version.published)))
    if version.updated is not None:
        facts.append(f"updated {_when(edition.moment(version.updated))}")
    body = [
        f"<header>{_link(edition.home, edition.outlet.name)}</header>",
        f"<h1>{escape(version.title)}</h1>",
        f'<p class="by">{escape(" · ".join(facts))}</p>',
        *(f"<p>{escape(paragraph)}</p>" for paragraph in version.paragraphs),
    ]
    return _page(version.title, "\n".join(body), language=edition.outlet.language)


def outlet_page(edition: Edition) -> str:
    """An outlet's front page: its headlines, and where its feed is, for people and for feed readers."""
    alternate = (
        f'<link rel="alternate" type="{CONTENT_TYPES[edition.outlet.format]}"'
        f' title="{escape(edition.outlet.name)}" href="{escape(edition.url)}">'
    )
    headlines = "".join(f"<li>{_link(edition.link(seen.item), seen.version.title)}</li>\n" for seen in edition.shown)
    body = (
        f"<h1>{escape(edition.outlet.name)}</h1>\n<p>{escape(edition.outlet.about)}</p>\n"
        f"<ul>\n{headlines}</ul>\n<p>{_link(edition.url, 'Feed')}</p>"
    )
    return _page(edition.outlet.name, body, head=alternate, language=edition.outlet.language)


def front_page(editions: tuple[Edition, ...]) -> str:
    """All outlets."""
    outlets = "".join(
        f"<li>{_link(edition.home, edition.outlet.name)} ({_link(edition.url, edition.outlet.format)})</li>\n"
        for edition in editions
    )
    return _page("Sample newswire", f"<h1>Sample newswire</h1>\n<ul>\n{outlets}</ul>")


def missing_page() -> str:
    """For an address that leads nowhere, or not yet."""
    return _page("Not on the wire", "<h1>Not on the wire</h1>\n<p>There is no such page, or not yet.</p>")


def _page(title: str, body: str, *, head: str = "", language: str = "en") -> str:
    direction = "rtl" if language.split("-", maxsplit=1)[0] in {"ar", "fa", "he", "ur"} else "ltr"
    return (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{direction}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>{head}'
        f"<style>{_STYLE}</style></head>\n<body>\n{body}\n<footer>{_NOTE}</footer>\n</body>\n</html>\n"
    )


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}">{escape(words)}</a>'


def _when(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
