"""All that people ask on Slack, registered with slack_bolt and answered by the same verbs as everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.answering import Answering
from bot.adapters.platforms.slack.asking.asker import MANAGERS, Askers
from bot.adapters.platforms.slack.asking.at_home import AtHome
from bot.adapters.platforms.slack.asking.desk import Ack, Desk
from bot.adapters.platforms.slack.asking.home import Home
from bot.adapters.platforms.slack.asking.modals import ALL_KINDS, MOST_FIELDS
from bot.adapters.platforms.slack.asking.noticed import NoticedCommands, Uninvited
from bot.adapters.platforms.slack.asking.offering import Offering
from bot.adapters.platforms.slack.asking.people import TROUBLES_OF_BOTH
from bot.adapters.platforms.slack.asking.pressed import Pressed
from bot.adapters.platforms.slack.asking.typed import Typed
from bot.adapters.platforms.slack.asking.unfurl import Unfurler
from bot.adapters.platforms.slack.asking.writer import PicturesOf, Writer
from bot.adapters.platforms.slack.cards import Renderer
from bot.adapters.platforms.slack.install.client import error_of
from bot.pipeline.asking import Conversation, Houses, Signer
from bot.pipeline.ports import Clock, Commands, Storage

log = structlog.get_logger(__name__)

ANSWER_WITHIN = 25 * 60.0
"""Seconds until an answer is given up; Slack takes none by a response_url after 30 minutes."""

MOST_REPEATS = 2
STOP_WITHIN = 3.0
"""Seconds that a stop waits for answers."""


class Asking:
    """Answers what is asked.

    ``houses`` gives a workspace's rules; ``storage`` is what the Home tab shows and shared links are looked up in;
    ``time_zone`` (IANA) is that of people who have set none; ``aliases`` are the commands that the manifest declares beside
    ``/dateline``; ``unfurl`` shows a story's figures under links that people share; ``pictures`` finds those of a card;
    ``uninvited`` tells of channels that the bot is not in.
    """

    def __init__(
        self,
        commands: Commands,
        *,
        renderer: Renderer,
        signer: Signer,
        houses: Houses,
        storage: Storage,
        clock: Clock,
        time_zone: str = "UTC",
        aliases: Sequence[str] = (),
        unfurl: bool = False,
        pictures: PicturesOf | None = None,
        uninvited: Uninvited | None = None,
    ) -> None:
        askers = Askers(houses, time_zone)
        noticed = NoticedCommands(commands, uninvited)
        desk = Desk(askers, Writer(renderer, pictures), signer)
        conversation = Conversation(
            noticed,
            signer=signer,
            most_fields=MOST_FIELDS,
            kinds=ALL_KINDS,
            answer_within=ANSWER_WITHIN,
            managers=MANAGERS,
            standing=askers.standing,
        )
        self._home = Home(desk, storage, clock)
        self._answering = answering = Answering(desk, conversation, noticed, self._home)
        self._listeners = (
            Typed(answering, aliases),
            Pressed(answering),
            AtHome(answering, storage),
            Offering(answering),
        )
        self._unfurler = Unfurler(storage, renderer) if unfurl else None

    def register(self, app: AsyncApp) -> None:
        """Say to slack_bolt what is listened to."""
        # What was refused for its pace was not done, and may be asked again.
        app.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=MOST_REPEATS))
        for listener in self._listeners:
            listener.register(app)
        if self._unfurler:
            app.event("link_shared")(self._shared)

    async def stop(self) -> None:
        """Let what is being answered come to its end, for a while; then do nothing more."""
        await self._answering.at_work.finish(STOP_WITHIN)
        await self._home.stop()

    async def _shared(
        self, ack: Ack, event: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        assert self._unfurler is not None, "registered with one"
        await ack()
        try:
            with self._answering.at_work.one():
                await self._unfurler.shared(client, str(context.team_id), event)
        except TROUBLES_OF_BOTH as error:
            log.info("link_not_unfurled", reason=error_of(error) or str(error))
