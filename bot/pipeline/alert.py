"""article and topics -> alerts: what each channel is told, decided and owed in the transaction that stored the article."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.alerts import Development, decide_alert
from bot.domain.alert import Act, Alert, AlertKind, Delivery, Trace
from bot.domain.news import Article
from bot.domain.watch import Channel, Subscription
from bot.pipeline.compose import Composer
from bot.pipeline.match import Matcher
from bot.pipeline.ports import Metrics, Transaction

WORTH_TELLING = {Act.POST: timedelta(hours=24), Act.EDIT: timedelta(hours=6)}
"""How long a delivery is tried: news of yesterday is still news, an edit of it hardly."""

_Told = dict[int, dict[Channel, Alert]]
"""The alerts of each story by channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An article that is new to some workspaces (``before`` None), or that was edited.

    Stories are the same for all; ``workspaces`` are those that follow a feed which showed this article, and none but they
    are told of it.
    """

    article: Article
    before: Article | None
    workspaces: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """One channel that an event may concern. ``wish`` is its first subscription whose topic matches, if any does."""

    wish: Subscription | None
    told: Alert | None
    time_zone: str

    @property
    def channel(self) -> Channel:
        known = self.told or self.wish
        assert known is not None
        return known.channel

    @property
    def topic_id(self) -> int:
        known = self.wish or self.told
        assert known is not None
        return known.topic_id


class Alerter:
    """Decides for every channel that an event may concern, and owes what was decided."""

    def __init__(self, matcher: Matcher, metrics: Metrics) -> None:
        self._matcher = matcher
        self._metrics = metrics

    async def alert(self, tx: Transaction, events: Sequence[Event], now: datetime) -> list[Trace]:
        """Decide, owe and remember the reasons, once the articles of all ``events`` are stored.

        The answer holds one trace a channel, in the order of events, then of channels.
        """
        told: _Told = {}
        for alert in await tx.alerts.of_stories([event.article.story_id for event in events]):
            told.setdefault(alert.story_id, {})[alert.channel] = alert
        composer = Composer(tx, self._matcher)
        traces = [
            trace
            for event in events
            for trace in await self._alert(tx, event, told.setdefault(event.article.story_id, {}), composer, now)
        ]
        await tx.alerts.add_traces(traces)
        return traces

    async def _alert(
        self, tx: Transaction, event: Event, told: dict[Channel, Alert], composer: Composer, now: datetime
    ) -> list[Trace]:
        """Decide for one event; ``told`` are the alerts of its story, and those that are saved are put there."""
        traces = []
        for reader in await self._readers(tx, event, told):
            copied = await composer.articles([event.article.copy_of]) if event.article.copy_of else ()
            decision = decide_alert(
                reader.told,
                Development(
                    article=event.article,
                    before=event.before,
                    matched=reader.wish is not None,
                    matched_before=self._matched_before(reader, event),
                    copy_of=copied[0].outlet if copied else None,
                ),
            )
            alert = reader.told
            if decision.kind is not AlertKind.NOTHING:
                alert = await self._owe(tx, reader, event.article, decision.kind, composer, now)
                told[alert.channel] = alert
            self._metrics.count("alerts_total", kind=decision.kind.value)
            traces.append(
                Trace(
                    channel=reader.channel,
                    topic_id=reader.topic_id,
                    article_id=event.article.id,
                    story_id=event.article.story_id,
                    alert_id=alert.id if alert else None,
                    kind=decision.kind,
                    reasons=decision.reasons,
                    at=now,
                )
            )
        return traces

    async def _readers(self, tx: Transaction, event: Event, told: Mapping[Channel, Alert]) -> list[_Reader]:
        """Channels with a matching topic, and channels told of the story that still follow the topic they were told by."""
        matched = {topic.id for topic in self._matcher.match(event.article, event.workspaces)}
        told = {channel: alert for channel, alert in told.items() if channel.workspace in event.workspaces}
        subscriptions: dict[Channel, list[Subscription]] = {}
        for subscription in await tx.watch.subscribers(sorted(matched | {a.topic_id for a in told.values()})):
            subscriptions.setdefault(subscription.channel, []).append(subscription)
        readers = []
        for channel, theirs in sorted(subscriptions.items()):
            wish = next((s for s in theirs if s.topic_id in matched), None)
            alert = told.get(channel)
            if wish or alert:
                readers.append(_Reader(wish=wish, told=alert, time_zone=theirs[0].time_zone))
        return readers

    def _matched_before(self, reader: _Reader, event: Event) -> bool:
        topic = self._matcher.topic(reader.topic_id)
        return event.before is not None and topic is not None and self._matcher.wants(topic, event.before)

    async def _owe(
        self, tx: Transaction, reader: _Reader, article: Article, kind: AlertKind, composer: Composer, now: datetime
    ) -> Alert:
        alert = reader.told or Alert(
            channel=reader.channel,
            story_id=article.story_id,
            topic_id=reader.topic_id,
            created_at=now,
            updated_at=now,
        )
        if article.id not in alert.article_ids:
            alert = replace(alert, article_ids=(*alert.article_ids, article.id))
        alert = await tx.alerts.save(replace(alert, updated_at=now))
        act = Act.POST if kind is AlertKind.NEW else Act.EDIT
        revision = "" if act is Act.POST else f"-{article.id}-{now.timestamp():.6f}"
        await tx.outbox.owe(
            Delivery(
                alert_id=alert.id,
                channel=alert.channel,
                act=act,
                card=await composer.card(alert, reader.time_zone, updated=act is Act.EDIT),
                nonce=f"a{alert.id}{revision}",
                due_at=now,
                expires_at=now + WORTH_TELLING[act],
            )
        )
        return alert
