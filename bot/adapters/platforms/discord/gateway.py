"""The gateway's client: discord.py's own, with ears for what matters here, and only the guilds intent."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord
import structlog

from bot.adapters.platforms.discord.hooks import Interactions
from bot.adapters.platforms.discord.identify import IdentifyBudget
from bot.adapters.platforms.discord.presence import PresenceWatch
from bot.adapters.platforms.discord.timing import Timing

log = structlog.get_logger(__name__)


class GatewayClient(discord.AutoShardedClient):
    """One life of the connection; a supervisor builds another when it ends. Calls nobody by itself."""

    def __init__(
        self,
        *,
        interactions: Interactions | None,
        watch: PresenceWatch,
        budget: IdentifyBudget,
        timing: Timing,
        shard_ids: Sequence[int] | None,
        shard_count: int | None,
    ) -> None:
        given = {"shard_ids": list(shard_ids or ()), "shard_count": shard_count}
        options: dict[str, Any] = {name: value for name, value in given.items() if value}
        super().__init__(
            intents=discord.Intents(guilds=True),
            max_messages=None,
            max_ratelimit_timeout=30.0,
            guild_ready_timeout=timing.guilds,
            heartbeat_timeout=timing.silence,
            allowed_mentions=discord.AllowedMentions.none(),
            **options,
        )
        self._interactions = interactions
        self._watch = watch
        self._budget = budget
        self._up: set[int] = set()
        self._incomplete_since: float | None = None
        self._complete_since: float | None = None
        self.whole = asyncio.Event()
        """Set while every shard is connected."""

    def begin(self, shard_count: int) -> None:
        """The client is about to connect so many shards of its own number, or those it was given."""
        self.shard_count = self.shard_count or shard_count
        self._incomplete_since = self.loop.time()

    @property
    def own_shards(self) -> Sequence[int]:
        """The shards that this process connects."""
        return self.shard_ids or range(self.shard_count or 1)

    def down_for(self) -> float:
        """Seconds since some shard is not connected."""
        return 0.0 if self._incomplete_since is None else self.loop.time() - self._incomplete_since

    def up_for(self) -> float:
        """Seconds since all shards are connected."""
        return 0.0 if self._complete_since is None else self.loop.time() - self._complete_since

    async def setup_hook(self) -> None:
        """discord.py calls it between log-in and connection."""
        if self._interactions is not None:
            await self._interactions.setup(self)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        """discord.py calls it before each identify."""
        await self._budget.spend(shard_id or 0)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A command, a button, a form, or a completion."""
        if self._interactions is not None:
            await self._interactions.handle(interaction)

    async def on_shard_connect(self, shard_id: int) -> None:
        """A shard has a new session."""
        self._note(shard_id, up=True)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A shard has its session back."""
        self._note(shard_id, up=True)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """A shard has lost its connection."""
        self._note(shard_id, up=False)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A guild that the bot is in, at the start or after an outage."""
        await self._watch.seen(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A guild that the bot was added to."""
        await self._watch.seen(guild)

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        """A guild that Discord itself has lost for a while."""
        await self._watch.gone(guild, "Discord has trouble with this server")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """A guild that the bot was removed from, or that is no more."""
        await self._watch.gone(guild, "I was removed from this server")

    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        """A channel more."""
        await self._watch.check(channel.guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel less."""
        await self._watch.deleted(channel)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread less."""
        await self._watch.thread_deleted(payload.guild_id, payload.thread_id)

    async def on_guild_channel_update(self, _before: Any, after: discord.abc.GuildChannel) -> None:
        """Another name, or other permissions."""
        await self._watch.check(after.guild)

    async def on_guild_role_update(self, _before: Any, after: discord.Role) -> None:
        """A role that the bot may have, with other permissions."""
        await self._watch.check(after.guild)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """A role that the bot may have had."""
        await self._watch.check(role.guild)

    async def on_member_update(self, _before: Any, after: discord.Member) -> None:
        """Only of the bot itself does Discord tell it without a further intent: other roles."""
        await self._watch.check(after.guild)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """A fault in one of the handlers above."""
        log.exception("discord_event_bug", handler=event_method)  # noqa: LOG004  called where the fault is caught

    def _note(self, shard_id: int, *, up: bool) -> None:
        now = self.loop.time()
        self._up = self._up | {shard_id} if up else self._up - {shard_id}
        if self._up.issuperset(self.own_shards):
            self._incomplete_since = None
            self._complete_since = self._complete_since or now
            self.whole.set()
        else:
            self._incomplete_since = self._incomplete_since or now
            self._complete_since = None
            self.whole.clear()
