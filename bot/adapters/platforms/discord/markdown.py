"""Spans to Discord's markdown. The only place where text meets markup, so that a feed's words stay words.

Discord shows ASCII punctuation after a backslash as it is, whatever it would mean otherwise; that one rule keeps markup,
mentions, links, invites, emoji and time stamps of a feed's text from meaning anything
(https://support.discord.com/hc/en-us/articles/210298617).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from bot.alerts.readable import link_address, one_line, printable
from bot.domain.card import Break, Code, Link, Matched, Mention, Quote, Span, Strong, Time

LONGEST_LINK = 1500
"""Characters of an address that is still worth its room in a message of 4000."""

_MARKUP = re.compile(
    r"[\\`*_~|<\[\]@]"
    r"|:(?=//|[\w+-]{1,40}:)"  # an address, or an emoji's name
    r"|\.(?=(?:gg|com|me|io|li)/)"  # an invite, which Discord draws even without its scheme
)
_LINE_MARKUP = re.compile(r"(^|\n)([ ]*)(?:([>#+-])|(\d{1,9})([.)]))")
_SNOWFLAKE = re.compile(r"\d{1,20}")
_WRAPS: dict[type, str] = {Strong: "**", Matched: "**", Quote: "*"}
_NOTHING = "\u200b"


def escape(text: str, *, line_start: bool = True) -> str:
    """Text that Discord shows as it is. ``line_start`` tells whether it begins a line, where more means something."""
    text = _MARKUP.sub(r"\\\g<0>", printable(text))
    if line_start:
        return _LINE_MARKUP.sub(_escape_line, text)
    head, newline, rest = text.partition("\n")
    return head + _LINE_MARKUP.sub(_escape_line, newline + rest)


def _escape_line(found: re.Match[str]) -> str:
    start, blanks, sign, number, mark = found.groups()
    return f"{start}{blanks}\\{sign}" if sign else f"{start}{blanks}{number}\\{mark}"


def markdown(spans: Iterable[Span]) -> str:
    """Spans as running markdown."""
    written = ""
    wrapped = False
    for span in spans:
        piece, wraps = _write(span, line_start=not written or written.endswith("\n"))
        if piece:
            # Without something between them two wrapped pieces would share their asterisks.
            written += f"{_NOTHING}{piece}" if wraps and wrapped else piece
            wrapped = wraps
    return written


def _write(span: Span, *, line_start: bool) -> tuple[str, bool]:
    match span:
        case Break():
            return "\n", False
        case Time():
            return stamp(span.at), False
        case Mention():
            return _mention(span), False
        case Code():
            return _code(span.text), True
        case Link():
            return linked(span.text, span.url, line_start=line_start), False
        case Strong() | Matched() | Quote():
            return _wrap(span.text, _WRAPS[type(span)])
        case _:
            return escape(span.text, line_start=line_start), False


def stamp(at: datetime) -> str:
    """A moment that each reader sees in their own zone, as how long ago it was."""
    return f"<t:{int(at.timestamp())}:R>"


def linked(text: str, url: str | None, *, line_start: bool = True) -> str:
    """Words that lead somewhere, without a preview of what is there; plain words where ``url`` is no web address."""
    words = escape(one_line(text), line_start=line_start)
    address = web_address(url)
    if address is None or not words:
        return words
    return f"[{words}](<{address}>)"


def web_address(url: str | None, longest: int = LONGEST_LINK) -> str | None:
    """The address of a link; None if it is not http or https, or too long."""
    return link_address(url, longest)


def bold(text: str) -> str:
    """Words that stand out, in one line."""
    return _wrap(text, "**")[0]


def subtext(text: str) -> str:
    """Finished markdown as small print, line by line."""
    return "\n".join(f"-# {line}" for line in text.split("\n") if line.strip())


def _wrap(text: str, mark: str) -> tuple[str, bool]:
    """Blanks at either end stand outside of the marks, which mean nothing beside a blank."""
    text = printable(text).replace("\n", " ")
    inner = text.strip()
    if not inner:
        return text, False
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    return f"{before}{mark}{escape(inner, line_start=False)}{mark}{after}", True


def _code(text: str) -> str:
    """Nothing can be escaped within code, but a longer fence holds a backtick."""
    text = one_line(text)
    if not text:
        return ""
    if "`" not in text:
        return f"`{text}`"
    if "``" in text:
        text = text.replace("`", "\u02cb")
        return f"`{text}`"
    return f"`` {text} ``"


def _mention(span: Mention) -> str:
    if span.whom in {"everyone", "here"}:
        return f"@{span.whom}"
    if not _SNOWFLAKE.fullmatch(span.id):
        return escape(span.label, line_start=False)
    return f"<@&{span.id}>" if span.whom == "role" else f"<@{span.id}>"
