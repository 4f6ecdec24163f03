"""Flood breakers of one poll: what its articles, with what was told lately, would do to each channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.alerts import Arrival, Breaker, FloodLimits, breaker_of, decide_breakers
from bot.domain.alert import Alert, NoticeKind
from bot.domain.news import Article
from bot.domain.watch import Channel, Subscription
from bot.pipeline.audience import Audience, Event
from bot.pipeline.match import Matcher
from bot.pipeline.notice import Noticer

NO_FEED = 0
"""The feed of alerts that were told by earlier polls: one feed's flood is what it brings at once."""


class Breakers:
    """Which breakers are open, for the events of one poll; decided before the first of them is."""

    def __init__(
        self,
        *,
        audience: Audience,
        noticer: Noticer,
        matcher: Matcher,
        limits: FloodLimits,
        events: Sequence[Event],
        now: datetime,
    ) -> None:
        self._matcher = matcher
        self._open: dict[Channel, Mapping[str, Breaker]] = {}
        for channel, arriving in self._arriving(audience, events).items():
            lately = audience.lately.get(channel, ())
            told = [
                self._arrival(alert.topic_id, NO_FEED, "")
                for alert in lately
                if alert.told_at and alert.told_at > now - limits.window
            ]
            stopped = {n.subject: n.updated_at for n in noticer.of(channel, NoticeKind.FLOOD)}
            self._open[channel] = decide_breakers(told, arriving, stopped, limits, now)

    def find(self, subscription: Subscription, article: Article) -> Breaker | None:
        """The breaker that holds an article in a subscription's channel, None if none does."""
        breakers = self._open.get(subscription.channel)
        if not breakers:
            return None
        return breaker_of(self._arrival(subscription.topic_id, article.feed_id, article.outlet), breakers)

    def _arriving(self, audience: Audience, events: Sequence[Event]) -> Mapping[Channel, list[Arrival]]:
        """What each channel would be told now: one arrival a story that it has not heard of."""
        stories: dict[Channel, dict[int, Arrival]] = {}
        for number, event in enumerate(events):
            article = event.article
            for channel, subscriptions, alert in audience.concerned(number, event):
                if event.before is None and (alert is None or _unheard(alert)):
                    arrival = self._arrival(subscriptions[0].topic_id, article.feed_id, article.outlet)
                    stories.setdefault(channel, {}).setdefault(article.story_id, arrival)
        return {channel: list(arrivals.values()) for channel, arrivals in stories.items()}

    def _arrival(self, topic_id: int, feed_id: int, outlet: str) -> Arrival:
        topic = self._matcher.topic(topic_id)
        return Arrival(feed_id=feed_id, outlet=outlet, topic_id=topic_id, topic=topic.name if topic else "")


def _unheard(alert: Alert) -> bool:
    """Whether all of the story waits still."""
    return alert.told_at is None and not alert.article_ids
