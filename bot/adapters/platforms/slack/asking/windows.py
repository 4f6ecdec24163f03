"""Answers in windows: to a window that was sent, a button in one, the Home tab, a shortcut from anywhere."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.desk import EXPIRED, GONE, Ack, Desk
from bot.adapters.platforms.slack.asking.kept import Kept, kept_of
from bot.adapters.platforms.slack.asking.modals import answer_view, form_view, waiting_view
from bot.adapters.platforms.slack.asking.origin import Origin
from bot.adapters.platforms.slack.asking.outlet import Outlet
from bot.adapters.platforms.slack.cards.limits import Block
from bot.adapters.platforms.slack.install.client import error_of
from bot.alerts import write_card
from bot.domain.card import Card, Span
from bot.domain.chat import Asker
from bot.pipeline.asking.request import Given

PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between attempts to find a window that an acknowledgement has just changed."""


class WindowReply:
    """Implements ``asking.Reply``. Raises what slack_sdk does.

    ``view`` is the id of the window that it happened in, "" where one is still to be opened. ``sent`` are what was filled
    into it and what it remembers, where it was a form that was sent: what is amiss is then said above its fields. Of another
    Dateline's form nobody can say what was filled in.
    """

    def __init__(
        self,
        desk: Desk,
        client: AsyncWebClient,
        origin: Origin,
        ack: Ack,
        *,
        view: str = "",
        sent: tuple[Given | None, Kept] | None = None,
    ) -> None:
        self._desk = desk
        self._client = client
        self._origin = origin
        self._ack = ack
        self._view = view
        self._sent = sent
        self._kept = sent[1] if sent else kept_of(origin)
        self._taken = False
        self._name = ""
        self._mending = False
        self._outlet = Outlet(client, origin, desk.writer)

    @property
    def surely_manages(self) -> bool:
        """Whether it is remembered that the asker does."""
        return self._desk.askers.surely_manages(self._origin)

    async def asker(self) -> Asker:
        """Who asks. May raise ``StorageBusy``."""
        if self._sent is None:
            await self._take()
        return await self._desk.askers.asker(self._client, self._origin)

    async def defer(self, *, private: bool) -> None:  # noqa: ARG002
        """Acknowledge; the window shows that it is being worked at, whoever will see the answer."""
        await self._acknowledge(waiting_view(self._kept))

    async def defer_update(self) -> None:
        """Acknowledge; the answer takes the place of the preview that the window was opened from, or of the window."""
        self._mending = self._kept.mends
        await (self._acknowledge(None) if self._mending else self._acknowledge(waiting_view(self._kept)))

    async def open(self, given: Given, form: str) -> None:
        """Acknowledge, and show a form in the window."""
        await self._take()
        await self._show(form_view(given, kept_of(self._origin, form=form)))

    async def say(self, card: Card, *, private: bool) -> None:
        """Answer in the window; and to the channel, where it is for all there."""
        if self._mending:
            if not private:
                await self._outlet.take_away()
            await self._outlet.say(card, private=private, replacing=private)
            return
        if not private and self._origin.channel:
            await self._outlet.say(card, private=False)
        try:
            await self._show(await self._answer(card))
        except SlackApiError as error:
            if error_of(error) not in GONE | EXPIRED:
                raise
            # Closed by the reader, who may want the answer all the same; what all were told they have seen.
            if private or not self._origin.channel:
                await self._outlet.say(card, private=True)

    async def refuse(self, sentence: str, body: Sequence[Span] = ()) -> None:
        """Acknowledge where that is not done, and say to the asker alone what is amiss."""
        await (self._take() if self._sent is None else self._acknowledge(waiting_view(self._kept)))
        self._mending = False
        await self.say(write_card(sentence, body=body, tone="error"), private=True)

    async def _answer(self, card: Card) -> Block:
        pages = await self._desk.writer.write(self._origin.workspace, card)
        given = self._sent[0] if self._sent else None
        if card.tone != "error" or given is None:
            return answer_view(pages, self._kept)
        amiss = [block for page in pages for block in page.blocks if block["type"] != "actions"]
        return form_view(given, self._kept, amiss=amiss)

    async def _acknowledge(self, view: Block | None) -> None:
        """Once; a window that was sent becomes ``view``, or closes; where there is none, one opens."""
        if self._sent is None:
            await self._take()
            if view is not None and not self._view:
                await self._begin_to_show(view)
        elif view is None:
            await self._take()
        elif not self._taken:
            # Slack may see to the acknowledgement after what is sent later; by its new name the window is found only then.
            self._name = secrets.token_urlsafe(12)
            await self._take(response_action="update", view={**view, "external_id": self._name})

    async def _take(self, **answer: Any) -> None:
        if not self._taken:
            self._taken = True
            await self._ack(**answer)

    async def _show(self, view: Block) -> None:
        if self._name:
            await self._show_when_named(view)
            self._name = ""
            return
        if self._view:
            await self._client.views_update(view_id=self._view, view=view)
            return
        answer: Mapping[str, Any] = await self._client.views_open(trigger_id=self._origin.trigger, view=view)  # type: ignore[assignment]
        self._view = str(answer["view"]["id"])

    async def _begin_to_show(self, view: Block) -> None:
        """Open a window for the answer; where Slack opens none any more, the answer finds another way."""
        try:
            await self._show(view)
        except SlackApiError as error:
            if error_of(error) not in EXPIRED:
                raise

    async def _show_when_named(self, view: Block) -> None:
        for wait in PAUSES:
            try:
                await self._client.views_update(external_id=self._name, view=view)
            except SlackApiError as error:
                if error_of(error) not in GONE:
                    raise
                await asyncio.sleep(wait)
            else:
                return
        await self._client.views_update(external_id=self._name, view=view)
