"""A workspace of the double with a channel, and the real platform at work in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.adapters.platforms.slack import SlackPlatform, Timing, button_signer
from bot.adapters.platforms.slack.install import SingleWorkspace
from bot.domain.alert import Sent
from bot.domain.card import Card
from bot.domain.watch import Channel
from tests.doubles import slack as doubles
from tests.doubles.slack.errors import Json
from tests.integration.sample_alert import alert_card

QUICK = Timing(answer=1.5, patience=0.0, picture=0.5, upload=1.0, look=0.01, start=1.0)
"""As the adapter waits where nobody has to be spared."""


class Installed:
    """``Tokens`` of workspaces that have installed the app, one each, by their ids."""

    def __init__(self, tokens: Mapping[str, str]) -> None:
        self._tokens = dict(tokens)

    async def token_of(self, workspace: str) -> str | None:
        return self._tokens.get(workspace)

    async def workspaces(self) -> Sequence[str]:
        return tuple(self._tokens)

    async def forget(self, workspace: str) -> None:
        self._tokens.pop(workspace, None)

    def doubt(self, workspace: str, token: str) -> None:
        """There are no others."""


@dataclass(frozen=True)
class Desk:
    """The double, its workspace, its channel ``wire``, and the platform."""

    slack: doubles.SlackDouble
    newsroom: doubles.Workspace
    wire: doubles.Channel
    platform: SlackPlatform

    @property
    def channel(self) -> Channel:
        return self.named(self.wire)

    def named(self, channel: doubles.Channel) -> Channel:
        """A channel of the double as Dateline names it."""
        return Channel(channel.workspace, "slack", channel.id)

    def shown(self) -> list[doubles.Message]:
        """All messages of the channel, oldest first."""
        return self.slack.messages(self.wire)

    async def posted(self, card: Card | None = None, **options: Any) -> str:
        """The id of a message that has to be taken."""
        outcome = await self.platform.post(self.channel, card or alert_card(), **({"nonce": "1"} | options))
        assert isinstance(outcome, Sent), outcome
        return outcome.message_id


@asynccontextmanager
async def open_desk(
    *, timing: Timing = QUICK, double: doubles.SlackDouble | None = None, **options: Any
) -> AsyncIterator[Desk]:
    """``options`` are the platform's; ``double`` one that is not yet entered."""
    async with double or doubles.SlackDouble() as slack:
        newsroom = slack.add_workspace("Newsroom")
        wire = slack.add_channel(newsroom, "wire")
        platform = platform_of(slack, newsroom, timing=timing, **options)
        await platform.start()
        try:
            yield Desk(slack, newsroom, wire, platform)
        finally:
            await platform.stop()


def platform_of(
    slack: doubles.SlackDouble, workspace: doubles.Workspace, *, timing: Timing = QUICK, **options: Any
) -> SlackPlatform:
    """The real platform, pointed at the double."""
    tokens = SingleWorkspace(workspace.bot_token, api=slack.api_base)
    given: dict[str, Any] = {"api": slack.api_base, "timing": timing}
    return SlackPlatform(tokens, button_signer("a secret"), **(given | options))


def block(message: doubles.Message, kind: str) -> Json:
    """The only block of a kind."""
    (found,) = [one for one in message.blocks if one["type"] == kind]
    return found


def texts(message: doubles.Message) -> str:
    """All that a message's blocks say, in order, as Slack was given it; its text where it has no blocks."""
    return "\n".join(strings_in(message.blocks)) if message.blocks else message.text


def elements(message: doubles.Message) -> Iterator[Json]:
    """The elements of a message's rich text."""
    for one in message.blocks:
        if one["type"] == "rich_text":
            for section in one["elements"]:
                yield from section["elements"]


def marked(message: doubles.Message) -> Iterator[str]:
    """The texts in a message's blocks that Slack reads as mrkdwn."""
    for one in message.blocks:
        for part in (*one.get("fields", ()), *one.get("elements", ())):
            if part.get("type") == "mrkdwn":
                yield part["text"]


def strings_in(node: Any) -> list[str]:
    """All texts in blocks, in order."""
    if isinstance(node, list):
        return [text for child in node for text in strings_in(child)]
    if not isinstance(node, dict):
        return []
    own = [node["text"]] if isinstance(node.get("text"), str) else []
    return own + [text for child in node.values() for text in strings_in(child)]
