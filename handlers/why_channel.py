"""What was decided for a channel, how it stands with it now, and what became of each delivery."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.alert import Alert, Delivery, DeliveryState, Trace
from bot.domain.card import Break, Span, Text, Time
from bot.domain.news import Article
from bot.domain.watch import Pause, Subscription, Topic
from handlers.held import why_held


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFacts:
    """What is stored of one channel and some articles. ``subscriptions`` and ``all_topics`` are by topic id."""

    now: datetime
    label: str
    subscriptions: Mapping[int, Subscription]
    all_topics: Mapping[int, Topic]
    traces: tuple[Trace, ...]
    alerts: tuple[Alert, ...]
    deliveries: tuple[Delivery, ...]
    pause: Pause | None

    @property
    def topics(self) -> Sequence[Topic]:
        """The channel's topics, by name."""
        return [topic for topic in self.all_topics.values() if topic.id in self.subscriptions]

    def decided(self, article: Article, zone: str) -> Iterable[Span]:
        """What was decided on an article, and by which rule; or why nothing was."""
        mine = [trace for trace in self.traces if trace.article_id == article.id]
        for trace in mine:
            yield Break()
            yield Text("Decided ")
            yield Time(trace.at, zone)
            yield Text(f" for {self._name(trace.topic_id)}: {trace.kind.value}; {'; '.join(trace.reasons)}.")
        if mine:
            return
        later = [each for each in self.subscriptions.values() if each.created_at > article.seen_at]
        yield Break()
        yield Text(
            "Nothing was decided on it for this channel: no topic matched, or it was there when its feed was first read."
        )
        for subscription in later[:3]:
            yield Text(f" {self._name(subscription.topic_id)} is subscribed here only since ")
            yield Time(subscription.created_at, zone)
            yield Text(".")

    def _name(self, topic_id: int) -> str:
        here = self.all_topics.get(topic_id) if topic_id in self.subscriptions else None
        return here.name if here else "a topic that is not subscribed here now"


def stands(facts: ChannelFacts, zone: str) -> Iterable[Span]:
    """What holds now: what waits, what is muted or snoozed, and whether the channel can be written to."""
    for alert in facts.alerts:
        if alert.hold:
            yield Break()
            yield Text(f"Now {'an update' if alert.told_at else 'it'} ")
            yield from why_held(alert, zone)
            yield Text(".")
        if alert.muted_at:
            yield Break()
            yield Text(f"s{alert.story_id} is muted here since ")
            yield Time(alert.muted_at, zone)
            yield Text(f"; /unmute s{alert.story_id} ends it.")
    for subscription in facts.subscriptions.values():
        topic = facts.all_topics.get(subscription.topic_id)
        if topic and subscription.snoozed_until and subscription.snoozed_until > facts.now:
            yield Break()
            yield Text(f"{topic.name} is snoozed here until ")
            yield Time(subscription.snoozed_until, zone)
            yield Text(".")
    if facts.pause:
        yield Break()
        yield Text(f"{facts.label} is paused since ")
        yield Time(facts.pause.since, zone)
        yield Text(f": {facts.pause.reason.rstrip('.')}.")


def delivered(deliveries: Sequence[Delivery], zone: str) -> Iterable[Span]:
    """One line for each delivery: what it was, how it ended or when it is due, and after how many attempts."""
    for delivery in deliveries:
        yield Break()
        yield Text(f"Delivery {delivery.id}, {delivery.act.value}: {delivery.state.value}")
        if delivery.state is DeliveryState.OWED:
            yield Text(", due ")
            yield Time(delivery.due_at, zone)
        elif delivery.settled_at:
            yield Text(" ")
            yield Time(delivery.settled_at, zone)
        yield Text(f", attempt {delivery.attempts}" if delivery.attempts else ", not tried yet")
        yield Text(f" ({delivery.reason})." if delivery.reason else ".")
