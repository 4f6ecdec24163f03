"""A workspace that is new finds something to begin with; one that has its own is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.domain.card import Card
from bot.domain.chat import Asker, Suggestion
from bot.domain.news import Feed
from bot.domain.verbs import Verb
from bot.domain.watch import Channel, Topic
from bot.pipeline.seed import Seed
from bot.pipeline.welcome import Welcome, WelcomingCommands, WelcomingPresence
from tests.unit.pipeline.newsroom import START, Newsroom

GUILD = "guild-1"


def seed_of(workspace: str) -> Seed:
    feed = Feed(url="https://herald.example/feed", outlet="Herald", interval=timedelta(minutes=5), next_poll_at=START)
    topic = Topic(workspace=workspace, name="quakes", query="earthquake", created_at=START)
    return Seed(topics=(topic,), feeds=(feed,), subscriptions=())


@pytest.fixture
def welcome(newsroom: Newsroom) -> Welcome:
    return Welcome(storage=newsroom.storage, clock=newsroom.clock, seed_of=seed_of)


async def begun_with(newsroom: Newsroom, workspace: str) -> tuple[list[str], list[str]]:
    async with newsroom.storage.read() as tx:
        topics, feeds = await tx.watch.topics(workspace), await tx.feeds.followed(workspace)
    return [topic.name for topic in topics], [feed.outlet for feed in feeds]


async def test_a_new_workspace_has_topics_and_feeds(newsroom: Newsroom, welcome: Welcome) -> None:
    await welcome.welcome(GUILD)
    await welcome.welcome(GUILD)
    assert await begun_with(newsroom, GUILD) == (["quakes"], ["Herald"])
    assert await begun_with(newsroom, "guild-2") == ([], [])


async def test_one_that_made_its_own_keeps_to_it(newsroom: Newsroom, welcome: Welcome) -> None:
    async with newsroom.storage.write() as tx:
        await tx.watch.add_topic(Topic(workspace=GUILD, name="floods", query="flood", created_at=START))
    await welcome.welcome(GUILD)
    assert await begun_with(newsroom, GUILD) == (["floods"], [])


async def test_what_was_removed_stays_removed(newsroom: Newsroom, welcome: Welcome) -> None:
    await welcome.welcome(GUILD)
    async with newsroom.storage.write() as tx:
        await tx.watch.remove_topic(GUILD, "quakes")
        for feed in await tx.feeds.followed(GUILD):
            await tx.feeds.unfollow(GUILD, feed.id)
    await welcome.welcome(GUILD)
    assert await begun_with(newsroom, GUILD) == ([], [])


class Heard:
    """A presence that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str, str | None]] = []

    async def lost(self, platform: str, workspace: str, channel_id: str | None, reason: str) -> None:  # noqa: ARG002
        self.told.append(("lost", workspace, channel_id))

    async def back(self, platform: str, workspace: str, channel_id: str | None) -> None:  # noqa: ARG002
        self.told.append(("back", workspace, channel_id))


async def test_a_workspace_that_comes_is_welcomed_and_announced(newsroom: Newsroom, welcome: Welcome) -> None:
    heard = Heard()
    presence = WelcomingPresence(heard, welcome.welcome)
    await presence.lost("discord", GUILD, "7", "closed")
    assert await begun_with(newsroom, GUILD) == ([], [])
    await presence.back("discord", GUILD, "7")
    await presence.back("discord", GUILD, None)
    assert await begun_with(newsroom, GUILD) == (["quakes"], ["Herald"])
    assert heard.told == [("lost", GUILD, "7"), ("back", GUILD, "7"), ("back", GUILD, None)]


class Echo:
    """Commands that answer with what they were asked."""

    verbs: Sequence[Verb] = ()

    async def run(self, line: str, asker: Asker) -> Card:  # noqa: ARG002
        return Card(title=line, fallback=line)

    async def complete(self, line: str, asker: Asker) -> Sequence[Suggestion]:  # noqa: ARG002
        return (Suggestion(line, "as typed"),)

    async def preview(self, line: str, asker: Asker) -> Card | None:  # noqa: ARG002
        return Card(title=f"would {line}", fallback=line)

    async def story_of(self, channel: Channel, message_id: str) -> str | None:  # noqa: ARG002
        return message_id


async def test_whoever_asks_first_is_welcomed(newsroom: Newsroom, welcome: Welcome) -> None:
    commands = WelcomingCommands(Echo(), welcome.welcome)
    for number, ask in enumerate((commands.run, commands.complete, commands.preview)):
        workspace = f"dm-{number}"
        asker = Asker(channel=Channel(workspace, "discord", "1"), user="ana", manages=True, time_zone="UTC")
        assert await ask("topics", asker)
        assert await begun_with(newsroom, workspace) == (["quakes"], ["Herald"])
    assert await commands.story_of(Channel(GUILD, "discord", "1"), "s12") == "s12"
