"""What channels were told, and why."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.record import Record, at_channel, batches
from bot.adapters.storage.schema import alerts, traces
from bot.domain.alert import Alert, Trace
from bot.domain.watch import Channel

_ALERT = Record(alerts, Alert)
_TRACE = Record(traces, Trace)


class SqlAlerts:
    """``AlertRepository`` within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, channel: Channel, story_id: int) -> Alert | None:
        query = _ALERT.select().where(at_channel(alerts, channel), alerts.c.story_id == story_id)
        return await _ALERT.first(self._connection, query)

    async def get(self, workspace: str, alert_id: int) -> Alert | None:
        query = _ALERT.select().where(alerts.c.workspace == workspace, alerts.c.id == alert_id)
        return await _ALERT.first(self._connection, query)

    async def save(self, alert: Alert) -> Alert:
        if not alert.id:
            return await _ALERT.insert(self._connection, alert)
        workspace = alert.channel.workspace
        there = and_(alerts.c.id == alert.id, alerts.c.workspace == workspace)
        if not await _ALERT.update(self._connection, alert, there):
            raise LookupError(f"no alert {alert.id} in workspace {workspace!r}")
        return alert

    async def of_stories(self, story_ids: Sequence[int]) -> Sequence[Alert]:
        found = await _ALERT.among(self._connection, alerts.c.story_id, story_ids)
        return sorted(found, key=lambda alert: alert.id)

    async def latest(
        self, workspace: str, *, topic_id: int | None, channel: Channel | None, limit: int
    ) -> Sequence[Alert]:
        query = _ALERT.select().where(alerts.c.workspace == workspace)
        if topic_id is not None:
            query = query.where(alerts.c.topic_id == topic_id)
        if channel is not None:
            query = query.where(at_channel(alerts, channel))
        query = query.order_by(alerts.c.updated_at.desc(), alerts.c.id.desc()).limit(limit)
        return await _ALERT.all(self._connection, query)

    async def add_traces(self, decided: Sequence[Trace]) -> None:
        if decided:
            await self._connection.execute(insert(traces), [_TRACE.values(trace) for trace in decided])

    async def traces(self, workspace: str, article_ids: Sequence[int]) -> Sequence[Trace]:
        found: list[Trace] = []
        for batch in batches(article_ids):
            query = _TRACE.select().where(traces.c.workspace == workspace, traces.c.article_id.in_(batch))
            found += await _TRACE.all(self._connection, query.order_by(traces.c.id))
        return sorted(found, key=lambda trace: trace.at)
