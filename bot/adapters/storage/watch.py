"""Topics and subscriptions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Delete, and_, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage import counters
from bot.adapters.storage.record import Record, at_channel
from bot.adapters.storage.schema import subscriptions, topics
from bot.domain.watch import Channel, Subscription, Topic

_TOPIC = Record(topics, Topic)
_SUBSCRIPTION = Record(subscriptions, Subscription)


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

    async def _remove(self, statement: Delete) -> bool:
        if not (await self._connection.execute(statement)).rowcount:
            return False
        await counters.advance(self._connection, "watch")
        return True
