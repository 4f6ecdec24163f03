"""Answers in messages: to a command, a button of a message, a shortcut, a message to the bot."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.desk import EXPIRED, Ack, Desk
from bot.adapters.platforms.slack.asking.kept import kept_of
from bot.adapters.platforms.slack.asking.modals import form_view
from bot.adapters.platforms.slack.asking.origin import Origin
from bot.adapters.platforms.slack.asking.outlet import Outlet
from bot.adapters.platforms.slack.install.client import error_of
from bot.alerts import write_card
from bot.domain.card import Button, Card, Span, Text
from bot.domain.chat import Asker
from bot.pipeline.asking.drafts import saved_draft
from bot.pipeline.asking.request import Given, write_line

_FORM_NEEDED = "There is a little more to say"
_TOO_LATE = "Slack took too long to open the window"


class MessageReply:
    """Implements ``asking.Reply``. Raises what slack_sdk does.

    ``command`` tells that it was typed, so that a public answer shows what was asked; ``openly`` that it was asked in a
    message which all could read, so that all may read the answer.
    """

    def __init__(
        self,
        desk: Desk,
        client: AsyncWebClient,
        origin: Origin,
        ack: Ack,
        *,
        command: bool = False,
        openly: bool = False,
    ) -> None:
        self._desk = desk
        self._client = client
        self._origin = origin
        self._ack = ack
        self._command = command
        self._openly = openly
        self._acknowledged = False
        self._mending = False
        self._outlet = Outlet(client, origin, desk.writer)

    @property
    def surely_manages(self) -> bool:
        """Whether it is remembered that the asker does."""
        return self._desk.askers.surely_manages(self._origin)

    async def asker(self) -> Asker:
        """Who asks. May raise ``StorageBusy``."""
        await self._acknowledge()
        return await self._desk.askers.asker(self._client, self._origin)

    async def defer(self, *, private: bool) -> None:
        """Acknowledge; what was typed is shown to those who will see the answer."""
        await self._acknowledge(shown=self._command and not private)

    async def defer_update(self) -> None:
        """Acknowledge; the answer takes the place of the private message that the button belongs to."""
        self._mending = True
        await self._acknowledge()

    async def open(self, given: Given, form: str) -> None:
        """Acknowledge, and open a window; where Slack opens none, offer it with a button."""
        await self._acknowledge()
        if not self._origin.trigger:
            await self._offer(given, _FORM_NEEDED)
            return
        # Opened from a button of a preview it mends that preview.
        kept = kept_of(self._origin, form=form, mends=not self._command)
        try:
            await self._client.views_open(trigger_id=self._origin.trigger, view=form_view(given, kept))
        except SlackApiError as error:
            if error_of(error) not in EXPIRED:
                raise
            await self._offer(given, _TOO_LATE)

    async def say(self, card: Card, *, private: bool) -> None:
        """Answer, in as many messages as it takes."""
        private = private and not (self._openly and _for_all(card))
        if self._mending and not private:
            await self._outlet.take_away()
        await self._outlet.say(card, private=private, replacing=self._mending and private)

    async def refuse(self, sentence: str, body: Sequence[Span] = ()) -> None:
        """Acknowledge where that is not done, and say to the asker alone what is amiss."""
        await self._acknowledge()
        self._mending = False
        await self.say(write_card(sentence, body=body, tone="error"), private=True)

    async def _offer(self, given: Given, title: str) -> None:
        line = write_line(given)
        command = line if self._desk.signer.sign(line) else given.verb.path
        button = Button(label="Fill it in", command=command.removeprefix("/"))
        card = write_card(title, body=(Text(f"{given.verb.help}."),), buttons=(button,))
        await self._outlet.say(card, private=True)

    async def _acknowledge(self, *, shown: bool = False) -> None:
        if self._acknowledged:
            return
        self._acknowledged = True
        await (self._ack({"response_type": "in_channel"}) if shown else self._ack())


def _for_all(card: Card) -> bool:
    """Whether an answer to a public question is for everybody: not what is amiss, nor what only the asker can decide."""
    return card.tone != "error" and not any(saved_draft(button.command) for button in card.buttons)
