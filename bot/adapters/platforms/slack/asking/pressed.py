"""What is pressed or sent: buttons of messages and windows, forms, shortcuts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.answering import Answering
from bot.adapters.platforms.slack.asking.desk import Ack
from bot.adapters.platforms.slack.asking.kept import Kept, read_kept
from bot.adapters.platforms.slack.asking.modals import FORM, chosen_place, sent_values
from bot.adapters.platforms.slack.asking.origin import Origin, message_name, of_interaction
from bot.adapters.platforms.slack.asking.replies import MessageReply
from bot.adapters.platforms.slack.asking.windows import WindowReply
from bot.adapters.platforms.slack.cards import ACTION
from bot.adapters.platforms.slack.install.manifest import LIKE_SHORTCUT, TOPIC_SHORTCUT, WHY_SHORTCUT
from bot.domain.verbs import Verb
from bot.pipeline.asking import Given
from bot.pipeline.asking.forms import faults_of, read_form_command

ABOUT_MESSAGE = {WHY_SHORTCUT: "why", LIKE_SHORTCUT: "watch like"}
"""What a message's menu offers -> the verb that answers it, given the message's story."""

_NEW_TOPIC = "watch create"


class Pressed:
    """Listens to it."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    def register(self, app: AsyncApp) -> None:
        """Say to slack_bolt what is listened to."""
        app.action(ACTION)(self._button)
        app.view(FORM)(self._form)
        app.shortcut(TOPIC_SHORTCUT)(self._new_topic)
        for shortcut in ABOUT_MESSAGE:
            app.shortcut(shortcut)(self._about)

    async def _button(
        self, ack: Ack, body: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        reply, origin = self._reply_to(ack, body, client, context)
        signed = str(body["actions"][0].get("value") or "")
        await self._answering.answer(client, origin, reply, self._answering.conversation.pressed(reply, signed))

    def _reply_to(
        self, ack: Ack, body: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> tuple[MessageReply | WindowReply, Origin]:
        """Where a button's answer goes: into its window, or beside its message."""
        origin = of_interaction(body, str(context.team_id))
        view = body.get("view")
        if view is None:
            return MessageReply(self._answering.desk, client, origin, ack), origin
        origin = read_kept(str(view.get("private_metadata") or "")).origin(origin)
        return WindowReply(self._answering.desk, client, origin, ack, view=str(view["id"])), origin

    async def _form(self, ack: Ack, body: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        view = body["view"]
        kept = _placed(read_kept(str(view.get("private_metadata") or "")), body)
        origin = kept.origin(of_interaction(body, str(context.team_id)))
        verb = self._verb_of(kept)
        given = Given(verb=verb, values=sent_values(view, Given(verb=verb, values={}))) if verb else None
        asked = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
        faults = {name: said for name, said in faults_of(given).items() if name in asked} if given else {}
        if faults:
            await ack(response_action="errors", errors=faults)
            return
        reply = WindowReply(self._answering.desk, client, origin, ack, view=str(view["id"]), sent=(given, kept))
        sent = given.values if given else {}
        work = self._answering.conversation.filled(reply, kept.form, sent)
        await self._answering.answer(client, origin, reply, work)

    def _verb_of(self, kept: Kept) -> Verb | None:
        form = read_form_command(self._answering.desk.signer.command(kept.form) or "")
        return next((verb for verb in self._answering.commands.verbs if form and verb.path == form.path), None)

    async def _about(
        self, ack: Ack, body: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        """A shortcut of a message's menu."""
        origin = of_interaction(body, str(context.team_id))
        reply = MessageReply(self._answering.desk, client, origin, ack)
        story = self._answering.commands.story_of(origin.place, message_name(body["message"]))
        work = self._answering.conversation.about(reply, ABOUT_MESSAGE.get(str(body["callback_id"])), story)
        await self._answering.answer(client, origin, reply, work)

    async def _new_topic(
        self, ack: Ack, body: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        """The shortcut that is there from anywhere."""
        await ack()
        origin = of_interaction(body, str(context.team_id))
        reply = WindowReply(self._answering.desk, client, origin, ack)
        verb = next(verb for verb in self._answering.commands.verbs if verb.path == _NEW_TOPIC)
        work = self._answering.conversation.offered(reply, Given(verb=verb, values={}))
        await self._answering.answer(client, origin, reply, work)


def _placed(kept: Kept, body: Mapping[str, Any]) -> Kept:
    """What a window remembers, with the channel that it asked for where it had none."""
    if kept.channel:
        return kept
    channel, response_url = chosen_place(body)
    return replace(kept, channel=channel, response_url=response_url)
