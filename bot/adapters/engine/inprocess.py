"""The embedded engine: asyncio tasks in this process, no broker."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from bot.domain.errors import DatelineError
from bot.pipeline.ports import Metrics

log = structlog.get_logger(__name__)


class _Lane:
    """One task's waiting arguments and its workers. An argument waits at most once and never runs twice at a time."""

    def __init__(self, task: str, function: Callable[[str], Awaitable[object]], workers: int) -> None:
        self.task = task
        self.function = function
        self.workers = workers
        self._waiting: dict[str, None] = {}
        self._running: set[str] = set()
        self._closed = False
        self._changed = asyncio.Condition()

    async def put(self, argument: str) -> None:
        async with self._changed:
            self._waiting[argument] = None
            self._changed.notify()

    def close(self) -> None:
        """Give out no more work, though workers are waiting for it and arguments for a worker."""
        self._closed = True

    def _next(self) -> str | None:
        if self._closed:
            return None
        return next((argument for argument in self._waiting if argument not in self._running), None)

    async def take(self) -> str:
        async with self._changed:
            await self._changed.wait_for(lambda: self._next() is not None)
            argument = self._next()
            assert argument is not None
            del self._waiting[argument]
            self._running.add(argument)
            return argument

    async def done(self, argument: str) -> None:
        async with self._changed:
            self._running.discard(argument)
            self._changed.notify_all()

    async def idle(self) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: not self._running)


class InProcessEngine:
    """``Engine`` over asyncio. Jobs that wait at ``stop`` are dropped: a sweep finds their work again."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._lanes: dict[str, _Lane] = {}
        self._workers: list[asyncio.Task[None]] = []
        self._stopping = False

    def register(self, task: str, function: Callable[[str], Awaitable[object]], *, workers: int) -> None:
        self._lanes[task] = _Lane(task, function, workers)

    async def nudge(self, task: str, argument: str = "") -> None:
        if not self._stopping:
            await self._lanes[task].put(argument)

    async def start(self) -> None:
        for lane in self._lanes.values():
            self._workers += [
                asyncio.create_task(self._work(lane), name=f"{lane.task}-{n}") for n in range(lane.workers)
            ]

    async def stop(self, grace: timedelta) -> None:
        self._stopping = True
        for lane in self._lanes.values():
            lane.close()
        try:
            async with asyncio.timeout(grace.total_seconds()):
                for lane in self._lanes.values():
                    await lane.idle()
        except TimeoutError:
            log.warning("jobs_cut_off", grace_s=grace.total_seconds())
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        self._workers.clear()

    async def _work(self, lane: _Lane) -> None:
        while not self._stopping:
            argument = await lane.take()
            try:
                await lane.function(argument)
            except DatelineError as error:
                self._metrics.count("jobs_total", task=lane.task, outcome="failed")
                log.warning("job_failed", task=lane.task, argument=argument, error=str(error))
            except Exception:
                self._metrics.count("jobs_total", task=lane.task, outcome="bug")
                log.exception("job_bug", task=lane.task, argument=argument)
            else:
                self._metrics.count("jobs_total", task=lane.task, outcome="done")
            finally:
                await lane.done(argument)
