"""Deliveries: in order, retried, refused, expired, taken over; each reaches its channel once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta

import pytest
import structlog

from bot.domain.alert import DeliveryState, Unknown
from bot.domain.chat import Rate, Rates
from bot.domain.errors import StorageBusy
from bot.domain.watch import Channel
from bot.pipeline.dispatch import LEASE
from bot.pipeline.send import SEND_TIMEOUT, Sender
from tests.unit.pipeline.brittle import Brittle
from tests.unit.pipeline.mailroom import BusyAt, Mailroom, open_mailroom
from tests.unit.pipeline.newsroom import START, WIRE
from tests.unit.pipeline.noticeboard import Fault, Noticeboard


@pytest.fixture
async def mailroom() -> AsyncIterator[Mailroom]:
    async with open_mailroom() as opened:
        yield opened


def channels(count: int, workspace: str = "local") -> list[Channel]:
    return [Channel(workspace, "web", f"c{number}") for number in range(count)]


async def test_a_post_and_its_edit_are_made_in_order(mailroom: Mailroom) -> None:
    board = Noticeboard()
    lane = await mailroom.owe("first", "second")
    assert await mailroom.deliverer(board).deliver("web") == 2
    assert [what for what, _ in board.requests] == ["post", "edit"]
    assert board.titles() == ["second"]
    assert await mailroom.states(lane) == [("post", "sent"), ("edit", "sent")]


async def test_no_edit_is_tried_before_its_post_is_made(mailroom: Mailroom) -> None:
    board = Noticeboard()
    await mailroom.owe("first", "second")
    board.plan(Fault.SLOW_DOWN, Fault.LOST)
    at_work = mailroom.deliverer(board)
    assert await at_work.deliver("web") == 1
    mailroom.clock.advance(seconds=29)
    assert await at_work.deliver("web") == 0
    mailroom.clock.advance(seconds=1)
    assert await at_work.deliver("web") == 1
    mailroom.clock.advance(seconds=2)
    assert await at_work.deliver("web") == 2
    assert [what for what, _ in board.requests] == ["post", "post", "find", "post", "edit"]


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.RAISES])
async def test_what_was_lost_on_the_way_is_sent_again(mailroom: Mailroom, fault: Fault) -> None:
    board = Noticeboard()
    await mailroom.owe("first")
    board.plan(fault)
    at_work = mailroom.deliverer(board)
    with structlog.testing.capture_logs():
        await at_work.deliver("web")
    mailroom.clock.advance(seconds=1)
    await at_work.deliver("web")
    assert board.titles() == ["first"]


async def test_a_refused_post_is_never_tried_again(mailroom: Mailroom) -> None:
    board = Noticeboard()
    lane = await mailroom.owe("first")
    board.plan(Fault.REFUSED)
    at_work = mailroom.deliverer(board)
    await at_work.deliver("web")
    mailroom.clock.advance(hours=1)
    assert await at_work.deliver("web") == 0
    (refused,) = await mailroom.deliveries(lane)
    assert (refused.state, refused.reason, refused.settled_at) == (DeliveryState.REFUSED, "refused", START)


async def test_what_waited_too_long_is_not_sent_at_all(mailroom: Mailroom) -> None:
    board = Noticeboard()
    lane = await mailroom.owe("first", "second", hours=24)
    mailroom.clock.advance(hours=24)
    await mailroom.deliverer(board).deliver("web")
    assert board.requests == []
    post, edit = await mailroom.deliveries(lane)
    assert post.state is edit.state is DeliveryState.EXPIRED
    assert post.reason == "no longer worth telling; last: it waited too long"


async def test_what_waited_too_long_counts_as_sent_if_it_is_found(mailroom: Mailroom) -> None:
    board = Noticeboard()
    lane = await mailroom.owe("first", hours=24)
    board.plan(Fault.CUT)
    at_work = mailroom.deliverer(board)
    await at_work.deliver("web")
    mailroom.clock.advance(hours=24)
    await at_work.deliver("web")
    assert await mailroom.states(lane) == [("post", "sent")]
    assert board.titles() == ["first"]


async def test_many_are_delivered_in_one_go_and_one_fault_holds_up_only_its_own(mailroom: Mailroom) -> None:
    board = Noticeboard()
    for channel in channels(25):
        await mailroom.owe("first", "second", channel=channel)
    board.plan(Fault.RAISES, Fault.REFUSED, Fault.SLOW_DOWN)
    with structlog.testing.capture_logs():
        await mailroom.deliverer(board).deliver("web")
    # The edit of the refused post became a post.
    assert board.titles().count("second") == 23
    assert await mailroom.owed() == 4


async def test_a_crash_between_post_and_settlement_is_taken_over_without_a_second_message(mailroom: Mailroom) -> None:
    board = Noticeboard()
    lane = await mailroom.owe("first", "second")
    board.plan(Fault.HANGS_AFTER)
    crashed = asyncio.create_task(mailroom.deliverer(board).deliver("web"))
    await board.reached.wait()
    crashed.cancel()
    await asyncio.gather(crashed, return_exceptions=True)
    successor = mailroom.deliverer(board)
    mailroom.clock.advance(seconds=LEASE.total_seconds() - 1)
    assert await successor.due() == []
    assert await successor.deliver("web") == 0
    mailroom.clock.advance(seconds=1)
    assert await successor.due() == ["web"]
    await successor.deliver("web")
    assert board.titles() == ["second"]
    assert await mailroom.states(lane) == [("post", "sent"), ("edit", "sent")]


async def test_who_was_cancelled_may_go_on(mailroom: Mailroom) -> None:
    board = Noticeboard()
    await mailroom.owe("first")
    board.plan(Fault.HANGS)
    at_work = mailroom.deliverer(board)
    cancelled = asyncio.create_task(at_work.deliver("web"))
    await board.reached.wait()
    cancelled.cancel()
    await asyncio.gather(cancelled, return_exceptions=True)
    mailroom.clock.advance(seconds=LEASE.total_seconds())
    assert await at_work.deliver("web") == 1
    assert board.titles() == ["first"]


async def test_one_who_comes_back_after_his_lease_changes_nothing(mailroom: Mailroom) -> None:
    slow, quick = Noticeboard(), Noticeboard()
    lane = await mailroom.owe("first", "second")
    slow.plan(Fault.HANGS, Fault.REFUSED)
    late = asyncio.create_task(mailroom.deliverer(slow).deliver("web"))
    await slow.reached.wait()
    mailroom.clock.advance(seconds=LEASE.total_seconds())
    await mailroom.deliverer(quick).deliver("web")
    slow.freed.set()
    await late
    assert await mailroom.states(lane) == [("post", "sent"), ("edit", "sent")]
    assert quick.titles() == ["second"]


async def test_a_lease_that_is_nearly_over_is_given_back_unused(mailroom: Mailroom) -> None:
    board = Noticeboard()
    await mailroom.owe("first")
    slow = BusyAt(mailroom.storage, after=lambda: mailroom.clock.advance(seconds=6))
    assert await mailroom.deliverer(board, storage=slow).deliver("web") == 2
    assert len(board.requests) == 1


async def test_a_send_that_takes_too_long_is_given_up_in_doubt(mailroom: Mailroom) -> None:
    board = Noticeboard()
    board.plan(Fault.HANGS)
    await mailroom.owe("first")
    async with mailroom.storage.write() as tx:
        (leased,) = await tx.outbox.lease("web", now=START, until=START + LEASE, limit=1, share=1)
    sender = Sender(board, mailroom.clock, mailroom.metrics, timeout=timedelta(milliseconds=1))
    assert await sender.attempt(leased) == Unknown("no answer within 0.001 s")


def test_a_send_is_given_up_before_its_lease_ends() -> None:
    assert SEND_TIMEOUT < LEASE


async def test_a_platform_that_hangs_does_not_stop_another(mailroom: Mailroom) -> None:
    stuck, lively = Noticeboard(name="stuck"), Noticeboard(name="lively")
    await mailroom.owe("first", channel=Channel("local", "stuck", "a"))
    await mailroom.owe("second", channel=Channel("local", "lively", "b"))
    stuck.plan(Fault.HANGS)
    at_work = mailroom.deliverer(stuck, lively)
    assert await at_work.due() == ["stuck", "lively"]
    waiting = asyncio.create_task(at_work.deliver("stuck"))
    await stuck.reached.wait()
    assert await at_work.deliver("lively") == 1
    assert lively.titles() == ["second"]
    stuck.freed.set()
    assert await waiting == 1


@pytest.mark.parametrize("refused", [(2,), (2, 3)])
async def test_what_a_busy_database_would_not_settle_is_settled_later(
    mailroom: Mailroom, refused: tuple[int, ...]
) -> None:
    board = Noticeboard()
    for channel in channels(5):
        await mailroom.owe("first", channel=channel)
    at_work = mailroom.deliverer(board, storage=BusyAt(mailroom.storage, *refused))
    for _ in refused:
        with pytest.raises(StorageBusy):
            await at_work.deliver("web")
        assert await mailroom.owed() == 5
        assert await at_work.due() == ["web"]
    assert await at_work.deliver("web") == 0
    assert await mailroom.owed() == 0
    assert len(board.notices) == 5


async def test_a_busy_database_is_asked_again_while_a_send_hangs(mailroom: Mailroom) -> None:
    board = Noticeboard()
    stuck, well = channels(2)
    board.hanging.add(stuck)
    for channel in (stuck, well):
        await mailroom.owe("first", channel=channel)
    at_work = mailroom.deliverer(board, storage=BusyAt(mailroom.storage, 2))
    working = asyncio.create_task(at_work.deliver("web"))
    await board.until(2)
    await mailroom.owe("second", channel=well)
    await at_work.due()
    await board.until(3)
    board.freed.set()
    assert await working == 3
    assert await mailroom.owed() == 0


@pytest.mark.parametrize("step", range(1, 8))
async def test_a_crash_within_a_transaction_leaves_nothing_doubled_and_nothing_in_the_way(
    mailroom: Mailroom, step: int
) -> None:
    board = Noticeboard(rates=Rates(workspace=Rate(2, timedelta(seconds=1))), clock=mailroom.clock)
    for channel in channels(3):
        await mailroom.owe("first", channel=channel)
    brittle = Brittle(mailroom.storage)
    brittle.break_at = step
    at_work = mailroom.deliverer(board, storage=brittle)
    with suppress(BaseExceptionGroup):
        await at_work.deliver("web")
    brittle.break_at = 0
    mailroom.clock.advance(seconds=LEASE.total_seconds())
    await at_work.deliver("web")
    assert (len(board.notices), await mailroom.owed()) == (3, 0)


async def test_a_lease_that_a_busy_database_would_not_take_is_tried_again(mailroom: Mailroom) -> None:
    board = Noticeboard()
    await mailroom.owe("first")
    at_work = mailroom.deliverer(board, storage=BusyAt(mailroom.storage, 1))
    with pytest.raises(StorageBusy):
        await at_work.deliver("web")
    assert board.requests == []
    assert await at_work.deliver("web") == 1
    assert board.titles() == ["first"]


async def test_one_who_is_told_to_stop_ends_what_is_under_way_and_takes_no_more(mailroom: Mailroom) -> None:
    board = Noticeboard()
    lane = await mailroom.owe("first", "second")
    board.plan(Fault.HANGS_AFTER)
    at_work = mailroom.deliverer(board)
    working = asyncio.create_task(at_work.deliver("web"))
    await board.reached.wait()
    at_work.stop()
    board.freed.set()
    assert await working == 1
    assert await mailroom.states(lane) == [("post", "sent"), ("edit", "owed")]
    assert await at_work.deliver("web") == 0


async def test_attempts_are_counted_by_outcome_and_a_failure_is_logged(mailroom: Mailroom) -> None:
    board = Noticeboard()
    await mailroom.owe("first")
    board.plan(Fault.SLOW_DOWN)
    at_work = mailroom.deliverer(board)
    with structlog.testing.capture_logs() as logs:
        await at_work.deliver("web")
        mailroom.clock.advance(seconds=30)
        await at_work.deliver("web")
    assert [(entry["event"], entry["state"], entry["reason"]) for entry in logs] == [
        ("delivery_not_made", "owed", "asked to slow down")
    ]
    exposition = mailroom.metrics.exposition()[0].decode()
    assert 'dateline_deliveries_total{outcome="retryafter",platform="web"} 1.0' in exposition
    assert 'dateline_deliveries_total{outcome="sent",platform="web"} 1.0' in exposition


async def test_what_is_new_counts_from_its_article_to_its_message(mailroom: Mailroom) -> None:
    await mailroom.owe("first", WIRE.id)
    mailroom.clock.advance(seconds=2)
    await mailroom.deliverer(Noticeboard()).deliver("web")
    exposition = mailroom.metrics.exposition()[0].decode()
    assert 'dateline_article_to_message_seconds_count{platform="web"} 2.0' in exposition
