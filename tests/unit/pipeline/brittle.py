"""A storage that breaks where it is told to, as a process does that dies."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.domain.errors import StorageBusy
from bot.pipeline.ports import Storage, Transaction


class Crash(BaseException):
    """The process is gone: nothing catches it."""


class Brittle:
    """A storage whose writing transactions break at the n-th call of a repository, or at the commit after the last.

    The next ``busy_for`` of them are refused. ``names`` counts what the last one called.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.break_at = 0
        self.busy_for = 0
        self.names: Counter[str] = Counter()
        self.calls = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        if self.busy_for:
            self.busy_for -= 1
            raise StorageBusy("The database is busy.")
        self.calls = 0
        self.names.clear()
        async with self._storage.write() as tx:
            yield _BrittleTransaction(tx, self)
            self.count()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        async with self._storage.read() as tx:
            yield tx

    async def upgrade(self) -> None:
        await self._storage.upgrade()

    async def close(self) -> None:
        await self._storage.close()

    def count(self) -> None:
        self.calls += 1
        if self.calls == self.break_at:
            raise Crash


class _BrittleTransaction:
    def __init__(self, tx: Transaction, brittle: Brittle) -> None:
        self._tx = tx
        self._brittle = brittle

    def __getattr__(self, name: str) -> Any:
        return _BrittleRepository(getattr(self._tx, name), self._brittle)


class _BrittleRepository:
    def __init__(self, repository: object, brittle: Brittle) -> None:
        self._repository = repository
        self._brittle = brittle

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        method = getattr(self._repository, name)

        async def counted(*arguments: Any, **more: Any) -> Any:
            self._brittle.count()
            self._brittle.names[name] += 1
            return await method(*arguments, **more)

        return counted
