"""Settlements that come together are written together."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.alerts.retry import Settlement
from bot.domain.alert import Delivery, DeliveryState
from bot.domain.errors import StorageBusy
from bot.domain.watch import Channel
from bot.pipeline.settle import Settler
from tests.unit.pipeline.mailroom import BusyAt, Mailroom, open_mailroom
from tests.unit.pipeline.newsroom import START, WIRE

SENT = Settlement(state=DeliveryState.SENT, message_id="m")


async def leased(mailroom: Mailroom, *channels: Channel, seconds: float = 0.0) -> list[Delivery]:
    """What is owed to as many channels, held by the caller."""
    for channel in channels:
        await mailroom.owe("Quake", channel=channel)
    now = START + timedelta(seconds=seconds)
    async with mailroom.storage.write() as tx:
        held = await tx.outbox.lease("web", now=now, until=now + timedelta(seconds=20), limit=9, share=9)
    return list(held)


FIVE = [Channel("local", "web", f"c{number}") for number in range(5)]


async def test_all_that_waits_shares_the_next_transaction() -> None:
    async with open_mailroom() as mailroom:
        storage = BusyAt(mailroom.storage)
        settler = Settler(storage)
        for delivery in await leased(mailroom, *FIVE):
            settler.add(delivery, SENT, began=START, at=START)
        assert (len(settler), await mailroom.owed()) == (5, 5)
        async with settler.transaction() as tx:
            (first,) = await tx.outbox.of_lane("alert-1")
            assert first.state is DeliveryState.SENT
        assert (len(settler), storage.writes, await mailroom.owed()) == (0, 1, 0)


async def test_what_a_failed_transaction_held_waits_for_the_next() -> None:
    async with open_mailroom() as mailroom:
        settler = Settler(BusyAt(mailroom.storage, 1))
        for delivery in await leased(mailroom, *FIVE):
            settler.add(delivery, SENT, began=START, at=START)
        with pytest.raises(StorageBusy):
            async with settler.transaction():
                pass
        assert (len(settler), await mailroom.owed()) == (5, 5)
        async with settler.transaction():
            pass
        assert (len(settler), await mailroom.owed()) == (0, 0)


async def test_what_comes_during_a_transaction_waits_for_the_next() -> None:
    async with open_mailroom() as mailroom:
        settler = Settler(mailroom.storage)
        first, second = await leased(mailroom, *FIVE[:2])
        settler.add(first, SENT, began=START, at=START)
        async with settler.transaction():
            settler.add(second, SENT, began=START, at=START)
        assert (len(settler), await mailroom.owed()) == (1, 1)


async def test_a_lost_channel_is_paused_with_what_it_is_owed() -> None:
    async with open_mailroom() as mailroom:
        settler = Settler(mailroom.storage)
        (held,) = await leased(mailroom, WIRE)
        settler.add(held, Settlement(state=DeliveryState.OWED, due_at=START, pause="it is gone"), began=START, at=START)
        async with settler.transaction() as tx:
            (pause,) = await tx.watch.pauses("local", "web")
        assert (pause.channel, pause.reason, pause.since) == (WIRE, "it is gone", START)


async def test_whoever_lost_his_lease_pauses_nothing() -> None:
    async with open_mailroom() as mailroom:
        settler = Settler(mailroom.storage)
        (late,) = await leased(mailroom, WIRE)
        async with mailroom.storage.write() as tx:
            later = START + timedelta(seconds=20)
            await tx.outbox.lease("web", now=later, until=later + timedelta(seconds=20), limit=9, share=9)
        settler.add(late, Settlement(state=DeliveryState.OWED, due_at=START, pause="it is gone"), began=START, at=START)
        async with settler.transaction() as tx:
            assert await tx.watch.pauses("local", "web") == []


LOST = Settlement(state=DeliveryState.OWED, due_at=START + timedelta(hours=1), reason="no room", pause="no room")


@pytest.mark.parametrize(("back_at", "paused"), [(None, True), (-1.0, True), (0.0, False), (2.0, False)])
async def test_a_channel_that_came_back_while_it_was_refused_is_not_paused(back_at: float | None, paused: bool) -> None:
    async with open_mailroom() as mailroom:
        heard = None if back_at is None else START + timedelta(seconds=back_at)
        settler = Settler(mailroom.storage, lambda _channel, began: heard is not None and heard >= began)
        (delivery,) = await leased(mailroom, WIRE)
        settler.add(delivery, LOST, began=START, at=START + timedelta(seconds=3))
        async with settler.transaction():
            pass
        async with mailroom.storage.read() as tx:
            pauses = await tx.watch.pauses(WIRE.workspace, WIRE.platform)
            (owed,) = await tx.outbox.of_lane("alert-1")
        assert [pause.channel for pause in pauses] == ([WIRE] if paused else [])
        assert owed.due_at == (LOST.due_at if paused else START + timedelta(seconds=3))
