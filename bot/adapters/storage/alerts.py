"""What channels were told, what waits to be told, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.channels import among_channels, holding
from bot.adapters.storage.record import Record, at_channel, batches, upsert
from bot.adapters.storage.schema import CHANNEL, NONE_TOLD, alerts, notices, opinions, traces
from bot.domain.alert import Alert, Notice, Trace
from bot.domain.watch import Channel, Opinion

T = TypeVar("T", Alert, Notice)

_ALERT = Record(alerts, Alert)
_TRACE = Record(traces, Trace)
_NOTICE = Record(notices, Notice)
_OPINION = Record(opinions, Opinion)

_ADD_TRACES = insert(traces)


class SqlAlerts:
    """``AlertRepository`` within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def save(self, alert: Alert) -> Alert:
        return await _save(self._connection, _ALERT, alert)

    async def of_stories(self, story_ids: Sequence[int]) -> Sequence[Alert]:
        found = await _ALERT.among(self._connection, alerts.c.story_id, story_ids)
        return sorted(found, key=lambda alert: alert.id)

    async def latest(
        self, workspace: str, *, topic_id: int | None, channel: Channel | None, limit: int
    ) -> Sequence[Alert]:
        query = _ALERT.select().where(alerts.c.workspace == workspace, alerts.c.article_ids != NONE_TOLD)
        if topic_id is not None:
            query = query.where(alerts.c.topic_id == topic_id)
        if channel is not None:
            query = query.where(at_channel(alerts, channel))
        query = query.order_by(alerts.c.updated_at.desc(), alerts.c.id.desc()).limit(limit)
        return await _ALERT.all(self._connection, query)

    async def told_since(self, channels: Sequence[Channel], since: datetime) -> Mapping[Channel, Sequence[Alert]]:
        query, given = _told_since(self._connection.dialect.name), {"since": since, **holding(channels)}
        told: defaultdict[Channel, list[Alert]] = defaultdict(list)
        for alert in await _ALERT.all(self._connection, query, given):
            told[alert.channel].append(alert)
        return dict(told)

    async def due(self, now: datetime, limit: int) -> Sequence[Alert]:
        query = _ALERT.select().where(alerts.c.release_at <= now).order_by(alerts.c.release_at, alerts.c.id)
        return await _ALERT.all(self._connection, query.limit(limit))

    async def held(self, channel: Channel, notice_id: int | None = None) -> Sequence[Alert]:
        query = _ALERT.select().where(at_channel(alerts, channel), alerts.c.hold.is_not(None))
        if notice_id is not None:
            query = query.where(alerts.c.notice_id == notice_id)
        return await _ALERT.all(self._connection, query.order_by(alerts.c.id))

    async def add_traces(self, decided: Sequence[Trace]) -> None:
        if decided:
            await self._connection.execute(_ADD_TRACES, [_TRACE.values(trace) for trace in decided])

    async def traces(self, workspace: str, article_ids: Sequence[int]) -> Sequence[Trace]:
        found: list[Trace] = []
        for batch in batches(article_ids):
            query = _TRACE.select().where(traces.c.workspace == workspace, traces.c.article_id.in_(batch))
            found += await _TRACE.all(self._connection, query.order_by(traces.c.id))
        return sorted(found, key=lambda trace: trace.at)

    async def open_notices(self, channels: Sequence[Channel]) -> Sequence[Notice]:
        return await _NOTICE.all(self._connection, _open_notices(self._connection.dialect.name), holding(channels))

    async def notice(self, workspace: str, notice_id: int) -> Notice | None:
        query = _NOTICE.select().where(notices.c.workspace == workspace, notices.c.id == notice_id)
        return await _NOTICE.first(self._connection, query)

    async def save_notice(self, notice: Notice) -> Notice:
        return await _save(self._connection, _NOTICE, notice)

    async def rate(self, opinion: Opinion) -> None:
        dialect = self._connection.dialect.name
        statement = upsert(opinions, dialect, (*CHANNEL, "story_id", "user"), ("topic_id", "liked", "at"))
        await self._connection.execute(statement, _OPINION.values(opinion))

    async def opinions(self, workspace: str, topic_id: int) -> Sequence[Opinion]:
        query = _OPINION.select().where(opinions.c.workspace == workspace, opinions.c.topic_id == topic_id)
        found = await _OPINION.all(self._connection, query)
        # Sorted here, because databases' own orders of text differ.
        return sorted(found, key=lambda opinion: (opinion.at, opinion.channel, opinion.story_id, opinion.user))


async def _save(connection: AsyncConnection, record: Record[T], item: T) -> T:
    if not item.id:
        return await record.insert(connection, item)
    table, workspace = record.table, item.channel.workspace
    if not await record.update(connection, item, table.c.id == item.id, table.c.workspace == workspace):
        raise LookupError(f"no row {item.id} of {table.name} in workspace {workspace!r}")
    return item


@cache
def _told_since(dialect: str) -> Select[Any]:
    told = alerts.c.told_at >= bindparam("since")
    return _ALERT.select().where(among_channels(alerts, dialect), told).order_by(alerts.c.id)


@cache
def _open_notices(dialect: str) -> Select[Any]:
    return (
        _NOTICE.select().where(among_channels(notices, dialect), notices.c.closed_at.is_(None)).order_by(notices.c.id)
    )
