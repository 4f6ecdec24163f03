"""Calendar dates: found first, since they are never quantities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.figures.lexicon import Tag, word_tag
from bot.figures.tokens import Kind, Token

_NAMES: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS: Final = {name: number for number, full in enumerate(_NAMES, 1) for name in (full, full[:3])} | {"sept": 9}
_ORDINAL_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class DateSpan(NamedTuple):
    """A date at tokens ``first:last``. ``day`` is 0 where only month and year are said."""

    first: int
    last: int
    month: int
    day: int
    year: int | None


def year_value(token: Token) -> int | None:
    """The year that four plain digits may be, from 1000 to 2199."""
    if (
        token.kind is Kind.NUMBER
        and len(token.text) == 4
        and token.text.isdigit()
        and token.text < "2200"
        and token.text[0] != "0"
    ):
        return int(token.text)
    return None


def _month(text: Sequence[Token], i: int) -> int:
    """The month that token ``i`` names with a capital letter, or 0."""
    if i < 0 or i >= len(text) or not text[i].text[:1].isupper():
        return 0
    return MONTHS.get(text[i].lower, 0)


def _day(text: Sequence[Token], i: int, month: int) -> tuple[int, int] | None:
    """The day of ``month`` at token ``i`` ("8", "8th"), and the index after it."""
    if i >= len(text) or not text[i].text.isdigit() or len(text[i].text) > 2:
        return None
    day = int(text[i].text)
    if not 1 <= day <= _DAYS[month - 1]:
        return None
    if i + 1 < len(text) and text[i + 1].glued:
        if text[i + 1].lower in _ORDINAL_ENDINGS:
            return day, i + 2
        if text[i + 1].text in {":", "%", "/"} or text[i + 1].kind is Kind.WORD:
            return None
    return day, i + 1


def _year_from(text: Sequence[Token], i: int) -> tuple[int | None, int]:
    """The year at token ``i``, a comma or apostrophe before it allowed, and the index after it."""
    at = i + 1 if i < len(text) and text[i].text == "," else i
    if at < len(text):
        year = year_value(text[at])
        if year is not None and not (at + 1 < len(text) and text[at + 1].text == "%" and text[at + 1].glued):
            return year, at + 1
    return None, i


def _month_first(text: Sequence[Token], i: int, month: int) -> list[DateSpan]:
    """As in "December 8", "Dec. 8, 2024", "March 1-3", "May 8 and 9", "March 2024" from the month at ``i``."""
    at = i + 1
    if at < len(text) and text[at].text == "." and text[at].glued:
        at += 1
    found = _day(text, at, month)
    if found is None:
        year, last = _year_from(text, at)
        return [DateSpan(i, last, month, 0, year)] if year is not None else []
    spans = [DateSpan(i, found[1], month, found[0], None)]
    following = _further_day(text, found[1], month)
    if following is not None:
        spans.append(following)
    year, last = _year_from(text, spans[-1].last)
    return [span._replace(year=year, last=last if span is spans[-1] else span.last) for span in spans]


def _further_day(text: Sequence[Token], i: int, month: int) -> DateSpan | None:
    """The second day of a pair: the 3 of "March 1-3" and the 9 of "May 8 and 9"."""
    if i + 1 >= len(text) or text[i].lower not in {"-", "–", "and", "to", "or"}:
        return None
    found = _day(text, i + 1, month)
    if found is None:
        return None
    if text[i].text not in {"-", "–"} and _is_nominal(text, found[1]):
        return None
    return DateSpan(i + 1, found[1], month, found[0], None)


def _is_nominal(text: Sequence[Token], i: int) -> bool:
    """Whether token ``i`` may be what a number before it counts."""
    if i >= len(text) or text[i].kind is not Kind.WORD:
        return False
    return word_tag(text[i].lower) in {Tag.NOUN, Tag.ADJECTIVE, Tag.PARTICIPLE}


def _day_first(text: Sequence[Token], i: int, month: int) -> list[DateSpan]:
    """As in "8 December 2024", "8th of December", "1-3 March" to the month at ``i``."""
    at = i - 1
    if at >= 0 and text[at].lower == "of":
        at -= 1
    if at >= 0 and text[at].lower in _ORDINAL_ENDINGS and text[at].glued:
        at -= 1
    found = _day(text, at, month) if at >= 0 else None
    if found is None:
        return []
    last = i + 1
    if (
        last < len(text)
        and text[last].text == "."
        and text[last].glued
        and last + 1 < len(text)
        and year_value(text[last + 1])
    ):
        last += 1
    year, last = _year_from(text, last)
    spans = [DateSpan(at, last, month, found[0], year)]
    if at >= 2 and text[at - 1].lower in {"-", "–", "and", "to"}:
        before = _day(text, at - 2, month)
        if before is not None:
            spans.insert(0, DateSpan(at - 2, at - 1, month, before[0], year))
    return spans


def _numeric(text: Sequence[Token], i: int) -> DateSpan | None:
    """As in "2024-12-08", and "25/12/2024" where only one reading is possible."""
    parts = text[i : i + 5]
    if (
        len(parts) < 5
        or parts[1].text != parts[3].text
        or parts[1].text not in {"-", "/"}
        or not all(t.glued for t in parts[1:])
    ):
        return None
    if not all(t.text.isdigit() and len(t.text) <= 4 for t in parts[::2]):
        return None
    a, b, c = (int(t.text) for t in parts[::2])
    if len(parts[0].text) == 4 and 1 <= b <= 12 and 1 <= c <= _DAYS[b - 1]:
        return DateSpan(i, i + 5, b, c, a)
    if len(parts[4].text) == 4 and 12 < a <= 31 and 1 <= b <= 12:
        return DateSpan(i, i + 5, b, a, c)
    return None


def date_spans(text: Sequence[Token]) -> list[DateSpan]:
    """Every calendar date, and every month with its year, in order of appearance."""
    spans: list[DateSpan] = []
    last = 0
    for i, token in enumerate(text):
        if i < last:
            continue
        found: list[DateSpan] = []
        if token.kind is Kind.WORD:
            month = _month(text, i)
            if month:
                found = _day_first(text, i, month) or _month_first(text, i, month)
        elif token.kind is Kind.NUMBER:
            numeric = _numeric(text, i)
            found = [numeric] if numeric else []
        if found and found[0].first >= last:
            spans.extend(found)
            last = found[-1].last
    return spans
