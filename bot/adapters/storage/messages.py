"""The message log: the memory of a platform that has none of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import and_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage import counters
from bot.adapters.storage.record import Record, at_channel
from bot.adapters.storage.schema import messages, subscriptions
from bot.domain.card import Card
from bot.domain.chat import Message
from bot.domain.watch import Channel

_MESSAGE = Record(messages, Message)
Connect = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


class SqlMessageLog:
    """``MessageLog``; ``write`` and ``read`` begin a transaction each."""

    def __init__(self, *, write: Connect, read: Connect) -> None:
        self._write = write
        self._read = read

    async def post(self, channel: Channel, card: Card, *, nonce: str, author: str, at: datetime) -> Message:
        async with self._write() as connection:
            posted = await _find(connection, channel, nonce)
            if posted is not None:
                return posted
            revision = await counters.advance(connection, "messages")
            message = Message(
                id="", channel=channel, author=author, card=card, nonce=nonce, posted_at=at, revision=revision
            )
            return await _MESSAGE.insert(connection, message)

    async def edit(self, channel: Channel, message_id: str, card: Card, *, at: datetime) -> Message | None:
        async with self._write() as connection:
            here = and_(at_channel(messages, channel), messages.c.id == message_id)
            message = await _MESSAGE.first(connection, _MESSAGE.select().where(here))
            if message is None:
                return None
            revision = await counters.advance(connection, "messages")
            edited = replace(message, card=card, edited_at=at, revision=revision)
            await _MESSAGE.update(connection, edited, here)
            return edited

    async def find(self, channel: Channel, nonce: str) -> Message | None:
        async with self._read() as connection:
            return await _find(connection, channel, nonce)

    async def page(self, channel: Channel, *, limit: int, before: str | None = None) -> Sequence[Message]:
        query = _MESSAGE.select().where(at_channel(messages, channel))
        if before is not None:
            query = query.where(messages.c.id < before)
        async with self._read() as connection:
            newest = await _MESSAGE.all(connection, query.order_by(messages.c.id.desc()).limit(limit))
        return newest[::-1]

    async def changes(self, after: int, limit: int) -> Sequence[Message]:
        query = _MESSAGE.select().where(messages.c.revision > after).order_by(messages.c.revision).limit(limit)
        async with self._read() as connection:
            return await _MESSAGE.all(connection, query)

    async def channels(self, workspace: str, platform: str) -> Sequence[Channel]:
        used = union(
            *(
                select(table.c.channel).where(table.c.workspace == workspace, table.c.platform == platform)
                for table in (messages, subscriptions)
            )
        )
        async with self._read() as connection:
            return sorted(Channel(workspace, platform, name) for name in (await connection.execute(used)).scalars())


async def _find(connection: AsyncConnection, channel: Channel, nonce: str) -> Message | None:
    return await _MESSAGE.first(
        connection, _MESSAGE.select().where(at_channel(messages, channel), messages.c.nonce == nonce)
    )
