"""A double's time: real by default, faster by a scale, and moved on by hand."""

from __future__ import annotations

import asyncio
import contextlib
import time

from bot.adapters.clock import SystemClock


class Clock:
    """Seconds since 1970. With ``scale`` 60 a real second is a minute here; ``advance`` jumps."""

    def __init__(self, *, scale: float = 1.0) -> None:
        self.scale = scale
        self._started = time.monotonic()
        self._offset = SystemClock().now().timestamp()
        self._moved = asyncio.Event()

    def now(self) -> float:
        return self._offset + (time.monotonic() - self._started) * self.scale

    def advance(self, seconds: float) -> None:
        """Jump ahead; whoever waits for a moment that is now past goes on at once."""
        self._offset += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    async def wait_until(self, moment: float) -> None:
        while (left := moment - self.now()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), left / self.scale)
