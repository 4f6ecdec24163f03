"""The alerts of one channel that wait, and what becomes of them within one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.alerts import AlertDecision, DigestView, Situation, compose_digest, standing_correction
from bot.domain.alert import Act, Alert, AlertKind, Hold, Notice, Trace
from bot.domain.chat import Abilities
from bot.domain.news import Article
from bot.domain.watch import Channel, Subscription
from bot.pipeline.advance import advance, later
from bot.pipeline.compose import Composer
from bot.pipeline.judge import Judge, News, Verdict
from bot.pipeline.match import Matcher
from bot.pipeline.notice import Noticer
from bot.pipeline.ports import Metrics, Transaction
from bot.pipeline.tell import Teller, telling_of

FEW = 3
"""Stories that are told in messages of their own when a wait ends; more come as one digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """An alert whose wait has ended, and what was decided on it."""

    alert: Alert
    verdict: Verdict

    @property
    def article(self) -> Article:
        """The newest of what waited."""
        return self.verdict.development.article

    @property
    def stands(self) -> bool:
        """Whether the channel has a message of the story already, under which the news of it belong."""
        return self.alert.told_at is not None


class Waiting:
    """What waits in one channel. ``end`` or ``discard`` is called once."""

    def __init__(
        self,
        tx: Transaction,
        channel: Channel,
        held: Sequence[Alert],
        *,
        subscriptions: Sequence[Subscription],
        paused: bool,
        composer: Composer,
        judge: Judge,
        noticer: Noticer,
        notices: Sequence[Notice],
        metrics: Metrics,
        now: datetime,
    ) -> None:
        self._tx = tx
        self._channel = channel
        self._held = held
        self._subscriptions = {subscription.topic_id: subscription for subscription in subscriptions}
        self._paused = paused
        self._composer = composer
        self._judge = judge
        self._noticer = noticer
        self._notices = notices
        self._teller = Teller(tx, composer, now)
        self._metrics = metrics
        self._now = now
        self._traces: list[Trace] = []

    @classmethod
    async def of(
        cls,
        tx: Transaction,
        channel: Channel,
        held: Sequence[Alert],
        notice_id: int | None,
        *,
        matcher: Matcher,
        metrics: Metrics,
        abilities: Mapping[str, Abilities],
        now: datetime,
    ) -> Waiting:
        """Read what must be known of these alerts, and of the notices that tell of them."""
        composer = Composer(tx, matcher)
        await composer.read(held)
        noticer = Noticer(tx, now)
        told_of = {alert.notice_id for alert in held} | {notice_id}
        notices = [await noticer.take(channel, number) for number in sorted(n for n in told_of if n is not None)]
        return cls(
            tx,
            channel,
            held,
            subscriptions=await tx.watch.subscriptions(channel.workspace, channel),
            paused=channel in await tx.watch.paused([channel]),
            composer=composer,
            judge=Judge(matcher, composer, abilities, now),
            noticer=noticer,
            notices=[notice for notice in notices if notice],
            metrics=metrics,
            now=now,
        )

    async def end(self, *, asked: bool = False) -> int:
        """Tell what need not wait any longer, or all of it if a reader ``asked``; how many alerts were told."""
        ready = [one for alert in self._held if (one := await self._decide(alert, asked=asked))]
        stories = [one for one in ready if not one.stands or one.alert.hold is Hold.SCHEDULE]
        batch = any(one.alert.hold is Hold.SCHEDULE for one in stories)
        together = stories if len(stories) > FEW or (batch and len(stories) > 1) else []
        for one in ready:
            if one not in together:
                await self._tell(one)
        if together:
            await self._tell_together(together)
        await self._count_down()
        await self._settle()
        return len(ready)

    async def discard(self) -> int:
        """Drop it all; how many alerts that were."""
        for alert in self._held:
            await self._drop(alert, "a reader discarded what waited")
        await self._count_down()
        await self._settle()
        return len(self._held)

    async def _decide(self, alert: Alert, *, asked: bool) -> _Ready | None:
        """What is to be told of an alert now; None where it goes on waiting, or nothing of it is told any more."""
        waited = tuple(await self._composer.articles(alert.held_ids))
        subscription = self._subscription(alert, waited)
        gone = _gone(alert, subscription, waited)
        if subscription is None or gone:
            await self._drop(alert, gone)
            return None
        news = News(article=waited[-1], before=None, matched=frozenset((subscription.topic_id,)), waited=waited)
        wish = _as_asked(subscription) if asked else replace(subscription, when="instant", cap=0)
        verdict = await self._judge.verdict(news, _in_question(alert), [wish], lambda _: self._situation(asked=asked))
        if verdict.decision.kind is AlertKind.NOTHING:
            await self._drop(alert, *verdict.decision.reasons)
            return None
        if verdict.decision.hold is not None:
            await self._hold_on(alert, verdict)
            return None
        return _Ready(alert=alert, verdict=verdict)

    def _subscription(self, alert: Alert, waited: Sequence[Article]) -> Subscription | None:
        """The subscription that it waits for or, where that is gone, another of the channel that wants it."""
        known = self._subscriptions.get(alert.topic_id)
        if known or not waited:
            return known if waited else None
        return next((s for s in self._subscriptions.values() if self._judge.wants(s, waited[-1])), None)

    def _situation(self, *, asked: bool) -> Situation:
        return self._judge.situation(self._channel, paused=self._paused and not asked)

    async def _tell(self, one: _Ready) -> None:
        """Tell one story in its own messages; where it is a whole digest, in one that readers see."""
        decision = one.verdict.decision
        if one.stands and one.alert.hold is Hold.SCHEDULE:
            decision = replace(decision, acts=(Act.RENEW,), announces=True)
        after = await self._advance(one, decision)
        await self._teller.tell(after, decision.acts, telling_of(one.verdict, one.article))
        self._trace(one.alert, decision)

    async def _tell_together(self, stories: Sequence[_Ready]) -> None:
        """Tell stories as a digest. Those that have a message of their own are brought up to date there."""
        views = []
        for one in stories:
            acts = (Act.EDIT,) if one.stands and self._may_edit(one.alert) else ()
            decision = replace(one.verdict.decision, acts=acts, calls=False, announces=True)
            after = await self._advance(one, decision)
            await self._teller.tell(after, acts, telling_of(one.verdict, one.article))
            self._trace(one.alert, decision, f"told with {len(stories) - 1} others in a digest")
            views.append(await self._composer.story_view(after, one.alert.held_ids))
        digest = DigestView(
            title=_title(stories),
            stories=tuple(views),
            time_zone=stories[0].verdict.subscription.time_zone,
            now=self._now,
        )
        await self._teller.tell_together(views[0].alert, compose_digest(digest))

    def _may_edit(self, alert: Alert) -> bool:
        edit_for = self._situation(asked=False).abilities.edit_for
        return edit_for is None or (alert.told_at is not None and self._now - alert.told_at <= edit_for)

    async def _advance(self, one: _Ready, decision: AlertDecision) -> Alert:
        standing = await self._composer.standing(one.alert)
        after = advance(one.alert, decision, one.article.id, standing, self._now)
        return await self._tx.alerts.save(replace(after, notice_id=None))

    async def _hold_on(self, alert: Alert, verdict: Verdict) -> None:
        """It waits for something else now; what was to come in a digest still comes in one."""
        decision = verdict.decision
        hold = alert.hold if alert.hold is Hold.SCHEDULE and decision.release_at else decision.hold
        on = replace(alert, hold=hold, release_at=decision.release_at, updated_at=later(self._now, alert.updated_at))
        await self._tx.alerts.save(on)
        self._trace(alert, decision)

    async def _drop(self, alert: Alert, *reasons: str) -> None:
        """Let nothing of it wait. What was told of the story before stays told."""
        at_rest = replace(
            alert,
            held_ids=(),
            hold=None,
            release_at=None,
            notice_id=None,
            updated_at=later(self._now, alert.updated_at),
        )
        await self._tx.alerts.save(at_rest)
        self._trace(alert, AlertDecision(kind=AlertKind.NOTHING, reasons=reasons))

    async def _count_down(self) -> None:
        """Bring the notices that told of all this up to date."""
        for notice in self._notices:
            if not notice.count:
                continue
            left = await self._tx.alerts.held(self._channel, notice.id)
            self._noticer.count_down(notice, notice.count - len(left))

    def _trace(self, alert: Alert, decision: AlertDecision, *more: str) -> None:
        """Say of each article that waited what became of it."""
        waited = (f"it waited {_WAITED[alert.hold]}",) if alert.hold else ()
        self._traces += [
            Trace(
                channel=alert.channel,
                topic_id=alert.topic_id,
                article_id=article_id,
                story_id=alert.story_id,
                alert_id=alert.id,
                kind=decision.kind,
                reasons=(*waited, *decision.reasons, *more),
                at=self._now,
            )
            for article_id in alert.held_ids
        ]
        self._metrics.count("alerts_total", kind=decision.kind.value)

    async def _settle(self) -> None:
        await self._noticer.settle()
        await self._tx.alerts.add_traces(self._traces)


