"""The one mechanism between rows and dataclasses.

A record pairs a table with the dataclass whose fields its columns are named after. A field that is a ``Channel`` is spread
over the columns ``workspace``, ``platform`` and ``channel``. Columns that are no field (a fingerprint, a link key) are given
when writing and not read back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import Column, ColumnElement, Insert, Select, Table, and_, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.watch import Channel

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
V = TypeVar("V")

BATCH = 10_000
"""Values asked for in one statement. A statement takes at most 32,766 (SQLite) or 32,767 (asyncpg) parameters."""


def batches(values: Sequence[V]) -> Iterator[Sequence[V]]:
    """The different values in their order, at most ``BATCH`` at a time."""
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), BATCH):
        yield distinct[start : start + BATCH]


def at_channel(table: Table, channel: Channel) -> ColumnElement[bool]:
    """The rows of one channel."""
    columns = table.c
    return and_(
        columns.workspace == channel.workspace, columns.platform == channel.platform, columns.channel == channel.id
    )


@cache
def upsert(table: Table, dialect: str, keys: tuple[str, ...], replaced: tuple[str, ...]) -> Insert:
    """Insert a row or, where its keys are taken, replace these columns of the row that is there; none leaves it be.

    Rows of which one meets another of the same call are to be given as several parameter sets, not as several values.
    """
    statement = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    if not replaced:
        return statement.on_conflict_do_nothing(index_elements=keys)
    values = {name: statement.excluded[name] for name in replaced}
    return statement.on_conflict_do_update(index_elements=keys, set_=values)


def one_of(column: ColumnElement[Any], parameter: str) -> ColumnElement[bool]:
    """Whether a column holds one of the values that a statement is given under a name."""
    return column.in_(bindparam(parameter, type_=column.type, expanding=True))


class Record(Generic[T]):
    """Rows of ``table`` as objects of ``kind``."""

    def __init__(self, table: Table, kind: type[T]) -> None:
        self.table = table
        self.kind = kind
        self._fields = [field.name for field in fields(kind)]
        self._names = [name for field in self._fields for name in self._spread(field)]
        self.columns: list[Column[Any]] = [table.c[name] for name in self._names]
        # Made once, with the values beside them: making one and looking it up among the compiled takes longer than SQLite.
        self._select = select(*self.columns)
        self._among: dict[str, Select[Any]] = {}
        self._insert = insert(table).returning(*(column for column in table.c if column.name == "id"))

    @staticmethod
    def _spread(field: str) -> tuple[str, ...]:
        return ("workspace", "platform", "channel") if field == "channel" else (field,)

    def values(self, item: T) -> dict[str, Any]:
        """The item's columns and what they hold; no id while it has none."""
        row: dict[str, Any] = {}
        for field in self._fields:
            value = getattr(item, field)
            if isinstance(value, Channel):
                row |= {"workspace": value.workspace, "platform": value.platform, "channel": value.id}
            elif field != "id" or value:
                row[field] = value
        return row

    def item(self, row: Sequence[Any]) -> T:
        """The object that a row of ``select()`` holds."""
        values = dict(zip(self._names, row, strict=True))
        if "channel" in values:
            values["channel"] = Channel(values.pop("workspace"), values.pop("platform"), values["channel"])
        return self.kind(**values)

    def select(self) -> Select[Any]:
        """Ask for rows that ``item`` understands."""
        return self._select

    async def first(
        self, connection: AsyncConnection, query: Select[Any], given: Mapping[str, Any] | None = None
    ) -> T | None:
        """The first row's object, or None; ``given`` are the query's parameters by name."""
        row = (await connection.execute(query, given)).first()
        return None if row is None else self.item(row)

    async def all(
        self, connection: AsyncConnection, query: Select[Any], given: Mapping[str, Any] | None = None
    ) -> list[T]:
        """Every row's object, in the query's order; ``given`` are the query's parameters by name."""
        return [self.item(row) for row in await connection.execute(query, given)]

    async def among(self, connection: AsyncConnection, column: Column[Any], values: Sequence[Any]) -> list[T]:
        """The objects whose ``column`` holds one of any number of values, in no order."""
        query = self._among.get(column.name)
        if query is None:
            query = self._among[column.name] = self._select.where(one_of(column, "values"))
        return [item for batch in batches(values) for item in await self.all(connection, query, {"values": batch})]

    async def insert(self, connection: AsyncConnection, item: T, **more: Any) -> T:
        """Store a new row; the answer is the item with its id."""
        row = self.values(item) | more
        return replace(item, id=(await connection.execute(self._insert, row)).scalar_one())

    async def update(
        self, connection: AsyncConnection, item: T, *where: ColumnElement[bool], keep: tuple[str, ...] = (), **more: Any
    ) -> bool:
        """Replace the columns of the rows that match, but for those to ``keep``; False if there is none."""
        row = {name: value for name, value in self.values(item).items() if name not in {"id", *keep}} | more
        return bool((await connection.execute(update(self.table).where(*where), row)).rowcount)
