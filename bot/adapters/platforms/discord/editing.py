"""Editing a message in place, whoever of the bot's names it was posted under and whatever form it had."""

from __future__ import annotations

from dataclasses import replace

from bot.adapters.platforms.discord import addresses
from bot.adapters.platforms.discord.addresses import Address
from bot.adapters.platforms.discord.answers import INVALID_FORM, NOT_OURS, UNKNOWN_MESSAGE, message_in
from bot.adapters.platforms.discord.directory import Directory, Known
from bot.adapters.platforms.discord.drafts import Draft
from bot.adapters.platforms.discord.render import Renderer
from bot.adapters.platforms.discord.rest import Answer, Rest, Silence
from bot.adapters.platforms.discord.style import StyleOf
from bot.adapters.platforms.discord.webhooks import Webhooks
from bot.domain.alert import Outcome, Refused, Sent
from bot.domain.card import Card
from bot.domain.watch import Channel


class Editor:
    """Edits cards."""

    def __init__(
        self, *, rest: Rest, renderer: Renderer, directory: Directory, style_of: StyleOf, webhooks: Webhooks
    ) -> None:
        self._rest = rest
        self._renderer = renderer
        self._directory = directory
        self._style_of = style_of
        self._webhooks = webhooks

    async def edit(self, channel: Channel, message_id: str, card: Card) -> Outcome:
        """Replace a message, as the port says."""
        known = await self._directory.known(channel)
        if not isinstance(known, Known):
            return self._directory.outcome(channel, known)
        address = addresses.read(channel, message_id, forum=known.forum)
        if address is None:
            return self._gone(channel, message_id)
        answer = await self._edited(channel, address, Draft(card=card, form=self._style_of(channel).form))
        if message_in(answer) is not None:
            return Sent(message_id)
        if isinstance(answer, Answer) and answer.code == UNKNOWN_MESSAGE:
            return self._gone(channel, message_id)
        return self._directory.outcome(channel, answer)

    async def _edited(self, channel: Channel, address: Address, draft: Draft) -> Answer | Silence:
        answer = await self._replaced(channel, address, draft, emptied=False)
        weaker = draft.weaker(answer)
        if weaker is not None:
            return await self._edited(channel, address, weaker)
        if isinstance(answer, Answer) and answer.status == 400:
            # The message may have the other form from before the setting was changed. Of the two only an embed can become
            # components, and only if it is emptied with the same request.
            components = replace(draft, form="components")
            other = await self._replaced(channel, address, components, emptied=draft.form == "components")
            return answer if isinstance(other, Answer) and other.code == INVALID_FORM else other
        return answer

    async def _replaced(self, channel: Channel, address: Address, draft: Draft, *, emptied: bool) -> Answer | Silence:
        parameters = draft.replacement(self._renderer, emptied=emptied)
        answer = await self._rest.ask(
            lambda http: http.edit_message(address.channel_id, address.message_id, params=parameters)
        )
        if isinstance(answer, Answer) and answer.code == NOT_OURS:
            return await self._webhooks.edit(channel, address.message_id, parameters)
        return answer

    def _gone(self, channel: Channel, message_id: str) -> Refused:
        return Refused(f"{self._directory.label(channel)} has no message {message_id} any more.")
