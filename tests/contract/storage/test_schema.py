"""How a database gets its schema, and which databases are refused."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, make_url, text

from bot.adapters.storage import SqlStorage, open_storage
from bot.adapters.storage.address import read_address
from bot.adapters.storage.engine import Engines
from bot.adapters.storage.migrations import VERSION_TABLE
from bot.adapters.storage.schema import metadata
from bot.domain.errors import BadInput
from tests.contract.storage.samples import a_topic
from tests.doubles.postgres import PostgresServer


async def execute(address: str, *statements: str) -> None:
    engines = Engines(read_address(address))
    async with engines.write() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engines.close()


async def upgrade(address: str) -> None:
    storage = open_storage(address)
    try:
        await storage.upgrade()
    finally:
        await storage.close()


async def refusal(address: str) -> str:
    with pytest.raises(BadInput) as refused:
        await upgrade(address)
    sentence = str(refused.value)
    assert "\n" not in sentence
    return sentence


async def test_the_steps_make_what_the_schema_says(shared_address: str) -> None:
    def differences(connection: Connection) -> Any:
        options = {"version_table": VERSION_TABLE, "compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    await upgrade(shared_address)
    engines = Engines(read_address(shared_address))
    async with engines.read() as connection:
        assert await connection.run_sync(differences) == []
    await engines.close()


async def test_every_start_upgrades_and_loses_nothing(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await tx.watch.add_topic(a_topic())
    await storage.upgrade()
    async with storage.read() as tx:
        assert [topic.name for topic in await tx.watch.topics("local")] == ["syria"]


async def test_starts_at_the_same_moment(bare_address: str) -> None:
    await asyncio.gather(*(upgrade(bare_address) for _ in range(8)))
    storage = open_storage(bare_address)
    async with storage.read() as tx:
        assert (await tx.counts()).feeds == 0
    await storage.close()


async def test_a_newer_database_is_refused(bare_address: str) -> None:
    await upgrade(bare_address)
    await execute(bare_address, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    assert "newer version of Dateline" in await refusal(bare_address)


async def test_a_database_of_an_unreleased_version_is_refused(bare_address: str) -> None:
    await upgrade(bare_address)
    await execute(bare_address, f"UPDATE {VERSION_TABLE} SET version_num = '0001'")
    sentence = await refusal(bare_address)
    assert "was never released" in sentence
    assert "move it away or name another" in sentence


async def test_another_programs_database_is_refused(bare_address: str) -> None:
    await execute(bare_address, "CREATE TABLE articles (price integer)")
    assert "another program (it has a table 'articles')" in await refusal(bare_address)


async def test_postgresql_may_be_shared_with_tables_of_other_names(bare_postgres_url: str) -> None:
    await execute(bare_postgres_url, "CREATE TABLE jobs (id integer)")
    await upgrade(bare_postgres_url)


async def test_another_programs_file_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE prices (price integer)")
    before = path.read_bytes()
    assert "'prices'" in await refusal(f"sqlite:///{path}")
    assert path.read_bytes() == before


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Call the ministry about the figures. " * 20)
    assert "not an SQLite database" in await refusal(f"sqlite:///{path}")
    assert path.read_text().startswith("Call the ministry")


async def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "folder" in await refusal(f"sqlite:///{tmp_path / 'file' / 'dateline.db'}")
    assert "cannot be opened" in await refusal(f"sqlite:///{tmp_path}")


async def test_missing_folders_are_made(tmp_path: Path) -> None:
    await upgrade(f"sqlite:///{tmp_path / 'var' / 'lib' / 'dateline.db'}")
    assert (tmp_path / "var" / "lib" / "dateline.db").exists()


async def test_a_server_that_is_not_there_is_refused() -> None:
    sentence = await refusal("postgresql://ana:secret@127.0.0.1:1/dateline")
    assert "cannot be reached" in sentence
    assert "secret" not in sentence


@pytest.mark.parametrize(
    ("change", "expected"), [({"database": "missing"}, "missing"), ({"username": "nobody"}, "nobody")]
)
async def test_a_login_that_the_server_refuses(
    postgres_server: PostgresServer, change: dict[str, str], expected: str
) -> None:
    address = make_url(postgres_server.address("postgres")).set(**change)  # type: ignore[arg-type]
    sentence = await refusal(address.render_as_string(hide_password=False))
    assert re.search(rf"refuses Dateline .*{expected}", sentence)


async def test_a_memory_database_is_gone_when_it_is_closed() -> None:
    storage = open_storage("sqlite:///:memory:")
    await storage.upgrade()
    file = Path(str(storage._engines.url.database))
    folder = set(file.parent.glob("*"))
    await storage.close()
    assert file in folder
    assert list(file.parent.glob("*")) == []
