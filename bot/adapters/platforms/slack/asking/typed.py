"""What is typed: the slash command and its aliases, messages that name the bot, messages to it alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.answering import Answering
from bot.adapters.platforms.slack.asking.desk import Ack
from bot.adapters.platforms.slack.asking.line import addressed, tidy
from bot.adapters.platforms.slack.asking.origin import of_command, of_event
from bot.adapters.platforms.slack.asking.replies import MessageReply
from bot.adapters.platforms.slack.install.manifest import COMMAND


class Typed:
    """Listens to it. ``aliases`` are commands beside ``/dateline`` whose name is the line's first word."""

    def __init__(self, answering: Answering, aliases: Sequence[str]) -> None:
        self._answering = answering
        names = "|".join(re.escape(name.lstrip("/")) for name in (COMMAND, *aliases))
        self._commands = re.compile(rf"\A/(?:{names})\Z")

    def register(self, app: AsyncApp) -> None:
        """Say to slack_bolt what is listened to."""
        app.command(self._commands)(self._command)
        app.event("app_mention")(self._mention)
        app.event("message")(self._message)

    async def _command(
        self, ack: Ack, body: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        line = tidy(str(body.get("text") or ""))
        if body["command"] != COMMAND:
            line = f"{str(body['command']).lstrip('/')} {line}"
        origin = of_command(body, str(context.team_id))
        reply = MessageReply(self._answering.desk, client, origin, ack, command=True)
        await self._answering.answer(client, origin, reply, self._answering.conversation.typed(reply, line))

    async def _mention(
        self, ack: Ack, event: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        """Answered in the message's thread, where others can follow."""
        await self._said(ack, event, client, context, threaded=True)

    async def _message(
        self, ack: Ack, event: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        if event.get("channel_type") == "im":
            await self._said(ack, event, client, context, threaded=False)

    async def _said(
        self,
        ack: Ack,
        event: Mapping[str, Any],
        client: AsyncWebClient,
        context: AsyncBoltContext,
        *,
        threaded: bool,
    ) -> None:
        await ack()
        if not _is_said_now(event):
            return
        line = addressed(str(event.get("text") or ""), str(context.bot_user_id))
        origin = of_event(event, str(context.team_id), threaded=threaded)
        reply = MessageReply(self._answering.desk, client, origin, ack, openly=True)
        await self._answering.answer(client, origin, reply, self._answering.conversation.typed(reply, line))


def _is_said_now(event: Mapping[str, Any]) -> bool:
    """Whether a person said it: no bot, no edit, no note of Slack's own such as who joined."""
    told = event.get("subtype") in {None, "file_share", "thread_broadcast"}
    return told and bool(event.get("user")) and not event.get("bot_id") and not event.get("edited")
