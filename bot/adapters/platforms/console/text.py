"""Spans to rich text. Only ``Text`` objects are made, which rich never reads for markup, emoji codes or links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from rich.style import Style
from rich.text import Text

from bot.domain.card import Break, Code, Link, Matched, Mention, Quote, Span, Strong, Time
from bot.domain.moments import moment_text

_STYLES: dict[type, str] = {
    Strong: "bold",
    Matched: "bold black on yellow",
    Quote: "italic",
    Code: "cyan",
    Mention: "bold magenta",
}

_ESCAPE_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # a control sequence: colours, cursor moves
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # a string: titles, links, clipboard
    r"|\x9b[0-?]*[ -/]*[@-~]"
    r"|\x1b[ -/]*[0-~]?"
)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ADDRESS = re.compile(r"[\x21-\x7e]+")


def printable(text: str) -> str:
    """Text that a terminal can only show: no escape sequence (ECMA-48), control character or change of direction."""
    text = _ESCAPE_SEQUENCE.sub("", text)
    return _SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", text))


def web_address(url: str | None) -> str | None:
    """The address if it is http or https, in printable ASCII alone; else None."""
    if url is None or not _ADDRESS.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def linked(text: str, url: str | None) -> Text:
    """Words that lead somewhere, where the terminal can follow links (OSC 8)."""
    address = web_address(url)
    return Text(printable(text), style=Style(link=address) if address else "")


def rich_spans(spans: Iterable[Span]) -> Text:
    """Spans as one text."""
    return Text.assemble(*(_rich(span) for span in spans))


def lines_of(spans: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Spans split at their breaks."""
    lines: list[tuple[Span, ...]] = [()]
    for span in spans:
        if isinstance(span, Break):
            lines.append(())
        else:
            lines[-1] += (span,)
    return lines


def _rich(span: Span) -> Text:
    match span:
        case Break():
            return Text("\n")
        case Time():
            return Text(moment_text(span.at, span.zone))
        case Link():
            return linked(span.text, span.url) + _shown_address(span)
        case Mention():
            return Text(printable(span.label), style=_STYLES[Mention])
        case _:
            return Text(printable(span.text), style=_STYLES.get(type(span), ""))


def _shown_address(link: Link) -> Text:
    address = web_address(link.url)
    return Text(f" <{address}>", style="dim") if address and address != link.text else Text()
