"""Topics, subscriptions and feeds: what is typed is stored, and what is wrong is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.watch import LOCAL_WORKSPACE, Channel
from tests.unit.handlers.desk import FERRY, FERRY_ELSEWHERE, HARVEST, Desk
from tests.unit.pipeline.newsroom import DESK, ELSEWHERE, WIRE, kinds
from tests.unit.pipeline.test_poll import rss


async def test_a_topic_is_made_listed_subscribed_to_and_deleted(desk: Desk) -> None:
    assert (await desk.told("/topics")).startswith("There is no topic yet")
    assert (await desk.told("/watch list")).startswith("There is no topic yet")
    made = await desk.ask('/watch create ferries description:"Ferries and their trouble" ferry OR ferries')
    assert made.title == "Topic ferries is made"
    assert [button.command for button in made.buttons] == ["subscribe ferries", "watch test ferry OR ferries"]
    assert "ferries: ferry OR ferries (by ana)" in await desk.told("/watch list")
    topics = await desk.ask("/topics")
    assert topics.title == "1 topic"
    assert "ferries: Ferries and their trouble" in topics.fallback
    assert [button.command for button in topics.buttons] == ["subscribe ferries"]
    subscribed = await desk.told("/subscribe ferries")
    assert subscribed.startswith("#wire is subscribed to ferries")
    assert "at once · times in Asia/Baghdad" in subscribed
    assert "subscribed here" in await desk.told("/topics")
    gone = await desk.told("/watch delete ferries")
    assert "#wire had it" in gone
    assert "/watch create ferries ferry OR ferries" in gone
    assert (await desk.told("/topics")).startswith("There is no topic yet")


async def test_a_new_subscription_is_told_of_the_next_article(desk: Desk) -> None:
    feed = await desk.newsroom.feed("Herald")
    await desk.ask("/watch create ferries ferry")
    await desk.ask("/subscribe ferries #desk UTC")
    assert kinds(await desk.newsroom.take_in(feed, FERRY)) == [("web:#desk", "new")]
    await desk.ask("/unsubscribe ferries #desk")
    assert kinds(await desk.newsroom.take_in(feed, FERRY_ELSEWHERE)) == []


async def test_a_wrong_topic_is_refused_and_nothing_is_stored(desk: Desk) -> None:
    query = await desk.refused("/watch create ferries (ferry AND")
    assert "That query cannot be used" in query
    assert "^" in query
    assert "letters a to z" in await desk.refused("/watch create Fährschiffe ferry")
    assert "needs query" in await desk.refused("/watch create ferries")
    assert (await desk.told("/topics")).startswith("There is no topic yet")
    await desk.ask("/watch create Ferries ferry")
    assert "There is a topic ferries already" in await desk.refused("/watch create ferries boat")
    assert "ferry" in await desk.told("/watch list")


async def test_subscribing_twice_changes_nothing_and_unsubscribing_twice_is_said(desk: Desk) -> None:
    await desk.ask("/watch create ferries ferry")
    await desk.ask("/subscribe ferries")
    assert "has ferries already" in await desk.told("/subscribe FERRIES here")
    assert "no longer subscribed" in await desk.told("/unsubscribe ferries")
    assert "is not subscribed to ferries" in await desk.refused("/unsubscribe ferries")


async def test_names_that_are_not_there_are_answered_with_the_nearest(desk: Desk) -> None:
    await desk.ask("/watch create ferries ferry")
    assert "Did you mean ferries?" in await desk.refused("/subscribe feries")
    assert "/topics lists them" in await desk.refused("/subscribe xyz")
    assert "There is no platform “slak” here" in await desk.refused("/subscribe ferries slak:#wire")
    assert "There is no channel “##” on web" in await desk.refused("/subscribe ferries ##")
    assert "no time zone such as" in await desk.refused("/subscribe ferries here Mars")


async def test_subscriptions_list_this_channel_first(desk: Desk) -> None:
    assert (await desk.told("/subscriptions")).startswith("No channel is subscribed")
    await desk.newsroom.topic("ferries", "ferry", DESK, WIRE)
    await desk.newsroom.topic("floods", "flood", WIRE)
    await desk.newsroom.topic("theirs", "x", ELSEWHERE, workspace="elsewhere")
    assert await desk.told("/subscriptions") == (
        "3 subscriptions in 2 channels\n"
        "#wire: ferries: at once · times in UTC\n"
        "floods: at once · times in UTC\n"
        "#desk: ferries: at once · times in UTC"
    )


async def test_a_feed_is_added_listed_and_removed(desk: Desk) -> None:
    network = desk.newsroom.network
    network.write("https://herald.example/rss", rss("One", "Two"))
    assert (await desk.told("/feeds list")).startswith("No feed is followed yet")
    added = await desk.told("/feeds add herald.example/rss The Herald")
    assert added.startswith("The Herald is followed")
    assert "2 entries" in added
    assert "The Herald is followed already" in await desk.told("/feeds add https://herald.example/rss")
    listed = await desk.told("/feeds list")
    assert listed.startswith("1 feed, all well")
    assert "f1  The Herald: https://herald.example/rss" in listed
    assert "not asked yet" in listed
    for name in ("f1", '"the herald"', "https://herald.example/rss"):
        removed = await desk.told(f"/feeds remove {name}")
        assert removed.startswith("The Herald is no longer followed")
        assert "/feeds add https://herald.example/rss The Herald" in removed
        await desk.ask("/feeds add https://herald.example/rss The Herald")


async def test_a_feeds_own_title_is_its_name_unless_one_is_given(desk: Desk) -> None:
    desk.newsroom.network.write("https://herald.example/rss", rss("One"))
    assert (await desk.ask("/feeds add https://herald.example/rss")).title == "Herald is followed"


async def test_a_feed_that_is_not_one_is_refused(desk: Desk) -> None:
    desk.newsroom.network.write("https://herald.example/", "<html><body>Hello</body></html>")
    assert "is not a feed" in await desk.refused("/feeds add https://herald.example/")
    assert "does not answer" in await desk.refused("/feeds add https://nowhere.example/")
    assert (await desk.told("/feeds list")).startswith("No feed is followed yet")


async def test_feeds_are_found_by_what_tells_them_apart(desk: Desk) -> None:
    first = await desk.newsroom.feed("Herald", url="https://herald.example/a")
    await desk.newsroom.feed("Herald", url="https://herald.example/b")
    await desk.newsroom.feed("Secret", url="https://secret.example/", workspaces=["elsewhere"])
    both = await desk.refused("/feeds remove Herald")
    assert "“Herald” has 2 feeds" in both
    assert f"f{first} (https://herald.example/a)" in both
    assert "Did you mean Herald?" in await desk.refused("/feeds remove Heral")
    assert "There is no feed" in await desk.refused("/feeds remove Secret")
    assert "There is no feed" in await desk.refused("/feeds remove f3")


async def test_a_feed_in_trouble_is_listed_first_with_its_sentence(desk: Desk) -> None:
    await desk.newsroom.feed("Albion")
    feed_id = await desk.newsroom.feed("Zephyr")
    async with desk.newsroom.storage.write() as tx:
        feed = await tx.feeds.get(feed_id)
        assert feed is not None
        now = desk.newsroom.clock.now()
        await tx.feeds.save(
            replace(feed, trouble="It answers with a page.", trouble_since=now, last_polled_at=now + timedelta(hours=1))
        )
    listed = (await desk.told("/feeds list")).splitlines()
    assert listed[0] == "2 feeds, 1 in trouble"
    assert "Zephyr" in listed[1]
    assert "in trouble: It answers with a page. Since 1 Mar 2026, 15:00 UTC+3" in listed[1]


async def test_a_feed_followed_again_after_a_while_alerts_nobody_of_what_it_has(desk: Desk) -> None:
    newsroom = desk.newsroom
    await newsroom.topic("quakes", "earthquake", WIRE)
    newsroom.network.write("https://herald.example/rss", rss("Earthquake one"))
    await desk.ask("/feeds add https://herald.example/rss")
    await newsroom.poller.poll(1)
    await desk.ask("/feeds remove Herald")
    newsroom.clock.advance(hours=500)
    newsroom.network.write("https://herald.example/rss", rss("Earthquake three", "Earthquake two"))
    await desk.ask("/feeds add https://herald.example/rss")
    polled = await newsroom.poller.poll(1)
    assert polled is not None
    assert (polled.ingested.new, kinds(polled.ingested)) == (2, [])


async def test_a_query_is_tried_on_stored_news(desk: Desk) -> None:
    await desk.with_news()
    found = await desk.told("/watch test ferry OR ferries")
    assert found.startswith("2 articles match")
    assert "Of 3 articles of the last 7 days: 2 in 1 story, so about 0.1 alerts a day." in found
    assert "Herald: Ferry sinks off Lamerra with 300 aboard" in found
    one = await desk.told("/watch test days:1 harvest")
    assert one.startswith("1 article matches")
    assert "of the last 1 day" in one
    either = await desk.told("/watch test ferry OR harvest OR nowhere")
    assert "Of the newest 3: " in either
    assert "ferry in 2" in either
    assert "this can never match" in (await desk.told("/watch test ferry NOT ferry")).lower()
    assert "cannot be used" in await desk.refused("/watch test (ferry")
    desk.newsroom.clock.advance(hours=24 * 30)
    assert "No article of the last 7 days is stored yet" in await desk.told("/watch test ferry")


async def test_another_workspace_sees_and_changes_nothing_of_ours(desk: Desk) -> None:
    await desk.with_news()
    there = Channel("elsewhere", "web", "wire")
    story = await desk.story_of(HARVEST.title)
    for line in ("/topics", "/watch list", "/subscriptions", "/feeds list"):
        answer = await desk.told(line, channel=there)
        assert "ferries" not in answer
        assert "herald" not in answer.lower()
    for line in (
        "/subscribe ferries", "/watch delete ferries", "/latest ferries", f"/summary {story}", f"/figures {story}",
        f"/why {story}", f"/why {HARVEST.link}", "/feeds remove Herald", "/feeds remove f1",
    ):  # fmt: skip
        assert await desk.refused(line, channel=there)
    assert "3 articles" not in await desk.told("/watch test harvest", channel=there)
    async with desk.newsroom.storage.read() as tx:
        assert len(await tx.watch.topics(LOCAL_WORKSPACE)) == 1


async def test_completion_offers_what_is_here(desk: Desk) -> None:
    await desk.with_news()
    story = await desk.story_of(FERRY.title)
    assert await desk.completed("/subscribe ") == ["/subscribe ferries"]
    following = await desk.completed("/subscribe ferries ")
    assert following[:2] == ["/subscribe ferries here", "/subscribe ferries #wire"]
    assert following[2:4] == ["/subscribe ferries quiet:", "/subscribe ferries urgent:"]
    assert await desk.completed("/subscribe ferries daily 08:00 1") == ["/subscribe ferries daily 08:00 18:00"]
    assert (await desk.completed("/subscribe ferries da"))[:2] == [
        "/subscribe ferries daily 08:00",
        "/subscribe ferries daily 08:00 18:00",
    ]
    assert await desk.completed("/subscribe ferries updates:") == [
        f"/subscribe ferries updates:{way}" for way in ("thread", "reply", "edit", "none")
    ]
    assert "/snooze ferries 2h" in await desk.completed("/snooze ferries ")
    assert "/subscribe ferries quiet:22:00-07:00" in await desk.completed("/subscribe ferries quiet:")
    assert await desk.completed("/subscribe ferries here bagh") == ["/subscribe ferries here Asia/Baghdad"]
    assert await desk.completed("/feeds remove h") == ["/feeds remove Herald"]
    assert await desk.completed("/summary ") == [f"/summary {story}", "/summary ferries"]
    (hint,) = await desk.completed("/watch test ")
    assert hint == "/watch test "
