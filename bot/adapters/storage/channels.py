"""Any number of channels in one statement, whose text stays the same: one parameter holds them all, as JSON.

A statement with a parameter a channel would be another one for each number of channels, to be compiled and planned again;
and it could not take more than 10,922 of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, cast, column, func, select, tuple_
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.sql import FromClause

from bot.adapters.storage.codec import storable
from bot.adapters.storage.schema import CHANNEL
from bot.domain.watch import Channel

_PARAMETER = "channels"


def among_channels(rows: FromClause, dialect: str) -> ColumnElement[bool]:
    """Whether a row's channel is among those that the statement is given by ``holding``, in SQLAlchemy's ``dialect``."""
    listed = _postgresql() if dialect == "postgresql" else _sqlite()
    return tuple_(*(rows.c[name] for name in CHANNEL)).in_(listed)


def holding(channels: Iterable[Channel]) -> dict[str, Any]:
    """The parameter of a statement with ``among_channels``."""
    listed = [[storable(part) for part in (each.workspace, each.platform, each.id)] for each in channels]
    return {_PARAMETER: json.dumps(listed, ensure_ascii=False)}


def _sqlite() -> Select[Any]:
    each = func.json_each(bindparam(_PARAMETER, type_=Text)).table_valued("value")
    return select(*(func.json_extract(each.c.value, f"$[{place}]") for place in range(len(CHANNEL))))


def _postgresql() -> Select[Any]:
    listed = cast(bindparam(_PARAMETER, type_=Text), JSON)
    each = func.json_array_elements(listed).table_valued(column("value", JSON))
    return select(*(each.c.value.op("->>")(place) for place in range(len(CHANNEL))))
