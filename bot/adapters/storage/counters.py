"""Numbers that only grow, whatever process makes them grow."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.schema import counters

Counter = Literal["watch", "messages"]
"""``watch``: changes of topics, subscriptions and follows. ``messages``: posts and edits of the message log."""

_VALUE = select(counters.c.value).where(counters.c.name == bindparam("counter"))

_ADVANCE = (
    update(counters)
    .where(counters.c.name == bindparam("counter"))
    .values(value=counters.c.value + 1)
    .returning(counters.c.value)
)


async def value(connection: AsyncConnection, counter: Counter) -> int:
    """What a counter stands at."""
    return int((await connection.execute(_VALUE, {"counter": counter})).scalar_one())


async def advance(connection: AsyncConnection, counter: Counter) -> int:
    """Add one; the answer is the new value, which nobody else gets."""
    return int((await connection.execute(_ADVANCE, {"counter": counter})).scalar_one())
