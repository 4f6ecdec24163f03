"""Deliveries: in order, retried, refused, expired, taken over; each reaches its channel once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import structlog

from bot.domain.alert import Act, Alert, Delivery, DeliveryState
from bot.domain.card import Card
from bot.domain.errors import StorageBusy
from bot.domain.news import Story
from bot.domain.watch import Channel
from bot.pipeline.deliver import AT_ONCE, LEASE, SEND_TIMEOUT, Deliverer
from bot.pipeline.ports import Platform, Storage, Transaction
from tests.unit.pipeline.newsroom import START, WIRE, Newsroom
from tests.unit.pipeline.noticeboard import Fault, Noticeboard


def deliverer(newsroom: Newsroom, *platforms: Platform, storage: Storage | None = None) -> Deliverer:
    return Deliverer(
        storage=storage or newsroom.storage,
        platforms={platform.name: platform for platform in platforms},
        clock=newsroom.clock,
        metrics=newsroom.metrics,
    )


async def owe(newsroom: Newsroom, *titles: str, channel: Channel = WIRE, hours: float = 24) -> Alert:
    """An alert with a post and then edits, each of another title; the answer is the alert."""
    now = newsroom.clock.now()
    async with newsroom.storage.write() as tx:
        story = await tx.stories.add(Story(title=titles[0], first_seen=now, last_seen=now))
        alert = await tx.alerts.save(
            Alert(channel=channel, story_id=story.id, topic_id=1, created_at=now, updated_at=now)
        )
        for number, title in enumerate(titles):
            await tx.outbox.owe(
                Delivery(
                    alert_id=alert.id,
                    channel=channel,
                    act=Act.EDIT if number else Act.POST,
                    card=Card(title=title, fallback=title),
                    nonce=f"a{alert.id}" + (f"-{number}" if number else ""),
                    due_at=now,
                    expires_at=now + timedelta(hours=hours),
                )
            )
    return alert


async def states(newsroom: Newsroom, alert: Alert) -> list[tuple[str, str]]:
    return [(delivery.act.value, delivery.state.value) for delivery in await newsroom.deliveries(alert)]


async def test_a_post_and_its_edit_are_made_in_order(newsroom: Newsroom) -> None:
    board = Noticeboard()
    alert = await owe(newsroom, "first", "second")
    assert await deliverer(newsroom, board).deliver("web") == 2
    assert [what for what, _ in board.requests] == ["post", "edit"]
    assert board.titles() == ["second"]
    assert await states(newsroom, alert) == [("post", "sent"), ("edit", "sent")]
    (stored,) = await newsroom.alerts()
    assert stored.message_id == "1"


async def test_no_edit_is_tried_before_its_post_is_made(newsroom: Newsroom) -> None:
    board = Noticeboard()
    await owe(newsroom, "first", "second")
    board.plan(Fault.SLOW_DOWN, Fault.LOST)
    at_work = deliverer(newsroom, board)
    assert await at_work.deliver("web") == 1
    newsroom.clock.advance(seconds=29)
    assert await at_work.deliver("web") == 0
    newsroom.clock.advance(seconds=1)
    assert await at_work.deliver("web") == 1
    newsroom.clock.advance(seconds=2)
    assert await at_work.deliver("web") == 2
    assert [what for what, _ in board.requests] == ["post", "find", "post", "find", "post", "edit"]


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.RAISES])
async def test_what_was_lost_on_the_way_is_sent_again(newsroom: Newsroom, fault: Fault) -> None:
    board = Noticeboard()
    await owe(newsroom, "first")
    board.plan(fault)
    at_work = deliverer(newsroom, board)
    with structlog.testing.capture_logs():
        await at_work.deliver("web")
    newsroom.clock.advance(seconds=1)
    await at_work.deliver("web")
    assert board.titles() == ["first"]


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.RAISES_AFTER])
async def test_what_arrived_though_nobody_said_so_is_found_and_not_repeated(newsroom: Newsroom, fault: Fault) -> None:
    board = Noticeboard()
    alert = await owe(newsroom, "first")
    board.plan(fault)
    at_work = deliverer(newsroom, board)
    with structlog.testing.capture_logs():
        await at_work.deliver("web")
    newsroom.clock.advance(seconds=1)
    await at_work.deliver("web")
    assert board.titles() == ["first"]
    assert [what for what, _ in board.requests] == ["post", "find"]
    assert await states(newsroom, alert) == [("post", "sent")]


async def test_a_platform_that_cannot_look_up_is_not_asked_to(newsroom: Newsroom) -> None:
    board = Noticeboard(lookup=False)
    await owe(newsroom, "first")
    board.plan(Fault.LOST)
    at_work = deliverer(newsroom, board)
    await at_work.deliver("web")
    newsroom.clock.advance(seconds=1)
    await at_work.deliver("web")
    assert [what for what, _ in board.requests] == ["post", "post"]


async def test_a_refused_post_is_never_tried_again_and_its_edits_neither(newsroom: Newsroom) -> None:
    board = Noticeboard()
    alert = await owe(newsroom, "first", "second")
    board.plan(Fault.REFUSED)
    await deliverer(newsroom, board).deliver("web")
    assert [what for what, _ in board.requests] == ["post"]
    refused = await newsroom.deliveries(alert)
    assert [delivery.state for delivery in refused] == [DeliveryState.REFUSED, DeliveryState.REFUSED]
    assert [delivery.reason for delivery in refused] == ["refused", "the message that it would edit was never posted"]


async def test_what_waited_too_long_is_not_sent_at_all(newsroom: Newsroom) -> None:
    board = Noticeboard()
    alert = await owe(newsroom, "first", hours=24)
    newsroom.clock.advance(hours=24)
    await deliverer(newsroom, board).deliver("web")
    assert board.requests == []
    (delivery,) = await newsroom.deliveries(alert)
    assert (delivery.state, delivery.reason) == (
        DeliveryState.EXPIRED,
        "no longer worth telling; last: it waited too long",
    )


async def test_many_are_delivered_in_one_go_and_one_fault_holds_up_only_its_own(newsroom: Newsroom) -> None:
    board = Noticeboard()
    for number in range(AT_ONCE + 5):
        await owe(newsroom, f"alert {number}")
    board.plan(Fault.RAISES, Fault.REFUSED, Fault.SLOW_DOWN)
    with structlog.testing.capture_logs():
        assert await deliverer(newsroom, board).deliver("web") == AT_ONCE + 5
    assert len(board.notices) == AT_ONCE + 2


async def test_a_crash_between_post_and_settlement_is_taken_over_without_a_second_message(newsroom: Newsroom) -> None:
    board = Noticeboard()
    alert = await owe(newsroom, "first", "second")
    board.plan(Fault.HANGS_AFTER)
    crashed = asyncio.create_task(deliverer(newsroom, board).deliver("web"))
    await board.reached.wait()
    crashed.cancel()
    await asyncio.gather(crashed, return_exceptions=True)
    successor = deliverer(newsroom, board)
    newsroom.clock.advance(seconds=LEASE.total_seconds() - 1)
    assert await successor.due() == []
    assert await successor.deliver("web") == 0
    newsroom.clock.advance(seconds=1)
    assert await successor.due() == ["web"]
    await successor.deliver("web")
    assert board.titles() == ["second"]
    assert await states(newsroom, alert) == [("post", "sent"), ("edit", "sent")]


async def test_a_crash_after_a_post_to_the_web_page_leaves_one_message(newsroom: Newsroom) -> None:
    alert = await owe(newsroom, "first")
    async with newsroom.storage.write() as tx:
        (leased,) = await tx.outbox.lease("web", now=START, until=START + LEASE, limit=1)
    await newsroom.web.post(leased.channel, leased.card, nonce=leased.nonce)
    newsroom.clock.advance(seconds=LEASE.total_seconds())
    await newsroom.deliver()
    assert [message.card.title for message in await newsroom.messages()] == ["first"]
    assert await states(newsroom, alert) == [("post", "sent")]


async def test_one_who_comes_back_after_his_lease_changes_nothing(newsroom: Newsroom) -> None:
    slow, quick = Noticeboard(), Noticeboard()
    alert = await owe(newsroom, "first")
    slow.plan(Fault.HANGS)
    late = asyncio.create_task(deliverer(newsroom, slow).deliver("web"))
    await slow.reached.wait()
    newsroom.clock.advance(seconds=LEASE.total_seconds())
    await deliverer(newsroom, quick).deliver("web")
    slow.plan(Fault.REFUSED)
    slow.freed.set()
    await late
    assert await states(newsroom, alert) == [("post", "sent")]
    (stored,) = await newsroom.alerts()
    assert stored.message_id == "1"


def test_a_send_is_given_up_before_its_lease_ends() -> None:
    assert SEND_TIMEOUT < LEASE


async def test_a_platform_that_hangs_does_not_stop_another(newsroom: Newsroom) -> None:
    stuck, lively = Noticeboard(name="stuck"), Noticeboard(name="lively")
    await owe(newsroom, "first", channel=Channel("local", "stuck", "a"))
    await owe(newsroom, "second", channel=Channel("local", "lively", "b"))
    stuck.plan(Fault.HANGS)
    at_work = deliverer(newsroom, stuck, lively)
    assert await at_work.due() == ["stuck", "lively"]
    waiting = asyncio.create_task(at_work.deliver("stuck"))
    await stuck.reached.wait()
    assert await at_work.deliver("lively") == 1
    assert lively.titles() == ["second"]
    stuck.freed.set()
    assert await waiting == 1


class BusyOnce:
    """A storage whose n-th write is refused, as when another process holds the database."""

    def __init__(self, storage: Storage, at: int) -> None:
        self._storage = storage
        self._left = at

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        self._left -= 1
        if self._left == 0:
            raise StorageBusy("The database is busy.")
        async with self._storage.write() as tx:
            yield tx

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        async with self._storage.read() as tx:
            yield tx

    async def upgrade(self) -> None:
        await self._storage.upgrade()

    async def close(self) -> None:
        await self._storage.close()


async def test_one_settlement_that_fails_abandons_no_other_and_is_made_up_later(newsroom: Newsroom) -> None:
    board = Noticeboard()
    for number in range(5):
        await owe(newsroom, f"alert {number}")
    with pytest.raises(StorageBusy):
        await deliverer(newsroom, board, storage=BusyOnce(newsroom.storage, at=2)).deliver("web")
    async with newsroom.storage.read() as tx:
        counts = await tx.counts()
    assert (counts.sent, counts.owed) == (4, 1)
    newsroom.clock.advance(seconds=LEASE.total_seconds())
    assert await deliverer(newsroom, board).deliver("web") == 1
    assert sorted(board.titles()) == [f"alert {number}" for number in range(5)]


async def test_attempts_are_counted_by_outcome_and_a_failure_is_logged(newsroom: Newsroom) -> None:
    board = Noticeboard()
    await owe(newsroom, "first")
    board.plan(Fault.SLOW_DOWN)
    at_work = deliverer(newsroom, board)
    with structlog.testing.capture_logs() as logs:
        await at_work.deliver("web")
        newsroom.clock.advance(seconds=30)
        await at_work.deliver("web")
    assert [(entry["event"], entry["state"], entry["reason"]) for entry in logs] == [
        ("delivery_not_made", "owed", "asked to slow down")
    ]
    exposition = newsroom.metrics.exposition()[0].decode()
    assert 'dateline_deliveries_total{outcome="retryafter",platform="web"} 1.0' in exposition
    assert 'dateline_deliveries_total{outcome="sent",platform="web"} 1.0' in exposition
