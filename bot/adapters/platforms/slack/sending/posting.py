"""Posting: once under each nonce, and another way where Slack refuses one."""

from __future__ import annotations

import structlog

from bot.adapters.platforms.slack.cards import Renderer
from bot.adapters.platforms.slack.sending import addresses
from bot.adapters.platforms.slack.sending.answers import message_in
from bot.adapters.platforms.slack.sending.calling import Answer, Silence, Web
from bot.adapters.platforms.slack.sending.directory import Directory
from bot.adapters.platforms.slack.sending.drafts import Draft
from bot.adapters.platforms.slack.sending.history import Finder
from bot.adapters.platforms.slack.sending.nonces import Fates, mark
from bot.adapters.platforms.slack.sending.pictures import Pictures
from bot.domain.alert import Outcome, RetryAfter, Sent, Unknown
from bot.domain.card import Card
from bot.domain.watch import Channel

log = structlog.get_logger(__name__)

_LOOK_AGAIN = 5.0


class Poster:
    """Posts cards."""

    def __init__(
        self, *, web: Web, renderer: Renderer, directory: Directory, finder: Finder, fates: Fates, pictures: Pictures
    ) -> None:
        self._web = web
        self._renderer = renderer
        self._directory = directory
        self._finder = finder
        self._fates = fates
        self._pictures = pictures

    async def post(self, channel: Channel, card: Card, nonce: str, under: str | None, *, threaded: bool) -> Outcome:
        """Send a card, as the port says."""
        settled = await self._settled(channel, nonce, under)
        if settled is not None:
            return settled
        below = addresses.read(under) if under else None
        draft = Draft(
            card=card,
            pictures=await self._pictures.of(channel.workspace, card),
            thread=below.root if below else None,
            broadcast=not threaded,
        )
        answer = await self._posted(channel, draft, mark(channel, nonce))
        message = message_in(answer)
        if message is not None:
            message_id = addresses.written_from(message)
            self._fates.note(channel, nonce, message_id)
            return Sent(message_id)
        outcome = await self._directory.outcome(channel, answer, limited="channel")
        if isinstance(outcome, Unknown):
            self._fates.doubt(channel, nonce)
        return outcome

    async def _settled(self, channel: Channel, nonce: str, under: str | None) -> Outcome | None:
        """What is known of an earlier attempt; None where there was none, or it made nothing.

        Slack itself would take the same message twice, so that it is not sent while nobody knows.
        """
        made = self._fates.made(channel, nonce)
        if made is not None:
            return Sent(made)
        if not self._fates.doubtful(channel, nonce):
            return None
        found = await self._finder.look(channel, nonce, under)
        if isinstance(found, str):
            return Sent(found)
        if found is None:
            return None
        outcome = await self._directory.outcome(channel, found, limited="delivery")
        return RetryAfter(_LOOK_AGAIN, outcome.reason) if isinstance(outcome, Unknown) else outcome

    async def _posted(self, channel: Channel, draft: Draft, marked: str) -> Answer | Silence:
        """Each way that Slack refuses leads to a plainer one."""
        answer = await self._web.call(
            channel.workspace, "chat.postMessage", channel=channel.id, **draft.posted(self._renderer, marked)
        )
        weaker = draft.weaker(answer)
        if weaker is None:
            return answer
        assert isinstance(answer, Answer)
        log.info("slack_message_refused", channel=channel.id, error=answer.error, plainer=weaker.plain)
        self._pictures.forget(channel.workspace, set(draft.pictures) - set(weaker.pictures))
        return await self._posted(channel, weaker, marked)
