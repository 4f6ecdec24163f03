"""Who waits for whom: a channel for itself, a workspace for itself, and everybody for the platform's rates alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.alert import Act
from bot.domain.chat import Rate, Rates
from bot.domain.watch import Channel
from bot.pipeline.window import SLOTS
from tests.unit.pipeline.mailroom import BusyAt, Mailroom, open_mailroom
from tests.unit.pipeline.newsroom import START
from tests.unit.pipeline.noticeboard import Fault, Noticeboard, too_many


@pytest.fixture
async def mailroom() -> AsyncIterator[Mailroom]:
    async with open_mailroom() as opened:
        yield opened


def channels(count: int, workspace: str = "local") -> list[Channel]:
    return [Channel(workspace, "web", f"c{number}") for number in range(count)]


async def test_a_channel_that_hangs_delays_no_other_and_what_is_new_is_seen_meanwhile(mailroom: Mailroom) -> None:
    board = Noticeboard()
    stuck, *well = channels(6)
    board.hanging.add(stuck)
    for channel in (stuck, *well):
        await mailroom.owe("first", "second", channel=channel)
    await mailroom.owe("news", channel=stuck)
    at_work = mailroom.deliverer(board)
    working = asyncio.create_task(at_work.deliver("web"))
    await board.until(6)
    await mailroom.owe("news", channel=well[0])
    assert await at_work.due() == ["web"]
    await board.until(7)
    assert board.crowd[stuck] == 1
    board.hanging.clear()
    board.freed.set()
    assert await working == 14
    assert sorted(board.titles()) == ["news"] * 2 + ["second"] * 6


async def test_a_channel_has_one_send_under_way_at_a_time(mailroom: Mailroom) -> None:
    board = Noticeboard()
    for channel in channels(3):
        for number in range(4):
            await mailroom.owe(f"story {number}", "edited", channel=channel)
    assert await mailroom.deliverer(board).deliver("web") == 24
    assert set(board.crowd.values()) == {1}
    assert board.titles() == ["edited"] * 12


async def test_a_workspace_whose_sends_hang_leaves_room_for_every_other(mailroom: Mailroom) -> None:
    board = Noticeboard()
    sick, ill = channels(SLOTS + 20, "sick"), channels(SLOTS + 20, "ill")
    board.hanging.update(sick, ill)
    for channel in (*sick, *ill):
        await mailroom.owe("first", channel=channel)
    at_work = mailroom.deliverer(board)
    working = asyncio.create_task(at_work.deliver("web"))
    await board.reached.wait()
    for channel in channels(5):
        await mailroom.owe("first", "second", channel=channel)
        await at_work.due()
    while len(board.titles(channels(5))) < 5:
        await board.until(len(board.notices) + 1)
    # Two that hang hold two thirds of the slots between them.
    assert sum(board.under_way.values()) <= SLOTS * 2 // 3 + 2
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


async def test_a_workspace_alone_is_delivered_to_the_end(mailroom: Mailroom) -> None:
    board = Noticeboard()
    for channel in channels(SLOTS + 30):
        await mailroom.owe("first", channel=channel)
    assert await mailroom.deliverer(board).deliver("web") == SLOTS + 30
    assert len(board.notices) == SLOTS + 30


async def test_few_transactions_serve_many_deliveries(mailroom: Mailroom) -> None:
    storage = BusyAt(mailroom.storage)
    for channel in channels(100):
        await mailroom.owe("first", channel=channel)
    await mailroom.deliverer(Noticeboard(), storage=storage).deliver("web")
    assert storage.writes <= 10


A_CHANNEL, A_WORKSPACE = Rate(5, timedelta(seconds=2)), Rate(8, timedelta(seconds=2))
IN_ALL = Rate(10, timedelta(seconds=1))
RATES = Rates(channel=A_CHANNEL, workspace=A_WORKSPACE, platform=IN_ALL)


async def test_rates_are_kept_ahead_of_time_and_used_in_full(mailroom: Mailroom) -> None:
    board = Noticeboard(rates=RATES, clock=mailroom.clock)
    for channel in (*channels(4), *channels(4, "elsewhere")):
        for number in range(10):
            await mailroom.owe(f"story {number}", channel=channel)
    assert await mailroom.deliverer(board).deliver("web") == 80
    moments = [moment for moment, _ in board.arrivals]
    assert too_many(moments, IN_ALL) == 0
    for channel in board.crowd:
        assert too_many([moment for moment, sent_to in board.arrivals if sent_to == channel], A_CHANNEL) == 0
    for workspace in ("local", "elsewhere"):
        own = [moment for moment, sent_to in board.arrivals if sent_to.workspace == workspace]
        assert too_many(own, A_WORKSPACE) == 0
    # The workspaces take 16 in two seconds, of which the platform lets 10 go in the first: the last of 80 go in the tenth.
    assert moments[-1] - START == timedelta(seconds=9)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault.SLOW_DOWN, ["local/c0 b", "local/c1 a", "elsewhere/c0 a"]),
        (Fault.SLOW_CHANNEL, ["local/c1 a", "elsewhere/c0 a"]),
        (Fault.SLOW_WORKSPACE, ["elsewhere/c0 a"]),
        (Fault.SLOW_PLATFORM, []),
    ],
)
async def test_a_wait_that_is_asked_for_is_kept_by_all_that_it_is_about(
    mailroom: Mailroom, fault: Fault, told: list[str]
) -> None:
    board = Noticeboard()
    first, second = channels(2)
    (other,) = channels(1, "elsewhere")
    at_work = mailroom.deliverer(board)
    await mailroom.owe("slowed", channel=first)
    board.plan(fault)
    await at_work.deliver("web")
    for channel, title in ((first, "b"), (second, "a"), (other, "a")):
        await mailroom.owe(title, channel=channel)
    mailroom.clock.advance(seconds=1)
    assert await at_work.due() == (["web"] if told else [])
    await at_work.deliver("web")
    shown = {f"{notice.channel.workspace}/{notice.channel.id} {notice.card.title}" for notice in board.notices}
    assert shown == set(told)
    mailroom.clock.advance(seconds=29)
    await at_work.deliver("web")
    assert len(board.notices) == 4


async def test_a_lost_channel_is_paused_and_flows_again_when_it_is_back(mailroom: Mailroom) -> None:
    board = Noticeboard()
    lost, well = channels(2)
    board.closed.add(lost)
    lanes = [await mailroom.owe("first", "second", channel=lost) for _ in range(2)]
    await mailroom.owe("first", channel=well)
    at_work = mailroom.deliverer(board)
    assert await at_work.deliver("web") == 2
    mailroom.clock.advance(hours=1)
    assert await at_work.due() == []
    assert await at_work.deliver("web") == 0
    board.closed.clear()
    async with mailroom.storage.write() as tx:
        pause = await tx.watch.resume(lost)
    assert pause is not None
    assert (pause.reason, pause.since) == ("the channel is gone", START)
    assert await at_work.deliver("web") == 4
    assert board.titles([lost]) == ["second", "second"]
    assert [await mailroom.states(lane) for lane in lanes] == [[("post", "sent"), ("edit", "sent")]] * 2


async def test_a_clock_that_is_set_back_stops_nothing_that_is_owed_later(mailroom: Mailroom) -> None:
    board = Noticeboard(rates=RATES, clock=mailroom.clock)
    await mailroom.owe("first")
    at_work = mailroom.deliverer(board)
    await at_work.deliver("web")
    mailroom.clock.advance(hours=-2)
    await mailroom.owe("later", acts=[Act.POST])
    assert await at_work.deliver("web") == 1
    assert board.titles() == ["first", "later"]
