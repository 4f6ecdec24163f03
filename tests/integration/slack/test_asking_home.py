"""The Home tab: what there is, what to do first, and buttons for those who may; shown anew when something changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.adapters.platforms.slack.asking import home
from bot.domain.card import Mention
from bot.domain.news import Feed
from bot.domain.watch import Channel, Pause, Subscription, Topic
from tests.doubles import slack as doubles
from tests.doubles.slack.asking.views import View
from tests.integration.slack.answering import Room, answering, texts
from tests.integration.slack.connected import until

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


async def test_an_empty_home_says_what_to_do_first() -> None:
    async with answering(real=True) as room:
        shown = await opened(room)
        assert "First make a topic" in texts(shown)
        assert buttons(shown) == ["New topic", "Subscribe a channel", "Add a feed", "Help"]


async def test_one_who_may_change_nothing_is_shown_no_button_for_it() -> None:
    async with answering(real=True) as room:
        await planted(room)
        shown = await opened(room, room.reader)
        assert buttons(shown) == ["Help"]
        assert "quakes" in texts(shown)


async def test_what_there_is_by_channel_with_its_options_and_the_feeds_health() -> None:
    async with answering(real=True) as room:
        await planted(room)
        said = texts(await opened(room)).replace("\u200b", "")
        assert "1 topic · 1 subscription in 1 channel · 2 feeds, 1 in trouble" in said
        assert f"<#{room.wire.id}>" in said
        assert "daily 08:00 · quiet 22:00-07:00 · calls @desk · 5 an hour at most · times in Europe/Paris" in said
        assert "Paused since" in said
        assert "the bot was removed" in said
        assert "magnitude &lt;b&gt;" in said, "the query"
        assert "Well: Aru Post" in said
        assert "*Herald*\nIt answered 404." in said


async def test_a_subscription_is_edited_with_what_it_has() -> None:
    async with answering(real=True) as room:
        await planted(room)
        view = await (await room.slack.press(await opened(room), menu(room), value="Edit")).opened()
        held = {block["block_id"]: block["element"] for block in view.blocks if block["type"] == "input"}
        assert held["when"]["initial_option"]["value"] == "daily 08:00"
        assert held["channel"]["initial_conversation"] == room.wire.id
        assert held["cap"]["initial_value"] == "5"
        sent = await room.slack.submit_view(view, {"Quiet": None, "Cap": "0", "Mention": "", "Min outlets": "2"})
        await sent.until(lambda: "as you wish now" in texts(view))
        (kept,) = await subscriptions(room)
        assert (kept.quiet, kept.cap, kept.mention, kept.min_outlets) == ("", 0, (), 2)
        assert kept.when == "daily 08:00"


async def test_muted_for_a_day_and_unsubscribed_from_home_and_shown_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "SETTLED_AFTER", 0.0)
    async with answering(real=True) as room:
        await planted(room)
        shown = await opened(room)
        before = shown.hash
        pressed = await room.slack.press(shown, menu(room), value="Mute for a day")
        waiting = await pressed.opened()
        await pressed.until(lambda: "quakes is snoozed" in texts(waiting))
        shown = await room.slack.until_published(room.newsroom, room.manager, since=before)
        assert "snoozed until" in texts(shown)
        before = shown.hash
        await room.slack.press(shown, menu(room), value="Unsubscribe")
        shown = await room.slack.until_published(room.newsroom, room.manager, since=before)
        assert "No channel is told of anything yet" in texts(shown)
        told = [room.slack.read(message) for message in room.slack.messages(room.wire)]
        assert "no longer subscribed to quakes" in told[-1]


async def test_a_command_elsewhere_shows_the_home_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "SETTLED_AFTER", 0.0)
    async with answering(real=True) as room:
        await planted(room)
        before = (await opened(room)).hash
        await room.told("subscribe quakes here cap:9")
        shown = await room.slack.until_published(room.newsroom, room.manager, since=before)
        assert "9 an hour at most" in texts(shown)


async def test_a_topic_is_edited_from_home() -> None:
    async with answering(real=True) as room:
        await planted(room)
        shown = await opened(room)
        (topic,) = [place.action_id for place in shown.places if place.action_id.startswith("home:t")]
        view = await (await room.slack.press(shown, topic, value="Edit")).opened()
        held = {
            block["block_id"]: block["element"].get("initial_value")
            for block in view.blocks
            if block["type"] == "input"
        }
        assert held["query"] == "magnitude <b>"


async def test_a_home_of_many_topics_has_pages() -> None:
    async with answering(real=True) as room:
        async with room.storage.write() as tx:
            for number in range(120):
                await tx.watch.add_topic(topic_of(room, f"topic-{number:03}"))
        shown = await opened(room)
        assert "Page 1 of 2" in texts(shown)
        assert "topic-119" not in texts(shown)
        before = shown.hash
        await room.slack.press(shown, "More")
        shown = await room.slack.until_published(room.newsroom, room.manager, since=before)
        assert "topic-119" in texts(shown)
        before = shown.hash
        await room.slack.press(shown, "Earlier")
        assert "topic-000" in texts(await room.slack.until_published(room.newsroom, room.manager, since=before))


async def test_help_is_read_in_a_window() -> None:
    async with answering(real=True) as room:
        asked = await room.slack.press(await opened(room), "Help")
        waiting = await asked.opened()
        await asked.until(lambda: "What you can ask" in texts(waiting))


@pytest.mark.parametrize(("label", "expected"), [("Help", "What you can ask"), ("New topic", "Slack took too long")])
async def test_what_slack_opens_no_window_for_is_said_directly(label: str, expected: str) -> None:
    async with answering(real=True) as room:
        room.slack.faults.add("error", "views.open", error="expired_trigger_id", times=None)
        await room.slack.press(await opened(room), label)
        direct = room.slack.direct(room.newsroom, room.manager)
        await until(lambda: bool(room.slack.messages(direct)))
        assert expected in room.slack.read(room.slack.messages(direct)[0])


async def test_a_busy_database_shows_no_home_and_is_logged() -> None:
    async with answering(real=True, busy=True) as room:
        with capture_logs() as logs:
            await room.slack.open_home(room.newsroom, room.reader, fresh=False)
            await until(lambda: any(log["event"] == "slack_home_not_shown" for log in logs))
        assert room.slack.home(room.newsroom, room.reader) is None


async def test_others_direct_messages_are_nobodys_business() -> None:
    async with answering(real=True) as room:
        await planted(room)
        direct = room.slack.direct(room.newsroom, room.reader)
        async with room.storage.write() as tx:
            topic = await tx.watch.topic(room.newsroom.id, "quakes")
            assert topic is not None
            theirs = Channel(room.newsroom.id, "slack", direct.id)
            await tx.watch.subscribe(Subscription(topic_id=topic.id, channel=theirs, created_at=NOW))
        assert "Your messages with Dateline" not in texts(await opened(room))
        assert "Your messages with Dateline" in texts(await opened(room, room.reader))


async def opened(room: Room, user: doubles.User | None = None) -> View:
    shown = await room.slack.open_home(room.newsroom, user or room.manager)
    assert shown is not None
    return shown


def buttons(shown: View) -> list[str]:
    """The labels of all buttons and menus' entries."""
    found = [place.element for place in shown.places]
    return [label["text"]["text"] for element in found for label in (element.get("options") or [element])]


