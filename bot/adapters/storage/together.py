"""Small pieces of writing that come at the same time, in one transaction: each would cost a sync of the disk alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import StorageBusy

T = TypeVar("T")
Connect = Callable[[], AbstractAsyncContextManager[AsyncConnection]]
Work = Callable[[AsyncConnection], Awaitable[T]]


class Together:
    """Does each piece of work in a transaction of ``write``, with all others that wait at the moment it begins."""

    def __init__(self, write: Connect) -> None:
        self._write = write
        self._turn = asyncio.Lock()
        self._waiting: dict[asyncio.Future[Any], Work[Any]] = {}

    async def do(self, work: Work[T]) -> T:
        """Return what ``work`` returns, once it is committed.

        Where the database is busy, the one who began the transaction raises, and the others' work is done in the next.
        Any other failure is of one piece of work, and raised by it alone.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting[done] = work
        try:
            async with self._turn:
                if not done.done():
                    await self._do_all(done)
            return done.result()
        finally:
            self._waiting.pop(done, None)

    async def _do_all(self, mine: asyncio.Future[Any]) -> None:
        try:
            await self._do_those(self._waiting)
        except Exception as error:
            if isinstance(error, StorageBusy) or len(self._waiting) == 1:
                raise
            # Whose fault it was cannot be told, so that each tries alone.
            await self._do_those({mine: self._waiting[mine]})

    async def _do_those(self, waiting: dict[asyncio.Future[Any], Work[Any]]) -> None:
        results = {}
        async with self._write() as connection:
            for done, work in list(waiting.items()):
                results[done] = await work(connection)
        for done, result in results.items():
            self._waiting.pop(done, None)
            done.set_result(result)
