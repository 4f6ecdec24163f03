"""Articles, and the keys under which feeds show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.adapters.storage import SqlStorage
from bot.domain.figure import Bound, Change, DateMention, Figure, OtherExpression, Part
from bot.domain.news import Article, Feed
from bot.feeds import Known
from bot.pipeline.ports import Transaction
from tests.contract.storage.samples import NOW, a_feed, a_story, after, article

FIGURE = Figure(
    value=3500,
    unit=None,
    noun="Syrian soldiers and officers",
    head="soldiers",
    bound=Bound.ABOUT,
    change=Change.DOWN,
    start=0,
    end=12,
    number_start=7,
    number_end=12,
    text="around 3,500",
    sentence="Around 3,500 crossed.",
    concept=("soldiers", "crossed"),
    also=(OtherExpression(186.0, "mile"), OtherExpression(10**30, "atom")),
    part=Part.TITLE,
)


async def two_feeds(tx: Transaction) -> tuple[Feed, Feed]:
    return await tx.feeds.add(a_feed()), await tx.feeds.add(a_feed("https://post.example/rss", outlet="Post"))


def shown(article: Article, keys: Sequence[str], content_hash: str) -> Known:
    return Known(article_id=article.id, keys=tuple(keys), title=article.title, content_hash=content_hash)


async def test_an_article_comes_back_as_it_was_stored(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        story = await tx.stories.add(a_story())
        original = await article(tx, feed)
        full = Article(
            feed_id=feed.id,
            outlet="Herald",
            url="https://herald.example/1",
            title="Soldiers “return”",
            text="ERBIL — text\nof two lines 🛰",
            published=after(-60),
            updated=after(0.5),
            seen_at=NOW.astimezone(tz=None),
            language="en",
            authors=("A. Writer", "B. Writer"),
            tags=("iraq",),
            image="https://herald.example/1.png",
            place="ERBIL",
            figures=(FIGURE, replace(FIGURE, value=None, low=3.0, high=4)),
            dates=(DateMention(month=12, day=8, start=1, end=2, text="December 8", sentence="On December 8."),),
            story_id=story.id,
            copy_of=original.id,
        )
        stored = await tx.articles.add(full, link_key="herald.example/1", fingerprint="{}")
    async with storage.read() as tx:
        (found,) = await tx.articles.get([stored.id])
        assert found == stored == replace(full, id=stored.id)
        assert [type(figure.low) for figure in found.figures] == [type(None), float]
        assert found.seen_at.utcoffset() == timedelta(0)


async def test_text_that_no_database_takes_is_mended(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        stored = await article(tx, feed, "a\0b\ud800c")
        (found,) = await tx.articles.get([stored.id])
        assert found.title == "a\ufffdb\ufffdc"


async def test_saving_keeps_where_and_when_it_was_first_seen(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed, other = await two_feeds(tx)
        story = await tx.stories.add(a_story())
        first = await article(tx, feed, link="k")
        changed = replace(first, title="Changed", text="More", updated=after(9), figures=(FIGURE,), story_id=story.id)
        await tx.articles.save(replace(changed, feed_id=other.id, outlet="Post", seen_at=after(99)), fingerprint="new")
        assert await tx.articles.get([first.id]) == [changed]
        await tx.feeds.follow("desk", feed.id, at=NOW, by="")
        assert await tx.articles.by_link("desk", "k") == [changed]
        (window,) = await tx.stories.window(since=NOW, after_article_id=0)
        assert window.fingerprint == "new"


async def test_articles_are_given_in_the_order_asked(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        ids = [(await article(tx, feed, str(n))).id for n in range(3)]
        asked = [ids[2], 999, ids[0], ids[1]]
        assert [found.title for found in await tx.articles.get(asked)] == ["2", "0", "1"]
        assert list(await tx.articles.get([])) == []


async def test_keys_accumulate_and_the_last_content_counts(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed, other = await two_feeds(tx)
        first = await article(tx, feed)
        await tx.articles.remember(feed.id, [shown(first, ["id:1", "link:x"], "one")], at=NOW)
        await tx.articles.remember(feed.id, [shown(first, ["id:1", "link:y", "link:y"], "two")], at=after(5))
        await tx.articles.remember(feed.id, [shown(first, ["id:1"], "two")], at=after(9))
        keys = ("id:1", "link:x", "link:y")
        known = Known(article_id=first.id, keys=keys, title=first.title, content_hash="two")
        assert list(await tx.articles.known(feed.id, ["link:y", "nothing", "id:1"])) == [known]
        assert list(await tx.articles.known(feed.id, ["nothing"])) == []
        assert list(await tx.articles.known(feed.id, [])) == []
        assert list(await tx.articles.known(other.id, ["id:1"])) == []


async def test_each_feed_remembers_its_own_content(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed, other = await two_feeds(tx)
        first = await article(tx, feed)
        await tx.articles.remember(feed.id, [shown(first, ["id:1"], "here")], at=NOW)
        await tx.articles.remember(other.id, [shown(first, ["id:2"], "there")], at=NOW)
        (known,) = await tx.articles.known(other.id, ["id:1", "id:2"])
        assert (known.keys, known.content_hash) == (("id:2",), "there")


async def test_one_poll_may_show_an_article_twice_and_others_beside_it(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        one, two = await article(tx, feed, "one"), await article(tx, feed, "two")
        poll = [shown(one, ["id:1"], "early"), shown(two, ["id:2"], "two"), shown(one, ["id:1", "link:x"], "late")]
        await tx.articles.remember(feed.id, [], at=NOW)
        await tx.articles.remember(feed.id, poll, at=NOW)
        assert list(await tx.articles.known(feed.id, ["id:1", "id:2"])) == [
            shown(one, ["id:1", "link:x"], "late"),
            shown(two, ["id:2"], "two"),
        ]


async def test_a_key_may_stand_for_several_articles(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        one, two = await article(tx, feed, "one"), await article(tx, feed, "two")
        await tx.articles.remember(feed.id, [shown(one, ["id:1", "link:x"], "")], at=NOW)
        await tx.articles.remember(feed.id, [shown(two, ["id:2", "link:x"], "")], at=NOW)
        known = await tx.articles.known(feed.id, ["link:x"])
        assert {each.article_id: each.keys for each in known} == {
            one.id: ("id:1", "link:x"),
            two.id: ("id:2", "link:x"),
        }


async def test_keys_of_any_length_number_and_characters(storage: SqlStorage) -> None:
    odd = ["id:a\0b", "id:" + "".join(str(n) for n in range(3_000)), "id:\ud800"]
    many = [f"id:{n}" for n in range(40_000)]
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        first = await article(tx, feed)
        await tx.articles.remember(feed.id, [shown(first, odd, "h")], at=NOW)
        (known,) = await tx.articles.known(feed.id, [*many, *odd])
        assert set(known.keys) == set(odd)


async def test_elsewhere_is_the_newest_of_other_feeds(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed, other = await two_feeds(tx)
        await article(tx, other, "older", seen=after(1), link="k")
        newer = await article(tx, other, "newer", seen=after(2), link="k")
        await article(tx, feed, "own", seen=after(3), link="k")
        await article(tx, other, "unlinked")
        assert await tx.articles.elsewhere(feed.id, ["k", "none"]) == {"k": newer}
        await tx.feeds.follow("desk", feed.id, at=NOW, by="")
        assert [each.title for each in await tx.articles.by_link("desk", "k")] == ["own"]
        await tx.feeds.follow("desk", other.id, at=NOW, by="")
        assert [each.title for each in await tx.articles.by_link("desk", "k")] == ["own", "newer", "older"]
        assert await tx.articles.by_link("rival", "k") == []


async def test_outlets_come_in_order_of_their_articles_with_whether_a_text_is_their_own(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed, other = await two_feeds(tx)
        first = await article(tx, feed)
        copy = replace(first, id=0, outlet="Echo", copy_of=first.id)
        echo = await tx.articles.add(copy, link_key=None, fingerprint="")
        post = await tx.articles.add(replace(copy, outlet="Post"), link_key=None, fingerprint="")
        own = await article(tx, other)
        asked = [own.id, first.id, echo.id, post.id, echo.id, 999]
        assert list((await tx.articles.outlets(asked)).items()) == [("Herald", True), ("Echo", False), ("Post", True)]
        assert await tx.articles.outlets([]) == {}


async def test_a_storys_articles_come_first_seen_first(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        story = await tx.stories.add(a_story())
        for title, seconds in (("b", 2), ("a", 1), ("c", 2)):
            await article(tx, feed, title, seen=after(seconds), story_id=story.id)
        await article(tx, feed, "alone")
        await tx.feeds.follow("desk", feed.id, at=NOW, by="")
        assert [each.title for each in await tx.articles.of_story("desk", story.id)] == ["a", "b", "c"]
        assert await tx.articles.of_story("rival", story.id) == []


async def test_a_story_holds_what_a_followed_feed_showed_though_another_showed_it_first(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed, other = await two_feeds(tx)
        story = await tx.stories.add(a_story())
        first = await article(tx, other, "first", story_id=story.id)
        await tx.feeds.follow("desk", feed.id, at=NOW, by="")
        assert await tx.articles.of_story("desk", story.id) == []
        await tx.articles.remember(feed.id, [shown(first, ["id:1"], "h")], at=NOW)
        assert await tx.articles.of_story("desk", story.id) == [first]


async def test_recent_articles_page_without_gap_or_repeat(storage: SqlStorage) -> None:
    moments = [5, 3, 3, 3, 9, 1, 3]
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        await tx.feeds.follow("local", feed.id, at=NOW, by="ana")
        stored = [await article(tx, feed, str(n), seen=after(moment)) for n, moment in enumerate(moments)]
        expected = sorted(stored, key=lambda each: (each.seen_at, each.id), reverse=True)[:-1]
        paged: list[Article] = []
        while page := await tx.articles.recent(
            "local", since=after(3), limit=2, before_id=paged[-1].id if paged else None
        ):
            paged += page
        assert paged == expected
        assert list(await tx.articles.recent("local", since=NOW, limit=2, before_id=999)) == []
        assert list(await tx.articles.recent("local", since=NOW, limit=2, before_id=1 << 40)) == []
        looked_at = [*await tx.articles.texts("local", since=after(3), limit=2)]
        looked_at += await tx.articles.texts("local", since=after(3), limit=9, before_id=looked_at[-1][0])
        assert looked_at == [(each.id, each.title.encode(), each.text.encode()) for each in expected]


async def test_recent_articles_are_of_followed_feeds_alone(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed, other = await two_feeds(tx)
        await tx.feeds.follow("local", feed.id, at=NOW, by="ana")
        await tx.feeds.follow("another", other.id, at=NOW, by="ben")
        own, theirs = await article(tx, feed, "own"), await article(tx, other, "theirs")
        both = await article(tx, other, "shown by both", seen=after(1))
        await tx.articles.remember(feed.id, [shown(both, ["id:1"], "")], at=after(2))
        assert await tx.articles.recent("local", since=NOW, limit=9) == [both, own]
        assert await tx.articles.recent("another", since=NOW, limit=9) == [both, theirs]
        assert list(await tx.articles.recent("nobody", since=NOW, limit=9)) == []
        assert [number for number, _, _ in await tx.articles.texts("local", since=NOW, limit=9)] == [both.id, own.id]


async def test_the_window_holds_grouped_articles(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        story = await tx.stories.add(a_story())
        first = await article(tx, feed, "first", story_id=story.id)
        await article(tx, feed, "old", seen=after(-1), story_id=story.id)
        await article(tx, feed, "ungrouped")
        last = await article(tx, feed, "last", story_id=story.id)
        window = await tx.stories.window(since=NOW, after_article_id=0)
        assert [(each.article_id, each.story_id) for each in window] == [(first.id, story.id), (last.id, story.id)]
        assert (window[0].outlet, window[0].fingerprint, window[0].seen_at) == ("Herald", "print of first", NOW)
        assert [each.article_id for each in await tx.stories.window(since=NOW, after_article_id=first.id)] == [last.id]


async def test_a_story_is_stored_and_replaced(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        story = await tx.stories.add(a_story())
        assert await tx.stories.get(story.id) == replace(a_story(), id=story.id)
        developed = replace(story, place="ERBIL", last_seen=after(60))
        await tx.stories.save(developed)
        assert await tx.stories.get(story.id) == developed
        assert await tx.stories.get(story.id + 1) is None
