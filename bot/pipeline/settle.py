"""What became of deliveries -> the outbox. Those that end together are written together."""

from __future__ import annotations

import asyncio

from bot.alerts import Settlement
from bot.domain.alert import Delivery
from bot.pipeline.ports import Storage, Transaction


class Settler:
    """Writes settlements. Those that come while another is being written share the next transaction.

    A transaction costs a sync of the disk, which is most of what a delivery to a fast platform takes.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._turn = asyncio.Lock()
        self._waiting: dict[int, tuple[Delivery, Settlement]] = {}
        self._last = 0

    async def settle(self, delivery: Delivery, settlement: Settlement) -> None:
        """Return once it is written, or once the transaction that it shared has failed: whoever began that one raises.

        What is not written stays leased, and is taken over when its lease ends.
        """
        self._last += 1
        mine = self._last
        self._waiting[mine] = delivery, settlement
        try:
            async with self._turn:
                if mine in self._waiting:
                    async with self._storage.write() as tx:
                        await self._write(tx)
        finally:
            self._waiting.pop(mine, None)

    async def _write(self, tx: Transaction) -> None:
        together, self._waiting = self._waiting, {}
        for delivery, settlement in together.values():
            await tx.outbox.settle(
                delivery,
                settlement.state,
                due_at=settlement.due_at,
                message_id=settlement.message_id,
                reason=settlement.reason,
            )
