"""Threads under messages, and posts in forums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from bot.adapters.platforms.discord.addresses import Address
from bot.adapters.platforms.discord.answers import THREAD_EXISTS
from bot.adapters.platforms.discord.rest import Answer, Rest, Silence
from bot.domain.watch import Channel

ARCHIVED_AFTER: Literal[1440] = 1440
"""Minutes without a message after which Discord folds a thread away; the next message unfolds it."""

_MOST_KNOWN = 5000
_LOOKED_AT = 10
"""How many of a forum's newest posts are looked at for a mark."""


class Threads:
    """Opens threads once, and knows them again by the id of their message."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._open: dict[int, None] = {}

    async def open(self, message: Address, name: str) -> int | Answer | Silence:
        """The id of the thread of a message, or what was answered instead.

        That is the thread under it, which has the message's own id; or the one that the message stands in already, as all
        messages of a forum do.
        """
        if message.in_thread:
            return message.channel_id
        if message.message_id in self._open:
            return message.message_id
        answer = await self._rest.ask(
            lambda http: http.start_thread_with_message(
                message.channel_id, message.message_id, name=name, auto_archive_duration=ARCHIVED_AFTER
            )
        )
        if isinstance(answer, Silence) or not (answer.ok or answer.code == THREAD_EXISTS):
            return answer
        self._note(message.message_id)
        return message.message_id

    def forget(self, thread_id: int) -> None:
        """A thread is gone."""
        self._open.pop(thread_id, None)

    async def newest_posts(self, forum: Channel) -> list[int]:
        """Ids of the bot's own newest posts in a forum that are not archived, newest first."""
        answer = await self._rest.ask(lambda http: http.get_active_threads(int(forum.workspace)))
        if not (isinstance(answer, Answer) and answer.ok and isinstance(answer.body, dict)):
            return []
        posts = [int(thread["id"]) for thread in answer.body.get("threads", ()) if self._is_own(thread, forum)]
        return sorted(posts, reverse=True)[:_LOOKED_AT]

    def _is_own(self, thread: Mapping[str, Any], forum: Channel) -> bool:
        return str(thread.get("parent_id")) == forum.id and str(thread.get("owner_id")) == str(self._rest.user_id)

    def _note(self, thread_id: int) -> None:
        if len(self._open) >= _MOST_KNOWN:
            self._open.pop(next(iter(self._open)))
        self._open[thread_id] = None
