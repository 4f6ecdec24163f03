"""Where the bot may write, as the gateway tells it: only what changed is passed on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

import discord

from bot.adapters.platforms.discord.directory import NAME
from bot.adapters.platforms.discord.permissions import Place, lack_sentence, missing_in
from bot.adapters.platforms.discord.style import StyleOf
from bot.domain.watch import Channel
from bot.pipeline.ports import Presence
from bot.pipeline.presence import PatientPresence


class PresenceWatch:
    """Tells ``presence`` of guilds and channels that are lost and that are back."""

    def __init__(self, presence: Presence | None, style_of: StyleOf) -> None:
        self._presence = PatientPresence(presence, NAME)
        self._style_of = style_of
        self._lacks: dict[int, Mapping[int, str | None]] = {}
        self._turn = asyncio.Lock()

    async def seen(self, guild: discord.Guild) -> None:
        """A guild is there: at the start, after it was added, after an outage."""
        async with self._turn:
            lacks = self._lacks_of(guild)
            self._lacks[guild.id] = lacks
            if not any(lacks.values()):
                await self._back(guild.id, None)
                return
            # Where it was not written to in the meantime, nobody needs to hear of it; where it is tried, Discord says so.
            for channel_id in (one for one, lack in lacks.items() if lack is None):
                await self._back(guild.id, channel_id)

    async def check(self, guild: discord.Guild) -> None:
        """Something changed that may change where the bot can write."""
        async with self._turn:
            before = self._lacks.get(guild.id, {})
            lacks = self._lacks_of(guild)
            self._lacks[guild.id] = lacks
            for channel_id, lack in lacks.items():
                if (before.get(channel_id) is None) != (lack is None):
                    await self._tell(guild.id, channel_id, lack)

    async def gone(self, guild: discord.Guild, reason: str) -> None:
        """A whole guild is lost."""
        async with self._turn:
            self._lacks.pop(guild.id, None)
            await self._lost(guild.id, None, f"{reason}.")

    async def deleted(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is no more."""
        async with self._turn:
            lacks = dict(self._lacks.get(channel.guild.id, {}))
            lacks.pop(channel.id, None)
            self._lacks[channel.guild.id] = lacks
            await self._lost(channel.guild.id, channel.id, f"#{channel.name} was deleted.")

    async def thread_deleted(self, guild_id: int, thread_id: int) -> None:
        """A thread is no more."""
        async with self._turn:
            await self._lost(guild_id, thread_id, "The thread was deleted.")

    def _lacks_of(self, guild: discord.Guild) -> Mapping[int, str | None]:
        """What the bot lacks to write in each place of a guild, as a sentence; None where it lacks nothing."""
        return {place.id: self._lack(place) for place in _places(guild)}

    def _lack(self, place: Place) -> str | None:
        style = self._style_of(Channel(str(place.guild.id), NAME, str(place.id)))
        missing = missing_in(place, embeds=style.form == "embed")
        return lack_sentence(missing, f"#{place.name}") if missing else None

    async def _tell(self, guild_id: int, channel_id: int, lack: str | None) -> None:
        if lack is None:
            await self._back(guild_id, channel_id)
        else:
            await self._lost(guild_id, channel_id, f"{lack}.")

    async def _lost(self, guild_id: int, channel_id: int | None, reason: str) -> None:
        await self._presence.lost(str(guild_id), _text(channel_id), reason)

    async def _back(self, guild_id: int, channel_id: int | None) -> None:
        await self._presence.back(str(guild_id), _text(channel_id))


def _places(guild: discord.Guild) -> Iterable[Place]:
    yield from guild.text_channels
    yield from guild.voice_channels
    yield from guild.stage_channels
    yield from guild.forums
    yield from (thread for thread in guild.threads if thread.parent is not None)


def _text(channel_id: int | None) -> str | None:
    return None if channel_id is None else str(channel_id)
