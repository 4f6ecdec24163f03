"""What the core is asked about one channel, and which of the channel's subscriptions decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts import (
    AlertDecision,
    Correction,
    Development,
    Moved,
    Situation,
    correction_of,
    decide_alert,
    eagerest,
    moved,
)
from bot.domain.alert import Alert
from bot.domain.chat import Abilities
from bot.domain.news import Article
from bot.domain.watch import Channel, Subscription, Updates
from bot.pipeline.compose import Composer, independent_of
from bot.pipeline.corroborate import facts_at
from bot.pipeline.match import Matcher
from bot.rules import ALONE, StoryFacts

PLAIN = Abilities(edits=True, buttons=False, pictures=False, lookup=False)
"""What a platform is taken to be able to do while it is not switched on here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What has happened to a story: an article of it is new, or was edited (``before``), or is to be told after a wait.

    ``matched`` are the topics that it matches, ``later`` the articles whose turn comes after this one's; ``waited`` are all
    the articles that waited with it.
    """

    article: Article
    before: Article | None
    matched: frozenset[int]
    later: frozenset[int] = frozenset()
    waited: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was decided for a channel, by which subscription and for what."""

    subscription: Subscription
    development: Development
    decision: AlertDecision

    @property
    def needs(self) -> int:
        """How many more outlets the subscription waits for."""
        return max(self.subscription.min_outlets - self.development.independent, 0)

    @property
    def confirms(self) -> bool:
        """Whether this is what makes them enough."""
        before = self.development.independent_before
        return before is not None and before < self.subscription.min_outlets <= self.development.independent


class Judge:
    """Asks the core, with what it must know. Used within one transaction."""

    def __init__(self, matcher: Matcher, composer: Composer, abilities: Mapping[str, Abilities], now: datetime) -> None:
        self._matcher = matcher
        self._composer = composer
        self._abilities = abilities
        self._now = now

    def situation(
        self, channel: Channel, *, paused: bool = False, told_this_hour: int = 0, breaker: str | None = None
    ) -> Situation:
        """What holds in a channel now."""
        abilities = self._abilities.get(channel.platform, PLAIN)
        return Situation(
            now=self._now, abilities=abilities, paused=paused, told_this_hour=told_this_hour, breaker=breaker
        )

    async def verdict(
        self,
        news: News,
        alert: Alert | None,
        subscriptions: Sequence[Subscription],
        situation_of: Callable[[Subscription], Situation],
    ) -> Verdict:
        """Decide for the channel of these subscriptions; ``alert`` is its alert of the article's story."""
        verdicts: dict[int, Verdict] = {}
        for subscription in subscriptions:
            development = await self._development(news, alert, subscription)
            decision = decide_alert(subscription, alert, development, situation_of(subscription))
            verdicts[subscription.id] = Verdict(subscription=subscription, development=development, decision=decision)
        chosen, _ = eagerest([(verdict.subscription, verdict.decision) for verdict in verdicts.values()])
        return verdicts[chosen.id]

    async def _development(self, news: News, alert: Alert | None, subscription: Subscription) -> Development:
        article = news.article
        independent, before = await self._independent(subscription, news)
        return Development(
            article=article,
            before=news.before,
            matched=subscription.topic_id in news.matched,
            matched_before=news.before is not None and self.wants(subscription, news.before),
            copy_of=await self._copied_outlet(article),
            moved=await self._moved(alert, article),
            correction=_correction(news, alert),
            independent=independent,
            independent_before=before,
            urgent=bool(subscription.urgent)
            and await self._satisfies(subscription.urgent, article, subscription, news),
            calls=bool(subscription.mention) and await self._may_call(subscription, news),
        )

    async def _may_call(self, subscription: Subscription, news: News) -> bool:
        when = subscription.mention_when
        if not when:
            return True
        for article in news.waited or (news.article,):
            if await self._satisfies(when, article, subscription, news):
                return True
        return False

    async def _satisfies(self, query: str, article: Article, subscription: Subscription, news: News) -> bool:
        return self._matcher.satisfies(query, article, await self._story_of(query, article, subscription, news))

    async def _story_of(self, query: str, article: Article, subscription: Subscription, news: News) -> StoryFacts:
        """How the article's story stands; read only for a query that asks of it, for the story may be long."""
        if not self._matcher.asks_of_story(query):
            return ALONE
        story = await self._composer.story(subscription.channel.workspace, article.story_id)
        return facts_at(article, story, before=news.before, later=news.later)

    def wants(self, subscription: Subscription, article: Article) -> bool:
        """Whether a subscription's topic matches an article."""
        topic = self._matcher.topic(subscription.topic_id)
        return topic is not None and self._matcher.wants(topic, article)

    async def _copied_outlet(self, article: Article) -> str | None:
        copied = await self._composer.articles([article.copy_of]) if article.copy_of else []
        return copied[0].outlet if copied else None

    async def _moved(self, alert: Alert | None, article: Article) -> tuple[Moved, ...]:
        if alert is None or not alert.article_ids:
            return ()
        return moved(alert.announced, await self._composer.standing(alert, article))

    async def _independent(self, subscription: Subscription, news: News) -> tuple[int, int]:
        """Independent outlets of the story with and without this; read only where it matters, for the story may be long."""
        if subscription.min_outlets <= 1:
            return 1, 1
        found = await self._composer.story(subscription.channel.workspace, news.article.story_id)
        story = [article for article in found if article.id not in news.later]
        now = independent_of(story)
        if news.waited:
            return now, 0
        return now, now if news.before else independent_of(a for a in story if a.id != news.article.id)


def _correction(news: News, alert: Alert | None) -> Correction | None:
    """The correction that this is; one of an article that the channel was not told is none of its business."""
    if alert is None or news.waited or (news.before is not None and news.article.id not in alert.article_ids):
        return None
    return correction_of(news.article, news.before)


def leftover(alert: Alert) -> Subscription:
    """What stands for the subscription by which a channel was told, when that is gone: its message is put right, no more."""
    return Subscription(
        topic_id=alert.topic_id, channel=alert.channel, updates=Updates.EDIT, created_at=alert.created_at
    )
