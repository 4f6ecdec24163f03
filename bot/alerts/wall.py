"""Wall clocks: which moment a clock's time is, on days when clocks change too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from bot.domain.errors import BadInput
from bot.domain.moments import zone_named

DAY_MINUTES: Final = 24 * 60

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED: Final = {"daily": range(7), "weekdays": range(5), "weekends": range(5, 7)}
_DAY: Final = re.compile(
    r"(mon)(?:days?)?|(tue)(?:s|sdays?)?|(wed)(?:s|nesdays?)?|(thu)(?:rs?|rsdays?)?|(fri)(?:days?)?"
    r"|(sat)(?:urdays?)?|(sun)(?:days?)?"
)
_CLOCK: Final = re.compile(r"([01]?\d|2[0-4])(?:[:.]([0-5]\d))?(am|pm)?")


@lru_cache(maxsize=8192)
def moment_of(day: date, minutes: int, zone: str) -> datetime:
    """The moment, in UTC, at which clocks of ``zone`` show ``minutes`` after midnight of ``day``.

    A time that comes twice is the first of the two; one that clocks skip is the first moment after the gap (PEP 495:
    with ``fold=0`` a skipped time is read by the offset before the gap, with ``fold=1`` by the one after it).
    """
    wall = datetime(day.year, day.month, day.day, tzinfo=zone_named(zone)) + timedelta(minutes=minutes)
    first, second = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    return first if first <= second else change_between(second, first, zone)


def change_between(before: datetime, after: datetime, zone: str) -> datetime:
    """The moment in (``before``, ``after``], to the second, from which the offset of ``after`` is in force.

    The two must not have the same offset.
    """
    settled = offset_at(after, zone)
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if offset_at(datetime.fromtimestamp(middle, UTC), zone) == settled:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC)


def offset_at(at: datetime, zone: str) -> timedelta:
    """How far ``zone`` is ahead of UTC at a moment."""
    return at.astimezone(zone_named(zone)).utcoffset() or timedelta()


def day_at(at: datetime, zone: str) -> date:
    """The calendar day of a moment in ``zone``."""
    return at.astimezone(zone_named(zone)).date()


def parse_clock(text: str, *, latest: int = DAY_MINUTES - 1) -> int | None:
    """Minutes after midnight of ``7:30``, ``07:30``, ``18``, ``7.30pm``; None for what is no time or after ``latest``."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if found[3] == "pm" else 0)
    total = hours * 60 + minutes
    return total if total <= latest else None


def clock(minutes: int) -> str:
    """``07:30``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def parse_days(text: str) -> frozenset[int] | None:
    """Weekdays (0 Monday to 6 Sunday) of ``daily``, ``weekdays``, ``weekends``, ``mon,thu``, ``mon-fri``; else None."""
    if text in _NAMED:
        return frozenset(_NAMED[text])
    days: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        start, end = _day(first), _day(last) if dash else _day(first)
        if start is None or end is None:
            return None
        days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return frozenset(days)


def _day(text: str) -> int | None:
    found = _DAY.fullmatch(text.strip())
    return found.lastindex - 1 if found and found.lastindex else None


def day_words(days: Iterable[int]) -> str:
    """The canonical name of weekdays."""
    wanted = sorted(days)
    named = next((name for name, each in _NAMED.items() if list(each) == wanted), None)
    return named or ",".join(_DAYS[day] for day in wanted)


def bad_words(what: str, text: str, remedy: str) -> BadInput:
    """The error of a text that is no ``what``, with its remedy; a long text is cut."""
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return BadInput(f"{shown!r} is no {what}: {remedy}")
