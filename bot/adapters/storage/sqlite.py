"""SQLite's connections: aiosqlite's, with one trip to the connection's thread a statement, or none.

SQLAlchemy asks aiosqlite's cursor four things a statement (open, execute, fetch, close), and each is a trip to the thread
and back. Together they took most of the time of a statement, so that here the first does all of them.

Within a transaction that writes even that one trip takes longer than what it is for, a row found by its index. There a
statement waits for no lock, as the transaction has it, and syncs no disk, as only the commit does: it is executed where it
stands, after the event loop had a turn.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite


def open_connection(path: str, wait: float, *, writes: bool) -> aiosqlite.Connection:
    """A connection to a file, not yet open: await it. ``wait`` is how many seconds it waits for another's lock.

    The driver begins no transaction by itself (``isolation_level`` None). One that ``writes`` is for small questions.
    """
    # Two threads use it, one after the other: the event loop's and the connection's own.
    connect = partial(sqlite3.connect, path, timeout=wait, isolation_level=None, check_same_thread=False)
    connection = _Connection(connect, iter_chunk_size=64)
    connection.writes = writes
    connection._thread.daemon = True  # noqa: SLF001  as SQLAlchemy does, so that a lost connection holds up no exit
    return connection


class _Connection(aiosqlite.Connection):
    writes = False

    def cursor(self) -> Any:
        """A cursor that is opened by what it executes."""
        return _Cursor(self)

    async def run(self, function: Callable[[sqlite3.Connection], None]) -> None:
        """Call a function of the real connection: on its thread, but within a transaction that writes."""
        if self.writes and self._conn.in_transaction:
            await asyncio.sleep(0)
            function(self._conn)
        else:
            await self._execute(function, self._conn)  # type: ignore[no-untyped-call]


class _Cursor:
    """The part of aiosqlite's cursor that SQLAlchemy uses."""

    arraysize = 1
    description: Any = None
    rowcount = -1
    lastrowid: int | None = None

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        await self._connection.run(lambda opened: self._take(opened.execute(statement, parameters)))
        return self

    async def executemany(self, statement: str, parameters: Sequence[Sequence[Any]]) -> Self:
        await self._connection.run(lambda opened: self._take(opened.executemany(statement, parameters)))
        return self

    def _take(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self._rows = cursor.fetchall()
        # Known only after the last row, where a statement that writes also returns rows.
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        self._rows = []
