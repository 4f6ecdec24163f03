"""Cards to HTML. All text is escaped by the templates, which are the only renderer: page, paging, answers and events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.adapters.platforms.web.charts import Charts
from bot.domain.card import Break, Card, Mention, Span, Strong, Time
from bot.domain.chat import Message
from bot.domain.moments import clock_text, day_text, iso_text, moment_text

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")

_LONG = {"alert": (700, 10), "notice": (700, 10), "error": (2000, 30), "answer": (6000, 60)}
"""By tone, the characters and line breaks of a body that are shown unclamped; what was asked for may be longer."""


class CardRenderer:
    """Renders for readers in one time zone (an IANA name); ``charts`` knows where pictures of charts will be."""

    def __init__(self, time_zone: str, charts: Charts | None = None) -> None:
        self._environment = Environment(
            loader=PackageLoader("bot.adapters.platforms.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_printable,
        )
        self._environment.filters.update(
            clock=lambda at: clock_text(at, time_zone),
            day=lambda at: day_text(at, time_zone),
            moment=lambda at, zone=time_zone: moment_text(at, zone),
            iso=iso_text,
            web_link=web_link,
            chart_addresses=(charts or Charts()).addresses,
            words=span_text,
            is_long=is_long,
            has_figures=has_figures,
            first_line=lambda spans: _split_line(spans)[0],
            other_lines=lambda spans: _split_line(spans)[1],
        )
        cards: Any = self._environment.get_template("cards.html").module
        self._message = cards.message
        self._answer = cards.answer

    def message(self, message: Message) -> str:
        """A message of the log."""
        return str(self._message(message))

    def answer(self, card: Card, line: str, at: datetime) -> str:
        """An answer that only the asker sees."""
        return str(self._answer(card, line, at))

    def page(self, **values: object) -> str:
        """The whole page."""
        return self._environment.get_template("page.html").render(**values)


def web_link(url: str | None) -> str | None:
    """The address if it is http or https with a host, else None."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def span_text(spans: Iterable[Span]) -> str:
    """The words of spans alone, to judge their length by; a moment counts as its usual sixteen characters."""
    return "".join(_text_of(span) for span in spans)


def is_long(card: Card) -> bool:
    """Whether a card's body should start clamped."""
    characters, breaks = _LONG[card.tone]
    return len(span_text(card.body)) > characters or _breaks(card.body) > breaks


def has_figures(card: Card) -> bool:
    """Whether a card's fields are figures, to be set large, and not a list of things with their explanations."""
    return card.tone == "alert" or any(isinstance(span, Strong) for field in card.fields for span in field.value[:1])


def _split_line(spans: Sequence[Span]) -> tuple[Sequence[Span], Sequence[Span]]:
    for index, span in enumerate(spans):
        if isinstance(span, Break):
            return spans[:index], spans[index + 1 :]
    return spans, ()


def _breaks(spans: Sequence[Span]) -> int:
    return sum(isinstance(span, Break) or span_text((span,)).count("\n") for span in spans)


def _text_of(span: Span) -> str:
    match span:
        case Break():
            return "\n"
        case Time():
            return "22 Nov 2026 14:05"
        case Mention():
            return span.label
        case _:
            return span.text


def _printable(value: object) -> object:
    """Drop what HTML may not hold and UTF-8 cannot say."""
    if type(value) is not str:
        return value
    return _SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", value))
