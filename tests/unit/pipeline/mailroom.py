"""Deliveries owed over a real database, without the news they tell of."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.adapters.storage import open_storage
from bot.adapters.telemetry import PrometheusMetrics
from bot.domain.alert import Act, Delivery
from bot.domain.card import Card
from bot.domain.errors import StorageBusy
from bot.domain.watch import Channel
from bot.pipeline.deliver import Deliverer
from bot.pipeline.ports import Platform, Storage, Transaction
from tests.unit.pipeline.brittle import Brittle
from tests.unit.pipeline.newsroom import WIRE, HandClock


class Mailroom:
    """An outbox, those who empty it, and a clock that waits move."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.clock = HandClock()
        self.metrics = PrometheusMetrics()
        self._lanes = 0

    async def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)

    def deliverer(self, *platforms: Platform, storage: Storage | None = None) -> Deliverer:
        return Deliverer(
            storage=storage or self.storage,
            platforms={platform.name: platform for platform in platforms},
            clock=self.clock,
            metrics=self.metrics,
            sleep=self.sleep,
        )

    async def owe(
        self,
        *titles: str,
        acts: Sequence[Act] = (Act.POST,),
        channel: Channel = WIRE,
        lane: str = "",
        hours: float = 24,
    ) -> str:
        """Owe messages of these titles in one lane, which is the answer; where acts run out, the further are edits."""
        self._lanes += not lane
        lane = lane or f"alert-{self._lanes}"
        now = self.clock.now()
        async with self.storage.write() as tx:
            told = len(await tx.outbox.of_lane(lane))
            for number, title in enumerate(titles):
                await tx.outbox.owe(
                    Delivery(
                        lane=lane,
                        channel=channel,
                        act=acts[number] if number < len(acts) else Act.EDIT,
                        card=Card(title=title, fallback=title),
                        nonce=f"{lane}/{told + number}",
                        due_at=now,
                        expires_at=now + timedelta(hours=hours),
                    )
                )
        return lane

    async def deliveries(self, lane: str) -> Sequence[Delivery]:
        async with self.storage.read() as tx:
            return await tx.outbox.of_lane(lane)

    async def states(self, lane: str) -> list[tuple[str, str]]:
        """Each delivery's act and state, in order."""
        return [(delivery.act.value, delivery.state.value) for delivery in await self.deliveries(lane)]

    async def owed(self) -> int:
        async with self.storage.read() as tx:
            return (await tx.counts()).owed


@asynccontextmanager
async def open_mailroom() -> AsyncIterator[Mailroom]:
    """An empty mailroom; its database is gone afterwards."""
    storage = open_storage("sqlite:///:memory:")
    await storage.upgrade()
    try:
        yield Mailroom(storage)
    finally:
        await storage.close()


class BusyAt(Brittle):
    """A storage some of whose writes are refused at their end, as when another process holds the database.

    ``after`` is called when its first write is done.
    """

    def __init__(self, storage: Storage, *refused: int, after: Callable[[], object] = lambda: None) -> None:
        super().__init__(storage)
        self._refused = refused
        self._after = after
        self.writes = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        self.writes += 1
        number = self.writes
        async with super().write() as tx:
            yield tx
            if number in self._refused:
                raise StorageBusy("The database is busy.")
        if number == 1:
            self._after()
