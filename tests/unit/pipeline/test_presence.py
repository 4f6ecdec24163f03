"""Channels that are lost, come back, or are given up."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog

from bot.domain.alert import Alert, Hold
from bot.domain.news import Story
from bot.domain.watch import Channel, House, Pause, Subscription, Topic
from bot.pipeline.presence import KEPT_FOR, ChannelPresence
from tests.unit.pipeline.mailroom import Mailroom, open_mailroom
from tests.unit.pipeline.newsroom import START
from tests.unit.pipeline.noticeboard import Noticeboard

A, B, OTHER = Channel("guild", "discord", "a"), Channel("guild", "discord", "b"), Channel("guild", "slack", "a")
NOTICES, STRANGER = Channel("guild", "discord", "notices"), Channel("elsewhere", "discord", "a")


@pytest.fixture
async def mailroom() -> AsyncIterator[Mailroom]:
    async with open_mailroom() as opened:
        with structlog.testing.capture_logs():
            yield opened


class Desk:
    """A presence over a database in which some channels are subscribed."""

    def __init__(self, mailroom: Mailroom) -> None:
        self.mailroom = mailroom
        self.told: list[Channel] = []
        self.presence = ChannelPresence(storage=mailroom.storage, clock=mailroom.clock, returned=self.note)

    async def note(self, channel: Channel) -> None:
        assert channel not in await self.paused()
        self.told.append(channel)

    async def subscribe(self, *channels: Channel) -> None:
        async with self.mailroom.storage.write() as tx:
            for channel in channels:
                topic = await tx.watch.add_topic(
                    Topic(
                        workspace=channel.workspace,
                        name=f"quakes-{channel.id}-{channel.platform}",
                        query="quake",
                        created_at=START,
                    )
                )
                assert topic is not None
                await tx.watch.subscribe(Subscription(topic_id=topic.id, channel=channel, created_at=START))

    async def paused(self) -> Sequence[Channel]:
        async with self.mailroom.storage.read() as tx:
            return sorted(await tx.watch.paused([A, B, OTHER, NOTICES, STRANGER]))

    async def hold(self, channel: Channel, hold: Hold) -> int:
        async with self.mailroom.storage.write() as tx:
            story = await tx.stories.add(Story(title="Quake", first_seen=START, last_seen=START))
            alert = await tx.alerts.save(
                Alert(
                    channel=channel,
                    story_id=story.id,
                    topic_id=1,
                    created_at=START,
                    updated_at=START,
                    held_ids=(1,),
                    hold=hold,
                )
            )
        return alert.id

    async def due(self) -> list[int]:
        async with self.mailroom.storage.read() as tx:
            return [alert.id for alert in await tx.alerts.due(self.mailroom.clock.now(), 100)]


@pytest.fixture
def desk(mailroom: Mailroom) -> Desk:
    return Desk(mailroom)


async def test_a_lost_channel_is_paused_and_its_first_reason_stays(desk: Desk) -> None:
    await desk.subscribe(A, B)
    await desk.presence.lost("discord", "guild", "a", "no permission to write")
    desk.mailroom.clock.advance(hours=1)
    await desk.presence.lost("discord", "guild", "a", "it was deleted")
    async with desk.mailroom.storage.read() as tx:
        assert await tx.watch.pauses("guild", "discord") == [
            Pause(channel=A, reason="no permission to write", since=START)
        ]
        assert len(await tx.watch.subscriptions("guild")) == 2


async def test_a_lost_workspace_pauses_all_that_is_told_there_on_that_platform(desk: Desk) -> None:
    await desk.subscribe(A, B, OTHER, STRANGER)
    async with desk.mailroom.storage.write() as tx:
        await tx.watch.save_house(House(workspace="guild", notices=NOTICES))
    await desk.presence.lost("discord", "guild", None, "Dateline was removed")
    assert await desk.paused() == [A, B, NOTICES]
    await desk.presence.back("discord", "guild", None)
    assert await desk.paused() == []
    assert desk.told == [A, B, NOTICES]


async def test_only_what_is_back_is_told_and_only_once(desk: Desk) -> None:
    await desk.subscribe(A, B)
    await desk.presence.lost("discord", "guild", None, "Dateline was removed")
    await desk.presence.back("discord", "guild", "a")
    await desk.presence.back("discord", "guild", "a")
    await desk.presence.back("discord", "elsewhere", None)
    assert (await desk.paused(), desk.told) == ([B], [A])


async def test_what_waited_for_the_channel_is_due_once_it_is_back_and_nothing_else_is(desk: Desk) -> None:
    await desk.subscribe(A, B)
    waits, quiet, other = await desk.hold(A, Hold.PAUSE), await desk.hold(A, Hold.QUIET), await desk.hold(B, Hold.PAUSE)
    await desk.presence.lost("discord", "guild", None, "Dateline was removed")
    assert await desk.due() == []
    await desk.presence.back("discord", "guild", "a")
    assert await desk.due() == [waits]
    assert quiet < other


async def test_a_crash_before_anybody_was_told_loses_nothing(desk: Desk) -> None:
    await desk.subscribe(A)
    held = await desk.hold(A, Hold.PAUSE)
    await desk.presence.lost("discord", "guild", "a", "gone")

    async def dies(channel: Channel) -> None:
        raise RuntimeError

    dying = ChannelPresence(storage=desk.mailroom.storage, clock=desk.mailroom.clock, returned=dies)
    with pytest.raises(RuntimeError):
        await dying.back("discord", "guild", "a")
    assert await desk.due() == [held]


async def notices(desk: Desk) -> list[tuple[str, str]]:
    """Channel and text of each message that is owed."""
    board = Noticeboard(name="discord")
    await desk.mailroom.deliverer(board).deliver("discord")
    return [(notice.channel.id, notice.card.fallback) for notice in board.notices]


async def test_a_channel_that_is_back_is_told_why_it_was_paused_since_when_and_what_waits(desk: Desk) -> None:
    await desk.subscribe(A, B)
    await desk.hold(A, Hold.PAUSE)
    await desk.hold(A, Hold.QUIET)
    await desk.presence.lost("discord", "guild", "a", "I need Send Messages in #a.")
    await desk.presence.back("discord", "guild", None)
    said = "Paused since 1 Mar 2026, 12:00 UTC: I need Send Messages in #a. 1 alert waited and follows."
    assert await notices(desk) == [("a", f"Dateline is back in this channel\n{said}")]


async def test_a_hiccup_that_kept_nothing_back_is_not_told(desk: Desk) -> None:
    await desk.subscribe(A)
    for minutes, told in ((4, []), (6, ["a"])):
        await desk.presence.lost("discord", "guild", None, "gone")
        desk.mailroom.clock.advance(minutes=minutes)
        await desk.presence.back("discord", "guild", None)
        assert [channel for channel, _ in await notices(desk)] == told


async def test_a_channel_that_is_told_nothing_else_is_not_told_that_it_is_back(desk: Desk) -> None:
    async with desk.mailroom.storage.write() as tx:
        await tx.watch.save_house(House(workspace="guild", notices=NOTICES))
    for channel in ("a", "notices"):
        await desk.presence.lost("discord", "guild", channel, "gone")
    desk.mailroom.clock.advance(hours=1)
    await desk.presence.back("discord", "guild", None)
    assert [channel for channel, _ in await notices(desk)] == ["notices"]


async def test_a_channel_that_stays_away_is_given_up_with_its_subscriptions(desk: Desk) -> None:
    await desk.subscribe(A, B, STRANGER)
    await desk.presence.lost("discord", "guild", "a", "gone")
    desk.mailroom.clock.advance(days=1)
    await desk.presence.lost("discord", "guild", "b", "gone")
    desk.mailroom.clock.moment = START + KEPT_FOR
    assert await desk.presence.purge() == []
    desk.mailroom.clock.advance(seconds=1)
    assert await desk.presence.purge() == [A]
    assert await desk.paused() == [B]
    async with desk.mailroom.storage.read() as tx:
        kept = [subscription.channel for subscription in await tx.watch.subscriptions("guild")]
    assert kept == [B]


async def test_a_channel_that_was_deleted_stays_lost_when_its_workspace_is_back(desk: Desk) -> None:
    await desk.subscribe(A, B)

    class WithoutA(Noticeboard):
        async def resolve(self, workspace: str, name: str) -> Channel | None:
            return None if name == A.id else await super().resolve(workspace, name)

    board = WithoutA(name="discord")
    mailroom = desk.mailroom
    presence = ChannelPresence(
        storage=mailroom.storage, clock=mailroom.clock, returned=desk.note, platforms=lambda: {"discord": board}
    )
    await presence.lost("discord", "guild", None, "gone")
    mailroom.clock.advance(days=29)
    await presence.back("discord", "guild", None)
    assert await desk.paused() == [A]
    mailroom.clock.advance(days=2)
    assert await presence.purge() == [A]


async def test_what_a_channel_that_was_given_up_is_owed_is_never_sent(desk: Desk) -> None:
    board = Noticeboard()
    lost = replace(A, platform="web")
    lane = await desk.mailroom.owe("first", channel=lost)
    await desk.presence.lost("web", "guild", "a", "gone")
    desk.mailroom.clock.advance(days=31)
    await desk.presence.purge()
    await desk.mailroom.deliverer(board).deliver("web")
    assert board.requests == []
    assert await desk.mailroom.states(lane) == [("post", "expired")]


async def test_what_was_heard_of_a_channel_or_of_its_workspace_is_remembered(desk: Desk) -> None:
    presence, before = desk.presence, START - timedelta(seconds=1)
    assert not presence.is_back_since(A, before)
    await presence.back(A.platform, A.workspace, "another")
    assert not presence.is_back_since(A, before)
    await presence.back(A.platform, A.workspace, A.id)
    assert presence.is_back_since(A, START)
    assert not presence.is_back_since(A, START + timedelta(seconds=1))
    other = Channel(A.workspace, A.platform, "other")
    await presence.back(A.platform, A.workspace, None)
    assert presence.is_back_since(other, START)
