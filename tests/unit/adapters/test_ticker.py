"""The ticker: at once, again and again, never two of one name, and nothing after it was stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import structlog

from bot.adapters.clock import SystemClock
from bot.adapters.scheduler import ApschedulerTicker

SOON = timedelta(milliseconds=5)
LATER = timedelta(days=1)
PATIENCE_S = 10.0


class Ticks:
    """A function that counts its calls and can be waited for."""

    def __init__(self) -> None:
        self.count = 0
        self.at_once = 0
        self.most_at_once = 0
        self.cancelled = False
        self._changed = asyncio.Condition()

    async def __call__(self) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        async with self._changed:
            self.count += 1
            self._changed.notify_all()
        self.at_once -= 1

    async def until(self, count: int) -> None:
        async with asyncio.timeout(PATIENCE_S), self._changed:
            await self._changed.wait_for(lambda: self.count >= count)


class Stuck(Ticks):
    """One whose calls end only when they are cancelled or ``freed``."""

    def __init__(self) -> None:
        super().__init__()
        self.freed = asyncio.Event()

    async def __call__(self) -> None:
        await super().__call__()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.freed.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        finally:
            self.at_once -= 1


@pytest.fixture
async def ticker() -> AsyncIterator[ApschedulerTicker]:
    with structlog.testing.capture_logs():
        built = ApschedulerTicker(SystemClock())
        yield built
        await built.stop()


async def test_it_ticks_at_once_however_long_the_interval(ticker: ApschedulerTicker) -> None:
    ticks = Ticks()
    ticker.every(LATER, "rare", ticks)
    await ticker.start()
    await ticks.until(1)


async def test_it_ticks_again_and_again(ticker: ApschedulerTicker) -> None:
    ticks = Ticks()
    ticker.every(SOON, "often", ticks)
    await ticker.start()
    await ticks.until(4)


async def test_a_function_that_raises_keeps_ticking_and_stops_no_other(ticker: ApschedulerTicker) -> None:
    raised, calm = Ticks(), Ticks()

    async def fragile() -> None:
        await raised()
        raise ZeroDivisionError

    ticker.every(SOON, "fragile", fragile)
    ticker.every(SOON, "calm", calm)
    await ticker.start()
    await raised.until(3)
    await calm.until(3)


async def test_runs_of_one_name_never_overlap_and_a_long_one_is_followed_by_the_next(ticker: ApschedulerTicker) -> None:
    long, other = Stuck(), Ticks()
    ticker.every(SOON, "long", long)
    ticker.every(SOON, "other", other)
    await ticker.start()
    await long.until(1)
    await other.until(5)
    assert (long.count, long.most_at_once) == (1, 1)
    long.freed.set()
    await long.until(3)
    assert long.most_at_once == 1


async def test_a_run_that_lasts_longer_than_its_interval_makes_no_noise(
    ticker: ApschedulerTicker, caplog: pytest.LogCaptureFixture
) -> None:
    long, other = Stuck(), Ticks()
    ticker.every(SOON, "long", long)
    ticker.every(SOON, "other", other)
    await ticker.start()
    await long.until(1)
    await other.until(5)
    await ticker.stop()
    assert caplog.records == []


async def test_stop_cancels_a_running_call_and_ticks_no_more(ticker: ApschedulerTicker) -> None:
    stuck, ticks = Stuck(), Ticks()
    ticker.every(LATER, "stuck", stuck)
    ticker.every(SOON, "often", ticks)
    await ticker.start()
    await stuck.until(1)
    await ticks.until(1)
    await ticker.stop()
    assert stuck.cancelled
    seen = ticks.count
    beside, clock = ApschedulerTicker(SystemClock()), Ticks()
    beside.every(SOON, "clock", clock)
    await beside.start()
    await clock.until(5)
    await beside.stop()
    assert ticks.count == seen


async def test_one_that_never_began_can_be_stopped(ticker: ApschedulerTicker) -> None:
    ticker.every(SOON, "often", Ticks())
    await ticker.stop()


async def test_stopping_twice_is_stopping_once(ticker: ApschedulerTicker) -> None:
    await ticker.start()
    await ticker.stop()
    await ticker.stop()
