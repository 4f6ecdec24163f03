"""Settlements that come together are written together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.alerts import Settlement
from bot.domain.alert import Act, Alert, Delivery, DeliveryState
from bot.domain.card import Card
from bot.domain.errors import StorageBusy
from bot.domain.news import Story
from bot.pipeline.ports import Storage, Transaction
from bot.pipeline.settle import Settler
from tests.unit.pipeline.newsroom import START, WIRE, Newsroom

SENT = Settlement(state=DeliveryState.SENT, message_id="m")


class Gated:
    """A storage whose writers wait at a gate, and fail where told to."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.gate = asyncio.Event()
        self.writes = 0
        self.failing: set[int] = set()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        self.writes += 1
        number = self.writes
        await self.gate.wait()
        async with self._storage.write() as tx:
            yield tx
            if number in self.failing:
                raise StorageBusy("The database is busy.")


async def leased(newsroom: Newsroom, count: int) -> list[Delivery]:
    """So many deliveries, held by the caller."""
    async with newsroom.storage.write() as tx:
        for number in range(count):
            story = await tx.stories.add(Story(title="Quake", first_seen=START, last_seen=START))
            alert = await tx.alerts.save(
                Alert(channel=WIRE, story_id=story.id, topic_id=1, created_at=START, updated_at=START)
            )
            owed = Delivery(
                alert_id=alert.id,
                channel=WIRE,
                act=Act.POST,
                card=Card(title="Quake", fallback="Quake"),
                nonce=f"n{number}",
                due_at=START,
                expires_at=START + timedelta(hours=1),
            )
            await tx.outbox.owe(owed)
        return list(await tx.outbox.lease("web", now=START, until=START + timedelta(seconds=20), limit=count))


async def sent(newsroom: Newsroom) -> int:
    async with newsroom.storage.read() as tx:
        return (await tx.counts()).sent


async def test_those_that_wait_when_the_database_is_free_share_its_transaction(newsroom: Newsroom) -> None:
    gated = Gated(newsroom.storage)
    settler = Settler(gated)  # type: ignore[arg-type]
    settling = [asyncio.create_task(settler.settle(one, SENT)) for one in await leased(newsroom, 5)]
    await asyncio.sleep(0)
    gated.gate.set()
    await asyncio.gather(*settling)
    assert (gated.writes, await sent(newsroom)) == (1, 5)


async def test_a_failed_transaction_is_raised_once_and_all_of_it_stays_owed(newsroom: Newsroom) -> None:
    gated = Gated(newsroom.storage)
    gated.failing = {1}
    settler = Settler(gated)  # type: ignore[arg-type]
    deliveries = await leased(newsroom, 3)
    settling = [asyncio.create_task(settler.settle(one, SENT)) for one in deliveries]
    await asyncio.sleep(0)
    gated.gate.set()
    results = await asyncio.gather(*settling, return_exceptions=True)
    assert [type(result) for result in results] == [StorageBusy, type(None), type(None)]
    assert await sent(newsroom) == 0
    await settler.settle(deliveries[0], SENT)
    assert await sent(newsroom) == 1


async def test_one_who_gives_up_waiting_takes_no_other_along(newsroom: Newsroom) -> None:
    gated = Gated(newsroom.storage)
    settler = Settler(gated)  # type: ignore[arg-type]
    first, second = [asyncio.create_task(settler.settle(one, SENT)) for one in await leased(newsroom, 2)]
    await asyncio.sleep(0)
    first.cancel()
    gated.gate.set()
    await second
    with pytest.raises(asyncio.CancelledError):
        await first
    assert await sent(newsroom) == 1
