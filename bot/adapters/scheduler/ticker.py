"""``Ticker`` over APScheduler 3's AsyncIOScheduler with its memory store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.pipeline.ports import Clock

log = structlog.get_logger(__name__)


class ApschedulerTicker:
    """Ticks that were missed while one run was long are made up by a single run, however late it is."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # APScheduler drops a run that is over misfire_grace_time late (1 s by default): None means never drop.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def every(self, interval: timedelta, name: str, function: Callable[[], Awaitable[None]]) -> None:
        async def tick() -> None:
            try:
                await function()
            except Exception:
                log.exception("tick_failed", tick=name)

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
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