_WAITED = {
    Hold.SCHEDULE: "for its schedule",
    Hold.QUIET: "for the end of quiet hours",
    Hold.SNOOZE: "for the end of the snooze",
    Hold.OUTLETS: "for more outlets",
    Hold.CAP: "for a reader's word, after the alerts of its hour",
    Hold.FLOOD: "for a reader's word, in a flood",
    Hold.PAUSE: "until the channel could be written to",
}


_TITLES = {
    Hold.SCHEDULE: "Digest",
    Hold.QUIET: "While it was quiet",
    Hold.SNOOZE: "While it was snoozed",
    Hold.PAUSE: "While this channel could not be written to",
}
"""The words that open a digest, by what most of its stories waited for."""


def _gone(alert: Alert, subscription: Subscription | None, waited: Sequence[Article]) -> str:
    """Why nothing of it is to be told any more, if so."""
    if alert.muted_at:
        return "the story is muted"
    if subscription is None:
        return "the channel is not subscribed to the topic any more"
    taken_back = [found is not None and found.kind == "retracted" for found in map(standing_correction, waited)]
    if not alert.article_ids and all(taken_back):
        return "it was retracted before it was told"
    return ""


def _in_question(alert: Alert) -> Alert:
    """The alert as it is to be decided on: nothing holds it. What a digest tells is a post, though a message stands."""
    told_at = None if alert.hold is Hold.SCHEDULE else alert.told_at
    return replace(alert, hold=None, release_at=None, told_at=told_at)


def _title(stories: Sequence[_Ready]) -> str:
    ((hold, _),) = Counter(one.alert.hold for one in stories).most_common(1)
    return _TITLES.get(hold, "What was held") if hold else "What was held"


def _as_asked(subscription: Subscription) -> Subscription:
    """A reader's word ends every wait."""
    return replace(subscription, when="instant", quiet="", cap=0, snoozed_until=None, min_outlets=1)
