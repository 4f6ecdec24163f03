"""What the use cases rely on, whatever runs the jobs."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

from bot.adapters.telemetry import PrometheusMetrics
from bot.domain.errors import FeedUnreachable
from bot.pipeline.ports import Engine

PATIENCE_S = 10.0
"""How long a test waits for what must happen; it never waits that long for what does."""

GRACE = timedelta(seconds=PATIENCE_S)


class Work:
    """A task's function that stops at a gate and keeps count."""

    def __init__(self, *, gate: bool = False) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.cancelled: list[str] = []
        self.at_once: Counter[str] = Counter()
        self.most_of_one = 0
        self.most_at_once = 0
        self.gate = asyncio.Event()
        if not gate:
            self.gate.set()
        self._changed = asyncio.Condition()

    async def __call__(self, argument: str) -> None:
        self.at_once[argument] += 1
        self.most_of_one = max(self.most_of_one, self.at_once[argument])
        self.most_at_once = max(self.most_at_once, self.at_once.total())
        await self._note(self.begun, argument)
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled.append(argument)
            raise
        finally:
            self.at_once[argument] -= 1
        await self._note(self.ended, argument)

    async def _note(self, where: list[str], argument: str) -> None:
        async with self._changed:
            where.append(argument)
            self._changed.notify_all()

    async def until(self, *, begun: int = 0, ended: int = 0) -> None:
        """Wait until so many runs have begun and ended."""
        async with asyncio.timeout(PATIENCE_S), self._changed:
            await self._changed.wait_for(lambda: len(self.begun) >= begun and len(self.ended) >= ended)


async def test_a_nudge_is_a_run_with_its_argument(engine: Engine) -> None:
    work = Work()
    engine.register("poll", work, workers=2)
    await engine.start()
    await engine.nudge("poll", "7")
    await engine.nudge("poll")
    await work.until(ended=2)
    assert sorted(work.ended) == ["", "7"]


async def test_nudges_of_one_argument_that_wait_are_one_run(engine: Engine) -> None:
    work = Work()
    engine.register("poll", work, workers=2)
    for argument in ("7", "7", "8", "7"):
        await engine.nudge("poll", argument)
    await engine.start()
    await work.until(ended=2)
    await engine.stop(GRACE)
    assert sorted(work.begun) == ["7", "8"]


async def test_a_nudge_during_a_run_makes_another_and_only_one(engine: Engine) -> None:
    work = Work(gate=True)
    engine.register("poll", work, workers=4)
    await engine.start()
    await engine.nudge("poll", "7")
    await work.until(begun=1)
    for _ in range(5):
        await engine.nudge("poll", "7")
    work.gate.set()
    await work.until(ended=2)
    await engine.nudge("poll", "last")
    await work.until(ended=3)
    assert work.begun == ["7", "7", "last"]


async def test_one_argument_never_runs_twice_at_a_time_and_others_side_by_side(engine: Engine) -> None:
    work = Work(gate=True)
    engine.register("poll", work, workers=4)
    await engine.start()
    for argument in ("a", "b", "c"):
        await engine.nudge("poll", argument)
    await work.until(begun=3)
    for argument in ("a", "b", "c"):
        await engine.nudge("poll", argument)
    work.gate.set()
    await work.until(ended=6)
    assert (work.most_of_one, work.most_at_once) == (1, 3)


async def test_no_more_than_its_workers_run_at_a_time(engine: Engine) -> None:
    work = Work(gate=True)
    engine.register("poll", work, workers=2)
    await engine.start()
    for number in range(6):
        await engine.nudge("poll", str(number))
    await work.until(begun=2)
    work.gate.set()
    await work.until(ended=6)
    assert work.most_at_once == 2
    assert work.begun == [str(number) for number in range(6)]


async def test_a_task_that_is_stuck_does_not_stop_another(engine: Engine) -> None:
    stuck, lively = Work(gate=True), Work()
    engine.register("poll", stuck, workers=1)
    engine.register("deliver", lively, workers=1)
    await engine.start()
    await engine.nudge("poll", "7")
    await stuck.until(begun=1)
    await engine.nudge("deliver", "web")
    await lively.until(ended=1)


async def test_errors_and_bugs_stop_no_worker_and_are_counted(engine: Engine, metrics: PrometheusMetrics) -> None:
    work = Work()

    async def fragile(argument: str) -> None:
        if argument == "trouble":
            raise FeedUnreachable("no answer")
        if argument == "bug":
            raise ZeroDivisionError
        await work(argument)

    engine.register("poll", fragile, workers=1)
    await engine.start()
    for argument in ("trouble", "bug", "fine"):
        await engine.nudge("poll", argument)
    await work.until(ended=1)
    await engine.nudge("poll", "fine again")
    await work.until(ended=2)
    await engine.stop(GRACE)
    exposition = metrics.exposition()[0].decode()
    for outcome, times in (("failed", 1), ("bug", 1), ("done", 2)):
        assert f'dateline_jobs_total{{outcome="{outcome}",task="poll"}} {times}.0' in exposition


async def test_stop_waits_for_what_runs_and_takes_no_more(engine: Engine) -> None:
    work = Work(gate=True)
    engine.register("poll", work, workers=2)
    await engine.start()
    await engine.nudge("poll", "7")
    await work.until(begun=1)
    await engine.nudge("poll", "7")
    stopping = asyncio.create_task(engine.stop(GRACE))
    await asyncio.wait([stopping], timeout=0)
    await engine.nudge("poll", "8")
    assert not stopping.done()
    work.gate.set()
    async with asyncio.timeout(PATIENCE_S):
        await stopping
    assert (work.begun, work.ended, work.cancelled) == (["7"], ["7"], [])


async def test_stop_cuts_off_what_runs_past_the_grace(engine: Engine) -> None:
    work = Work(gate=True)
    engine.register("poll", work, workers=1)
    await engine.start()
    await engine.nudge("poll", "7")
    await work.until(begun=1)
    async with asyncio.timeout(PATIENCE_S):
        await engine.stop(timedelta(0))
    assert (work.ended, work.cancelled) == ([], ["7"])


async def test_an_engine_that_never_began_can_be_stopped(engine: Engine) -> None:
    engine.register("poll", Work(), workers=1)
    await engine.nudge("poll", "7")
    async with asyncio.timeout(PATIENCE_S):
        await engine.stop(GRACE)
