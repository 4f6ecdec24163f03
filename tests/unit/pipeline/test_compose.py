"""Cards of long stories: all outlets are counted, and few articles are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.alert import Alert
from bot.domain.news import Article, Feed, Story
from bot.pipeline.compose import NEWEST, Composer, Telling
from bot.pipeline.match import EveryArticle
from bot.pipeline.ports import Transaction
from tests.unit.pipeline.newsroom import START, WIRE, Newsroom


class Counted:
    """A transaction that remembers how many articles were asked for."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.articles: Any = self
        self.asked: list[int] = []
        self.counted = 0

    async def get(self, article_ids: Sequence[int]) -> Sequence[Article]:
        self.asked += article_ids
        return await self._tx.articles.get(article_ids)

    async def outlets(self, article_ids: Sequence[int]) -> Any:
        self.counted += 1
        return await self._tx.articles.outlets(article_ids)


async def long_story(tx: Transaction, length: int) -> Alert:
    """An alert of a story that so many outlets tell, every second in the words of the first."""
    unsaved = Feed(url="https://x.example", outlet="X", interval=timedelta(minutes=5), next_poll_at=START)
    feed = await tx.feeds.add(unsaved)
    story = await tx.stories.add(Story(title="Quake", first_seen=START, last_seen=START))
    ids: list[int] = []
    for number in range(length):
        plain = Article(feed_id=feed.id, outlet=f"Outlet {number}", url=None, title="Quake", text="", seen_at=START)
        one = replace(plain, story_id=story.id, copy_of=ids[0] if number % 2 else None)
        ids.append((await tx.articles.add(one, link_key=None, fingerprint="")).id)
    return Alert(
        channel=WIRE, story_id=story.id, topic_id=1, created_at=START, updated_at=START, article_ids=tuple(ids)
    )


def telling(alert: Alert, **more: Any) -> Telling:
    """What is said beside the story, of an alert's first article."""
    plain = Article(id=alert.article_ids[0], outlet="Outlet 0", url=None, title="Quake", text="", seen_at=START)
    return Telling(article=plain, **({"time_zone": "UTC"} | more))


async def test_a_long_storys_card_counts_every_outlet_but_reads_the_first_article_and_the_newest(
    newsroom: Newsroom,
) -> None:
    async with newsroom.storage.write() as tx:
        alert = await long_story(tx, 100)
        counted = Counted(tx)
        card = await Composer(counted, EveryArticle()).card(alert, telling(alert, updated_at=START))  # type: ignore[arg-type]
    assert counted.asked == [alert.article_ids[0], *alert.article_ids[-NEWEST:]]
    named = ", ".join(f"Outlet {number}" for number in range(6))
    assert f"100 outlets, 50 independent: {named} and 94 more" in card.fallback


async def test_channels_that_are_told_the_same_share_one_card(newsroom: Newsroom) -> None:
    async with newsroom.storage.write() as tx:
        alert = await long_story(tx, 3)
        counted = Counted(tx)
        composer = Composer(counted, EveryArticle())  # type: ignore[arg-type]
        first = await composer.card(alert, telling(alert))
        assert await composer.card(replace(alert, id=7), telling(alert)) is first
        assert (await composer.card(alert, telling(alert, time_zone="Asia/Baghdad"))).context != first.context
    assert (sorted(counted.asked), counted.counted) == (sorted(alert.article_ids), 0)
