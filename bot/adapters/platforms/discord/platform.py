"""The Discord platform: the port's methods, and the wiring of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import discord
import structlog

from bot.adapters.platforms.discord.calling import Caller
from bot.adapters.platforms.discord.directory import NAME, Directory
from bot.adapters.platforms.discord.editing import Editor
from bot.adapters.platforms.discord.gateway import GatewayClient
from bot.adapters.platforms.discord.history import Finder
from bot.adapters.platforms.discord.hooks import Interactions
from bot.adapters.platforms.discord.identify import IdentifyBudget
from bot.adapters.platforms.discord.library import use_api
from bot.adapters.platforms.discord.nonces import Remembered
from bot.adapters.platforms.discord.posting import Poster
from bot.adapters.platforms.discord.presence import PresenceWatch
from bot.adapters.platforms.discord.render import Renderer
from bot.adapters.platforms.discord.rest import Answer, Rest
from bot.adapters.platforms.discord.style import Style, StyleOf
from bot.adapters.platforms.discord.supervisor import REVOKED, Supervisor
from bot.adapters.platforms.discord.threads import Threads
from bot.adapters.platforms.discord.timing import Timing
from bot.adapters.platforms.discord.webhooks import Webhooks
from bot.domain.alert import Outcome, Refused
from bot.domain.card import Card, Mention
from bot.domain.chat import Abilities, Rate, Rates
from bot.domain.errors import BadInput
from bot.domain.watch import Channel
from bot.pipeline.asking.signer import Signer
from bot.pipeline.ports import Presence

log = structlog.get_logger(__name__)

DISCORD_API = "https://discord.com/api/v10"

EDIT_FOR = timedelta(hours=1)
"""Discord lets a message that is older be edited at a much slower pace."""

RATES = Rates(channel=Rate(5, timedelta(seconds=5)), platform=Rate(40, timedelta(seconds=1)))
"""Discord allows a bot 50 requests a second in all; a fifth is left to answers and look-ups."""


class DiscordPlatform:
    """Implements ``ports.Platform`` over Discord. A workspace is a guild; a channel may be a thread, its id is Discord's.

    ``api`` is the REST base, ``gateway`` the gateway's address, None for the one that the API names. ``shard_ids`` of
    ``shard_count`` are connected by this process, None for all that Discord recommends. ``style_of`` says how a channel
    likes its messages.
    """

    name = NAME
    abilities = Abilities(
        edits=True,
        buttons=True,
        pictures=True,
        lookup=True,
        replies=True,
        threads=True,
        mentions=True,
        edit_for=EDIT_FOR,
        rates=RATES,
    )

    def __init__(
        self,
        token: str,
        signer: Signer,
        *,
        presence: Presence | None = None,
        interactions: Interactions | None = None,
        style_of: StyleOf = lambda _channel: Style(),
        api: str = DISCORD_API,
        gateway: str | None = None,
        shard_ids: Sequence[int] | None = None,
        shard_count: int | None = None,
        timing: Timing | None = None,
    ) -> None:
        self._api = api
        self._timing = timing or Timing()
        self._interactions = interactions
        self._watch = PresenceWatch(presence, style_of)
        self._budget = IdentifyBudget(self._timing.identify_gap)
        self._shards = (shard_ids, shard_count)
        self._rest = Rest(token, self._timing)
        self._supervisor = Supervisor(
            token=token, build=self._client, budget=self._budget, timing=self._timing, gateway=gateway
        )
        self.renderer = Renderer(signer)
        """Draws cards; for answers too."""
        self.directory = Directory(self._rest, self._guild, style_of)
        """Knows channels."""
        self._caller = Caller(self._rest, self.directory)
        threads, webhooks, remembered = Threads(self._rest), Webhooks(self._rest), Remembered()
        self._poster = Poster(
            rest=self._rest,
            renderer=self.renderer,
            directory=self.directory,
            style_of=style_of,
            threads=threads,
            webhooks=webhooks,
            remembered=remembered,
        )
        self._editor = Editor(
            rest=self._rest, renderer=self.renderer, directory=self.directory, style_of=style_of, webhooks=webhooks
        )
        self._finder = Finder(rest=self._rest, directory=self.directory, threads=threads, remembered=remembered)

    @property
    def client(self) -> GatewayClient | None:
        """The present gateway client; None before the first log-in. Another takes its place after a failure."""
        return self._supervisor.client

    @property
    def connected(self) -> bool:
        """Whether all shards of this process are connected just now."""
        client = self.client
        return client is not None and not client.is_closed() and client.whole.is_set()

    def serve(self, interactions: Interactions) -> None:
        """Hand what users ask to ``interactions``; before ``start``."""
        self._interactions = interactions

    async def start(self) -> None:
        """Connect, as the port says. Raises ``BadInput`` where Discord does not accept the bot.

        Where Discord cannot be reached it returns all the same after a while, and goes on trying.
        """
        use_api(self._api)
        heard = await self._rest.log_in()
        if isinstance(heard, Answer) and heard.status == 401:
            raise BadInput(REVOKED)
        if heard is not None:
            reason = f"status {heard.status}" if isinstance(heard, Answer) else heard.reason
            log.warning("discord_log_in_failed", reason=reason)
        await self._supervisor.start()

    async def ended(self) -> None:
        """Wait until Discord will have the bot no more, which raises ``BadInput``, or until ``stop``."""
        await self._supervisor.ended()

    async def stop(self) -> None:
        """Disconnect."""
        await self._poster.close(self._timing.close)
        await self._supervisor.stop()
        await self._rest.close()

    async def post(
        self, channel: Channel, card: Card, *, nonce: str, under: str | None = None, threaded: bool = False
    ) -> Outcome:
        return (
            await self._poster.post(channel, card, nonce, under, threaded=threaded)
            if _is_real(channel)
            else _NO_CHANNEL
        )

    async def edit(self, channel: Channel, message_id: str, card: Card, *, nonce: str) -> Outcome:  # noqa: ARG002
        return await self._editor.edit(channel, message_id, card) if _is_real(channel) else _NO_CHANNEL

    async def find(
        self, channel: Channel, nonce: str, *, under: str | None = None, threaded: bool = False
    ) -> str | None:
        return await self._finder.find(channel, nonce, under, threaded=threaded) if _is_real(channel) else None

    async def resolve(self, workspace: str, name: str) -> Channel | None:
        return await self.directory.resolve(workspace, name)

    def label(self, channel: Channel) -> str:
        return self.directory.label(channel)

    async def mentions(self, workspace: str, text: str, *, to_call: bool = True) -> Sequence[Mention]:
        return await self._caller.mentions(workspace, text, to_call=to_call)

    def _client(self) -> GatewayClient:
        shard_ids, shard_count = self._shards
        return GatewayClient(
            interactions=self._interactions,
            watch=self._watch,
            budget=self._budget,
            timing=self._timing,
            shard_ids=shard_ids,
            shard_count=shard_count,
        )

    def _guild(self, guild_id: int) -> discord.Guild | None:
        client = self.client
        return client.get_guild(guild_id) if client is not None else None


_NO_CHANNEL = Refused("Discord has no such channel.", channel_lost=True)


def _is_real(channel: Channel) -> bool:
    return channel.id.isascii() and channel.id.isdigit() and len(channel.id) <= 20
