"""When the database would not take the work just now: one error that says so, and work goes on afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import asyncpg
import pytest

from bot.adapters.storage import SqlStorage, open_storage
from bot.adapters.storage.address import read_address
from bot.adapters.storage.engine import READERS, Engines
from bot.domain.errors import StorageBusy
from tests.contract.storage.samples import a_story


@pytest.fixture
async def hasty(shared_address: str) -> AsyncIterator[SqlStorage]:
    """A storage that waits for a second at most."""
    first = open_storage(shared_address)
    await first.upgrade()
    await first.close()
    opened = SqlStorage(Engines(read_address(shared_address), wait=1.0))
    yield opened
    await opened.close()


async def write(storage: SqlStorage) -> int:
    async with storage.write() as tx:
        await tx.stories.add(a_story())
        return (await tx.counts()).stories


async def test_another_process_writes_for_too_long(shared_address: str, hasty: SqlStorage) -> None:
    other = Engines(read_address(shared_address))
    async with other.write():
        with pytest.raises(StorageBusy):
            await write(hasty)
    await other.close()
    assert await write(hasty) == 1


async def test_more_readers_than_connections(hasty: SqlStorage) -> None:
    async with AsyncExitStack() as readers:
        for _ in range(READERS):
            await readers.enter_async_context(hasty.read())
        with pytest.raises(StorageBusy):
            async with hasty.read():
                pass
        assert await write(hasty) == 1
    async with hasty.read() as tx:
        assert (await tx.counts()).stories == 1


async def test_a_lost_connection(postgres_url: str) -> None:
    storage = open_storage(postgres_url)
    lost = asyncio.Event()

    async def loses_its_connection() -> None:
        async with storage.write() as tx:
            await tx.stories.add(a_story())
            connection = await asyncpg.connect(postgres_url)
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            await connection.close()
            lost.set()
            await tx.stories.add(a_story())

    with pytest.raises(StorageBusy):
        await loses_its_connection()
    assert lost.is_set()
    assert await write(storage) == 1
    await storage.close()


@pytest.mark.parametrize("address", ["postgresql://127.0.0.1:1/dateline", "postgresql://dateline.invalid/dateline"])
async def test_a_server_that_went_away(address: str) -> None:
    storage = open_storage(address)
    with pytest.raises(StorageBusy, match="cannot be reached"):
        await write(storage)
    with pytest.raises(StorageBusy, match="cannot be reached"):
        async with storage.read():
            pass
    await storage.close()


async def test_what_goes_wrong_in_the_block_is_no_trouble_of_the_database(storage: SqlStorage) -> None:
    with pytest.raises(ConnectionResetError):
        async with storage.read():
            raise ConnectionResetError
