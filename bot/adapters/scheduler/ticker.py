"""``Ticker`` over APScheduler 3's AsyncIOScheduler with its memory store."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.pipeline.ports import Clock

log = structlog.get_logger(__name__)


class ApschedulerTicker:
    """APScheduler says when; the calls are tasks of our own, since it neither waits for those that it cancels at its end
    nor lets a tick that finds the last call still running pass without a warning.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._running: dict[str, asyncio.Task[None]] = {}
        self._stopped = False
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # APScheduler drops a run that is over misfire_grace_time late (1 s by default): None means never drop.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def every(self, interval: timedelta, name: str, function: Callable[[], Awaitable[object]]) -> None:
        async def call() -> None:
            try:
                await function()
            except Exception:
                log.exception("tick_failed", tick=name)

        async def tick() -> None:
            last = self._running.get(name)
            if not self._stopped and (last is None or last.done()):
                self._running[name] = asyncio.create_task(call(), name=f"tick-{name}")

        self._scheduler.add_job(
            tick,
            IntervalTrigger(seconds=interval.total_seconds(), timezone=UTC),
            id=name,
            name=name,
            next_run_time=self._clock.now(),
        )

    async def start(self) -> None:
        self._scheduler.start()

    async def stop(self) -> None:
        self._stopped = True
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
            # It shuts down in a callback of the event loop, which has its turn now.
            await asyncio.sleep(0)
        for call in self._running.values():
            call.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        self._running.clear()
