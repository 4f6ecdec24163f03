"""The questions that the outbox asks of its queue, in one statement each, built once a dialect.

What is owed may be ten thousand rows over two hundred channels, and a lease wants twenty of them. So that it costs by the
channel and not by the row, it hops along the index of what is owed from one channel's first row to the next channel's, and
asks each channel for the first that may be made.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql import FromClause

from bot.adapters.storage.channels import among_channels
from bot.adapters.storage.codec import Utc, Words
from bot.adapters.storage.record import Record
from bot.adapters.storage.schema import CHANNEL, OWED, deliveries, pauses
from bot.domain.alert import Act, Delivery, DeliveryState

DELIVERY = Record(deliveries, Delivery)

_PLATFORM = bindparam("platform", type_=Words())
_NOW = bindparam("now", type_=Utc())
_LIMIT = bindparam("limit", type_=Integer())
_SHARE = bindparam("share", type_=Integer())

_BESIDE = (Act.REPLY, Act.THREAD)
"""Acts whose message is not the lane's own. An edit's is: where there was none to replace it posted one."""


@cache
def free_deliveries(dialect: str) -> Select[Any]:
    """Which deliveries a lease takes: the lane's ``message_id``, then every column, in the order in which they are taken.

    Parameters: ``platform``, ``now``, ``limit``, ``share``, and ``channels`` to leave out. Workspaces take turns: the one
    with the fewest deliveries under lease and ahead in this lease comes first, the longest due before others.
    """
    heads = _heads(_open_channels(dialect))
    head = deliveries.alias("head")
    workspace = head.c.workspace
    place = func.row_number().over(partition_by=workspace, order_by=(head.c.due_at, head.c.id))
    ranked = select(head.c.id, head.c.due_at, place.label("place"), (_held(workspace) + place).label("turn"))
    ranks = ranked.join_from(heads, head, head.c.id == heads.c.id).cte("ranks")
    order = (ranks.c.turn, ranks.c.due_at, ranks.c.id)
    chosen = select(*order).where(ranks.c.place <= _SHARE).order_by(*order).limit(_LIMIT).cte("chosen")
    return (
        select(_message_of(deliveries), *DELIVERY.columns)
        .join_from(chosen, deliveries, deliveries.c.id == chosen.c.id)
        .order_by(chosen.c.turn, chosen.c.due_at, chosen.c.id)
    )


@cache
def earliest_due(dialect: str) -> Select[Any]:
    """When the first owed delivery may be tried. Parameters: ``platform``, and ``channels`` to leave out."""
    channels = _open_channels(dialect)
    waiting = deliveries.alias("waiting")
    due = _first(waiting, select(waiting.c.due_at), channels, waiting.c.leased_until.is_(None))
    held = deliveries.alias("held")
    # Whatever is under lease is the first of its lane.
    lease = select(held.c.leased_until).where(
        held.c.leased_until.is_not(None), held.c.platform == _PLATFORM, _is_open(held, dialect)
    )
    moments = union_all(select(due.label("moment")).select_from(channels), lease).subquery("moments")
    return select(func.min(moments.c.moment))


def _open_channels(dialect: str) -> CTE:
    """The platform's channels to which something is owed and that may be written to."""
    previous, there = deliveries.alias("previous"), deliveries.alias("there")
    hop = select(_next().label("id")).cte("hop", recursive=True)
    # Not one comparison of pairs: SQLite would use the index for its first half alone.
    onward = func.coalesce(_next(same=previous), _next(beyond=previous))
    hop = hop.union_all(select(onward).join_from(hop, previous, previous.c.id == hop.c.id))
    found = select(*(there.c[name] for name in CHANNEL)).join_from(hop, there, there.c.id == hop.c.id)
    return found.where(_is_open(there, dialect)).cte("open_channels")


def _next(*, same: FromClause | None = None, beyond: FromClause | None = None) -> ScalarSelect[int]:
    """The first owed row in the order of channels: of all, of later ones in the same workspace, or of later workspaces."""
    row = deliveries.alias("following")
    found = select(row.c.id).where(row.c.state == OWED, row.c.platform == _PLATFORM)
    if same is not None:
        found = found.where(row.c.workspace == same.c.workspace, row.c.channel > same.c.channel)
    if beyond is not None:
        found = found.where(row.c.workspace > beyond.c.workspace)
    found = found.order_by(row.c.workspace, row.c.channel).limit(1)
    return found.correlate(same if same is not None else beyond).scalar_subquery()


def _is_open(rows: FromClause, dialect: str) -> ColumnElement[bool]:
    paused = select(pauses.c.channel).where(*(pauses.c[name] == rows.c[name] for name in CHANNEL))
    return and_(not_(among_channels(rows, dialect)), ~paused.exists())


def _heads(channels: CTE) -> CTE:
    """The first delivery of each channel that may be made now."""
    row = deliveries.alias("row")
    free = or_(row.c.leased_until.is_(None), row.c.leased_until <= _NOW)
    first = _first(row, select(row.c.id), channels, row.c.due_at <= _NOW, free)
    return select(first.label("id")).select_from(channels).cte("heads")


def _first(rows: FromClause, wanted: Select[Any], channels: CTE, *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    """Of each channel the longest due row of those with no earlier owed one in their lane."""
    earlier = deliveries.alias("earlier")
    blocked = select(earlier.c.id).where(
        earlier.c.lane == rows.c.lane, earlier.c.state == OWED, earlier.c.id < rows.c.id
    )
    there = (rows.c[name] == channels.c[name] for name in CHANNEL)
    found = wanted.where(rows.c.state == OWED, *there, *where, ~blocked.exists())
    return found.order_by(rows.c.due_at, rows.c.id).limit(1).correlate(channels).scalar_subquery()


def _held(workspace: ColumnElement[str]) -> ScalarSelect[int]:
    """How many of a workspace's deliveries are under lease."""
    held = deliveries.alias("under_lease")
    leased = and_(held.c.leased_until > _NOW, held.c.platform == _PLATFORM, held.c.workspace == workspace)
    return select(func.count()).select_from(held).where(leased).scalar_subquery()


def _message_of(rows: FromClause) -> ScalarSelect[str]:
    """The message that a lane's edits and answers are about."""
    made = deliveries.alias("made")
    found = select(made.c.message_id).where(
        made.c.lane == rows.c.lane,
        made.c.state == DeliveryState.SENT,
        made.c.act.not_in(_BESIDE),
        made.c.message_id.is_not(None),
    )
    return found.order_by(made.c.id.desc()).limit(1).scalar_subquery()
