"""The deliveries that are owed, and the leases under which they are made.

A lease is told from the one that took it over by ``attempts``, which grows with every lease: whoever comes back late with
an older number changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.record import Record, batches
from bot.adapters.storage.schema import alerts, deliveries
from bot.domain.alert import Act, Delivery, DeliveryState

_DELIVERY = Record(deliveries, Delivery)
_OWED = deliveries.c.state == DeliveryState.OWED


def _heads(platform: str) -> ColumnElement[bool]:
    """The earliest owed delivery of each alert: the only ones that may be made."""
    earlier = deliveries.alias("earlier")
    blocked = select(earlier.c.id).where(
        earlier.c.alert_id == deliveries.c.alert_id,
        earlier.c.state == DeliveryState.OWED,
        earlier.c.id < deliveries.c.id,
    )
    return and_(_OWED, deliveries.c.platform == platform, ~blocked.exists())


class SqlOutbox:
    """``OutboxRepository`` within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def owe(self, delivery: Delivery) -> Delivery:
        waiting = await self._waiting_edit(delivery.alert_id) if delivery.act is Act.EDIT else None
        if waiting is None:
            return await _DELIVERY.insert(self._connection, delivery)
        # The nonce goes with the card: a platform that saw the old card under the old nonce must not take the new one
        # for a repeat. The due time stays, so that a stream of updates cannot put an edit off for ever.
        merged = replace(waiting, card=delivery.card, nonce=delivery.nonce, expires_at=delivery.expires_at)
        await _DELIVERY.update(self._connection, merged, deliveries.c.id == merged.id)
        return merged

    async def lease(self, platform: str, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
        free = or_(deliveries.c.leased_until.is_(None), deliveries.c.leased_until <= now)
        query = (
            select(alerts.c.message_id, *_DELIVERY.columns)
            .join(alerts, alerts.c.id == deliveries.c.alert_id)
            .where(_heads(platform), free, deliveries.c.due_at <= now)
            .order_by(deliveries.c.due_at, deliveries.c.id)
            .limit(limit)
        )
        rows = await self._connection.execute(query)
        return await self._take([replace(_DELIVERY.item(row[1:]), message_id=row[0]) for row in rows], until)

    async def settle(
        self,
        delivery: Delivery,
        state: DeliveryState,
        *,
        due_at: datetime | None = None,
        message_id: str | None = None,
        reason: str | None = None,
    ) -> bool:
        values: dict[str, Any] = {"state": state, "leased_until": None, "reason": reason}
        if state is DeliveryState.OWED:
            if due_at is None:
                raise ValueError("a delivery that stays owed needs the time of its next attempt")
            values["due_at"] = due_at
        if message_id is not None:
            values["message_id"] = message_id
        held = and_(
            _OWED,
            deliveries.c.id == delivery.id,
            deliveries.c.attempts == delivery.attempts,
            deliveries.c.leased_until.is_not(None),
        )
        if not (await self._connection.execute(update(deliveries).where(held), values)).rowcount:
            return False
        if state is DeliveryState.SENT and delivery.act is Act.POST:
            posted = update(alerts).where(alerts.c.id == delivery.alert_id)
            await self._connection.execute(posted, {"message_id": message_id})
        return True

    async def next_due(self, platform: str) -> datetime | None:
        query = select(func.min(func.coalesce(deliveries.c.leased_until, deliveries.c.due_at))).where(_heads(platform))
        earliest: datetime | None = (await self._connection.execute(query)).scalar_one()
        return earliest

    async def of_alert(self, alert_id: int) -> Sequence[Delivery]:
        query = _DELIVERY.select().where(deliveries.c.alert_id == alert_id).order_by(deliveries.c.id)
        return await _DELIVERY.all(self._connection, query)

    async def _waiting_edit(self, alert_id: int) -> Delivery | None:
        """The alert's last owed delivery, if it is an edit that nobody holds.

        An edit with a post owed after it is not looked for: a post never follows an edit of its alert.
        """
        query = _DELIVERY.select().where(
            _OWED,
            deliveries.c.alert_id == alert_id,
            deliveries.c.act == Act.EDIT,
            deliveries.c.leased_until.is_(None),
        )
        return await _DELIVERY.first(self._connection, query.order_by(deliveries.c.id.desc()))

    async def _take(self, free: Sequence[Delivery], until: datetime) -> Sequence[Delivery]:
        taken = update(deliveries).values(attempts=deliveries.c.attempts + 1, leased_until=until)
        for batch in batches([delivery.id for delivery in free]):
            await self._connection.execute(taken.where(deliveries.c.id.in_(batch)))
        return [replace(delivery, attempts=delivery.attempts + 1, leased_until=until) for delivery in free]
