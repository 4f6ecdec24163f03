"""Quiet hours: when a channel is left in peace, by its own clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from bot.alerts.wall import DAY_MINUTES, bad_words, clock, day_at, day_words, moment_of, parse_clock, parse_days

MOST_SPANS: Final = 12
"""Spans that quiet hours may be made of."""

_ALL_DAYS: Final = frozenset(range(7))
_GROUPS: Final = frozenset(("daily", "weekdays", "weekends"))
_REMEDY: Final = "say hours such as '22:00-07:00', 'weekends', 'sat,sun 00:00-12:00', several with '; ' between, or off"


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` on each of ``days`` (0 Monday) to ``end``, in minutes after midnight; an ``end`` that is not later
    than ``start`` is of the day after.
    """

    days: frozenset[int]
    start: int
    end: int

    @property
    def length(self) -> int:
        """Its minutes, on a day without a change of clocks."""
        return self.end - self.start if self.end > self.start else self.end - self.start + DAY_MINUTES

    def holding(self, now: datetime, zone: str) -> datetime | None:
        """The end of this span if ``now`` is in it."""
        today = day_at(now, zone)
        for day in (today, today - timedelta(days=1)):
            if day.weekday() in self.days and moment_of(day, self.start, zone) <= now < self._end(day, zone):
                return self._end(day, zone)
        return None

    def _end(self, day: date, zone: str) -> datetime:
        return moment_of(day, self.start + self.length, zone)

    def __str__(self) -> str:
        days, hours = day_words(self.days), f"{clock(self.start)}-{clock(self.end)}"
        if days == "daily":
            return hours
        return days if days in _GROUPS and self.length == DAY_MINUTES and not self.start else f"{days} {hours}"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which nothing is posted; none for a channel that never sleeps. ``str`` writes them canonically."""

    spans: tuple[Span, ...] = ()

    def ends(self, now: datetime, zone: str) -> datetime | None:
        """When the quiet that ``now`` is in ends, in UTC, whichever spans follow one another; None if it is not quiet.

        ``zone`` is the IANA zone whose clocks are meant; its changes are minded as a schedule minds them.
        """
        end: datetime | None = None
        while (later := self._held_until(end or now, zone)) is not None:
            end = later
        return end

    def _held_until(self, now: datetime, zone: str) -> datetime | None:
        return max((end for span in self.spans if (end := span.holding(now, zone))), default=None)

    def __str__(self) -> str:
        return ", ".join(map(str, self.spans))


@lru_cache(maxsize=1024)
def parse_quiet(text: str) -> Quiet:
    """Read ``22:00-07:00``, ``weekends``, ``22:00-07:00, weekends``, ``sat,sun 00:00-12:00``; empty or ``off`` for none.

    Raises ``BadInput`` with what may be said instead, also for hours that never end.
    """
    words = " ".join(text.lower().replace("–", "-").replace(" - ", "-").split())
    if words in {"", "off", "none", "never"}:
        return Quiet()
    spans = tuple(dict.fromkeys(_spans(text, words)))
    if len(spans) > MOST_SPANS:
        raise bad_words("quiet hours", text, f"at most {MOST_SPANS} spans; join some of them")
    if _minutes_of_week(spans) >= 7 * DAY_MINUTES:
        raise bad_words("quiet hours", text, "they would never end; snooze or unsubscribe the topic instead")
    return Quiet(spans)


def _spans(text: str, words: str) -> Iterator[Span]:
    """The spans of a list; single days that no hours follow at once ("sat, sun 00:00-12:00") share the next hours."""
    for part in words.split(";"):
        waiting: list[str] = []
        for piece in filter(None, (each.strip() for each in part.split(","))):
            *named, last = piece.split(" ")
            hours = _hours(last)
            if hours is not None:
                yield Span(_days(text, ",".join((*waiting, *named))), *hours)
                waiting = []
            elif piece in _GROUPS:
                yield Span(_days(text, piece), 0, DAY_MINUTES)
            else:
                waiting.append(piece)
        if waiting:
            yield Span(_days(text, ",".join(waiting)), 0, DAY_MINUTES)


def _hours(word: str) -> tuple[int, int] | None:
    start, dash, end = word.partition("-")
    first, last = parse_clock(start), parse_clock(end, latest=DAY_MINUTES)
    return (first, last) if dash and first is not None and last is not None and first != last else None


def _days(text: str, words: str) -> frozenset[int]:
    days = parse_days(words) if words else _ALL_DAYS
    if days is None:
        raise bad_words("quiet hours", text, _REMEDY)
    return days


def _minutes_of_week(spans: Iterable[Span]) -> int:
    """How many minutes of a week are in any of the spans."""
    week = 7 * DAY_MINUTES
    starts = [(day * DAY_MINUTES + span.start, span.length) for span in spans for day in span.days]
    edges = sorted((at + shift, at + shift + length) for at, length in starts for shift in (0, -week))
    reached, covered = 0, 0
    for start, end in edges:
        covered += max(min(end, week) - max(start, reached), 0)
        reached = max(reached, end)
    return covered
