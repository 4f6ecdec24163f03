"""Feeds in trouble are told once, where their readers are, and so is their recovery."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import FeedUnreachable
from bot.domain.watch import LOCAL_WORKSPACE, House
from tests.unit.pipeline.newsroom import DESK, ELSEWHERE, WIRE, Newsroom

RSS = "<rss version='2.0'><channel><title>H</title></channel></rss>"


async def fail(newsroom: Newsroom, feed_id: int, *, times: int, minutes: int) -> None:
    """Let a feed have failed so often, for so long."""
    now = newsroom.clock.now()
    async with newsroom.storage.write() as tx:
        feed = await tx.feeds.get(feed_id)
        assert feed is not None
        since = now - timedelta(minutes=minutes)
        await tx.feeds.save(replace(feed, failures=times, trouble="It answered 503.", trouble_since=since))


async def mend(newsroom: Newsroom, feed_id: int) -> None:
    async with newsroom.storage.write() as tx:
        feed = await tx.feeds.get(feed_id)
        assert feed is not None
        await tx.feeds.save(replace(feed, failures=0, trouble=None, trouble_since=None))


async def test_a_feed_that_fails_for_long_is_told_once_and_its_recovery_too(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, DESK)
    feed = await newsroom.feed("Herald")
    await fail(newsroom, feed, times=3, minutes=15)
    assert [await newsroom.trouble.tell() for _ in range(3)] == [1, 0, 0]
    assert (await newsroom.titles(WIRE), await newsroom.titles(DESK)) == (["1 feed in trouble"], [])
    (message,) = await newsroom.messages()
    assert "It answered 503." in message.card.fallback
    newsroom.clock.advance(minutes=20)
    await mend(newsroom, feed)
    assert [await newsroom.trouble.tell() for _ in range(2)] == [1, 0]
    assert await newsroom.titles() == ["1 feed well again"]
    assert await newsroom.notices() == []


async def test_a_hiccup_is_no_news(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald")
    await fail(newsroom, feed, times=2, minutes=60)
    assert await newsroom.trouble.tell() == 0
    await fail(newsroom, feed, times=9, minutes=14)
    assert await newsroom.trouble.tell() == 0


async def test_more_feeds_join_the_one_line_while_it_is_fresh_and_open_another_later(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feeds = [await newsroom.feed(name) for name in ("Herald", "Courier", "Gazette")]
    await fail(newsroom, feeds[0], times=3, minutes=15)
    await newsroom.trouble.tell()
    await fail(newsroom, feeds[1], times=3, minutes=15)
    await newsroom.trouble.tell()
    assert await newsroom.titles() == ["2 feeds in trouble"]
    newsroom.clock.advance(hours=2)
    await fail(newsroom, feeds[2], times=3, minutes=15)
    await newsroom.trouble.tell()
    assert await newsroom.titles() == ["2 feeds in trouble", "3 feeds in trouble"]
    for feed in feeds:
        await mend(newsroom, feed)
    await newsroom.trouble.tell()
    assert await newsroom.titles() == ["2 feeds in trouble", "3 feeds well again"]


async def test_a_workspace_may_choose_where_it_is_told(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    async with newsroom.storage.write() as tx:
        await tx.watch.save_house(House(workspace=LOCAL_WORKSPACE, notices=DESK))
    await fail(newsroom, await newsroom.feed("Herald"), times=3, minutes=15)
    await newsroom.trouble.tell()
    assert (await newsroom.titles(WIRE), await newsroom.titles(DESK)) == ([], ["1 feed in trouble"])


async def test_each_workspace_is_told_of_its_own_feeds(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    await newsroom.topic("quakes", "earthquake", ELSEWHERE, workspace="elsewhere")
    await fail(newsroom, await newsroom.feed("Herald", workspaces=["elsewhere"]), times=3, minutes=15)
    assert await newsroom.trouble.tell() == 1
    assert (await newsroom.titles(WIRE), await newsroom.titles(ELSEWHERE)) == ([], ["1 feed in trouble"])


async def test_where_nobody_listens_nothing_is_told(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake")
    await fail(newsroom, await newsroom.feed("Herald"), times=3, minutes=15)
    assert await newsroom.trouble.tell() == 0


async def test_a_feed_that_is_left_while_in_trouble_is_forgotten_by_the_line(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed, other = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    for ill in (feed, other):
        await fail(newsroom, ill, times=3, minutes=15)
    await newsroom.trouble.tell()
    async with newsroom.storage.write() as tx:
        await tx.feeds.unfollow(LOCAL_WORKSPACE, feed)
    assert await newsroom.trouble.tell() == 1
    assert await newsroom.titles() == ["1 feed in trouble"]


async def test_failing_polls_lead_to_the_notice(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald")
    url = "https://herald.example/rss"
    newsroom.network.fail(url, FeedUnreachable("It answered 503.", status=503))
    for _ in range(4):
        newsroom.clock.advance(hours=2)
        await newsroom.poller.poll(feed)
    await newsroom.trouble.tell()
    newsroom.network.write(url, RSS, content_type="application/rss+xml")
    newsroom.clock.advance(hours=2)
    await newsroom.poller.poll(feed)
    await newsroom.trouble.tell()
    assert await newsroom.titles() == ["1 feed in trouble", "1 feed well again"]
