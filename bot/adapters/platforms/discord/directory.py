"""Channels by id and by name: from what the gateway told, and where it told nothing, by asking."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.adapters.platforms.discord.answers import UNKNOWN_CHANNEL, outcome_of
from bot.adapters.platforms.discord.permissions import Place, lack_sentence, missing_in
from bot.adapters.platforms.discord.rest import Answer, Rest, Silence
from bot.adapters.platforms.discord.style import StyleOf
from bot.domain.alert import Refused, RetryAfter, Unknown
from bot.domain.watch import Channel

NAME = "discord"

_FORUMS = frozenset((15, 16))
_ANNOUNCEMENTS = 5
_WRITABLE = frozenset((0, 2, 5, 10, 11, 12, 13, 15, 16))
_LONGEST_NAME = 100
_REQUIRES_TAG = 1 << 4
_MOST_LEARNT = 5000
_SNOWFLAKE = re.compile(r"[0-9]{15,20}")

GuildOf = Callable[[int], discord.Guild | None]
"""A guild that the gateway told of, by id; None if it told of none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What there is to know of a channel. ``tags`` are a forum's, by name."""

    name: str
    kind: int
    tags: Mapping[str, int]
    requires_tag: bool = False

    @property
    def forum(self) -> bool:
        """Whether each message to it begins a post of its own."""
        return self.kind in _FORUMS

    @property
    def announces(self) -> bool:
        """Whether other servers can follow it."""
        return self.kind == _ANNOUNCEMENTS


class Directory:
    """Knows channels."""

    def __init__(self, rest: Rest, guild_of: GuildOf, style_of: StyleOf) -> None:
        self._rest = rest
        self._style_of = style_of
        self._guild_of = guild_of
        self._learnt: dict[str, Known] = {}

    def cached(self, channel: Channel) -> Known | None:
        """A channel that is known already."""
        place = self.place(channel)
        return _known_place(place) if place is not None else self._learnt.get(channel.id)

    async def known(self, channel: Channel) -> Known | Answer | Silence:
        """A channel, asked for where need be, or what was answered instead."""
        known = self.cached(channel)
        if known is not None:
            return known
        answer = await self._rest.ask(lambda http: http.get_channel(int(channel.id)))
        if not (isinstance(answer, Answer) and answer.ok and isinstance(answer.body, dict)):
            return answer
        return self._learn(answer.body)

    async def resolve(self, workspace: str, name: str) -> Channel | None:
        """The channel of a name, a mention (``<#123>``) or an id."""
        wanted = name.strip()
        if wanted.startswith("<#") and wanted.endswith(">"):
            wanted = wanted[2:-1]
        wanted = wanted.removeprefix("#").casefold()
        if not wanted or len(wanted) > _LONGEST_NAME:
            return None
        for channel_id, known in await self._channels(workspace):
            if known.kind in _WRITABLE and wanted in {channel_id, known.name.casefold()}:
                return Channel(workspace, NAME, channel_id)
        return await self._hidden(workspace, wanted)

    def label(self, channel: Channel) -> str:
        """``#wire``; with the id where the name is not known. Direct messages have none."""
        known = self.cached(channel)
        if known is None and not channel.workspace.isdigit():
            return "#direct-messages"
        return f"#{known.name if known else channel.id}"

    def place(self, channel: Channel) -> Place | None:
        """discord.py's channel or thread, where the gateway told of it."""
        guild = self.guild(channel.workspace)
        if guild is None or not channel.id.isdigit():
            return None
        return guild.get_channel_or_thread(int(channel.id))

    def guild(self, workspace: str) -> discord.Guild | None:
        """discord.py's guild, where the gateway told of it."""
        return self._guild_of(int(workspace)) if workspace.isascii() and workspace.isdigit() else None

    def lack(self, channel: Channel) -> str | None:
        """What the bot is known to lack there to write, as a sentence."""
        place = self.place(channel)
        if place is None:
            return None
        missing = missing_in(place, embeds=self._style_of(channel).form == "embed")
        return lack_sentence(missing, self.label(channel)) if missing else None

    def outcome(self, channel: Channel, answer: Answer | Silence) -> Refused | RetryAfter | Unknown:
        """What becomes of a message that was not taken, with the channel's name and what the bot lacks there."""
        outcome = outcome_of(answer, label=self.label(channel), lack=self.lack(channel))
        if isinstance(answer, Answer) and answer.code == UNKNOWN_CHANNEL:
            self._learnt.pop(channel.id, None)
        return outcome

    async def _hidden(self, workspace: str, channel_id: str) -> Channel | None:
        """A channel by an id that nothing told of, such as that of a thread which sleeps in the archive."""
        if not _SNOWFLAKE.fullmatch(channel_id):
            return None
        answer = await self._rest.ask(lambda http: http.get_channel(int(channel_id)))
        if not (isinstance(answer, Answer) and answer.ok and isinstance(answer.body, dict)):
            return None
        theirs = str(answer.body.get("guild_id")) == workspace
        return Channel(workspace, NAME, channel_id) if theirs and self._learn(answer.body).kind in _WRITABLE else None

    async def _channels(self, workspace: str) -> Iterable[tuple[str, Known]]:
        guild = self.guild(workspace)
        if guild is not None:
            return [(str(place.id), _known_place(place)) for place in (*guild.channels, *guild.threads)]
        if not workspace.isdigit():
            return []
        answer = await self._rest.ask(lambda http: http.get_all_guild_channels(int(workspace)))
        if not (isinstance(answer, Answer) and answer.ok and isinstance(answer.body, list)):
            return []
        return [(str(one["id"]), self._learn(one)) for one in answer.body]

    def _learn(self, payload: Mapping[str, Any]) -> Known:
        known = Known(
            name=str(payload.get("name", payload["id"])),
            kind=int(payload.get("type", 0)),
            tags={str(tag["name"]): int(tag["id"]) for tag in payload.get("available_tags") or ()},
            requires_tag=bool(int(payload.get("flags") or 0) & _REQUIRES_TAG),
        )
        if len(self._learnt) >= _MOST_LEARNT:
            self._learnt.pop(next(iter(self._learnt)))
        self._learnt[str(payload["id"])] = known
        return known


def _known_place(place: Place) -> Known:
    if isinstance(place, discord.ForumChannel):
        tags = {tag.name: tag.id for tag in place.available_tags}
        return Known(name=place.name, kind=place.type.value, tags=tags, requires_tag=place.flags.require_tag)
    return Known(name=place.name, kind=place.type.value, tags={})
