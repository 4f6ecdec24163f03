"""One answer from beginning to end: whatever happens on the way is logged, and told once."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.at_work import AtWork
from bot.adapters.platforms.slack.asking.desk import EXPIRED, Desk
from bot.adapters.platforms.slack.asking.home import Home
from bot.adapters.platforms.slack.asking.noticed import NoticedCommands
from bot.adapters.platforms.slack.asking.origin import Origin
from bot.adapters.platforms.slack.asking.people import TROUBLES
from bot.adapters.platforms.slack.install.client import CONNECTION_ERRORS, error_of
from bot.pipeline.asking import Conversation, Reply

log = structlog.get_logger(__name__)

_WRONG = "Something went wrong between Dateline and Slack, and the answer was lost. The operator finds it in the log."
_TOO_LATE = "Slack took too long to open the window. Ask once more."


@dataclass(frozen=True, slots=True)
class Answering:
    """What all listeners share."""

    desk: Desk
    conversation: Conversation
    commands: NoticedCommands
    home: Home
    at_work: AtWork = field(default_factory=AtWork)

    async def answer(self, client: AsyncWebClient, origin: Origin, reply: Reply, work: Awaitable[None]) -> None:
        """Do it. Never raises; then show the Home tab anew where something was changed."""
        with self.at_work.one():
            await self._answer(origin, reply, work)
        if self.commands.take(origin.workspace):
            self.home.changed(client, origin.workspace)

    async def _answer(self, origin: Origin, reply: Reply, work: Awaitable[None]) -> None:
        try:
            await work
        except CONNECTION_ERRORS as error:
            self._lost(origin, str(error) or type(error).__name__)
        except TROUBLES as error:
            said = error_of(error) or str(error)
            self._lost(origin, said)
            await self._apologise(origin, reply, _TOO_LATE if said in EXPIRED else _WRONG)
        except Exception:
            log.exception("interaction_bug", workspace=origin.workspace)
            await self._apologise(origin, reply, _WRONG)

    async def _apologise(self, origin: Origin, reply: Reply, sentence: str) -> None:
        """Do not leave anybody waiting for ever."""
        try:
            await reply.refuse(sentence)
        except TROUBLES as error:
            self._lost(origin, error_of(error) or str(error))

    def _lost(self, origin: Origin, reason: str) -> None:
        log.warning("interaction_not_answered", workspace=origin.workspace, channel=origin.channel, reason=reason)
