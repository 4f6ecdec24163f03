"""The two engines over one database: one connection that writes, several that read snapshots.

All that differs between SQLite and PostgreSQL about connections and transactions stands here. A writing transaction comes
after every other one, of whatever process: SQLite by ``BEGIN IMMEDIATE`` (its default of taking the lock at the first
write loses updates that were decided on what was read before), PostgreSQL by one advisory lock. A reading one sees one
moment of the database, waits for no writer, and cannot write.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.adapters.storage.address import MEMORY
from bot.adapters.storage.failures import busy_when_connecting, busy_when_working
from bot.adapters.storage.sqlite import open_connection

WAIT_SECONDS = 30.0

CONNECT_SECONDS = 10.0
"""How long PostgreSQL may take to let a connection in."""

READERS = 8
"""Connections that read at a time, in one process; each of SQLite's is a thread."""

WRITE_LOCK = int.from_bytes(b"dateline")
"""The advisory lock that every writer of a PostgreSQL database takes."""


class Engines:
    """The engines of one database. Nothing connects before the first transaction.

    ``wait`` is how many seconds to wait for a connection, a lock or another process's transaction before the database
    counts as busy.
    """

    def __init__(self, url: URL, *, wait: float = WAIT_SECONDS) -> None:
        self.url = url
        self._wait = wait
        self._folder: TemporaryDirectory[str] | None = None
        if url.database == MEMORY:
            # SQLite's own memory databases give either one connection, which has no snapshot beside a writer, or locks
            # on tables, which readers wait for. A file of our own, gone at the end, behaves as any other database.
            self._folder = TemporaryDirectory(prefix="dateline-", ignore_cleanup_errors=True)
            self.url = url.set(database=str(Path(self._folder.name) / "memory.db"))
        self.writing = self._engine(writes=True)
        """The one that writes: its only connection, which the writers take in turn."""
        self._reading = self._engine(writes=False)
        self._turn = asyncio.Lock()
        self._writer: asyncio.Task[Any] | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of SQLite's."""
        return self.url.get_backend_name() == "sqlite"

    def _engine(self, *, writes: bool) -> AsyncEngine:
        if self.is_sqlite:
            return _sqlite(self.url, self._wait, writes=writes, durable=self._folder is None)
        return _postgresql(self.url, self._wait, writes=writes)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A writing transaction: commits at the end of its block, rolls back when the block raises.

        This process's writers queue here, first come first served, instead of each holding a connection and trying again
        and again. A writer inside a writer would wait for itself: that is a ``RuntimeError``.
        """
        if self._writer is not None and self._writer is asyncio.current_task():
            raise RuntimeError("a transaction that writes was begun inside another one")
        async with self._turn:
            self._writer = asyncio.current_task()
            try:
                async with _connected(self.writing) as connection, connection.begin():
                    yield connection
            finally:
                self._writer = None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A reading transaction: one moment of the database; it cannot write."""
        async with _connected(self._reading) as connection:
            await connection.begin()
            yield connection

    @asynccontextmanager
    async def outside_transaction(self) -> AsyncIterator[AsyncConnection]:
        """A connection of the writer's on which SQLite commits statement by statement, for settings of the file."""
        async with self._turn, _connected(self.writing) as connection:
            yield await connection.execution_options(begin_nothing=True)

    async def close(self) -> None:
        """Let go of every connection, and of a memory database's file."""
        await self._reading.dispose()
        await self.writing.dispose()
        if self._folder is not None:
            self._folder.cleanup()


@asynccontextmanager
async def _connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    with busy_when_working():
        with busy_when_connecting():
            connection = await engine.connect()
        try:
            yield connection
        finally:
            # Rolls back what was not committed. Shielded, so that a task cancelled twice still gives its connection back.
            await asyncio.shield(connection.close())


def _sqlite(url: URL, wait: float, *, writes: bool, durable: bool) -> AsyncEngine:
    engine = create_async_engine(
        url,
        # The driver begins no transaction by itself; the events below do.
        async_creator=lambda: open_connection(url.database or "", wait, writes=writes),
        pool_size=1 if writes else READERS,
        max_overflow=0,
        pool_timeout=wait,
    )
    # FULL and not NORMAL: in WAL mode NORMAL survives a killed process but may forget the last commits when the power goes,
    # and a forgotten "sent" is a message posted twice. A memory database outlives neither.
    settings = ["foreign_keys = ON", f"synchronous = {'FULL' if durable else 'OFF'}"]
    if not writes:
        settings.append("query_only = ON")

    def configure(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for setting in settings:
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("begin_nothing"):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine.sync_engine, "connect", configure)
    event.listen(engine.sync_engine, "begin", begin)
    return engine


def _postgresql(url: URL, wait: float, *, writes: bool) -> AsyncEngine:
    milliseconds = str(round(wait * 1000))
    engine = create_async_engine(
        url,
        # READ COMMITTED where all writers queue: each statement after the lock sees what the writer before has committed.
        # REPEATABLE READ would take its snapshot with the statement that waits for the lock, and so before.
        isolation_level="READ COMMITTED" if writes else "REPEATABLE READ",
        execution_options={} if writes else {"postgresql_readonly": True},
        connect_args={
            "timeout": CONNECT_SECONDS,
            "server_settings": {
                "application_name": "dateline",
                "timezone": "UTC",
                "lock_timeout": milliseconds,
                "statement_timeout": milliseconds,
                # A process that hangs in a transaction would keep every other one waiting for the lock.
                "idle_in_transaction_session_timeout": milliseconds,
            },
        },
        pool_size=1 if writes else READERS,
        max_overflow=0,
        pool_timeout=wait,
        pool_pre_ping=True,
    )

    def lock(connection: Connection) -> None:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")

    if writes:
        event.listen(engine.sync_engine, "begin", lock)
    return engine
