"""Finding a message again that may have been sent though nobody heard of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.adapters.platforms.discord import addresses
from bot.adapters.platforms.discord.answers import message_in
from bot.adapters.platforms.discord.directory import Directory, Known
from bot.adapters.platforms.discord.nonces import Remembered, discord_nonce, mark
from bot.adapters.platforms.discord.rest import Answer, Rest, Silence
from bot.adapters.platforms.discord.threads import Threads
from bot.domain.watch import Channel

PAGES = 3
"""Pages of 100 messages that are looked through; a message that is asked for was tried minutes ago."""


class Finder:
    """Finds what ``Poster`` posted, by the mark that it left or, where Discord still shows it, by its nonce."""

    def __init__(self, *, rest: Rest, directory: Directory, threads: Threads, remembered: Remembered) -> None:
        self._rest = rest
        self._directory = directory
        self._threads = threads
        self._remembered = remembered

    async def find(self, channel: Channel, nonce: str, under: str | None, *, threaded: bool) -> str | None:
        """The id of the message, as the port says."""
        known = await self._directory.known(channel)
        if not isinstance(known, Known):
            return None
        remembered = self._remembered.get(channel, nonce)
        if remembered is not None:
            return remembered
        below = addresses.read(channel, under, forum=known.forum) if under else None
        if below is not None and (threaded or known.forum):
            # A thread that could not be had made it a message of the channel itself: both are looked through.
            thread = below.channel_id if below.in_thread else below.message_id
            found = await self._in_channel(channel, thread, nonce)
            if found is not None:
                return found
        if known.forum:
            return await self._in_forum(channel, nonce)
        return await self._in_channel(channel, int(channel.id), nonce)

    async def _in_channel(self, home: Channel, channel_id: int, nonce: str) -> str | None:
        wanted, sent_as = mark(home, nonce), discord_nonce(home, nonce)
        before: int | None = None
        for _ in range(PAGES):
            messages = await self._page(channel_id, before)
            for message in messages:
                if message.get("nonce") == sent_as or carries(message, wanted):
                    return addresses.written(home.id, str(channel_id), str(message["id"]))
            if len(messages) < 100:
                return None
            before = int(messages[-1]["id"])
        return None

    async def _page(self, channel_id: int, before: int | None) -> Sequence[Mapping[str, Any]]:
        answer = await self._rest.ask(lambda http: http.logs_from(channel_id, 100, before=before))
        if isinstance(answer, Answer) and answer.ok and isinstance(answer.body, list):
            return answer.body
        return ()

    async def _in_forum(self, forum: Channel, nonce: str) -> str | None:
        wanted = mark(forum, nonce)
        for post in await self._threads.newest_posts(forum):
            message = message_in(await self._first_message(post))
            if message is not None and carries(message, wanted):
                return str(post)
        return None

    async def _first_message(self, post: int) -> Answer | Silence:
        return await self._rest.ask(lambda http: http.get_message(post, post))


def carries(message: Mapping[str, Any], wanted: int) -> bool:
    """Whether one of a message's components has a mark as its id."""
    for component in message.get("components") or ():
        if component.get("id") == wanted or any(one.get("id") == wanted for one in component.get("components") or ()):
            return True
    return False