def menu(room: Room) -> str:
    """The action id of the menu of #wire's only subscription."""
    home_view = room.slack.home(room.newsroom, room.manager)
    assert home_view is not None
    return next(place.action_id for place in home_view.places if place.action_id.startswith("home:s"))


def topic_of(room: Room, name: str, query: str = "magnitude") -> Topic:
    return Topic(workspace=room.newsroom.id, name=name, query=query, created_at=NOW)


async def subscriptions(room: Room) -> list[Subscription]:
    async with room.storage.read() as tx:
        return list(await tx.watch.subscriptions(room.newsroom.id))


async def planted(room: Room) -> None:
    """A topic, a subscription of #wire with options, a pause, a feed that is well and one that is not."""
    async with room.storage.write() as tx:
        topic = await tx.watch.add_topic(topic_of(room, "quakes", "magnitude <b>"))
        assert topic is not None
        await tx.watch.subscribe(
            Subscription(
                topic_id=topic.id,
                channel=room.channel,
                time_zone="Europe/Paris",
                when="daily 08:00",
                quiet="22:00-07:00",
                mention=(Mention("role", "S123", "@desk"),),
                cap=5,
                created_at=NOW,
            )
        )
        await tx.watch.pause(Pause(channel=room.channel, reason="the bot was removed", since=NOW))
        for outlet, trouble in (("Aru Post", None), ("Herald", "It answered 404.")):
            feed = await tx.feeds.add(
                Feed(
                    url=f"https://{outlet[0]}.example/rss",
                    outlet=outlet,
                    interval=timedelta(minutes=5),
                    next_poll_at=NOW,
                    last_polled_at=NOW,
                    trouble=trouble,
                    trouble_since=NOW if trouble else None,
                )
            )
            await tx.feeds.follow(room.newsroom.id, feed.id, at=NOW, by="ana")
