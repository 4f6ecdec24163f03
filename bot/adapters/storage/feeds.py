"""Feeds, and which workspaces follow them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage import counters
from bot.adapters.storage.record import Record
from bot.adapters.storage.schema import feeds, follows
from bot.domain.news import Feed

_FEED = Record(feeds, Feed)

_BY_ID = _FEED.select().where(feeds.c.id == bindparam("feed"))

_FOLLOWERS = select(follows.c.workspace).where(follows.c.feed_id == bindparam("feed"))


class SqlFeeds:
    """``FeedRepository`` within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, feed: Feed) -> Feed:
        return await self.by_url(feed.url) or await _FEED.insert(self._connection, feed, url_digest=feed.url)

    async def get(self, feed_id: int) -> Feed | None:
        return await _FEED.first(self._connection, _BY_ID, {"feed": feed_id})

    async def by_url(self, url: str) -> Feed | None:
        return await _FEED.first(self._connection, _FEED.select().where(feeds.c.url_digest == url))

    async def save(self, feed: Feed) -> None:
        await _FEED.update(self._connection, feed, feeds.c.id == feed.id, url_digest=feed.url)

    async def due(self, now: datetime, limit: int) -> Sequence[int]:
        followed = select(follows.c.feed_id).where(follows.c.feed_id == feeds.c.id).exists()
        query = select(feeds.c.id).where(feeds.c.next_poll_at <= now, followed)
        query = query.order_by(feeds.c.next_poll_at, feeds.c.id).limit(limit)
        return (await self._connection.execute(query)).scalars().all()

    async def follow(self, workspace: str, feed_id: int, *, at: datetime, by: str) -> bool:
        if workspace in await self.followers(feed_id):
            return False
        row = {"workspace": workspace, "feed_id": feed_id, "followed_at": at, "followed_by": by}
        await self._connection.execute(insert(follows).values(row))
        await counters.advance(self._connection, "watch")
        return True

    async def unfollow(self, workspace: str, feed_id: int) -> bool:
        statement = delete(follows).where(follows.c.workspace == workspace, follows.c.feed_id == feed_id)
        if not (await self._connection.execute(statement)).rowcount:
            return False
        await counters.advance(self._connection, "watch")
        return True

    async def followed(self, workspace: str) -> Sequence[Feed]:
        query = _FEED.select().join(follows, follows.c.feed_id == feeds.c.id).where(follows.c.workspace == workspace)
        # Sorted here, because databases' own orders of text differ.
        return sorted(await _FEED.all(self._connection, query), key=lambda feed: (feed.outlet, feed.url))

    async def followers(self, feed_id: int) -> Sequence[str]:
        return sorted((await self._connection.execute(_FOLLOWERS, {"feed": feed_id})).scalars())
