"""A database URL as the user wrote it, understood: which database, or one clear sentence."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.domain.errors import BadInput

MEMORY = ":memory:"

_EXAMPLES = "write sqlite:///dateline.db, sqlite:///:memory: or postgresql://user:password@host/database"
_POSTGRES_NAMES = ("postgresql", "postgres")
_POSTGRES_OPTIONS = ("host", "port", "ssl")


def read_address(text: str) -> URL:
    """The URL with the asynchronous driver that Dateline uses; ``BadInput`` if it names no database of a known kind."""
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError) as error:
        # The text itself may hold a password, so it is not repeated.
        raise BadInput(f"The database URL is not a URL: {_EXAMPLES}.") from error
    kind = url.drivername.partition("+")[0].lower()
    if kind == "sqlite":
        return _sqlite(url)
    if kind in _POSTGRES_NAMES:
        return _postgresql(url)
    raise BadInput(f"The database URL begins with {kind!r}, which is neither SQLite nor PostgreSQL: {_EXAMPLES}.")


def _sqlite(url: URL) -> URL:
    if url.host or not url.database:
        raise BadInput(f"The database URL {shown(url)!r} names no file (sqlite: takes three slashes): {_EXAMPLES}.")
    if url.query:
        raise BadInput(f"The database URL {shown(url)!r} has options, and SQLite's takes none: leave out the '?'.")
    database = url.database if url.database == MEMORY else str(Path(url.database).expanduser())
    return url.set(drivername="sqlite+aiosqlite", database=database)


def _postgresql(url: URL) -> URL:
    if not url.database:
        raise BadInput(f"The database URL {shown(url)!r} names no database after the host: {_EXAMPLES}.")
    options = dict(url.query)
    if "sslmode" in options:  # the name that libpq and every provider's documentation uses
        options["ssl"] = options.pop("sslmode")
    unknown = sorted(set(options) - set(_POSTGRES_OPTIONS))
    if unknown:
        raise BadInput(
            f"The database URL {shown(url)!r} has the option {unknown[0]!r}, which Dateline does not know:"
            " it takes host, port and sslmode."
        )
    return url.set(drivername="postgresql+asyncpg", query=options)


def shown(url: URL) -> str:
    """The URL as it may be shown: without its password, and without the driver's name."""
    return url.set(drivername=url.drivername.partition("+")[0]).render_as_string(hide_password=True)
