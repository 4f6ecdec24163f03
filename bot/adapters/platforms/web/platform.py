"""The web platform: posts and edits go to the message log, and every open page hears of them."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

from bot.domain.alert import Outcome, Refused, RetryAfter, Sent
from bot.domain.card import Card, Mention
from bot.domain.chat import Abilities, Message
from bot.domain.errors import BadInput, TemporaryError
from bot.domain.watch import Channel
from bot.pipeline.ports import Clock, MessageLog

NAME = "web"
AUTHOR = "Dateline"

_CHANNEL_NAME = re.compile(r"\w[\w-]{0,79}")
_NAME = re.compile(r"@?(\w[\w.-]{0,79})")
_BATCH = 100
_RETRY_SECONDS = 1.0


class WebPlatform:
    """Implements ``ports.Platform`` over a message log.

    ``poll_every`` is how often an open page's stream looks for what another process has written; what this process
    writes is told at once.
    """

    name = NAME
    abilities = Abilities(
        edits=True, buttons=True, pictures=False, lookup=True, replies=True, threads=True, mentions=True
    )

    def __init__(self, log: MessageLog, clock: Clock, *, poll_every: timedelta = timedelta(seconds=2)) -> None:
        self._log = log
        self._clock = clock
        self._poll_seconds = poll_every.total_seconds()
        self._changed = asyncio.Event()
        self._stopped = False

    async def start(self) -> None:
        """Nothing to connect to: the log is there."""
        self._stopped = False

    async def stop(self) -> None:
        """End every stream of changes."""
        self._stopped = True
        self._announce()

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self._clock.now()

    async def post(
        self,
        channel: Channel,
        card: Card,
        *,
        nonce: str,
        under: str | None = None,
        threaded: bool = False,  # noqa: ARG002
    ) -> Outcome:
        """Append to the log; the same nonce gives the first message's id.

        The page shows an answer under its message, whether it was meant as a reply or for a thread.
        """
        try:
            message = await self._log.post(channel, card, nonce=nonce, author=AUTHOR, at=self.now(), under=under)
        except TemporaryError as error:
            return RetryAfter(_RETRY_SECONDS, str(error))
        self._announce()
        return Sent(message.id)

    async def edit(self, channel: Channel, message_id: str, card: Card, *, nonce: str) -> Outcome:  # noqa: ARG002
        """Replace a message's card. The nonce is not needed: the same edit twice leaves the same message."""
        try:
            message = await self._log.edit(channel, message_id, card, at=self.now())
        except TemporaryError as error:
            return RetryAfter(_RETRY_SECONDS, str(error))
        if message is None:
            return Refused(f"#{channel.id} has no message {message_id}.")
        self._announce()
        return Sent(message.id)

    async def find(
        self,
        channel: Channel,
        nonce: str,
        *,
        under: str | None = None,  # noqa: ARG002
        threaded: bool = False,  # noqa: ARG002
    ) -> str | None:
        """The id of the message posted under a nonce, which is one of its own in the whole channel."""
        message = await self._log.find(channel, nonce)
        return message.id if message else None

    async def resolve(self, workspace: str, name: str) -> Channel | None:
        """The channel of a name: letters, digits, ``_`` and ``-``, 80 at most. A channel exists by being used."""
        name = unicodedata.normalize("NFC", name.strip().removeprefix("#")).lower()
        return Channel(workspace, NAME, name) if _CHANNEL_NAME.fullmatch(name) else None

    def label(self, channel: Channel) -> str:
        """``#`` and the name."""
        return f"#{channel.id}"

    async def mentions(self, workspace: str, text: str, *, to_call: bool = True) -> Sequence[Mention]:  # noqa: ARG002
        """``@here``, ``@everyone``, or ``@name`` for a reader of the page: all of them stand out, and nothing rings."""
        found = [_NAME.fullmatch(word) for word in text.replace(",", " ").split()]
        if not found or not all(found):
            raise BadInput(f"“{text}” names nobody; write names such as @ana or @here, with blanks between them.")
        return [_mention(name[1]) for name in found if name]

    async def latest_revision(self, after: int) -> int:
        """The log's newest revision, found by walking on from ``after``."""
        while changes := await self._log.changes(after, _BATCH):
            after = changes[-1].revision
        return after

    async def changes(self, workspace: str, after: int) -> AsyncIterator[Message]:
        """The workspace's posts and edits after a revision, in order, for ever; ends when the platform stops."""
        while not self._stopped:
            changed = self._changed
            messages = await self._next_changes(after)
            for message in messages:
                after = message.revision
                if message.channel.workspace == workspace and message.channel.platform == NAME:
                    yield message
            if not messages:
                await self._wait(changed)

    async def _next_changes(self, after: int) -> Sequence[Message]:
        try:
            return await self._log.changes(after, _BATCH)
        except TemporaryError:
            return ()

    async def _wait(self, changed: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(self._poll_seconds):
                await changed.wait()
        except TimeoutError:
            return

    def _announce(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


def _mention(name: str) -> Mention:
    match name.lower():
        case "here":
            return Mention("here", "", "@here")
        case "everyone" | "channel":
            return Mention("everyone", "", "@everyone")
        case _:
            return Mention("user", name, f"@{name}")
