"""The outbox neither loses nor doubles: whatever happens, each channel is told each story once, and in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

import structlog
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.adapters.storage import open_storage
from bot.domain.alert import Act, Alert, Delivery, DeliveryState
from bot.domain.news import Entry
from bot.domain.watch import Channel, Subscription, Updates
from bot.pipeline.alert import Alerter
from bot.pipeline.deliver import Deliverer
from bot.pipeline.group import Grouper
from bot.pipeline.ingest import Ingest
from bot.pipeline.match import QueryMatcher
from bot.pipeline.presence import ChannelPresence
from bot.pipeline.release import Releaser
from tests.unit.pipeline.brittle import Brittle, Crash
from tests.unit.pipeline.newsroom import START, Newsroom, entry
from tests.unit.pipeline.noticeboard import Fault, Noticeboard

WISHES: dict[Channel, dict[str, Any]] = {
    Channel("local", "web", "thread"): {"updates": Updates.THREAD},
    Channel("local", "web", "reply"): {"updates": Updates.REPLY},
    Channel("local", "web", "quiet"): {"quiet": "12:00-13:00"},
    Channel("local", "web", "digest"): {"when": "every 30m"},
    Channel("local", "web", "capped"): {"cap": 1, "updates": Updates.EDIT},
    Channel("local", "web", "confirmed"): {"min_outlets": 2},
}
"""Channels, and how they wish to be told of the one topic."""

CHANNELS = sorted(WISHES)
ASKING = [channel for channel in CHANNELS if channel.id in {"capped", "confirmed"}]
"""Channels where a reader, or another outlet, must end a wait; anywhere else it ends by itself."""

PLACES = ("Aldor", "Brisko", "Calmun", "Dervat", "Elzin", "Fornak", "Gribas", "Hultem", "Ikrod", "Jaspil")
FAULTS = st.lists(
    st.sampled_from([fault for fault in Fault if fault not in {Fault.HANGS, Fault.HANGS_AFTER}]), max_size=6
)


STEPS = st.just(0) | st.integers(1, 30)
"""The call of a repository at which a process dies, counted in each of its transactions; 0 for none."""


class Outbox(RuleBasedStateMachine):
    """News comes in, the platform fails, channels come and go, workers die, time passes, and jumps."""

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
        self.run(self._open())
        self.at_work = self.a_worker()

    async def _open(self) -> None:
        storage = open_storage("sqlite:///:memory:")
        await storage.upgrade()
        self.newsroom = newsroom = Newsroom(storage)
        self.storage = Brittle(storage)
        abilities = {"web": self.board.abilities}
        matcher, metrics = QueryMatcher(), newsroom.metrics
        alerter = Alerter(matcher, metrics, abilities=abilities)
        newsroom.ingest = Ingest(self.storage, matcher, Grouper(), alerter, metrics)
        self.releaser = Releaser(
            storage=self.storage, matcher=QueryMatcher(), clock=newsroom.clock, metrics=metrics, abilities=abilities
        )
        self.presence = ChannelPresence(storage=self.storage, clock=newsroom.clock, returned=self.releaser.returned)
        topic = await newsroom.topic("quakes", "earthquake")
        async with storage.write() as tx:
            for channel in CHANNELS:
                wish = Subscription(topic_id=topic.id, channel=channel, created_at=START, **WISHES[channel])
                await tx.watch.subscribe(wish)
        self.herald = await newsroom.feed("Herald")
        self.courier = await newsroom.feed("Courier")

    def a_worker(self) -> Deliverer:
        return Deliverer(
            storage=self.storage,
            platforms={"web": self.board},
            clock=self.newsroom.clock,
            metrics=self.newsroom.metrics,
            sleep=self._sleep,
        )

    async def _sleep(self, seconds: float) -> None:
        self.newsroom.clock.advance(seconds=seconds)

    def survives(self, work: Callable[[], Coroutine[Any, Any, Any]], dies_at: int) -> bool:
        """Do the work in a process that dies at this step, if it comes so far."""
        self.storage.break_at = dies_at
        try:
            self.run(work())
        except (Crash, BaseExceptionGroup):
            return False
        finally:
            self.storage.break_at = 0
        return True

    def take_in(self, feed_id: int, shown: Entry, dies_at: int) -> None:
        """A poll that brought this entry; one that died is made again."""
        if not self.survives(lambda: self.newsroom.take_in(feed_id, shown), dies_at):
            self.run(self.newsroom.take_in(feed_id, shown))

    @precondition(lambda self: len(self.told) < len(PLACES))
    @rule(dies_at=STEPS)
    def a_story_breaks(self, dies_at: int) -> None:
        place = PLACES[len(self.told)]
        fresh = entry(f"{place}: earthquake, 3 dead", f"{place} shook.", id=place, link=f"https://h.example/{place}")
        self.take_in(self.herald, fresh, dies_at)
        self.told.append(fresh)

    @precondition(lambda self: self.told)
    @rule(data=st.data(), how=st.sampled_from(["", "CORRECTED-"]), dies_at=STEPS)
    def an_article_is_edited(self, data: st.DataObject, how: str, dies_at: int) -> None:
        number = data.draw(st.integers(0, len(self.told) - 1))
        self.edits += 1
        old = self.told[number]
        self.told[number] = replace(old, title=f"{how}{old.id}: earthquake, {self.edits + 3} dead")
        self.take_in(self.herald, self.told[number], dies_at)

    @precondition(lambda self: self.told)
    @rule(data=st.data(), own_words=st.booleans(), dies_at=STEPS)
    def another_outlet_reports_it(self, data: st.DataObject, own_words: bool, dies_at: int) -> None:
        first = self.told[data.draw(st.integers(0, len(self.told) - 1))]
        self.follow_ups += 1
        another = replace(first, id=f"c{self.follow_ups}", link=f"https://c.example/{self.follow_ups}")
        if own_words:
            another = replace(another, summary=f"Buildings in {first.id} fell; {self.follow_ups} rescuers came.")
        self.take_in(self.courier, another, dies_at)

    @rule(seconds=st.sampled_from([0.4, 1.0, 5.0, 30.0, 300.0, 2000.0, -7.3, -400.1]))
    def time_passes_or_the_clock_is_set(self, seconds: float) -> None:
        self.newsroom.clock.advance(seconds=seconds)

    @rule(dies_at=STEPS)
    def waits_end(self, dies_at: int) -> None:
        self.survives(self.releaser.release, dies_at)

    @rule(channel=st.sampled_from(CHANNELS))
    def a_reader_asks_for_what_waits(self, channel: Channel) -> None:
        self.run(self.releaser.show(channel))

    @rule(faults=FAULTS, dies_at=STEPS)
    def deliveries_are_made(self, faults: list[Fault], dies_at: int) -> None:
        self.board.plan(*faults)
        if not self.survives(lambda: self.at_work.deliver("web"), dies_at):
            self.at_work = self.a_worker()
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

    @rule(channel=st.sampled_from(CHANNELS), said=st.booleans())
    def a_channel_is_lost(self, channel: Channel, said: bool) -> None:
        self.board.closed.add(channel)
        if said:
            self.run(self.presence.lost("web", "local", channel.id, "it was closed"))

    @precondition(lambda self: self.board.closed)
    @rule(data=st.data(), dies_at=STEPS)
    def a_channel_is_back(self, data: st.DataObject, dies_at: int) -> None:
        channel = data.draw(st.sampled_from(sorted(self.board.closed)))
        self.board.closed.remove(channel)
        if not self.survives(lambda: self.presence.back("web", "local", channel.id), dies_at):
            self.run(self.presence.back("web", "local", channel.id))

    @invariant()
    def nothing_is_ever_doubled(self) -> None:
        shown = [(notice.channel, notice.nonce) for notice in self.board.notices]
        assert len(shown) == len(set(shown))

    @invariant()
    def one_send_at_a_time_goes_to_a_channel(self) -> None:
        assert set(self.board.crowd.values()) <= {1}

    def teardown(self) -> None:
        try:
            self.run(self._drain())
            self.nothing_is_ever_doubled()
            self.run(self._judge())
        finally:
            self.run(self.newsroom.storage.close())
            self.runner.close()

    async def _drain(self) -> None:
        """Let channels come back, the platform recover and time pass until nothing waits and nothing is owed."""
        self.board.closed.clear()
        await self.presence.back("web", "local", None)
        for _ in range(20):
            await self.releaser.release()
            for channel in ASKING:
                await self.releaser.show(channel)
            await self.at_work.deliver("web")
            async with self.newsroom.storage.read() as tx:
                waits = [alert for channel in CHANNELS for alert in await tx.alerts.held(channel)]
                if not waits and not (await tx.counts()).owed:
                    return
            self.newsroom.clock.advance(minutes=10)
        raise AssertionError("something waits or is owed for ever")

    async def _judge(self) -> None:
        articles = sorted(article.id for article in await self.newsroom.articles())
        for channel in CHANNELS:
            alerts = await self._alerts(channel)
            told = sorted(article_id for alert in alerts for article_id in alert.article_ids)
            assert told == articles
            for lane, deliveries in (await self._lanes(channel, alerts)).items():
                self._judge_lane(channel, deliveries, is_alert=lane.startswith("alert"))

    async def _alerts(self, channel: Channel) -> Sequence[Alert]:
        async with self.newsroom.storage.read() as tx:
            found = await tx.alerts.of_stories(range(1, 2 * len(PLACES) + self.edits + self.follow_ups))
        return [alert for alert in found if alert.channel == channel]

    async def _lanes(self, channel: Channel, alerts: Sequence[Alert]) -> dict[str, Sequence[Delivery]]:
        """What the channel is or was owed, by lane: those of its alerts, of digests and of notices."""
        lanes = [alert.lane for alert in alerts]
        async with self.newsroom.storage.read() as tx:
            for number, notice in enumerate(self.board.notices, 1):
                if notice.channel == channel:
                    lane = await tx.outbox.lane_of(channel, str(number))
                    assert lane is not None
                    lanes.append(lane)
            return {lane: await tx.outbox.of_lane(lane) for lane in dict.fromkeys(lanes)}

    def _judge_lane(self, channel: Channel, deliveries: Sequence[Delivery], *, is_alert: bool) -> None:
        where = {
            notice.nonce: number for number, notice in enumerate(self.board.notices, 1) if notice.channel == channel
        }
        shown: list[int] = []
        last: dict[str, Delivery] = {}
        for delivery in deliveries:
            if delivery.state is not DeliveryState.SENT:
                assert delivery.state in {DeliveryState.REFUSED, DeliveryState.EXPIRED}
                assert delivery.nonce not in where
                continue
            assert delivery.message_id is not None
            last[delivery.message_id] = delivery
            if delivery.nonce in where:
                assert delivery.message_id == str(where[delivery.nonce])
                shown.append(where[delivery.nonce])
            else:
                assert delivery.act is Act.EDIT
                assert int(delivery.message_id) in shown
        assert shown == sorted(shown)
        assert sum(delivery.act is Act.POST for delivery in deliveries) <= 1 or not is_alert
        for message_id, delivery in last.items():
            assert self.board.notices[int(message_id) - 1].card == delivery.card


Outbox.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestOutbox = Outbox.TestCase
