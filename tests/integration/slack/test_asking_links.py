"""Links that people share: the story's figures where Dateline knows it and the channel is told of something."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.figure import Figure
from bot.domain.news import Article, Feed, Story
from bot.domain.watch import Subscription, Topic
from bot.feeds import link_key
from bot.pipeline.ports import Transaction
from tests.integration.slack.answering import Room, answering, texts
from tests.integration.slack.connected import until

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
LINK = "https://herald.example/dam"


async def test_a_known_link_is_shown_with_its_figures() -> None:
    async with answering(unfurl=True) as room:
        await known(room)
        message = room.slack.share_link(room.wire, room.reader, LINK)
        await until(lambda: bool(message.unfurls))
        (shown,) = message.unfurls.values()
        assert "3,500" in texts(shown["blocks"])


@pytest.mark.parametrize("subscribed", [True, False])
async def test_what_is_not_known_is_left_alone(subscribed: bool) -> None:
    async with answering(unfurl=True) as room:
        await known(room, subscribed=subscribed)
        room.slack.share_link(room.wire, room.reader, "https://other.example/x" if subscribed else LINK)
        assert "Done: why" in await room.told("why s12")
        assert room.slack.count("chat.unfurl") == 0


async def test_what_slack_does_not_take_is_logged() -> None:
    async with answering(unfurl=True) as room:
        await known(room)
        room.slack.faults.add("error", "chat.unfurl", error="cannot_unfurl_url")
        with capture_logs() as logs:
            room.slack.share_link(room.wire, room.reader, LINK)
            await until(lambda: any(log["event"] == "link_not_unfurled" for log in logs))


async def test_a_link_that_is_still_being_written_is_left_alone() -> None:
    async with answering(unfurl=True) as room:
        await known(room)
        room.slack.type_link(room.wire, room.reader, LINK)
        assert "Done: why" in await room.told("why s12")
        assert room.slack.count("chat.unfurl") == 0


async def test_nothing_is_shown_unless_it_is_wished() -> None:
    async with answering() as room:
        await known(room)
        room.slack.share_link(room.wire, room.reader, LINK)
        assert "Done: why" in await room.told("why s12")
        assert room.slack.count("chat.unfurl") == 0


async def known(room: Room, *, subscribed: bool = True) -> None:
    async with room.storage.write() as tx:
        feed = await tx.feeds.add(
            Feed(url="https://herald.example/rss", outlet="Herald", interval=timedelta(minutes=5), next_poll_at=NOW)
        )
        await tx.feeds.follow(room.newsroom.id, feed.id, at=NOW, by="ana")
        await article(tx, feed)
        topic = await tx.watch.add_topic(Topic(workspace=room.newsroom.id, name="dams", query="dam", created_at=NOW))
        assert topic is not None
        if subscribed:
            await tx.watch.subscribe(Subscription(topic_id=topic.id, channel=room.channel, created_at=NOW))


async def article(tx: Transaction, feed: Feed) -> None:
    sentence = "About 3,500 people were moved."
    figure = Figure(
        value=3500,
        noun="people",
        head="people",
        start=0,
        end=18,
        number_start=6,
        number_end=11,
        text="About 3,500 people",
        sentence=sentence,
        concept=("people",),
    )
    story = await tx.stories.add(Story(title="Dam holds", first_seen=NOW, last_seen=NOW))
    await tx.articles.add(
        Article(
            feed_id=feed.id,
            outlet="Herald",
            url=LINK,
            title="Dam holds",
            text=sentence,
            seen_at=NOW,
            figures=(figure,),
            story_id=story.id,
        ),
        link_key=link_key(LINK),
        fingerprint="{}",
    )
