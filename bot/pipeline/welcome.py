"""A workspace that is new finds the declared topics and feeds there: nobody should begin with an empty page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.domain.card import Card
from bot.domain.chat import Asker, Suggestion
from bot.domain.verbs import Verb
from bot.domain.watch import Channel
from bot.pipeline.ports import Clock, Commands, Presence, Storage
from bot.pipeline.seed import Seed, is_empty, plant

SeedOf = Callable[[str], Seed]
"""What a workspace begins with."""


class Welcome:
    """Plants what a workspace begins with, once; one whose users removed everything is asked no more until a restart."""

    def __init__(self, *, storage: Storage, clock: Clock, seed_of: SeedOf) -> None:
        self._storage = storage
        self._clock = clock
        self._seed_of = seed_of
        self._known: set[str] = set()

    async def welcome(self, workspace: str) -> None:
        """Plant where nothing was ever set up. Cheap for a workspace that is known."""
        if workspace in self._known:
            return
        if await is_empty(self._storage, workspace):
            await plant(self._storage, workspace, self._seed_of(workspace), self._clock.now())
        self._known.add(workspace)


class WelcomingPresence:
    """``Presence`` that welcomes a workspace when it comes, or one of its channels can be written to."""

    def __init__(self, presence: Presence, welcome: Callable[[str], Awaitable[None]]) -> None:
        self._presence = presence
        self._welcome = welcome

    async def lost(self, platform: str, workspace: str, channel_id: str | None, reason: str) -> None:
        await self._presence.lost(platform, workspace, channel_id, reason)

    async def back(self, platform: str, workspace: str, channel_id: str | None) -> None:
        await self._welcome(workspace)
        await self._presence.back(platform, workspace, channel_id)


class WelcomingCommands:
    """``Commands`` that welcome whoever asks from a workspace that nobody announced, such as a private conversation."""

    def __init__(self, commands: Commands, welcome: Callable[[str], Awaitable[None]]) -> None:
        self.verbs: Sequence[Verb] = commands.verbs
        self._commands = commands
        self._welcome = welcome

    async def run(self, line: str, asker: Asker) -> Card:
        await self._welcome(asker.channel.workspace)
        return await self._commands.run(line, asker)

    async def complete(self, line: str, asker: Asker) -> Sequence[Suggestion]:
        await self._welcome(asker.channel.workspace)
        return await self._commands.complete(line, asker)

    async def preview(self, line: str, asker: Asker) -> Card | None:
        await self._welcome(asker.channel.workspace)
        return await self._commands.preview(line, asker)

    async def story_of(self, channel: Channel, message_id: str) -> str | None:
        return await self._commands.story_of(channel, message_id)
