"""What Slack makes of a line that somebody typed -> the line that was meant.

Slack escapes ``&``, ``<`` and ``>`` and writes channels, people and links in angle brackets of its own (its reference,
"Formatting text for app surfaces"). Curly quotes are left: the command line and the query language know them.
"""

from __future__ import annotations

import re

LONGEST_LINE = 8000
"""Slack's own most is 4000 characters of a message before escaping; what is longer is not read."""

_MARKED = re.compile(r"<([@#!]?)([^<>|]{1,3000})(?:\|([^<>]{0,3000}))?>")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{0,20}:", re.IGNORECASE)
_ENTITY = re.compile(r"&(amp|lt|gt);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_CALLS = frozenset(("here", "channel", "everyone"))
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
"""What comes along when something is copied from a message: there it keeps Slack from making an emoji of 22:00-07:00."""
_FENCES = ("```", "`", "*", "_", "~")
_FIRST_WORD = re.compile(r"[/@]?dateline\b[\s,:]*", re.IGNORECASE)


def tidy(text: str) -> str:
    """A command's text as it would be typed where nothing is made of it; channels, people and groups keep their ids."""
    unwrapped = _MARKED.sub(_unwrap, _INVISIBLE.sub("", text[:LONGEST_LINE]))
    plain = _ENTITY.sub(lambda entity: _ENTITIES[entity[1]], unwrapped)
    return _bare(" ".join(plain.split("\n")).strip())


def addressed(text: str, bot: str) -> str:
    """What a message says to the bot: what follows its name, or where nothing does, what comes before."""
    name = re.compile(rf"<@{re.escape(bot)}(?:\|[^<>]{{0,100}})?>[\s,:]*")
    before, *after = name.split(text[:LONGEST_LINE], maxsplit=1)
    return tidy(name.sub("", after[0]) if after else "") or tidy(before)


def _unwrap(marked: re.Match[str]) -> str:
    sign, what, label = marked.groups()
    if sign in {"@", "#"}:
        return f"<{sign}{what}>"
    if sign == "!":
        return f"@{what}" if what in _CALLS else f"<!{what}>" if what.startswith("subteam^") else label or marked[0]
    if not _ADDRESS.match(what):
        # Nothing of Slack's: two signs of a comparison.
        return marked[0]
    address = what.removeprefix("mailto:").removeprefix("tel:")
    # Slack makes a link of bbc.com, which may be part of a query such as site:bbc.com; then the label is what was typed.
    bare = (label or "").rstrip("/")
    typed = address.rstrip("/") in {bare, f"http://{bare}", f"https://{bare}"}
    return label if typed and label else address


def _bare(text: str) -> str:
    """Without the marks of code or stress around the whole, and without the command's own name before the line."""
    for fence in _FENCES:
        inner = text[len(fence) : -len(fence)]
        if len(text) > 2 * len(fence) and text.startswith(fence) and text.endswith(fence) and fence not in inner:
            text = inner.strip()
    return _FIRST_WORD.sub("", text, count=1) if _FIRST_WORD.match(text) else text
