"""A card within a platform's limits: shortened at words and by value, so that no platform refuses one for its size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final
from unicodedata import combining

from bot.alerts.plain import plain_spans
from bot.domain.card import Break, Card, Field, Link, Mention, Span, Text, Time
from bot.domain.chat import CardLimits

Measure = Callable[[str], int]
"""How many characters of a limit a platform counts for a text, with what escaping adds. ``measure("")`` is 0."""

LONGEST_URL: Final = 2048
"""Characters of an address that every platform takes; a longer one is left out, for half an address leads nowhere."""

MARKS: Final = 8
"""Characters that a platform's marks may add to one span: bold, a link's brackets, a separator."""

TIME_MARKS: Final = 64
"""Characters that a platform's own writing of a moment may add to its plain text."""

ELLIPSIS: Final = "…"

_JOINED: Final = frozenset("\u200d\ufe0e\ufe0f\u20e3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
"""Code points that belong to the character before them beside combining marks: joiners, variants, skin tones."""


_LOOSE: Final = " ·,;:–—-…"
"""Marks that hang loose where what they lead to is cut off."""


def fit(card: Card, limits: CardLimits, measure: Measure = len) -> Card:
    """The card with no part, and not the whole of it, larger than ``limits``.

    What is too long goes in the order of its value: the body, then the context, then the fields' notes, the last fields,
    the title; the first figure goes last. Whom the card calls stays while there is room for any of it. A field's note
    counts towards its value. ``fallback`` stays complete. ``measure`` must count at least one for each character.
    """
    card = _within_parts(card, limits, measure)
    for lighten in _LIGHTEN:
        excess = _weight(card, measure) - limits.total
        if excess <= 0:
            break
        card = lighten(card, excess, measure)
    return card


def _within_parts(card: Card, limits: CardLimits, measure: Measure) -> Card:
    return replace(
        card,
        title=clip(card.title, limits.title, measure),
        url=_address(card.url),
        image=_address(card.image),
        body=shorten(card.body, limits.body, measure),
        fields=tuple(_field_within(field, limits, measure) for field in card.fields[: limits.fields]),
        context=shorten(card.context, limits.context, measure),
    )


def _address(url: str | None) -> str | None:
    return url if url is not None and len(url) <= LONGEST_URL else None


def _field_within(field: Field, limits: CardLimits, measure: Measure) -> Field:
    value = shorten(field.value, limits.value, measure)
    note = shorten(field.note, limits.value - room_of(value, measure) - MARKS, measure)
    return Field(label=clip(field.label, limits.label, measure), value=value, note=note)


def shorten(spans: Sequence[Span], limit: int, measure: Measure = len) -> tuple[Span, ...]:
    """The first spans that ``limit`` characters hold, the last of them cut at a word."""
    kept: list[Span] = []
    rest = limit
    for span in map(_short_address, spans):
        room = _span_room(span, measure)
        if room > rest:
            part = _cut(span, rest, measure)
            return (*kept, part) if part is not None else tuple(kept)
        kept.append(span)
        rest -= room
    return tuple(kept)


def _short_address(span: Span) -> Span:
    return Text(span.text) if isinstance(span, Link) and len(span.url) > LONGEST_URL else span


def _cut(span: Span, limit: int, measure: Measure) -> Span | None:
    """As much of one span as there is room for; None for none of it, or one that cannot be cut."""
    if isinstance(span, Break | Time | Mention):
        return None
    text = clip(span.text, limit - (_span_room(span, measure) - measure(span.text)), measure)
    return replace(span, text=text) if text else None


def clip(text: str, limit: int, measure: Measure = len) -> str:
    """A text cut at a word, with an ellipsis, so that it measures at most ``limit``; empty where not even that has room."""
    if len(text) <= limit and measure(text) <= limit:
        return text
    low, high = 0, max(min(len(text), limit), 0)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle] + ELLIPSIS) <= limit else (low, middle - 1)
    if not low:
        return ""
    kept = text[: _word_end(text, low)].rstrip().rstrip(_LOOSE).rstrip()
    return kept + ELLIPSIS if kept else ""


def _word_end(text: str, end: int) -> int:
    """The end of the last whole word before ``end``; where that would leave too little, of the last whole character."""
    space = end if text[end : end + 1].isspace() else text.rfind(" ", 0, end)
    if space >= end // 2:
        return space
    while end > 0 and _joins(text[end : end + 1], text[end - 1]):
        end -= 1
    return end


def _joins(after: str, before: str) -> bool:
    """Whether two code points are parts of one written character."""
    return before == "\u200d" or (after != "" and (combining(after) > 0 or after in _JOINED))


def _span_room(span: Span, measure: Measure) -> int:
    if isinstance(span, Break):
        return 1
    if isinstance(span, Time):
        return measure(plain_spans((span,))) + TIME_MARKS
    if isinstance(span, Mention):
        return measure(span.label) + measure(span.id) + MARKS
    if isinstance(span, Link):
        return measure(span.text) + measure(span.url) + MARKS
    return measure(span.text) + (0 if isinstance(span, Text) else MARKS)


def room_of(spans: Sequence[Span], measure: Measure = len) -> int:
    """The most characters that spans take on any platform, with its marks."""
    return sum(_span_room(span, measure) for span in spans)


def _field_room(field: Field, measure: Measure) -> int:
    return measure(field.label) + room_of(field.value, measure) + _note_room(field, measure)


def _note_room(field: Field, measure: Measure) -> int:
    return room_of(field.note, measure) + MARKS if field.note else 0


def _weight(card: Card, measure: Measure) -> int:
    fields = sum(_field_room(field, measure) for field in card.fields)
    return measure(card.title) + room_of(card.body, measure) + fields + room_of(card.context, measure)


def _less_body(card: Card, excess: int, measure: Measure) -> Card:
    """The calls that open a body stay."""
    calls = [number for number, span in enumerate(card.body, 1) if isinstance(span, Mention)]
    least = room_of(card.body[: calls[-1]], measure) if calls else 0
    return replace(card, body=shorten(card.body, max(room_of(card.body, measure) - excess, least), measure))


def _less_context(card: Card, excess: int, measure: Measure) -> Card:
    return replace(card, context=shorten(card.context, room_of(card.context, measure) - excess, measure))


def _fewer_notes(card: Card, excess: int, measure: Measure) -> Card:
    fields = list(card.fields)
    for number in range(len(fields) - 1, -1, -1):
        if excess <= 0:
            break
        excess -= _note_room(fields[number], measure)
        fields[number] = replace(fields[number], note=())
    return replace(card, fields=tuple(fields))


def _fewer_fields(card: Card, excess: int, measure: Measure) -> Card:
    fields = list(card.fields)
    while len(fields) > 1 and excess > 0:
        excess -= _field_room(fields.pop(), measure)
    return replace(card, fields=tuple(fields))


def _less_title(card: Card, excess: int, measure: Measure) -> Card:
    return replace(card, title=clip(card.title, measure(card.title) - excess, measure))


def _no_body(card: Card, _excess: int, _measure: Measure) -> Card:
    return replace(card, body=())


def _less_figure(card: Card, excess: int, measure: Measure) -> Card:
    values = [(field, shorten(field.value, room_of(field.value, measure) - excess, measure)) for field in card.fields]
    return replace(card, fields=tuple(replace(field, value=value) for field, value in values if value))


_LIGHTEN: Final = (_less_body, _less_context, _fewer_notes, _fewer_fields, _less_title, _no_body, _less_figure)
"""Each takes a card and by how much it is too large; the first is what a reader misses least."""
