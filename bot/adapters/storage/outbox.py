"""The deliveries that are owed, and the leases under which they are made.

A lease is told from the one that took it over by ``attempts``, which grows with every lease: whoever comes back late with
an older number changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.channels import holding
from bot.adapters.storage.queue import DELIVERY, earliest_due, free_deliveries
from bot.adapters.storage.record import at_channel
from bot.adapters.storage.schema import OWED, deliveries
from bot.domain.alert import Act, Delivery, DeliveryState
from bot.domain.watch import Channel


class SqlOutbox:
    """``OutboxRepository`` within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def owe(self, delivery: Delivery) -> Delivery:
        last = await self._last_owed(delivery.lane) if delivery.act is Act.EDIT else None
        if last is None or not _takes_another_card(last):
            return await DELIVERY.insert(self._connection, delivery)
        # The nonce goes with the card: a platform that saw the old card under the old nonce must not take the new one
        # for a repeat. The due time stays, so that a stream of updates cannot put an edit off for ever.
        merged = replace(last, card=delivery.card, nonce=delivery.nonce, expires_at=delivery.expires_at)
        await DELIVERY.update(self._connection, merged, deliveries.c.id == merged.id)
        return merged

    async def lease(
        self,
        platform: str,
        *,
        now: datetime,
        until: datetime,
        limit: int,
        share: int,
        without: Collection[Channel] = (),
    ) -> Sequence[Delivery]:
        given = {"platform": platform, "now": now, "limit": limit, "share": share, **holding(without)}
        rows = (await self._connection.execute(free_deliveries(self._connection.dialect.name), given)).all()
        free = [DELIVERY.item(row[1:]) for row in rows]
        if free:
            await self._connection.execute(_TAKE, [{"taken": delivery.id, "until": until} for delivery in free])
        return [
            replace(delivery, attempts=delivery.attempts + 1, leased_until=until, message_id=message_id)
            for delivery, (message_id, *_) in zip(free, rows, strict=True)
        ]

    async def settle(
        self,
        delivery: Delivery,
        state: DeliveryState,
        *,
        at: datetime,
        due_at: datetime | None = None,
        unsure: bool = False,
        message_id: str | None = None,
        reason: str | None = None,
    ) -> bool:
        lease = {"settled": delivery.id, "attempt": delivery.attempts}
        values: dict[str, Any] = {"state": state, "leased_until": None, "unsure": unsure, "reason": reason}
        if state is not DeliveryState.OWED:
            values["settled_at"] = at
        elif due_at is None:
            raise ValueError("a delivery that stays owed needs the time of its next attempt")
        else:
            values["due_at"] = due_at
        if message_id is not None:
            values["message_id"] = message_id
        return bool((await self._connection.execute(_SETTLE, values | lease)).rowcount)

    async def next_due(self, platform: str, *, without: Collection[Channel] = ()) -> datetime | None:
        given = {"platform": platform, **holding(without)}
        query = earliest_due(self._connection.dialect.name)
        earliest: datetime | None = (await self._connection.execute(query, given)).scalar_one()
        return earliest

    async def of_lane(self, lane: str) -> Sequence[Delivery]:
        query = DELIVERY.select().where(deliveries.c.lane == lane).order_by(deliveries.c.id)
        return await DELIVERY.all(self._connection, query)

    async def lane_of(self, channel: Channel, message_id: str) -> str | None:
        query = select(deliveries.c.lane).where(deliveries.c.message_id == message_id, at_channel(deliveries, channel))
        lane: str | None = (await self._connection.execute(query.limit(1))).scalar()
        return lane

    async def _last_owed(self, lane: str) -> Delivery | None:
        return await DELIVERY.first(self._connection, _LAST_OWED, {"of_lane": lane})


_LAST_OWED = (
    DELIVERY.select()
    .where(deliveries.c.lane == bindparam("of_lane"), deliveries.c.state == OWED)
    .order_by(deliveries.c.id.desc())
    .limit(1)
)

_SETTLE = update(deliveries).where(
    deliveries.c.state == OWED,
    deliveries.c.id == bindparam("settled"),
    deliveries.c.attempts == bindparam("attempt"),
    deliveries.c.leased_until.is_not(None),
)

_TAKE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("taken"))
    .values(attempts=deliveries.c.attempts + 1, leased_until=bindparam("until"), unsure=True)
)


def _takes_another_card(delivery: Delivery) -> bool:
    """Whether nobody has tried, or may still try, to make this very card.

    An edit that may have posted a message, where there was none to replace, is looked for under its own nonce.
    """
    return delivery.act is Act.EDIT and delivery.leased_until is None and not delivery.unsure
