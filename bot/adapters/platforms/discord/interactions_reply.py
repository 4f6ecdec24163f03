"""One interaction's acknowledgement, which Discord wants within 3 s, and its answers, which it takes for 15 minutes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import discord

from bot.adapters.platforms.discord.charts import chart_file
from bot.adapters.platforms.discord.embeds import EMBED_LIMITS
from bot.adapters.platforms.discord.interactions_asker import Interaction, asker_of, manages_by_permission
from bot.adapters.platforms.discord.layout import LAYOUT_LIMITS
from bot.adapters.platforms.discord.library import CONNECTION_ERRORS
from bot.adapters.platforms.discord.markdown import escape
from bot.adapters.platforms.discord.modals import make_form
from bot.adapters.platforms.discord.render import Form, Renderer, weight
from bot.alerts import write_card
from bot.domain.card import Card, Span
from bot.domain.chat import Asker
from bot.pipeline.asking import Houses
from bot.pipeline.asking.pages import split_card
from bot.pipeline.asking.request import Given
from bot.pipeline.ports import Draw

ALREADY_ACKNOWLEDGED = 40060
PAUSES = (0.2, 0.6)
"""Seconds before the second and the third attempt: the acknowledgement has three in all."""


class Reply:
    """Implements ``asking.Reply`` for one interaction. Raises what discord.py does."""

    def __init__(
        self,
        interaction: Interaction,
        renderer: Renderer,
        form: Form,
        *,
        houses: Houses,
        time_zone: str,
        draw: Draw | None = None,
    ) -> None:
        self.interaction = interaction
        self._renderer = renderer
        self._form = form
        self._houses = houses
        self._time_zone = time_zone
        self._draw = draw
        self._private = False
        self._updating = False

    @property
    def acknowledged(self) -> bool:
        """Whether Discord was told that we are at it."""
        return self.interaction.response.is_done()

    @property
    def surely_manages(self) -> bool:
        """Whether Discord says so."""
        return manages_by_permission(self.interaction)

    async def asker(self) -> Asker:
        """Who asks. May raise ``StorageBusy``."""
        return await asker_of(self.interaction, self._houses, self._time_zone)

    async def defer(self, *, private: bool) -> None:
        """Acknowledge; the answer will be a new message, which only the asker sees if ``private``."""
        self._private = private
        await self._acknowledge(lambda: self.interaction.response.defer(ephemeral=private, thinking=True))

    async def defer_update(self) -> None:
        """Acknowledge; the answer will take the place of the private message that the button or form belongs to."""
        self._private = self._updating = True
        await self._acknowledge(self.interaction.response.defer)

    async def open(self, given: Given, form: str) -> None:
        """Acknowledge with a form."""
        window = make_form(given, form)
        await self._acknowledge(lambda: self.interaction.response.send_modal(window))

    async def say(self, card: Card, *, private: bool) -> None:
        """Answer, in as many messages as it takes; ``private`` counts, whatever was promised when it was deferred."""
        limits = EMBED_LIMITS if self._form == "embed" else LAYOUT_LIMITS
        first, *rest = split_card(card, limits, lambda text: weight(escape(text)))
        picture = await self._draw(first.chart) if self._draw and first.chart else None
        if private == self._private:
            await _insist(lambda: self.interaction.edit_original_response(**self._edit(first, picture)))
        elif self._updating:
            await self._follow_up(first, picture, private=private)
            await _insist(self.interaction.delete_original_response)
        else:
            # A message that follows up while we are still seen to be thinking is as private as the thinking is.
            await _insist(self.interaction.delete_original_response)
            await self._follow_up(first, picture, private=private)
        for page in rest:
            await self._follow_up(page, private=private)

    async def refuse(self, sentence: str, body: Sequence[Span] = ()) -> None:
        """Acknowledge where that is not done, and say to the asker alone what is amiss."""
        if not self.acknowledged:
            await self.defer(private=True)
        await self.say(write_card(sentence, body=body, tone="error"), private=True)

    async def _acknowledge(self, respond: Callable[[], Awaitable[object]]) -> None:
        """Tell Discord that we are at it; nothing is begun before that is known."""
        try:
            await respond()
        except CONNECTION_ERRORS:
            try:
                await _insist(respond)
            except discord.HTTPException as error:
                # The first attempt arrived, and only its answer was lost. Unasked for, somebody else would be at it.
                if error.code != ALREADY_ACKNOWLEDGED:
                    raise

    async def _follow_up(self, card: Card, picture: bytes | None = None, *, private: bool) -> None:
        async def send() -> None:
            present = {name: value for name, value in self._message(card, picture).items() if value}
            await self.interaction.followup.send(**present, ephemeral=private, wait=True)

        # Of what only one sees, twice is better than never; of what all see, it is not.
        await (_insist(send) if private else send())

    def _edit(self, card: Card, picture: bytes | None) -> Mapping[str, Any]:
        message = self._message(card, picture)
        message["attachments"] = message.pop("files")
        return message if self._form == "embed" else {name: value for name, value in message.items() if value}

    def _message(self, card: Card, picture: bytes | None) -> dict[str, Any]:
        """What discord.py is to send, made anew for each attempt: it closes the files that it has sent.

        An answer calls nobody, whoever is named in it.
        """
        rendered = self._renderer.render(card, form=self._form, charted=picture is not None)
        if rendered.view:
            # A view that is stopped discord.py does not keep in memory: the buttons need nothing of it.
            rendered.view.stop()
        return {
            "content": rendered.content,
            "embeds": list(rendered.embeds),
            "view": rendered.view,
            "files": [chart_file(card, picture)] if picture else [],
            "allowed_mentions": discord.AllowedMentions.none(),
        }


async def _insist(request: Callable[[], Awaitable[object]]) -> None:
    """Ask up to three times for what may be done twice, where the connection is cut; discord.py repeats the rest itself."""
    for wait in PAUSES:
        try:
            await request()
        except CONNECTION_ERRORS:
            await asyncio.sleep(wait)
        else:
            return
    await request()
