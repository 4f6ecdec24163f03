"""article and topics -> alerts: what each channel is told, decided and owed in the transaction that stored the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.alerts import (
    Breaker,
    FloodLimits,
    Situation,
    compose_cap_notice,
    compose_flood_notice,
)
from bot.alerts.flood import CHANNEL_SUBJECT
from bot.domain.alert import Alert, AlertKind, Hold, NoticeKind, Trace
from bot.domain.chat import Abilities
from bot.domain.watch import Channel, Subscription
from bot.pipeline.advance import advance
from bot.pipeline.audience import HOUR, Audience, Event, read_audience
from bot.pipeline.breakers import Breakers
from bot.pipeline.compose import Composer
from bot.pipeline.judge import Judge, News, Verdict, leftover
from bot.pipeline.match import Matcher
from bot.pipeline.notice import Noticer
from bot.pipeline.ports import Metrics, Transaction
from bot.pipeline.tell import Teller, telling_of

__all__ = ["Alerter", "Event"]

_NOTICES = {Hold.CAP: NoticeKind.CAP, Hold.FLOOD: NoticeKind.FLOOD}
"""Waits that end with a reader's word, and the notices that ask for it."""


class Alerter:
    """Decides for every channel that an event may concern, and owes what was decided.

    ``abilities`` are those of the platforms that are switched on, by name.
    """

    def __init__(
        self,
        matcher: Matcher,
        metrics: Metrics,
        *,
        abilities: Mapping[str, Abilities] | None = None,
        limits: FloodLimits | None = None,
    ) -> None:
        self._matcher = matcher
        self._metrics = metrics
        self._abilities = abilities or {}
        self._limits = limits or FloodLimits()

    async def alert(self, tx: Transaction, events: Sequence[Event], now: datetime) -> list[Trace]:
        """Decide, owe and remember the reasons, once the articles of all ``events`` of one poll are stored.

        The answer holds one trace a channel, in the order of events, then of channels.
        """
        audience = await read_audience(tx, self._matcher, events)
        if not audience.channels:
            return []
        noticer, composer = Noticer(tx, now), Composer(tx, self._matcher)
        if audience.may_post(events):
            span = max(HOUR, self._limits.window) if audience.capped else self._limits.window
            await audience.read_lately(tx, since=now - span)
            await noticer.read(audience.channels)
        composer.put(event.article for event in events)
        await composer.read(audience.alerts, [e.article.copy_of for e in events if e.article.copy_of])
        stage = _Stage(
            tx=tx,
            audience=audience,
            composer=composer,
            judge=Judge(self._matcher, composer, self._abilities, now),
            breakers=Breakers(
                audience=audience,
                noticer=noticer,
                matcher=self._matcher,
                limits=self._limits,
                events=events,
                now=now,
            ),
            noticer=noticer,
            now=now,
        )
        traces = [trace for number in range(len(events)) for trace in await stage.play(events, number)]
        await noticer.settle()
        await tx.alerts.add_traces(traces)
        for trace in traces:
            self._metrics.count("alerts_total", kind=trace.kind.value)
        return traces


class _Stage:
    """One poll's events on their way to the channels, within one transaction."""

    def __init__(
        self,
        *,
        tx: Transaction,
        audience: Audience,
        composer: Composer,
        judge: Judge,
        breakers: Breakers,
        noticer: Noticer,
        now: datetime,
    ) -> None:
        self._tx = tx
        self._audience = audience
        self._composer = composer
        self._judge = judge
        self._breakers = breakers
        self._noticer = noticer
        self._teller = Teller(tx, composer, now)
        self._now = now

    async def play(self, events: Sequence[Event], number: int) -> list[Trace]:
        """Decide one event for every channel that it may concern, and owe what was decided."""
        event = events[number]
        news = News(
            article=event.article,
            before=event.before,
            matched=self._audience.matched[number],
            later=frozenset(later.article.id for later in events[number + 1 :] if later.before is None),
        )
        traces = []
        for channel, subscriptions, alert in self._audience.concerned(number, event):
            verdict = await self._decide(news, channel, subscriptions, alert)
            if subscriptions or verdict.development.correction:
                after = await self._carry_out(verdict, news, alert)
                traces.append(self._trace(verdict, news, after))
        return traces

    async def _decide(
        self, news: News, channel: Channel, subscriptions: Sequence[Subscription], alert: Alert | None
    ) -> Verdict:
        if alert and not subscriptions:
            subscriptions = [leftover(alert)]
        situation = self._judge.situation(
            channel,
            paused=channel in self._audience.paused,
            told_this_hour=self._audience.told_since(channel, self._now - HOUR),
        )

        def situation_of(subscription: Subscription) -> Situation:
            breaker = self._breakers.find(subscription, news.article)
            return replace(situation, breaker=breaker.sentence) if breaker else situation

        return await self._judge.verdict(news, alert, subscriptions, situation_of)

    async def _carry_out(self, verdict: Verdict, news: News, alert: Alert | None) -> Alert | None:
        """Store what became of the channel's alert, and owe what is to be said."""
        decision, subscription, article = verdict.decision, verdict.subscription, news.article
        if decision.kind is AlertKind.NOTHING:
            return alert
        before = alert or Alert(
            channel=subscription.channel,
            story_id=article.story_id,
            topic_id=subscription.topic_id,
            created_at=self._now,
            updated_at=self._now,
        )
        standing = await self._composer.standing(before, article) if decision.announces else ()
        after = advance(before, decision, article.id, standing, self._now)
        if not before.article_ids:
            after = replace(after, topic_id=subscription.topic_id)
        breaker = self._breakers.find(subscription, article) if after.hold is Hold.FLOOD else None
        after = replace(after, notice_id=await self._notice(before, after, subscription, breaker))
        stored = await self._tx.alerts.save(after)
        self._audience.note(alert, stored)
        await self._teller.tell(stored, decision.acts, telling_of(verdict, article))
        return stored

    async def _notice(
        self, before: Alert, after: Alert, subscription: Subscription, breaker: Breaker | None
    ) -> int | None:
        """The notice that is to tell of the alert's wait; the one that told of it until now counts one fewer."""
        kind = _NOTICES.get(after.hold) if after.hold else None
        known = self._noticer.get(before.notice_id)
        if known and known.kind is kind:
            return known.id
        if known:
            self._noticer.count_down(known, 1)
        if kind is None:
            return None
        notice = await self._noticer.open(after.channel, kind, breaker.subject if breaker else CHANNEL_SUBJECT)
        if breaker:
            self._noticer.say(notice, notice.count + 1, partial(compose_flood_notice, sentence=breaker.sentence))
        else:
            self._noticer.say(notice, notice.count + 1, partial(compose_cap_notice, cap=subscription.cap))
        return notice.id

    def _trace(self, verdict: Verdict, news: News, alert: Alert | None) -> Trace:
        return Trace(
            channel=verdict.subscription.channel,
            topic_id=verdict.subscription.topic_id,
            article_id=news.article.id,
            story_id=news.article.story_id,
            alert_id=alert.id if alert else None,
            kind=verdict.decision.kind,
            reasons=verdict.decision.reasons,
            at=self._now,
        )
