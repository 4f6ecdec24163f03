"""Topics and subscriptions, which channels cannot be written to, and each workspace's own rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Delete, Select, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage import counters
from bot.adapters.storage.channels import among_channels, holding
from bot.adapters.storage.record import Record, at_channel, upsert
from bot.adapters.storage.schema import CHANNEL, houses, pauses, subscriptions, topics
from bot.domain.watch import Channel, House, Pause, Subscription, Topic

_TOPIC = Record(topics, Topic)
_SUBSCRIPTION = Record(subscriptions, Subscription)
_PAUSE = Record(pauses, Pause)


class SqlWatch:
    """``WatchRepository`` within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def version(self) -> int:
        return await counters.value(self._connection, "watch")

    async def add_topic(self, topic: Topic) -> Topic | None:
        if await self.topic(topic.workspace, topic.name):
            return None
        await counters.advance(self._connection, "watch")
        return await _TOPIC.insert(self._connection, topic)

    async def save_topic(self, topic: Topic) -> None:
        where = and_(topics.c.id == topic.id, topics.c.workspace == topic.workspace)
        keep = ("workspace", "name", "created_at", "created_by")
        if await _TOPIC.update(self._connection, topic, where, keep=keep):
            await counters.advance(self._connection, "watch")

    async def remove_topic(self, workspace: str, name: str) -> bool:
        # Its subscriptions go by the foreign key.
        return await self._remove(delete(topics).where(topics.c.workspace == workspace, topics.c.name == name))

    async def topic(self, workspace: str, name: str) -> Topic | None:
        query = _TOPIC.select().where(topics.c.workspace == workspace, topics.c.name == name)
        return await _TOPIC.first(self._connection, query)

    async def topics(self, workspace: str) -> Sequence[Topic]:
        found = await _TOPIC.all(self._connection, _TOPIC.select().where(topics.c.workspace == workspace))
        # Sorted here, because databases' own orders of text differ.
        return sorted(found, key=lambda topic: topic.name)

    async def all_topics(self) -> Sequence[Topic]:
        return await _TOPIC.all(self._connection, _TOPIC.select().order_by(topics.c.id))

    async def subscribe(self, subscription: Subscription) -> Subscription | None:
        there = and_(at_channel(subscriptions, subscription.channel), subscriptions.c.topic_id == subscription.topic_id)
        if await _SUBSCRIPTION.first(self._connection, _SUBSCRIPTION.select().where(there)):
            return None
        await counters.advance(self._connection, "watch")
        return await _SUBSCRIPTION.insert(self._connection, subscription)

    async def save_subscription(self, subscription: Subscription) -> bool:
        there = and_(at_channel(subscriptions, subscription.channel), subscriptions.c.id == subscription.id)
        keep = (*CHANNEL, "topic_id", "created_at", "created_by")
        if not await _SUBSCRIPTION.update(self._connection, subscription, there, keep=keep):
            return False
        await counters.advance(self._connection, "watch")
        return True

    async def unsubscribe(self, channel: Channel, topic_id: int) -> bool:
        there = and_(at_channel(subscriptions, channel), subscriptions.c.topic_id == topic_id)
        return await self._remove(delete(subscriptions).where(there))

    async def subscriptions(self, workspace: str, channel: Channel | None = None) -> Sequence[Subscription]:
        query = _SUBSCRIPTION.select().where(subscriptions.c.workspace == workspace)
        if channel is not None:
            query = query.where(at_channel(subscriptions, channel))
        return await _SUBSCRIPTION.all(self._connection, query.order_by(subscriptions.c.id))

    async def subscribers(self, topic_ids: Sequence[int]) -> Sequence[Subscription]:
        found = await _SUBSCRIPTION.among(self._connection, subscriptions.c.topic_id, topic_ids)
        return sorted(found, key=lambda subscription: subscription.id)

    async def pause(self, pause: Pause) -> bool:
        statement = upsert(pauses, self._connection.dialect.name, CHANNEL, ())
        stored = statement.values(_PAUSE.values(pause)).returning(pauses.c.channel)
        return (await self._connection.execute(stored)).first() is not None

    async def resume(self, channel: Channel) -> Pause | None:
        ended = delete(pauses).where(at_channel(pauses, channel)).returning(*_PAUSE.columns)
        row = (await self._connection.execute(ended)).first()
        return None if row is None else _PAUSE.item(row)

    async def pauses(self, workspace: str, platform: str) -> Sequence[Pause]:
        query = _PAUSE.select().where(pauses.c.workspace == workspace, pauses.c.platform == platform)
        found = await _PAUSE.all(self._connection, query)
        return sorted(found, key=lambda pause: (pause.since, pause.channel))

    async def paused(self, channels: Sequence[Channel]) -> Mapping[Channel, Pause]:
        query = _paused(self._connection.dialect.name)
        return {pause.channel: pause for pause in await _PAUSE.all(self._connection, query, holding(channels))}

    async def forget_paused(self, before: datetime) -> Sequence[Channel]:
        over = await _PAUSE.all(self._connection, _PAUSE.select().where(pauses.c.since < before))
        forgotten = sorted(pause.channel for pause in over)
        await self._remove(
            delete(subscriptions).where(among_channels(subscriptions, self._connection.dialect.name)),
            holding(forgotten),
        )
        await self._connection.execute(delete(pauses).where(pauses.c.since < before))
        return forgotten

    async def house(self, workspace: str) -> House:
        query = select(houses.c.platform, houses.c.channel, houses.c.manager_role)
        row = (await self._connection.execute(query.where(houses.c.workspace == workspace))).first()
        if row is None:
            return House(workspace=workspace)
        notices = None if row.channel is None else Channel(workspace, row.platform, row.channel)
        return House(workspace=workspace, notices=notices, manager_role=row.manager_role)

    async def save_house(self, house: House) -> None:
        notices = house.notices
        if notices is not None and notices.workspace != house.workspace:
            raise LookupError(f"no channel {notices} in workspace {house.workspace!r}")
        row = {
            "workspace": house.workspace,
            "platform": notices and notices.platform,
            "channel": notices and notices.id,
            "manager_role": house.manager_role,
        }
        replaced = ("platform", "channel", "manager_role")
        statement = upsert(houses, self._connection.dialect.name, ("workspace",), replaced)
        await self._connection.execute(statement, row)

    async def _remove(self, statement: Delete, given: Mapping[str, Any] | None = None) -> bool:
        if not (await self._connection.execute(statement, given)).rowcount:
            return False
        await counters.advance(self._connection, "watch")
        return True


@cache
def _paused(dialect: str) -> Select[Any]:
    return _PAUSE.select().where(among_channels(pauses, dialect))
