"""Editing a message in place."""

from __future__ import annotations

from bot.adapters.platforms.slack.cards import Renderer
from bot.adapters.platforms.slack.sending import addresses
from bot.adapters.platforms.slack.sending.addresses import Address
from bot.adapters.platforms.slack.sending.answers import MESSAGE_GONE, is_refusal, message_in
from bot.adapters.platforms.slack.sending.calling import Answer, Silence, Web
from bot.adapters.platforms.slack.sending.directory import Directory
from bot.adapters.platforms.slack.sending.drafts import Draft
from bot.adapters.platforms.slack.sending.meters import Meter
from bot.adapters.platforms.slack.sending.pictures import Pictures
from bot.domain.alert import Outcome, Refused, RetryAfter, Sent
from bot.domain.card import Card
from bot.domain.watch import Channel


class Editor:
    """Edits cards, as many a minute as a workspace takes."""

    def __init__(self, *, web: Web, renderer: Renderer, directory: Directory, meter: Meter, pictures: Pictures) -> None:
        self._web = web
        self._renderer = renderer
        self._directory = directory
        self._meter = meter
        self._pictures = pictures

    async def edit(self, channel: Channel, message_id: str, card: Card) -> Outcome:
        """Replace a message, as the port says."""
        address = addresses.read(message_id)
        if address is None:
            return self._gone(channel, message_id)
        pictures = await self._pictures.of(channel.workspace, card)
        heard = await self._edited(channel, address, Draft(card=card, pictures=pictures))
        if isinstance(heard, RetryAfter):
            return heard
        if message_in(heard) is not None:
            return Sent(message_id)
        if is_refusal(heard, MESSAGE_GONE):
            return self._gone(channel, message_id)
        outcome = await self._directory.outcome(channel, heard, limited="delivery")
        if isinstance(outcome, RetryAfter) and outcome.scope == "delivery":
            self._meter.close(channel.workspace, outcome.seconds)
        return outcome

    async def _edited(self, channel: Channel, address: Address, draft: Draft) -> Answer | Silence | RetryAfter:
        wait = self._meter.take(channel.workspace)
        if wait > 0:
            return RetryAfter(wait, "Slack takes no more edits in this workspace for now")
        answer = await self._web.call(
            channel.workspace, "chat.update", channel=channel.id, ts=address.ts, **draft.arguments(self._renderer)
        )
        weaker = draft.weaker(answer)
        if weaker is None:
            return answer
        self._pictures.forget(channel.workspace, set(draft.pictures) - set(weaker.pictures))
        return await self._edited(channel, address, weaker)

    def _gone(self, channel: Channel, message_id: str) -> Refused:
        return Refused(f"{self._directory.label(channel)} has no message {message_id} any more.")
