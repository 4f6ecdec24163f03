"""Planting what a file declares: again and again, without undoing what others did."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import BadInput
from bot.domain.news import Feed
from bot.domain.watch import LOCAL_WORKSPACE, Topic
from bot.pipeline.seed import Seed, check_seed, is_empty, plant
from tests.unit.pipeline.newsroom import DESK, START, WIRE, Newsroom

FLOODS = Topic(workspace=LOCAL_WORKSPACE, name="floods", query="flood*", description="Water", created_at=START)
QUAKES = Topic(workspace=LOCAL_WORKSPACE, name="quakes", query="earthquake*", created_at=START)
HERALD = Feed(url="https://herald.example/rss", outlet="Herald", interval=timedelta(minutes=5), next_poll_at=START)
SEED = Seed(
    topics=(FLOODS, QUAKES), feeds=(HERALD,), subscriptions=(("*", WIRE, "Asia/Baghdad"), ("floods", DESK, "UTC"))
)


async def _planted(newsroom: Newsroom) -> object:
    async with newsroom.storage.read() as tx:
        return (
            await tx.watch.version(),
            await tx.watch.topics(LOCAL_WORKSPACE),
            await tx.watch.subscriptions(LOCAL_WORKSPACE),
            await tx.feeds.followed(LOCAL_WORKSPACE),
        )


async def test_planting_twice_changes_nothing(newsroom: Newsroom) -> None:
    assert await is_empty(newsroom.storage, LOCAL_WORKSPACE)
    await plant(newsroom.storage, LOCAL_WORKSPACE, SEED, START)
    assert not await is_empty(newsroom.storage, LOCAL_WORKSPACE)
    once = await _planted(newsroom)
    await plant(newsroom.storage, LOCAL_WORKSPACE, SEED, START + timedelta(days=1))
    assert await _planted(newsroom) == once


async def test_star_subscribes_to_all_that_is_declared_in_the_stated_zone(newsroom: Newsroom) -> None:
    await newsroom.topic("made-by-hand", "anything")
    await plant(newsroom.storage, LOCAL_WORKSPACE, SEED, START)
    async with newsroom.storage.read() as tx:
        names = {topic.id: topic.name for topic in await tx.watch.topics(LOCAL_WORKSPACE)}
        wire = await tx.watch.subscriptions(LOCAL_WORKSPACE, WIRE)
        desk = await tx.watch.subscriptions(LOCAL_WORKSPACE, DESK)
    assert [(names[s.topic_id], s.time_zone) for s in wire] == [("floods", "Asia/Baghdad"), ("quakes", "Asia/Baghdad")]
    assert [(names[s.topic_id], s.time_zone) for s in desk] == [("floods", "UTC")]


async def test_a_declared_query_that_changed_is_brought_up_to_date(newsroom: Newsroom) -> None:
    await plant(newsroom.storage, LOCAL_WORKSPACE, SEED, START)
    changed = replace(FLOODS, query="flood* OR deluge", description="More water")
    await plant(newsroom.storage, LOCAL_WORKSPACE, replace(SEED, topics=(changed, QUAKES)), START)
    async with newsroom.storage.read() as tx:
        stored = await tx.watch.topic(LOCAL_WORKSPACE, "floods")
    assert stored is not None
    assert (stored.query, stored.description) == ("flood* OR deluge", "More water")


async def test_what_users_made_stays(newsroom: Newsroom) -> None:
    await newsroom.topic("made-by-hand", "anything", WIRE)
    await newsroom.feed("Courier")
    await plant(newsroom.storage, LOCAL_WORKSPACE, SEED, START)
    await plant(newsroom.storage, LOCAL_WORKSPACE, replace(SEED, topics=(), feeds=(), subscriptions=()), START)
    async with newsroom.storage.read() as tx:
        assert [t.name for t in await tx.watch.topics(LOCAL_WORKSPACE)] == ["floods", "made-by-hand", "quakes"]
        assert [f.outlet for f in await tx.feeds.followed(LOCAL_WORKSPACE)] == ["Courier", "Herald"]


@pytest.mark.parametrize(
    ("seed", "words"),
    [
        (replace(SEED, topics=(replace(FLOODS, query="(flood* AND"), QUAKES)), ["topic floods", "(flood* AND", "^"]),
        (replace(SEED, topics=(replace(FLOODS, name="High Water"), QUAKES)), ["“High Water”", "a to z"]),
        (replace(SEED, subscriptions=(("flods", WIRE, "UTC"),)), ["web:#wire", "“flods”"]),
    ],
)
async def test_what_is_declared_wrongly_is_named_and_nothing_is_planted(
    newsroom: Newsroom, seed: Seed, words: list[str]
) -> None:
    with pytest.raises(BadInput) as caught:
        check_seed(seed)
    assert [word for word in words if word not in str(caught.value)] == []
    with pytest.raises(BadInput):
        await plant(newsroom.storage, LOCAL_WORKSPACE, seed, START)
    assert await is_empty(newsroom.storage, LOCAL_WORKSPACE)


async def test_another_workspace_is_not_touched(newsroom: Newsroom) -> None:
    await plant(newsroom.storage, LOCAL_WORKSPACE, SEED, START)
    assert await is_empty(newsroom.storage, "elsewhere")


async def test_a_feed_that_nobody_followed_for_a_while_is_read_anew_without_alerts(newsroom: Newsroom) -> None:
    await plant(newsroom.storage, LOCAL_WORKSPACE, SEED, START)
    async with newsroom.storage.write() as tx:
        (feed,) = await tx.feeds.followed(LOCAL_WORKSPACE)
        await tx.feeds.save(replace(feed, seeded=True))
        await tx.feeds.unfollow(LOCAL_WORKSPACE, feed.id)
    later = START + timedelta(days=30)
    await plant(newsroom.storage, LOCAL_WORKSPACE, SEED, later)
    async with newsroom.storage.read() as tx:
        (feed,) = await tx.feeds.followed(LOCAL_WORKSPACE)
    assert (feed.seeded, feed.next_poll_at) == (False, later)
