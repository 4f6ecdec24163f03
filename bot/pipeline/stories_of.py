"""The stories that a topic has in the stored news, whether or not they were ever alerted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.news import Article
from bot.domain.watch import Topic
from bot.pipeline.backtest import backtest
from bot.pipeline.ports import Storage
from bot.rules import NO_RATES, Rates, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicStory:
    """A story, its articles that match the topic, newest first, and all of its articles, first seen first."""

    story_id: int
    matching: tuple[Article, ...]
    articles: tuple[Article, ...]


async def stories_of(
    storage: Storage, topic: Topic, *, since: datetime, rates: Rates = NO_RATES, limit: int = 10
) -> list[TopicStory]:
    """The topic's stories, the one with the newest matching article first."""
    found = await backtest(storage, topic.workspace, parse(topic.query), since=since, rates=rates)
    by_story: dict[int, list[Article]] = {}
    for hit in found.newest:
        by_story.setdefault(hit.article.story_id, []).append(hit.article)
    async with storage.read() as tx:
        return [
            TopicStory(
                story_id=story_id,
                matching=tuple(matching),
                articles=tuple(await tx.articles.of_story(topic.workspace, story_id)),
            )
            for story_id, matching in list(by_story.items())[:limit]
        ]
