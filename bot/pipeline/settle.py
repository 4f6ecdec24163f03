"""What became of deliveries -> the outbox. Those that end together are written together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from bot.alerts.retry import Settlement
from bot.domain.alert import Delivery
from bot.domain.watch import Channel, Pause
from bot.pipeline.ports import Storage, Transaction

IsBackSince = Callable[[Channel, datetime], bool]
"""Whether a channel was heard to be back at that moment or later."""


@dataclass(frozen=True, slots=True)
class _Ended:
    delivery: Delivery
    settlement: Settlement
    began: datetime
    at: datetime


class Settler:
    """Keeps settlements until they are written, all that there are in one transaction.

    A transaction costs a sync of the disk, which is most of what a delivery to a fast platform takes.
    """

    def __init__(self, storage: Storage, is_back_since: IsBackSince = lambda _channel, _moment: False) -> None:
        self._storage = storage
        self._is_back_since = is_back_since
        self._waiting: list[_Ended] = []

    def __len__(self) -> int:
        """How many settlements wait to be written."""
        return len(self._waiting)

    def add(self, delivery: Delivery, settlement: Settlement, *, began: datetime, at: datetime) -> None:
        """Take note of how an attempt ended; the next transaction writes it."""
        self._waiting.append(_Ended(delivery, settlement, began, at))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A writing transaction in which all that waited is settled before the block begins.

        If it fails, all of it still waits. A settlement whose lease was meanwhile taken over changes nothing.
        """
        together = tuple(self._waiting)
        async with self._storage.write() as tx:
            for ended in together:
                await _settle(tx, ended, self._settlement(ended))
            yield tx
        del self._waiting[: len(together)]

    def _settlement(self, ended: _Ended) -> Settlement:
        """How it ends; where the channel came back while it was refused, it is tried again at once instead of paused."""
        settlement = ended.settlement
        if settlement.pause is None or not self._is_back_since(ended.delivery.channel, ended.began):
            return settlement
        return replace(settlement, pause=None, due_at=ended.at if settlement.due_at is not None else None)


async def _settle(tx: Transaction, ended: _Ended, settlement: Settlement) -> None:
    delivery = ended.delivery
    held = await tx.outbox.settle(
        delivery,
        settlement.state,
        at=ended.at,
        due_at=settlement.due_at,
        unsure=settlement.unsure,
        message_id=settlement.message_id,
        reason=settlement.reason,
    )
    if held and settlement.pause is not None:
        await tx.watch.pause(Pause(channel=delivery.channel, reason=settlement.pause, since=ended.at))
