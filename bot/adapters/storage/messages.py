"""The message log: the memory of a platform that has none of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import and_, bindparam, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage import counters
from bot.adapters.storage.record import Record, at_channel
from bot.adapters.storage.schema import CHANNEL, messages, subscriptions
from bot.adapters.storage.together import Connect, Together
from bot.domain.card import Card
from bot.domain.chat import Message
from bot.domain.watch import Channel

_MESSAGE = Record(messages, Message)

_BY_NONCE = _MESSAGE.select().where(*(messages.c[name] == bindparam(name) for name in (*CHANNEL, "nonce")))


class SqlMessageLog:
    """``MessageLog``; ``write`` and ``read`` begin a transaction. Posts and edits that come at once share one."""

    def __init__(self, *, write: Connect, read: Connect) -> None:
        self._writes = Together(write)
        self._read = read

    async def post(
        self, channel: Channel, card: Card, *, nonce: str, author: str, at: datetime, under: str | None = None
    ) -> Message:
        message = Message(id="", channel=channel, author=author, card=card, nonce=nonce, posted_at=at, under=under)
        return await self._writes.do(partial(_post, message))

    async def edit(self, channel: Channel, message_id: str, card: Card, *, at: datetime) -> Message | None:
        return await self._writes.do(partial(_edit, channel, message_id, card, at))

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


async def _post(message: Message, connection: AsyncConnection) -> Message:
    posted = await _find(connection, message.channel, message.nonce)
    if posted is not None:
        return posted
    answered = message.under and await _first(connection, message.channel, message.under)
    revision = await counters.advance(connection, "messages")
    # An answer to what this channel has not is a message of its own.
    under = answered.id if answered else None
    return await _MESSAGE.insert(connection, replace(message, revision=revision, under=under))


async def _edit(
    channel: Channel, message_id: str, card: Card, at: datetime, connection: AsyncConnection
) -> Message | None:
    message = await _first(connection, channel, message_id)
    if message is None:
        return None
    edited = replace(message, card=card, edited_at=at, revision=await counters.advance(connection, "messages"))
    await _MESSAGE.update(connection, edited, messages.c.id == edited.id)
    return edited


async def _find(connection: AsyncConnection, channel: Channel, nonce: str) -> Message | None:
    place = {"workspace": channel.workspace, "platform": channel.platform, "channel": channel.id}
    return await _MESSAGE.first(connection, _BY_NONCE, {**place, "nonce": nonce})


async def _first(connection: AsyncConnection, channel: Channel, message_id: str) -> Message | None:
    here = and_(at_channel(messages, channel), messages.c.id == message_id)
    return await _MESSAGE.first(connection, _MESSAGE.select().where(here))
