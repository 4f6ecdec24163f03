"""Stories, and the window of recent articles in which new ones are grouped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.record import Record
from bot.adapters.storage.schema import articles, stories
from bot.domain.news import Fingerprinted, Story

_STORY = Record(stories, Story)

_WINDOW = (
    select(articles.c.id, articles.c.story_id, articles.c.outlet, articles.c.fingerprint, articles.c.seen_at)
    .where(
        articles.c.seen_at >= bindparam("since"),
        articles.c.id > bindparam("after_id"),
        articles.c.story_id.is_not(None),
    )
    .order_by(articles.c.id)
)


class SqlStories:
    """``StoryRepository`` within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, story: Story) -> Story:
        return await _STORY.insert(self._connection, story)

    async def save(self, story: Story) -> None:
        await _STORY.update(self._connection, story, stories.c.id == story.id)

    async def get(self, story_id: int) -> Story | None:
        return await _STORY.first(self._connection, _STORY.select().where(stories.c.id == story_id))

    async def window(self, *, since: datetime, after_article_id: int) -> Sequence[Fingerprinted]:
        rows = await self._connection.execute(_WINDOW, {"since": since, "after_id": after_article_id})
        return [
            Fingerprinted(
                article_id=row.id,
                story_id=row.story_id,
                outlet=row.outlet,
                fingerprint=row.fingerprint,
                seen_at=row.seen_at,
            )
            for row in rows
        ]
