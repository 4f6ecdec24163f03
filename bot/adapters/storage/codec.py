"""What a column holds: how each kind of value crosses into the database and comes back equal."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

Id = BigInteger().with_variant(Integer, "sqlite")
"""A row's number: 64 bits on both. SQLite numbers rows by itself only in a column declared INTEGER."""


_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without what no database takes: lone surrogates (no UTF-8) and NUL (PostgreSQL). Each becomes U+FFFD."""
    return _NOT_STORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def digest(text: str) -> str:
    """SHA-256 (hex) of a text of any length and any characters."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Coded(TypeDecorator[Any]):
    """A column whose values are written by ``encode`` and read by ``decode``; None is NULL."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = Text

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # SQLAlchemy keeps compiled statements by their types, and wants each class to say that it may.
        cls.cache_ok = True

    def encode(self, value: Any) -> Any:
        """What the database is given."""
        return value

    def decode(self, value: Any) -> Any:
        """What a row gives back."""
        return value

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002  both databases are given the same
        return None if value is None else self.encode(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else self.decode(value)


class Words(Coded):
    """Text that a feed or a user wrote."""

    def encode(self, value: str) -> str:
        return storable(value)


class Digest(Coded):
    """A text to look up by and not to read back: given as it is, kept as its digest.

    What feeds give as ids and addresses may be longer than the 2,704 bytes that PostgreSQL takes in an index.
    """

    def encode(self, value: str) -> str:
        return digest(value)


class Utc(Coded):
    """A moment. Stored in UTC, always given back aware; a naive one is a bug and is refused with ``ValueError``.

    SQLite has no time zones: there the text is the wall time in UTC, which sorts as the moments do.
    """

    impl = DateTime(timezone=True)

    def encode(self, value: datetime) -> datetime:
        if value.utcoffset() is None:
            raise ValueError(f"a naive time cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def decode(self, value: datetime) -> datetime:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Microseconds(Coded):
    """A length of time, as a whole number of microseconds: exact, and the same on both databases."""

    impl = BigInteger

    def encode(self, value: timedelta) -> int:
        return value // timedelta(microseconds=1)

    def decode(self, value: int) -> timedelta:
        return timedelta(microseconds=value)


class Reference(Coded):
    """Another row's id, where the domain says 0 for "none yet": NULL in the database, so that a foreign key may hold."""

    impl = Id

    def encode(self, value: int) -> int | None:
        return value or None

    def process_result_value(self, value: int | None, dialect: Dialect) -> int:  # noqa: ARG002
        return value or 0


class MessageNumber(Coded):
    """The id of a logged message: a number here, text to the platform. Text that is no such number finds no row."""

    impl = Id

    def encode(self, value: str) -> int:
        return int(value) if value.isascii() and value.isdigit() and len(value) <= 18 else 0

    def decode(self, value: int) -> str:
        return str(value)


class OneOf(Coded):
    """A member of an enumeration, by its value."""

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def encode(self, value: StrEnum) -> str:
        return self.kind(value).value

    def decode(self, value: str) -> StrEnum:
        return self.kind(value)


class Json(Coded):
    """Any value that pydantic understands (dataclasses, their unions and tuples, enums, times), as JSON text.

    Text and not the databases' JSON types: nothing asks inside it, PostgreSQL's refuse NUL even when it is escaped, and
    what was put in comes back equal. Infinity and NaN are written as Python's ``json`` writes them.
    """

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind
        self._adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def encode(self, value: Any) -> str:
        plain = self._adapter.dump_python(value, mode="json")
        return storable(json.dumps(plain, ensure_ascii=False, separators=(",", ":")))

    def decode(self, value: str) -> Any:
        return self._adapter.validate_json(value)
