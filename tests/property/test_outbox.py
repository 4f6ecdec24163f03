"""The outbox neither loses nor doubles: whatever happens in whatever order, each alert is one message with its last card."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from typing import Any

import structlog
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.adapters.storage import open_storage
from bot.domain.alert import Act, Delivery, DeliveryState
from bot.domain.news import Entry
from bot.domain.watch import Channel
from bot.pipeline.deliver import LEASE, Deliverer
from tests.unit.pipeline.newsroom import DESK, WIRE, Newsroom, entry
from tests.unit.pipeline.noticeboard import Fault, Noticeboard

PLACES = ("Aldor", "Brisko", "Calmun", "Dervat", "Elzin", "Fornak", "Gribas", "Hultem", "Ikrod", "Jaspil")
FAULTS = st.lists(
    st.sampled_from(
        [Fault.NONE, Fault.SLOW_DOWN, Fault.LOST, Fault.CUT, Fault.REFUSED, Fault.RAISES, Fault.RAISES_AFTER]
    ),
    max_size=6,
)


class Outbox(RuleBasedStateMachine):
    """News comes in, the platform fails, workers die, time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.board = Noticeboard()
        self.told: list[Entry] = []
        self.edits = 0
        self.follow_ups = 0

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        with structlog.testing.capture_logs():
            return self.runner.run(work)

    @initialize()
    def open(self) -> None:
        async def opening() -> Newsroom:
            storage = open_storage("sqlite:///:memory:")
            await storage.upgrade()
            newsroom = Newsroom(storage)
            await newsroom.topic("quakes", "earthquake", WIRE, DESK)
            self.herald = await newsroom.feed("Herald")
            self.courier = await newsroom.feed("Courier")
            return newsroom

        self.newsroom: Newsroom = self.run(opening())
        self.at_work = self.a_worker()

    def a_worker(self) -> Deliverer:
        return Deliverer(
            storage=self.newsroom.storage,
            platforms={"web": self.board},
            clock=self.newsroom.clock,
            metrics=self.newsroom.metrics,
        )

    @precondition(lambda self: len(self.told) < len(PLACES))
    @rule()
    def a_story_breaks(self) -> None:
        place = PLACES[len(self.told)]
        fresh = entry(f"{place}: earthquake, 3 dead", f"{place} shook.", id=place, link=f"https://h.example/{place}")
        self.run(self.newsroom.take_in(self.herald, fresh))
        self.told.append(fresh)

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def an_article_is_edited(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.told) - 1))
        self.edits += 1
        old = self.told[number]
        self.told[number] = replace(old, title=f"{old.id}: earthquake, {self.edits + 3} dead")
        self.run(self.newsroom.take_in(self.herald, self.told[number]))

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def another_outlet_copies(self, data: st.DataObject) -> None:
        copied = self.told[data.draw(st.integers(0, len(self.told) - 1))]
        self.follow_ups += 1
        link = f"https://c.example/{self.follow_ups}"
        self.run(self.newsroom.take_in(self.courier, replace(copied, id=f"c{self.follow_ups}", link=link)))

    @rule(seconds=st.sampled_from([0.4, 1.0, 5.0, 30.0, 300.0]))
    def time_passes(self, seconds: float) -> None:
        self.newsroom.clock.advance(seconds=seconds)

    @rule(faults=FAULTS)
    def deliveries_are_made(self, faults: list[Fault]) -> None:
        self.board.plan(*faults)
        self.run(self.at_work.deliver("web"))
        self.board.faults.clear()

    @rule(faults=FAULTS, last=st.sampled_from([Fault.HANGS, Fault.HANGS_AFTER]))
    def a_worker_dies_while_delivering(self, faults: list[Fault], last: Fault) -> None:
        self.board.plan(*faults, last)
        self.run(self._die())
        self.board.faults.clear()
        self.board.reached.clear()
        self.at_work = self.a_worker()

    async def _die(self) -> None:
        work = asyncio.create_task(self.at_work.deliver("web"))
        reached = asyncio.create_task(self.board.reached.wait())
        await asyncio.wait([work, reached], return_when=asyncio.FIRST_COMPLETED)
        for task in (work, reached):
            task.cancel()
        await asyncio.gather(work, reached, return_exceptions=True)

    @invariant()
    def nothing_is_ever_doubled(self) -> None:
        shown = [(notice.channel, notice.nonce) for notice in self.board.notices]
        assert len(shown) == len(set(shown))

    def teardown(self) -> None:
        try:
            self.run(self._drain())
            self.run(self._judge())
        finally:
            self.run(self.newsroom.storage.close())
            self.runner.close()

    async def _drain(self) -> None:
        """Let the platform recover and time pass until nothing is owed."""
        for _ in range(20):
            self.newsroom.clock.advance(seconds=LEASE.total_seconds() + 30)
            await self.at_work.deliver("web")
            async with self.newsroom.storage.read() as tx:
                if not (await tx.counts()).owed:
                    return
        raise AssertionError("something is owed for ever")

    async def _judge(self) -> None:
        for channel in (WIRE, DESK):
            alerts = await self.newsroom.alerts(channel)
            told = [article_id for alert in alerts for article_id in alert.article_ids]
            assert sorted(told) == sorted(article.id for article in await self.newsroom.articles())
            for alert in alerts:
                self._judge_one(channel, await self.newsroom.deliveries(alert))

    def _judge_one(self, channel: Channel, deliveries: Sequence[Delivery]) -> None:
        post, *edits = deliveries
        assert post.act is Act.POST
        assert all(edit.act is Act.EDIT for edit in edits)
        shown = [n for n in self.board.notices if (n.channel, n.nonce) == (channel, post.nonce)]
        states = {delivery.state for delivery in deliveries}
        assert states <= {DeliveryState.SENT, DeliveryState.REFUSED}
        if post.state is DeliveryState.REFUSED:
            assert shown == []
            assert states == {DeliveryState.REFUSED}
            return
        (notice,) = shown
        if deliveries[-1].state is DeliveryState.SENT:
            assert notice.card == deliveries[-1].card
        else:
            assert notice.card in [delivery.card for delivery in deliveries]


Outbox.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestOutbox = Outbox.TestCase
