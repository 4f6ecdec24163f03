"""The database as the use cases see it: transactions over all repositories."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.adapters.storage import schema
from bot.adapters.storage.address import read_address
from bot.adapters.storage.alerts import SqlAlerts
from bot.adapters.storage.articles import SqlArticles
from bot.adapters.storage.engine import Engines
from bot.adapters.storage.feeds import SqlFeeds
from bot.adapters.storage.messages import SqlMessageLog
from bot.adapters.storage.outbox import SqlOutbox
from bot.adapters.storage.stories import SqlStories
from bot.adapters.storage.upgrade import upgrade
from bot.adapters.storage.watch import SqlWatch
from bot.domain.alert import DeliveryState
from bot.domain.news import Counts
from bot.pipeline.ports import (
    AlertRepository,
    ArticleRepository,
    FeedRepository,
    OutboxRepository,
    StoryRepository,
    Transaction,
    WatchRepository,
)


class SqlTransaction:
    """``Transaction`` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.feeds: FeedRepository = SqlFeeds(connection)
        self.articles: ArticleRepository = SqlArticles(connection)
        self.stories: StoryRepository = SqlStories(connection)
        self.watch: WatchRepository = SqlWatch(connection)
        self.alerts: AlertRepository = SqlAlerts(connection)
        self.outbox: OutboxRepository = SqlOutbox(connection)

    async def counts(self) -> Counts:
        state = schema.deliveries.c.state
        query = select(
            _count(schema.feeds).label("feeds"),
            _count(schema.articles).label("articles"),
            _count(schema.stories).label("stories"),
            _count(schema.alerts).label("alerts"),
            _count(schema.deliveries, state == DeliveryState.SENT).label("sent"),
            _count(schema.deliveries, state == DeliveryState.OWED).label("owed"),
        )
        return Counts(**(await self._connection.execute(query)).one()._mapping)  # noqa: SLF001  public despite its name


def _count(table: Table, *where: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(table).where(*where).scalar_subquery()


class SqlStorage:
    """``Storage`` over SQLite or PostgreSQL. ``messages`` is the ``MessageLog`` in the same database."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self.messages = SqlMessageLog(write=engines.write, read=engines.read)

    @property
    def engine(self) -> AsyncEngine:
        """The engine that writes, for a library that keeps tables of its own in this database."""
        return self._engines.writing

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A transaction after every other ``write``. One inside another of the same task is a ``RuntimeError``."""
        async with self._engines.write() as connection:
            yield SqlTransaction(connection)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """One moment of the database; a method that writes raises the driver's error."""
        async with self._engines.read() as connection:
            yield SqlTransaction(connection)

    async def upgrade(self) -> None:
        """Create or migrate the schema. Starts at the same moment wait for each other.

        ``BadInput`` when the database cannot be reached or written, is newer than this program, or is not Dateline's.
        """
        await upgrade(self._engines)

    async def close(self) -> None:
        """Let go of every connection. A ``:memory:`` database is gone."""
        await self._engines.close()


def open_storage(url: str) -> SqlStorage:
    """The storage at ``sqlite:///path``, ``sqlite:///:memory:`` or ``postgresql://...``; ``BadInput`` for anything else.

    Nothing connects yet: call ``upgrade`` before the first transaction, inside the event loop that will use it.
    """
    return SqlStorage(Engines(read_address(url)))
