"""Whom the articles of one poll concern, and what each of them has been told: read for all at once.

What is read here is read while every other writer waits, and is most of the time between an article and its message: a few
statements a poll, however many articles and channels.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.alert import Alert
from bot.domain.news import Article
from bot.domain.watch import Channel, Pause, Subscription
from bot.pipeline.corroborate import matched_topics
from bot.pipeline.match import Matcher
from bot.pipeline.ports import Transaction

HOUR = timedelta(hours=1)
"""The span that a subscription's cap counts in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An article that is new to some workspaces (``before`` None), or that was edited.

    Stories are the same for all; ``workspaces`` are those that follow a feed which showed this article, and none but they
    are told of it.
    """

    article: Article
    before: Article | None
    workspaces: Collection[str]


@dataclass(slots=True, kw_only=True)
class Audience:
    """What is known of the channels that some events may concern; kept in step as they are told.

    ``matched`` are the ids of the topics that each event's article matches, ``told`` the alerts of each story by channel,
    ``lately`` the alerts of each channel that were told lately.
    """

    matched: Sequence[frozenset[int]]
    told: dict[int, dict[Channel, Alert]]
    subscriptions: Mapping[Channel, Sequence[Subscription]]
    paused: Mapping[Channel, Pause]
    lately: dict[Channel, list[Alert]] = field(default_factory=dict)

    @property
    def channels(self) -> list[Channel]:
        """All channels that any of the events may concern, in order."""
        told = (channel for alerts in self.told.values() for channel in alerts)
        return sorted({*self.subscriptions, *told})

    @property
    def alerts(self) -> list[Alert]:
        """The alerts of all the stories."""
        return [alert for alerts in self.told.values() for alert in alerts.values()]

    def concerned(self, number: int, event: Event) -> list[tuple[Channel, list[Subscription], Alert | None]]:
        """Channels that the event may concern, in order, with their subscriptions that have a say, the alert's own first.

        Those are the subscriptions whose topic matches, and the one by whose topic the channel was told of the story.
        A channel that was told the very article has a say even if it is subscribed no more.
        """
        told = self.told.get(event.article.story_id, {})
        found = []
        for channel in sorted(self.subscriptions.keys() | told.keys()):
            if channel.workspace not in event.workspaces:
                continue
            alert = told.get(channel)
            theirs = [
                subscription
                for subscription in self.subscriptions.get(channel, ())
                if subscription.topic_id in self.matched[number] or (alert and subscription.topic_id == alert.topic_id)
            ]
            if alert:
                theirs.sort(key=lambda subscription: subscription.topic_id != alert.topic_id)
            if theirs or (alert and event.article.id in alert.article_ids):
                found.append((channel, theirs, alert))
        return found

    @property
    def capped(self) -> bool:
        """Whether any of the channels takes only so many alerts an hour."""
        return any(subscription.cap for theirs in self.subscriptions.values() for subscription in theirs)

    def may_post(self, events: Sequence[Event]) -> bool:
        """Whether any channel may get a message of a story that it has none of yet."""
        return any(
            alert is None or alert.told_at is None
            for number, event in enumerate(events)
            for _, _, alert in self.concerned(number, event)
        )

    async def read_lately(self, tx: Transaction, *, since: datetime) -> None:
        """Take in what the channels were told since a moment."""
        for channel, alerts in (await tx.alerts.told_since(self.channels, since)).items():
            self.lately[channel] = list(alerts)

    def told_since(self, channel: Channel, moment: datetime) -> int:
        """How many alerts a channel was told since a moment, as far as they were read."""
        return sum(alert.told_at is not None and alert.told_at > moment for alert in self.lately.get(channel, ()))

    def note(self, before: Alert | None, after: Alert) -> None:
        """Take in an alert as it was stored."""
        self.told.setdefault(after.story_id, {})[after.channel] = after
        if after.told_at is not None and (before is None or before.told_at != after.told_at):
            known = self.lately.setdefault(after.channel, [])
            known[:] = [alert for alert in known if alert.id != after.id] + [after]


async def read_audience(tx: Transaction, matcher: Matcher, events: Sequence[Event]) -> Audience:
    """Read what must be known before any event of a poll is decided."""
    matched = [
        await matched_topics(
            tx,
            matcher,
            event.article,
            event.workspaces,
            before=event.before,
            later=[later.article.id for later in events[number + 1 :] if later.before is None],
        )
        for number, event in enumerate(events)
    ]
    told: dict[int, dict[Channel, Alert]] = {}
    for alert in await tx.alerts.of_stories([event.article.story_id for event in events]):
        told.setdefault(alert.story_id, {})[alert.channel] = alert
    topics = frozenset().union(*matched, (alert.topic_id for theirs in told.values() for alert in theirs.values()))
    subscriptions: dict[Channel, list[Subscription]] = {}
    for subscription in await tx.watch.subscribers(sorted(topics)) if topics else ():
        subscriptions.setdefault(subscription.channel, []).append(subscription)
    audience = Audience(matched=matched, told=told, subscriptions=subscriptions, paused={})
    if audience.channels:
        audience.paused = await tx.watch.paused(audience.channels)
    return audience
