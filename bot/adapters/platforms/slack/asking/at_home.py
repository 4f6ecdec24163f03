"""What people do in the Home tab, what they are offered while they type, and the links that they share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.answering import Answering
from bot.adapters.platforms.slack.asking.desk import Ack
from bot.adapters.platforms.slack.asking.home_view import AT, FILL, PAGE
from bot.adapters.platforms.slack.asking.origin import Origin, of_interaction
from bot.adapters.platforms.slack.asking.windows import WindowReply
from bot.adapters.platforms.slack.asking.wishes import filled
from bot.pipeline.asking.request import read_line
from bot.pipeline.ports import Storage

_ACTION = re.compile(r"home:.+")


class AtHome:
    """Listens to the Home tab."""

    def __init__(self, answering: Answering, storage: Storage) -> None:
        self._answering = answering
        self._storage = storage

    def register(self, app: AsyncApp) -> None:
        """Say to slack_bolt what is listened to."""
        app.event("app_home_opened")(self._opened)
        app.action(_ACTION)(self._pressed)

    async def _opened(
        self, ack: Ack, event: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        await ack()
        if event.get("tab", "home") == "home":
            origin = Origin(
                workspace=str(context.team_id), user=str(event["user"]), channel=str(event.get("channel") or "")
            )
            with self._answering.at_work.one():
                await self._answering.home.show(client, origin)

    async def _pressed(
        self, ack: Ack, body: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        await ack()
        origin = of_interaction(body, str(context.team_id))
        action = body["actions"][0]
        signed = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
        kind, _, rest = (self._answering.desk.signer.command(signed) or "").partition(" ")
        if kind == PAGE:
            with self._answering.at_work.one():
                await self._answering.home.show(client, origin, page=int(rest))
            return
        channel, _, line = rest.partition(" ")
        origin = replace(origin, channel="" if channel == "-" else channel)
        reply = WindowReply(self._answering.desk, client, origin, ack)
        if kind == AT:
            work = self._answering.conversation.typed(reply, line)
        elif kind == FILL:
            work = self._fill(reply, origin, line)
        else:
            work = self._answering.conversation.pressed(reply, signed)
        await self._answering.answer(client, origin, reply, work)

    async def _fill(self, reply: WindowReply, origin: Origin, line: str) -> None:
        """A form for what a line begins, with what is stored of it."""
        given = read_line(line, self._answering.commands.verbs).given
        assert given is not None, "the Home tab names verbs that there are"
        await self._answering.conversation.offered(reply, await filled(self._storage, given, origin.place))
