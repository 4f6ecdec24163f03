"""One poll of one feed: what its answer makes of it, and that its trouble stays its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
import structlog

from bot.domain.errors import BadFeed, DatelineError, FeedUnreachable, StorageBusy
from bot.domain.news import Feed
from bot.domain.watch import LOCAL_WORKSPACE
from bot.feeds import PollLimits
from tests.unit.pipeline.newsroom import START, WIRE, Newsroom, kinds

URL = "https://herald.example/rss"
LIMITS = PollLimits()


def rss(*titles: str) -> str:
    """An RSS 2.0 body with an item a title."""
    items = "".join(f"<item><guid>{title}</guid><title>{title}</title></item>" for title in titles)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>{items}</channel></rss>'


async def stored(newsroom: Newsroom, feed_id: int) -> Feed:
    async with newsroom.storage.read() as tx:
        feed = await tx.feeds.get(feed_id)
    assert feed is not None
    return feed


async def poll(newsroom: Newsroom, feed_id: int) -> str | None:
    """Poll when it is due next; the answer is what came of it."""
    newsroom.clock.moment = max(newsroom.clock.moment, (await stored(newsroom, feed_id)).next_poll_at)
    polled = await newsroom.poller.poll(feed_id)
    return polled.result if polled else None


async def test_news_of_a_feed_becomes_an_alert(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald", url=URL, seeded=False)
    newsroom.network.write(URL, rss("Old earthquake"), etag='"1"', last_modified="Sun, 01 Mar 2026 12:00:00 GMT")
    assert await poll(newsroom, feed) == "new"
    newsroom.network.write(URL, rss("Fresh earthquake", "Old earthquake"), etag='"2"')
    newsroom.clock.moment = (await stored(newsroom, feed)).next_poll_at
    polled = await newsroom.poller.poll(feed)
    assert polled is not None
    assert kinds(polled.ingested) == [("web:#wire", "new")]
    assert newsroom.network.asked == [(URL, None, None), (URL, '"1"', "Sun, 01 Mar 2026 12:00:00 GMT")]
    newsroom.network.write(URL, rss("Fresh earthquake", "Old earthquake"))
    assert await poll(newsroom, feed) == "quiet"


async def test_not_modified_keeps_the_validators_and_costs_nothing(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald", url=URL)
    newsroom.network.write(URL, rss("One"), etag='"1"')
    await poll(newsroom, feed)
    newsroom.network.write(URL, "", status=304)
    assert await poll(newsroom, feed) == "unchanged"
    after = await stored(newsroom, feed)
    assert (after.etag, after.trouble, after.last_polled_at) == ('"1"', None, newsroom.clock.now())
    assert after.next_poll_at > newsroom.clock.now()


async def test_a_feed_that_is_not_due_or_gone_is_not_asked(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald", url=URL)
    newsroom.network.write(URL, rss("One"))
    await poll(newsroom, feed)
    assert await newsroom.poller.poll(feed) is None
    assert await newsroom.poller.poll(feed + 1) is None
    assert len(newsroom.network.asked) == 1


@pytest.mark.parametrize(
    "error",
    [
        FeedUnreachable("herald.example does not answer.", status=503, retry_after=7200.0),
        FeedUnreachable("herald.example says the feed is gone for good.", status=410),
        BadFeed("herald.example answered with a page, not a feed."),
    ],
)
async def test_trouble_is_written_down_with_the_feed_and_cleared_when_it_is_over(
    newsroom: Newsroom, error: DatelineError
) -> None:
    feed = await newsroom.feed("Herald", url=URL)
    newsroom.network.fail(URL, error)
    with structlog.testing.capture_logs() as logs:
        assert await poll(newsroom, feed) == "trouble"
        began = newsroom.clock.now()
        assert await poll(newsroom, feed) == "trouble"
        ill = await stored(newsroom, feed)
        newsroom.network.write(URL, rss("One"))
        assert await poll(newsroom, feed) == "new"
    assert (ill.trouble, ill.failures, ill.trouble_since) == (str(error), 2, began)
    well = await stored(newsroom, feed)
    assert (well.trouble, well.failures, well.trouble_since) == (None, 0, None)
    told = [entry["event"] for entry in logs if entry["event"] in {"feed_trouble", "feed_recovered"}]
    assert told == ["feed_trouble", "feed_recovered"]


@pytest.mark.parametrize("body", ["", "<html><body>Not found</body></html>", "{", "<rss><channel><item>", "\x00\x01"])
async def test_a_body_that_is_no_feed_is_trouble_of_that_feed_and_never_an_exception(
    newsroom: Newsroom, body: str
) -> None:
    feed = await newsroom.feed("Herald", url=URL)
    newsroom.network.write(URL, body)
    with structlog.testing.capture_logs():
        result = await poll(newsroom, feed)
    after = await stored(newsroom, feed)
    assert result in {"trouble", "quiet"}
    assert (result == "trouble") == (after.trouble is not None)
    assert after.next_poll_at > newsroom.clock.now()


async def test_retry_after_is_kept(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald", url=URL)
    newsroom.network.fail(URL, FeedUnreachable("slow down", status=429, retry_after=7200.0))
    with structlog.testing.capture_logs():
        await poll(newsroom, feed)
    assert (await stored(newsroom, feed)).next_poll_at >= newsroom.clock.now() + timedelta(hours=2)


async def test_trouble_of_a_first_poll_leaves_the_archive_unalerted(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald", url=URL, seeded=False)
    newsroom.network.fail(URL, FeedUnreachable("no answer"))
    with structlog.testing.capture_logs():
        await poll(newsroom, feed)
        newsroom.network.write(URL, rss("Old earthquake"))
        await poll(newsroom, feed)
    assert await newsroom.alerts() == []


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald", url=URL)
    moved = "https://herald.example/new"
    newsroom.network.write(URL, rss("One"), url=moved, moved_to=moved)
    await poll(newsroom, feed)
    assert (await stored(newsroom, feed)).url == moved
    newsroom.network.write(moved, rss("One", "Two"))
    assert await poll(newsroom, feed) == "new"
    assert [asked[0] for asked in newsroom.network.asked] == [URL, moved]


async def test_a_feed_that_moved_to_where_another_is_keeps_its_own_address(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald", url=URL)
    taken = "https://herald.example/new"
    await newsroom.feed("Herald", url=taken)
    newsroom.network.write(URL, rss("One"), url=taken, moved_to=taken)
    assert await poll(newsroom, feed) == "new"
    after = await stored(newsroom, feed)
    assert (after.url, after.trouble) == (URL, None)


async def test_a_bug_of_ours_holds_the_feed_off_and_is_told_there(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald", url=URL)
    newsroom.network.fail(URL, ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError):
        await poll(newsroom, feed)
    held = await stored(newsroom, feed)
    now = newsroom.clock.now()
    assert held.next_poll_at == now + LIMITS.slowest
    assert held.trouble is not None
    assert "ZeroDivisionError" in held.trouble
    assert (held.trouble_since, held.last_polled_at, held.failures) == (now, now, 1)
    newsroom.network.write(URL, rss("One"))
    assert await poll(newsroom, feed) == "new"
    assert (await stored(newsroom, feed)).trouble is None


async def test_a_busy_database_is_no_trouble_of_the_feed(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald", url=URL)
    newsroom.network.fail(URL, StorageBusy("busy"))
    with pytest.raises(StorageBusy):
        await poll(newsroom, feed)
    after = await stored(newsroom, feed)
    assert (after.trouble, after.next_poll_at) == (None, START)


async def test_due_feeds_are_those_followed_and_late(newsroom: Newsroom) -> None:
    first = await newsroom.feed("Herald", url=URL)
    second = await newsroom.feed("Courier")
    unfollowed = await newsroom.feed("Echo", workspaces=[])
    newsroom.network.write(URL, rss("One"))
    assert await newsroom.poller.due(10) == [first, second]
    await poll(newsroom, first)
    assert await newsroom.poller.due(10) == [second]
    assert unfollowed not in await newsroom.poller.due(10)


async def test_a_feed_is_polled_once_for_all_who_follow_it(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald", url=URL, workspaces=[LOCAL_WORKSPACE, "elsewhere"])
    newsroom.network.write(URL, rss("One"))
    await poll(newsroom, feed)
    assert len(newsroom.network.asked) == 1
    assert len(await newsroom.articles("elsewhere")) == len(await newsroom.articles()) == 1
