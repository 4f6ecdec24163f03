"""When a channel is told: at once, in batches, or at times of its own clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from bot.alerts.wall import (
    DAY_MINUTES,
    bad_words,
    change_between,
    clock,
    day_at,
    day_words,
    moment_of,
    offset_at,
    parse_clock,
    parse_days,
)

SHORTEST_BATCH: Final = 5
"""Minutes: batches that come oftener are no rest."""

MOST_TIMES: Final = 24
"""Times a day that a schedule may name."""

_REMEDY: Final = (
    "say instant, hourly, every 30m (5m to 24h), or days and times such as "
    "'daily 08:00 18:00', 'weekdays 07:30', 'weekends 10:00', 'mon,thu 09:00'"
)
_EVERY: Final = re.compile(r"every (\d{1,4}) ?(m|min|mins|minutes?|h|hours?)")


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a channel is told what is found. ``str`` writes it in the one canonical way.

    ``every`` is the length of a batch in minutes, 0 for none. ``times`` are minutes after midnight, ascending, of
    ``days`` (0 Monday to 6 Sunday). With neither it is instant.
    """

    every: int = 0
    days: frozenset[int] = frozenset()
    times: tuple[int, ...] = ()

    @property
    def instant(self) -> bool:
        """Whether nothing waits for it."""
        return not self.every and not self.times

    def next_after(self, now: datetime, zone: str) -> datetime:
        """The first moment after ``now`` to tell at, in UTC; ``now`` itself where it is instant.

        ``zone`` is the IANA zone whose clocks are meant. A time that its clocks skip is the first moment after the gap,
        one that comes twice the first. Batches end where clocks show a multiple of their length since midnight, both
        times where such a time comes twice: no batch is longer for it.
        """
        if self.instant:
            return now
        return self._next_batch(now, zone) if self.every else self._next_time(now, zone)

    def _next_batch(self, now: datetime, zone: str) -> datetime:
        offset = offset_at(now, zone)
        wall = self._grid_after(_wall(now, offset))
        moment = _moment(wall, offset)
        changed = offset_at(moment, zone)
        if changed == offset:
            return moment
        change = change_between(now, moment, zone)
        resumed = _wall(change, changed)
        if changed > offset and wall <= resumed:
            return change
        return _moment(self._grid_after(resumed - timedelta(microseconds=1)), changed)

    def _grid_after(self, wall: datetime) -> datetime:
        """The first multiple of a batch's length since midnight, and not beyond the next midnight, after a wall time."""
        midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
        batch = timedelta(minutes=self.every)
        return min(midnight + ((wall - midnight) // batch + 1) * batch, midnight + timedelta(days=1))

    def _next_time(self, now: datetime, zone: str) -> datetime:
        day = day_at(now, zone) - timedelta(days=1)
        while True:
            if day.weekday() in self.days:
                for minutes in self.times:
                    moment = moment_of(day, minutes, zone)
                    if moment > now:
                        return moment
            day += timedelta(days=1)

    def __str__(self) -> str:
        if self.times:
            return " ".join((day_words(self.days), *map(clock, self.times)))
        if not self.every:
            return "instant"
        hours, minutes = divmod(self.every, 60)
        if minutes:
            return f"every {self.every}m"
        return "hourly" if hours == 1 else f"every {hours}h"


def _wall(at: datetime, offset: timedelta) -> datetime:
    """What clocks that are ``offset`` ahead of UTC show, without a zone."""
    return at.astimezone(UTC).replace(tzinfo=None) + offset


def _moment(wall: datetime, offset: timedelta) -> datetime:
    return (wall - offset).replace(tzinfo=UTC)


@lru_cache(maxsize=1024)
def parse_schedule(text: str) -> Schedule:
    """Read ``instant``, ``hourly``, ``every 30m``, ``every 2h``, ``daily 08:00 18:00``, ``mon,thu 09:00`` and the like.

    Raises ``BadInput`` with what may be said instead.
    """
    words = " ".join(text.lower().split())
    if words in {"", "instant", "instantly", "at once", "now"}:
        return Schedule()
    if words in {"hourly", "every hour"}:
        return Schedule(every=60)
    found = _EVERY.fullmatch(words)
    if found:
        return _batches(text, int(found[1]) * (60 if found[2].startswith("h") else 1))
    return _at_times(text, words)


def _batches(text: str, minutes: int) -> Schedule:
    if not SHORTEST_BATCH <= minutes <= DAY_MINUTES:
        raise bad_words("schedule", text, "a batch lasts 5m to 24h; say every 30m, every 2h or instant")
    return Schedule(every=minutes)


def _at_times(text: str, words: str) -> Schedule:
    first, *rest = words.replace(", ", ",").split(" ")
    days = parse_days(first)
    times = {parse_clock(word) for part in rest for word in part.split(",") if word}
    if days is None or not times or None in times:
        raise bad_words("schedule", text, _REMEDY)
    if len(times) > MOST_TIMES:
        raise bad_words("schedule", text, f"at most {MOST_TIMES} times a day; say hourly or every 30m for more")
    return Schedule(days=days, times=tuple(sorted(minutes for minutes in times if minutes is not None)))
