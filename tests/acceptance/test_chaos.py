"""Nothing is lost and nothing is there twice, though the process is killed again and again and its platform misbehaves."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.acceptance.many_stories import OCCASIONS
from tests.acceptance.ordeal import Ordeal, Readers, endure
from tests.acceptance.product import PATIENCE_S
from tests.doubles import discord, slack

SEED = int(os.environ.get("DATELINE_TEST_SEED", "7"))


@dataclass(frozen=True)
class Guild:
    """``Readers`` on Discord."""

    double: discord.DiscordDouble
    guild: discord.Guild
    channels: Sequence[discord.Channel]

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "DATELINE_DISCORD_TOKEN": self.double.token,
            "DATELINE_DISCORD_API_BASE": self.double.api_base,
            "DATELINE_DISCORD_GATEWAY_URL": self.double.gateway_url,
        }

    async def subscribe(self) -> None:
        editor = self.double.add_user("editor")
        editors = self.double.add_role(self.guild, "editors", permissions=["manage_channels"])
        self.double.add_member(self.guild, editor, roles=[editors])
        for channel in self.channels:
            wish = {"topic": channel.name, "updates": "edit"}
            answer = await self.double.invoke_command(self.guild, channel, editor, "subscribe", wish)
            assert f"subscribed to {channel.name}" in answer.text

    def misbehave(self, seed: int, share: float) -> None:
        self.double.faults.chaos(seed=seed, probability=share, route="* /channels/**")

    @property
    def failures(self) -> int:
        return sum(fault.hits for fault in self.double.faults.planned)

    def shown(self) -> Mapping[str, Sequence[str]]:
        return {str(channel.id): self._shown(channel) for channel in self.channels}

    def _shown(self, channel: discord.Channel) -> Sequence[str]:
        return [message.text for message in self.double.messages(channel) if message.interaction is None]


@dataclass(frozen=True)
class Team:
    """``Readers`` on Slack, which goes wrong in all that it is asked, the way to its sockets too."""

    double: slack.SlackDouble
    workspace: slack.Workspace
    channels: Sequence[slack.Channel]
    answers: set[str] = field(default_factory=set)
    """The stamps of the answers to commands."""

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "DATELINE_SLACK_BOT_TOKEN": self.workspace.bot_token,
            "DATELINE_SLACK_APP_TOKEN": self.double.app_token,
            "DATELINE_SLACK_API_BASE": self.double.api_base,
        }

    async def subscribe(self) -> None:
        editor = self.double.add_user(self.workspace, "editor", admin=True)
        await self.double.until_connected(2, within=PATIENCE_S)
        for channel in self.channels:
            asked = await self.double.slash(self.workspace, channel, editor, f"subscribe {channel.name} updates:edit")
            answer = await asked.answered(within=PATIENCE_S)
            assert f"subscribed to {channel.name}" in self.double.read(answer)
            self.answers.add(answer.ts)

    def misbehave(self, seed: int, share: float) -> None:
        self.double.faults.chaos(seed=seed, probability=share)

    @property
    def failures(self) -> int:
        return sum(fault.hits for fault in self.double.faults.planned)

    def shown(self) -> Mapping[str, Sequence[str]]:
        return {channel.id: self._shown(channel) for channel in self.channels}

    def _shown(self, channel: slack.Channel) -> Sequence[str]:
        seen = self.double.messages(channel)
        return [self.double.read(message) for message in seen if message.ts not in self.answers]


@asynccontextmanager
async def on_discord(topics: Sequence[str]) -> AsyncIterator[Readers]:
    async with discord.DiscordDouble(rates=discord.Rates.real()) as double:
        guild = double.add_guild("Newsroom")
        yield Guild(double, guild, [double.add_channel(guild, name=topic) for topic in topics])


@asynccontextmanager
async def on_slack(topics: Sequence[str]) -> AsyncIterator[Readers]:
    async with slack.SlackDouble(rates=slack.Rates.of_slack()) as double:
        workspace = double.add_workspace("Newsroom")
        yield Team(double, workspace, [double.add_channel(workspace, topic) for topic in topics])
        assert double.unknown == []


Opening = Callable[[Sequence[str]], AbstractAsyncContextManager[Readers]]


@pytest.mark.parametrize(
    ("opening", "ordeal"),
    [
        pytest.param(
            on_discord, Ordeal(articles=60, seconds=6, kills=3, channels=8, seed=11, brief=True), id="discord"
        ),
        pytest.param(on_slack, Ordeal(articles=32, seconds=4, kills=2, channels=8, seed=11, brief=True), id="slack"),
    ],
)
async def test_nothing_is_lost_or_doubled(opening: Opening, ordeal: Ordeal, tmp_path: Path) -> None:
    async with opening(OCCASIONS[: ordeal.channels]) as readers:
        await endure(ordeal, readers, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("opening", "ordeal"),
    [
        pytest.param(on_discord, Ordeal(articles=2000, seconds=280, kills=50, channels=20, seed=SEED), id="discord"),
        # A workspace of Slack takes no more than some four messages a second.
        pytest.param(on_slack, Ordeal(articles=800, seconds=280, kills=50, channels=20, seed=SEED), id="slack"),
    ],
)
async def test_nothing_is_lost_or_doubled_in_fifty_kills(opening: Opening, ordeal: Ordeal, tmp_path: Path) -> None:
    async with opening(OCCASIONS[: ordeal.channels]) as readers:
        await endure(ordeal, readers, tmp_path)
