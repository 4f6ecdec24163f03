"""Finding a message again that may have been sent though nobody heard of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.adapters.platforms.slack.sending import addresses
from bot.adapters.platforms.slack.sending.answers import NO_THREAD, is_refusal
from bot.adapters.platforms.slack.sending.calling import Answer, Silence, Web
from bot.adapters.platforms.slack.sending.nonces import Fates, carries, mark
from bot.adapters.platforms.slack.sending.pages import next_cursor
from bot.domain.watch import Channel

PAGES = 3
"""Pages of 100 messages that are looked through; a message that is asked for was tried minutes ago."""

PAGES_OF_THREAD = 10
"""A thread's begin with the oldest answer."""


class Finder:
    """Finds what ``Poster`` posted, by the mark in its metadata."""

    def __init__(self, *, web: Web, fates: Fates) -> None:
        self._web = web
        self._fates = fates

    async def find(self, channel: Channel, nonce: str, under: str | None) -> str | None:
        """The id of the message, as the port says. Where it cannot be known, ``Poster`` will look again before it posts."""
        made = self._fates.made(channel, nonce)
        if made is not None:
            return made
        found = await self.look(channel, nonce, under)
        if isinstance(found, Answer | Silence):
            self._fates.doubt(channel, nonce)
            return None
        return found

    async def look(self, channel: Channel, nonce: str, under: str | None) -> str | Answer | Silence | None:
        """The id of the message, None if there is none, or what was answered instead."""
        below = addresses.read(under) if under else None
        found: str | Answer | Silence | None = None
        if below is not None:
            found = await self._in_thread(channel, below.root, nonce)
        if found is None:
            # What could not be had as an answer was made a message of the channel itself.
            found = await self._in(channel, nonce, "conversations.history", PAGES)
        if isinstance(found, str):
            self._fates.note(channel, nonce, found)
        elif found is None:
            self._fates.clear(channel, nonce)
        return found

    async def _in_thread(self, channel: Channel, root: str, nonce: str) -> str | Answer | Silence | None:
        found = await self._in(channel, nonce, "conversations.replies", PAGES_OF_THREAD, ts=root)
        return None if isinstance(found, Answer) and is_refusal(found, NO_THREAD) else found

    async def _in(
        self, channel: Channel, nonce: str, method: str, most: int, **where: Any
    ) -> str | Answer | Silence | None:
        marked = mark(channel, nonce)
        cursor: dict[str, str] = {}
        for _ in range(most):
            answer = await self._web.read(
                channel.workspace,
                method,
                channel=channel.id,
                include_all_metadata=True,
                limit=100,
                **where | cursor,
            )
            if isinstance(answer, Silence) or not answer.ok:
                return answer
            found = _marked(answer.body, marked)
            following = next_cursor(answer.body)
            if found is not None or not following:
                return found
            cursor = {"cursor": following}
        return None


def _marked(body: Mapping[str, Any], marked: str) -> str | None:
    for message in body.get("messages") or ():
        if isinstance(message, dict) and carries(message, marked):
            return addresses.written_from(message)
    return None
