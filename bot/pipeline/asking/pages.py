"""An answer that is more than one message holds, as several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.alerts import write_card
from bot.alerts.plain import plain_spans
from bot.domain.card import Break, Card, Field, Span, Text
from bot.domain.chat import CardLimits

MOST_PAGES = 5
"""A longer answer is no answer; and Discord lets an app that only its user installed follow up no oftener."""

_ROOM = 0.75
"""The part of a message that is filled: markup and addresses take the rest, so that nothing need be shortened."""

_PARTS = 4

_Piece = tuple[Span, ...] | Field

Measure = Callable[[str], int]


@dataclass(slots=True)
class _Page:
    body: list[Span]
    fields: list[Field]
    size: int = 0


def split_card(card: Card, limits: CardLimits, measure: Measure = len) -> tuple[Card, ...]:
    """The card itself where it fits; else cards titled "… (1 of 3)" that hold its lines and fields in order.

    Picture and chart stand on the first, context and buttons on the last. ``measure`` gives a text's length as it is
    limited.
    """
    pages = _pages(card, limits, measure)
    if len(pages) == 1:
        return (card,)
    cut = len(pages) > MOST_PAGES
    shown = pages[:MOST_PAGES]
    return tuple(_card(card, page, number, len(shown), cut=cut) for number, page in enumerate(shown, 1))


def _card(card: Card, page: _Page, number: int, count: int, *, cut: bool) -> Card:
    first, last = number == 1, number == count
    more = (Text("There is more than fits an answer; ask for less of it."), Break()) if cut else ()
    return write_card(
        f"{card.title} ({number} of {count})",
        url=card.url,
        body=page.body,
        fields=page.fields,
        context=(*more, *card.context) if last else (),
        image=card.image if first else None,
        chart=card.chart if first else None,
        buttons=card.buttons if last else (),
        tone=card.tone,
    )


def _pages(card: Card, limits: CardLimits, measure: Measure) -> list[_Page]:
    ends = measure(card.title) + measure(plain_spans(card.context))
    room = max(int(limits.total * _ROOM) - ends, limits.value)
    body_room = min(int(limits.body * _ROOM), room)
    pages = [_Page([], [])]
    for piece in _pieces(card, body_room, measure):
        size = _size(piece, measure)
        page = pages[-1]
        full = page.size + size > (room if isinstance(piece, Field) else body_room)
        if page.size and (full or len(page.fields) == limits.fields):
            page = _Page([], [])
            pages.append(page)
        if isinstance(piece, Field):
            page.fields.append(piece)
        elif page.body or piece != (Break(),):
            page.body += piece
        page.size += size
    return pages


def _pieces(card: Card, room: int, measure: Measure) -> Iterator[_Piece]:
    """What a page takes whole: lines of the body (a line too long for any page as its words), and fields."""
    for line in _lines(card.body):
        if measure(plain_spans(line)) <= room:
            yield line
        else:
            for span in line:
                yield from ((part,) for part in _parts(span, room, measure))
    yield from card.fields


def _lines(spans: Iterable[Span]) -> Iterator[tuple[Span, ...]]:
    """Spans up to and with each break."""
    line: list[Span] = []
    for span in spans:
        line.append(span)
        if isinstance(span, Break):
            yield tuple(line)
            line = []
    if line:
        yield tuple(line)


def _parts(span: Span, room: int, measure: Measure) -> Iterator[Span]:
    """A span as several, cut after words, where it is plain words and too long."""
    if not isinstance(span, Text) or measure(span.text) <= room:
        yield span
        return
    part = ""
    for word in re.findall(r"\S*\s+|\S+", span.text):
        # Short parts fill what room a page has left.
        if part and measure(part) + measure(word) > room // _PARTS:
            yield Text(part)
            part = ""
        part += word
    yield Text(part)


def _size(piece: _Piece, measure: Measure) -> int:
    if isinstance(piece, Field):
        return measure(f"{piece.label}: {plain_spans(piece.value)}{plain_spans(piece.note)}") + 2
    return measure(plain_spans(piece))
