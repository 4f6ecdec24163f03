"""Feeds and who follows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.adapters.storage import SqlStorage
from tests.contract.storage.samples import NOW, a_feed, after


async def test_a_feed_comes_back_as_it_was_stored(storage: SqlStorage) -> None:
    feed = replace(
        a_feed(),
        language="en",
        etag='W/"1"',
        last_modified="Sun, 01 Mar 2026 12:00:00 GMT",
        interval=timedelta(minutes=7, microseconds=1),
        last_polled_at=NOW,
        seeded=True,
        failures=2,
        trouble="It answers HTML.",
        trouble_since=after(0.000001),
    )
    async with storage.write() as tx:
        stored = await tx.feeds.add(feed)
    async with storage.read() as tx:
        assert await tx.feeds.get(stored.id) == replace(feed, id=stored.id)
        assert await tx.feeds.get(stored.id + 1) is None


async def test_adding_a_known_address_changes_nothing(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        first = await tx.feeds.add(a_feed(outlet="Herald"))
        again = await tx.feeds.add(a_feed(outlet="Another name"))
        assert again == first


async def test_a_feed_is_found_by_its_address(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed("https://herald.example/a"))
        assert await tx.feeds.by_url("https://herald.example/a") == feed
        assert await tx.feeds.by_url("https://herald.example/A") is None


async def test_an_address_of_any_length_is_one_feed(storage: SqlStorage) -> None:
    long = "https://herald.example/?q=" + "".join(str(n) for n in range(5_000))
    async with storage.write() as tx:
        first = await tx.feeds.add(a_feed(long))
        other = await tx.feeds.add(a_feed(long + "x"))
        assert (await tx.feeds.add(a_feed(long))).id == first.id != other.id


async def test_saving_replaces_the_row_and_makes_none(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        moved = replace(feed, url="https://herald.example/new", failures=3)
        await tx.feeds.save(moved)
        await tx.feeds.save(replace(feed, id=feed.id + 1))
        assert await tx.feeds.get(feed.id) == moved
        assert (await tx.feeds.add(a_feed("https://herald.example/new"))).id == feed.id
        assert (await tx.counts()).feeds == 1


async def test_due_feeds_are_followed_ones_longest_due_first(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        late = await tx.feeds.add(a_feed("https://a.example", due=after(-10)))
        later = await tx.feeds.add(a_feed("https://b.example", due=after(-60)))
        unfollowed = await tx.feeds.add(a_feed("https://c.example", due=after(-90)))
        future = await tx.feeds.add(a_feed("https://d.example", due=after(0.000001)))
        for feed in (late, later, future):
            await tx.feeds.follow("local", feed.id, at=NOW, by="ana")
            await tx.feeds.follow("another", feed.id, at=NOW, by="ben")
        assert unfollowed.id not in await tx.feeds.due(NOW, 10)
        assert list(await tx.feeds.due(NOW, 10)) == [later.id, late.id]
        assert list(await tx.feeds.due(NOW, 1)) == [later.id]
        assert list(await tx.feeds.due(after(1), 10)) == [later.id, late.id, future.id]


async def test_following_is_told_once(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        assert await tx.feeds.follow("local", feed.id, at=NOW, by="ana")
        assert not await tx.feeds.follow("local", feed.id, at=NOW, by="ben")
        assert await tx.feeds.unfollow("local", feed.id)
        assert not await tx.feeds.unfollow("local", feed.id)


async def test_a_workspace_has_its_own_feeds_in_order_of_outlet(storage: SqlStorage) -> None:
    outlets = [("herald", "https://1.example"), ("Éclair", "https://2.example"), ("Herald", "https://4.example")]
    async with storage.write() as tx:
        for outlet, url in [*outlets, ("Herald", "https://3.example")]:
            feed = await tx.feeds.add(a_feed(url, outlet=outlet))
            await tx.feeds.follow("local", feed.id, at=NOW, by="ana")
        theirs = await tx.feeds.add(a_feed("https://5.example"))
        await tx.feeds.follow("another", theirs.id, at=NOW, by="ben")
        followed = [feed.url for feed in await tx.feeds.followed("local")]
        assert followed == ["https://3.example", "https://4.example", "https://1.example", "https://2.example"]
        assert not await tx.feeds.unfollow("local", theirs.id)
        assert [feed.id for feed in await tx.feeds.followed("another")] == [theirs.id]


async def test_followers_are_sorted(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        for workspace in ("b", "C", "a"):
            await tx.feeds.follow(workspace, feed.id, at=NOW, by="")
        assert list(await tx.feeds.followers(feed.id)) == ["C", "a", "b"]
