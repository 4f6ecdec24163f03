"""A guild of the double with a channel, and the real platform at work in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.adapters.platforms.discord import DiscordPlatform, Style, Timing, button_signer
from bot.domain.alert import Sent
from bot.domain.card import Card
from bot.domain.watch import Channel
from tests.doubles import discord as doubles
from tests.integration.heard import Heard
from tests.integration.sample_alert import alert_card

QUICK = Timing(
    answer=0.5,
    start=2.0,
    first_wait=0.02,
    longest_wait=0.2,
    steady=60.0,
    watchdog=0.8,
    identify_gap=0.01,
    guilds=0.03,
    close=0.5,
)
"""As the adapter waits where nobody has to be spared."""


@dataclass(frozen=True)
class Desk:
    """The double, its guild, its text channel ``wire``, and the platform."""

    discord: doubles.DiscordDouble
    guild: doubles.Guild
    wire: doubles.Channel
    platform: DiscordPlatform
    heard: Heard = field(default_factory=Heard)

    @property
    def channel(self) -> Channel:
        return self.named(self.wire)

    def named(self, channel: doubles.Channel) -> Channel:
        """A channel of the double as Dateline names it."""
        return Channel(str(self.guild.id), "discord", str(channel.id))

    async def posted(self, card: Card | None = None, **options: Any) -> str:
        """The id of a message that has to be taken."""
        outcome = await self.platform.post(self.channel, card or alert_card(), **({"nonce": "1"} | options))
        assert isinstance(outcome, Sent), outcome
        return outcome.message_id


Opening = Callable[..., AbstractAsyncContextManager[Desk]]


@asynccontextmanager
async def open_desk(
    *, style: Style | None = None, timing: Timing = QUICK, double: doubles.DiscordDouble | None = None, **options: Any
) -> AsyncIterator[Desk]:
    """``options`` are the platform's; ``double`` one that is not yet entered."""
    async with double or doubles.DiscordDouble() as discord:
        guild = discord.add_guild()
        wire = discord.add_channel(guild, "wire")
        heard = Heard()
        platform = platform_of(discord, style=style, timing=timing, presence=heard, **options)
        await platform.start()
        try:
            yield Desk(discord, guild, wire, platform, heard)
        finally:
            await platform.stop()


def platform_of(
    discord: doubles.DiscordDouble, *, style: Style | None = None, timing: Timing = QUICK, **options: Any
) -> DiscordPlatform:
    """The real platform, pointed at the double."""
    chosen = style or Style()
    given: dict[str, Any] = {"api": discord.api_base, "timing": timing, "style_of": lambda _channel: chosen}
    return DiscordPlatform(discord.token, button_signer("a secret"), **(given | options))


def texts(message: doubles.Message) -> str:
    """All that a message says, in order, as Discord was given it."""
    return "\n".join([message.content, *_strings(message.embeds), *_strings(message.components)])


def _strings(node: Any) -> list[str]:
    if isinstance(node, list):
        return [text for child in node for text in _strings(child)]
    if not isinstance(node, dict):
        return []
    own = [str(node[key]) for key in ("title", "description", "content", "name", "value", "label") if node.get(key)]
    return own + [text for child in node.values() for text in _strings(child)]
