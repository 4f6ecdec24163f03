"""Moments as Discord writes them, and ids that carry them."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.doubles.clock import Clock

DISCORD_EPOCH = 1_420_070_400.0  # seconds; Discord's reference, "Snowflakes": 2015-01-01T00:00Z


def timestamp(moment: float) -> str:
    """As Discord writes a moment: ISO 8601 with microseconds and an offset."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="microseconds")


class Snowflakes:
    """Ids that grow, each with its moment in the upper 42 bits (Discord's reference, "Snowflake ID Format")."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._count = 0
        self._last = 0

    def next(self) -> int:
        self._last = max(self.at(self._clock.now()), self._last + 1)
        return self._last

    def at(self, moment: float) -> int:
        """An id of ``moment``; also for things older than this double."""
        self._count = (self._count + 1) % 4096
        return (int((moment - DISCORD_EPOCH) * 1000) << 22) | self._count

    def guild(self) -> int:
        """An id a millisecond before the last one's, so that guilds fall on every shard in turn."""
        self._count += 1
        return (int((self._clock.now() - DISCORD_EPOCH - 86_400) * 1000) + self._count) << 22


def moment_of(snowflake: int) -> float:
    """When an id was made, in seconds since 1970."""
    return (snowflake >> 22) / 1000 + DISCORD_EPOCH
