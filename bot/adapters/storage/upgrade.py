"""Bringing a database to this version's schema, or refusing it with one clear sentence."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import text

from bot.adapters.storage.address import shown
from bot.adapters.storage.engine import Engines
from bot.adapters.storage.migrations import UNRELEASED, VERSION_TABLE
from bot.adapters.storage.schema import metadata
from bot.domain.errors import BadInput, StorageBusy

_MIGRATIONS = Path(__file__).parent / "migrations"

_SWITCH_ATTEMPTS = 100
_SWITCH_SECONDS = 0.1

_UNUSABLE_FILE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CORRUPT}

_REFUSED_LOGIN = ("28", "3D", "42501")
"""PostgreSQL's codes for a wrong user or password, a database that is not there, and rights that are missing."""


async def upgrade(engines: Engines) -> None:
    """Create the database's tables, or migrate them, in one transaction; nothing happens when they are up to date."""
    if engines.is_sqlite:
        _make_file(engines)
    try:
        async with engines.write() as connection:
            await connection.run_sync(_migrate, engines)
        if engines.is_sqlite:
            await _write_ahead(engines)
    except StorageBusy as error:
        if isinstance(error.__cause__, OSError):
            raise BadInput(f"The database {shown(engines.url)!r} cannot be reached: {error.__cause__}.") from error
        raise
    except DBAPIError as error:
        raise BadInput(_refusal(engines, error)) from error


def _make_file(engines: Engines) -> None:
    """Make sure that there is a file to connect to, or say in one sentence why there cannot be one."""
    path = Path(engines.url.database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Opened once here, because aiosqlite leaves a thread behind where it cannot open the file.
        sqlite3.connect(path).close()
    except OSError as error:
        raise BadInput(f"The folder {str(path.parent)!r} for the database cannot be made: {error.strerror}.") from error
    except sqlite3.Error as error:
        raise BadInput(f"The database file {str(path)!r} cannot be opened: {error}.") from error


async def _write_ahead(engines: Engines) -> None:
    """Switch the file to write-ahead logging, which it keeps. Only once it is known to be ours.

    SQLite does not wait as usual where another start is writing at this moment, but gives up at once.
    """
    for _ in range(_SWITCH_ATTEMPTS - 1):
        with suppress(StorageBusy):
            return await _switch(engines)
        await asyncio.sleep(_SWITCH_SECONDS)
    return await _switch(engines)


async def _switch(engines: Engines) -> None:
    async with engines.outside_transaction() as connection:
        await connection.execute(text("PRAGMA journal_mode = WAL"))


def _migrate(connection: Connection, engines: Engines) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    _refuse_strangers(connection, engines, ScriptDirectory.from_config(config))
    if not engines.is_sqlite:
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")  # a step may have much to rewrite
    command.upgrade(config, "head")


def _refuse_strangers(connection: Connection, engines: Engines, steps: ScriptDirectory) -> None:
    """Raise ``BadInput`` for a database that a newer Dateline made, or that holds another program's tables.

    A PostgreSQL database may hold others' tables, if only none is named as one of ours.
    """
    name = shown(engines.url)
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608  a constant
        if version in UNRELEASED:
            raise BadInput(
                f"The database {name!r} was made by a version of Dateline that was never released, and this one cannot"
                " read it: move it away or name another, and Dateline begins a new one."
            )
        if version not in {step.revision for step in steps.walk_revisions()}:
            raise BadInput(
                f"The database {name!r} was made by a newer version of Dateline (its schema is {version!r}):"
                " run that version or a later one, or use another database."
            )
        return
    strange = tables if engines.is_sqlite else tables & set(metadata.tables)
    if strange:
        raise BadInput(
            f"The database {name!r} belongs to another program (it has a table {min(strange)!r}):"
            " use another database for Dateline."
        )


def _refusal(engines: Engines, error: DBAPIError) -> str:
    """One sentence for a database that cannot be worked with; a bug's exception is raised again as it is."""
    name = shown(engines.url)
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return f"The file {engines.url.database!r} is not an SQLite database: use another file for Dateline."
    if code in _UNUSABLE_FILE:
        return f"The database file {engines.url.database!r} cannot be used: {error.orig}."
    sqlstate = getattr(error.orig, "sqlstate", None) or ""
    if sqlstate.startswith(_REFUSED_LOGIN):
        return f"The server refuses Dateline the database {name!r}: {error.orig}."
    raise error
