"""The Slack platform: the port's methods, and the wiring of this room."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import timedelta

import structlog
from fastapi import APIRouter

from bot.adapters.platforms.slack.cards import Naming, Renderer
from bot.adapters.platforms.slack.install.client import SLACK_API
from bot.adapters.platforms.slack.install.tokens import Tokens
from bot.adapters.platforms.slack.life import Life, Listener
from bot.adapters.platforms.slack.sending.addresses import is_channel
from bot.adapters.platforms.slack.sending.calling import Web
from bot.adapters.platforms.slack.sending.directory import NAME, Directory
from bot.adapters.platforms.slack.sending.editing import Editor
from bot.adapters.platforms.slack.sending.hearing import Hearing
from bot.adapters.platforms.slack.sending.history import Finder
from bot.adapters.platforms.slack.sending.mentions import Caller
from bot.adapters.platforms.slack.sending.meters import Meter
from bot.adapters.platforms.slack.sending.nonces import Fates
from bot.adapters.platforms.slack.sending.pictures import Pictures
from bot.adapters.platforms.slack.sending.posting import Poster
from bot.adapters.platforms.slack.timing import Timing
from bot.domain.alert import Outcome, Refused
from bot.domain.card import Card, Mention
from bot.domain.chat import Abilities, Rate, Rates
from bot.domain.errors import TemporaryError
from bot.domain.watch import Channel
from bot.pipeline.asking.signer import Signer
from bot.pipeline.ports import Draw, Fetcher

log = structlog.get_logger(__name__)

RATES = Rates(channel=Rate(1, timedelta(seconds=1)), workspace=Rate(4, timedelta(seconds=1)))
"""Slack takes one message a second in a channel, and "several hundred" a minute in a workspace
(https://docs.slack.dev/apis/web-api/rate-limits).
"""


class SlackPlatform:
    """Implements ``ports.Platform`` over Slack. A workspace is a team's id, a channel's id Slack's own.

    ``api`` is the Web API's base. ``life`` is the connection that hears what is asked; without it nothing is heard.
    ``fetcher`` brings the pictures of cards, ``draw`` their charts; without them cards are shown without.
    ``naming`` writes commands as they are typed here; without it they stand as the card has them.
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
        edit_for=None,
        rates=RATES,
    )

    def __init__(
        self,
        tokens: Tokens,
        signer: Signer,
        *,
        life: Life | None = None,
        fetcher: Fetcher | None = None,
        draw: Draw | None = None,
        api: str = SLACK_API,
        naming: Naming | None = None,
        timing: Timing | None = None,
    ) -> None:
        self._tokens = tokens
        self._life = life
        self._timing = timing or Timing()
        self._listeners: tuple[Listener, ...] = ()
        self.web = Web(tokens, api=api, timing=self._timing)
        """Asks Slack; for answers too."""
        self.renderer = Renderer(signer, naming)
        """Draws cards; for answers too."""
        self.directory = Directory(self.web)
        """Knows channels."""
        self._caller = Caller(self.web)
        self.pictures = Pictures(self.web, fetcher=fetcher, draw=draw, timing=self._timing)
        """Brings pictures and charts to workspaces; for answers too."""
        fates = Fates()
        self._finder = Finder(web=self.web, fates=fates)
        self._poster = Poster(
            web=self.web,
            renderer=self.renderer,
            directory=self.directory,
            finder=self._finder,
            fates=fates,
            pictures=self.pictures,
        )
        self._editor = Editor(
            web=self.web,
            renderer=self.renderer,
            directory=self.directory,
            meter=Meter(time.monotonic),
            pictures=self.pictures,
        )

    @property
    def router(self) -> APIRouter | None:
        """What the web server mounts for Slack's requests and for installing; None where there is nothing."""
        return self._life.router() if self._life is not None else None

    def serve(self, *listeners: Listener) -> None:
        """Hand what users ask to ``listeners``; before ``start``."""
        self._listeners = listeners

    async def start(self) -> None:
        """Connect, as the port says. Raises ``BadInput`` where Slack does not accept the bot.

        Where Slack cannot be reached it returns all the same after a while, and goes on trying.
        """
        if self._life is not None:
            await self._life.start(
                Hearing(self.directory, self._timing),
                *self._listeners,
                changed=self.directory.renamed,
                label=self.label,
            )
        try:
            async with asyncio.timeout(self._timing.start):
                for workspace in await self._tokens.workspaces():
                    await self.directory.open(workspace)
        except (TemporaryError, TimeoutError) as error:
            log.warning("slack_channels_not_known", reason=str(error) or "no answer in time")

    async def ended(self) -> None:
        """Wait until Slack will have the bot no more, which raises ``BadInput``, or until ``stop``."""
        if self._life is not None:
            await self._life.ended()
        else:
            await asyncio.Event().wait()

    async def stop(self) -> None:
        """Disconnect."""
        try:
            if self._life is not None:
                await self._life.stop()
        finally:
            await self.pictures.close()
            await self.web.close()

    async def post(
        self, channel: Channel, card: Card, *, nonce: str, under: str | None = None, threaded: bool = False
    ) -> Outcome:
        if not is_channel(channel.id):
            return _NO_CHANNEL
        return await self._poster.post(channel, card, nonce, under, threaded=threaded)

    async def edit(self, channel: Channel, message_id: str, card: Card, *, nonce: str) -> Outcome:  # noqa: ARG002
        return await self._editor.edit(channel, message_id, card) if is_channel(channel.id) else _NO_CHANNEL

    async def find(
        self,
        channel: Channel,
        nonce: str,
        *,
        under: str | None = None,
        threaded: bool = False,  # noqa: ARG002
    ) -> str | None:
        return await self._finder.find(channel, nonce, under) if is_channel(channel.id) else None

    async def resolve(self, workspace: str, name: str) -> Channel | None:
        return await self.directory.resolve(workspace, name)

    def label(self, channel: Channel) -> str:
        return self.directory.label(channel)

    async def mentions(self, workspace: str, text: str, *, to_call: bool = True) -> Sequence[Mention]:  # noqa: ARG002
        return await self._caller.mentions(workspace, text)


_NO_CHANNEL = Refused("Slack has no such channel.", channel_lost=True)
