"""Which exceptions of SQLAlchemy and the drivers mean that the database would not take the work just now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.domain.errors import StorageBusy

_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}

_POSTGRES_BUSY = (
    "08",  # the connection was lost or never came to be
    "40",  # rolled back: a serialisation failure or a deadlock
    "53",  # out of connections, memory or disk
    "55P03",  # waited too long for a lock
    "57014",  # the statement ran too long
    "57P",  # the server is shutting down, has crashed or is starting
    "25P03",  # the transaction was idle too long
)
"""Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html"""


def is_busy(error: DBAPIError) -> bool:
    """Whether the same work may well succeed later."""
    if error.connection_invalidated:
        return True
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        # The low byte is the primary result code, the rest refines it.
        return (getattr(cause, "sqlite_errorcode", 0) & 0xFF) in _SQLITE_BUSY
    return (getattr(cause, "sqlstate", None) or "").startswith(_POSTGRES_BUSY)


@contextmanager
def busy_when_working() -> Iterator[None]:
    """Turn what means "not just now" into ``StorageBusy``; every other exception passes through as it is."""
    try:
        yield
    except PoolTimeout as error:
        raise StorageBusy("The database is busy: no connection became free in time.") from error
    except DBAPIError as error:
        if is_busy(error):
            raise StorageBusy(f"The database would not take the work just now: {error.orig}.") from error
        raise


@contextmanager
def busy_when_connecting() -> Iterator[None]:
    """The same for what only a failing connection raises: asyncpg passes on the operating system's errors as they are."""
    try:
        yield
    except OSError as error:
        raise StorageBusy(f"The database cannot be reached: {error or type(error).__name__}.") from error
