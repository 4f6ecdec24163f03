"""The stamps and ids that Slack makes of time."""

from __future__ import annotations

from itertools import count

from tests.doubles.clock import Clock


class Stamps:
    """A message's ``ts``: seconds since 1970 with six decimals, never the same twice."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        self._last = max(int(self._clock.now() * 1_000_000), self._last + 1)
        return written(self._last)

    def at(self, moment: float) -> str:
        """A stamp of ``moment``; also for things older than this double."""
        return written(int(moment * 1_000_000))


def written(microseconds: int) -> str:
    return f"{microseconds // 1_000_000}.{microseconds % 1_000_000:06d}"


def seconds_of(ts: str) -> float:
    """When a message was posted, in seconds since 1970."""
    return float(ts)


class Ids:
    """Ids that look like Slack's: a letter for the kind, then letters and digits."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def next(self, kind: str) -> str:
        """``kind``: T, C, D, U, B, A, F, S, V, W, E."""
        return f"{kind}08DBL{next(self._numbers):05d}"
