"""Posting: what kind of message a channel takes, and another way where Discord refuses one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import structlog

from bot.adapters.platforms.discord import addresses
from bot.adapters.platforms.discord.addresses import Address
from bot.adapters.platforms.discord.answers import is_refusal, message_in
from bot.adapters.platforms.discord.directory import Directory, Known
from bot.adapters.platforms.discord.drafts import Draft, outlet_of, tags_of, thread_name
from bot.adapters.platforms.discord.nonces import Remembered, discord_nonce, mark
from bot.adapters.platforms.discord.render import Renderer
from bot.adapters.platforms.discord.rest import Answer, Rest, Silence
from bot.adapters.platforms.discord.style import Style, StyleOf
from bot.adapters.platforms.discord.threads import Threads
from bot.adapters.platforms.discord.webhooks import Webhooks
from bot.domain.alert import Outcome, Sent
from bot.domain.card import Card
from bot.domain.watch import Channel

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a message goes: a channel, what is known of it, how it likes its messages, and the message to stand below."""

    channel: Channel
    known: Known
    style: Style
    below: Address | None
    threaded: bool

    @property
    def takes_nonces(self) -> bool:
        return not (self.known.forum or self.style.webhook)


class Poster:
    """Posts cards."""

    def __init__(
        self,
        *,
        rest: Rest,
        renderer: Renderer,
        directory: Directory,
        style_of: StyleOf,
        threads: Threads,
        webhooks: Webhooks,
        remembered: Remembered,
    ) -> None:
        self._rest = rest
        self._renderer = renderer
        self._directory = directory
        self._style_of = style_of
        self._threads = threads
        self._webhooks = webhooks
        self._remembered = remembered
        self._publishing: set[asyncio.Task[None]] = set()

    async def post(self, channel: Channel, card: Card, nonce: str, under: str | None, *, threaded: bool) -> Outcome:
        """Send a card, as the port says."""
        known = await self._directory.known(channel)
        if not isinstance(known, Known):
            return self._directory.outcome(channel, known)
        remembered = self._remembered.get(channel, nonce)
        if remembered is not None:
            return Sent(remembered)
        below = addresses.read(channel, under, forum=known.forum) if under else None
        target = _Target(channel, known, self._style_of(channel), below, threaded)
        marks = (discord_nonce(channel, nonce), mark(channel, nonce))
        answer = await self._posted(target, Draft(card=card, form=target.style.form, nonce=marks[0], mark=marks[1]))
        message = message_in(answer)
        if message is None:
            return self._directory.outcome(channel, answer)
        message_id = addresses.written_from(channel, message)
        if not target.takes_nonces:
            self._remembered.note(channel, nonce, message_id)
        if target.style.publish and known.announces:
            publishing = asyncio.create_task(self._publish(channel, message_id))
            self._publishing.add(publishing)
            publishing.add_done_callback(self._publishing.discard)
        return Sent(message_id)

    async def close(self, grace: float) -> None:
        """Wait so many seconds for what is being published."""
        left = set(self._publishing)
        if left:
            _, left = await asyncio.wait(left, timeout=grace)
        for task in left:
            task.cancel()

    async def _posted(self, target: _Target, draft: Draft) -> Answer | Silence:
        """Each way that Discord refuses leads to a plainer one."""
        below = target.below
        if below is not None and (target.threaded or target.known.forum):
            answer = await self._in_thread(below, draft)
            if not is_refusal(answer):
                return answer
        if target.known.forum:
            return await self._forum_post(target, draft)
        if below is None and target.style.webhook and (outlet := outlet_of(draft.card)):
            answer = await self._by_webhook(target.channel, draft, outlet)
            if not is_refusal(answer):
                return answer
        here = int(target.channel.id)
        return await self._create(here, replace(draft, answers=below if below and below.channel_id == here else None))

    async def _create(self, channel_id: int, draft: Draft) -> Answer | Silence:
        parameters = draft.parameters(self._renderer)
        answer = await self._rest.ask(lambda http: http.send_message(channel_id, params=parameters))
        weaker = draft.weaker(answer)
        return answer if weaker is None else await self._create(channel_id, weaker)

    async def _in_thread(self, below: Address, draft: Draft) -> Answer | Silence:
        """In the thread that a message stands in, or that is opened under it."""
        thread = await self._threads.open(below, thread_name(draft.card))
        if not isinstance(thread, int):
            return thread
        answer = await self._create(thread, draft)
        if is_refusal(answer):
            self._threads.forget(thread)
            log.info("discord_thread_closed", thread=thread)
        return answer

    async def _forum_post(self, target: _Target, draft: Draft) -> Answer | Silence:
        tags = tags_of(draft.card, target.known.tags, required=target.known.requires_tag)
        post = {"name": thread_name(draft.card), "applied_tags": [str(tag) for tag in tags]}
        parameters = replace(draft, nonce=None).parameters(self._renderer, post=post)
        forum = int(target.channel.id)
        answer = await self._rest.ask(lambda http: http.start_thread_in_forum(forum, params=parameters))
        weaker = draft.weaker(answer)
        return answer if weaker is None else await self._forum_post(target, weaker)

    async def _by_webhook(self, channel: Channel, draft: Draft, outlet: str) -> Answer | Silence:
        parameters = replace(draft, nonce=None).parameters(self._renderer)
        answer = await self._webhooks.send(channel, parameters, outlet)
        if is_refusal(answer):
            log.info("discord_webhook_refused", channel=channel.id)
        return answer

    async def _publish(self, channel: Channel, message_id: str) -> None:
        """Pass a message on to following servers. Discord allows ten an hour; nothing waits for that, and one more that it
        does not take is no reason to fail.
        """
        answer = await self._rest.ask(lambda http: http.publish_message(int(channel.id), int(message_id)))
        if message_in(answer) is None:
            log.info("discord_not_published", channel=channel.id, message=message_id)
