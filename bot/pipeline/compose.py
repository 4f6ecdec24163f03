"""alert -> its card, with what must be read for it. Within one transaction nothing is read or composed twice."""

from __future__ import annotations

from collections.abc import Sequence

from bot.alerts import AlertView, compose_alert
from bot.domain.alert import Alert
from bot.domain.card import Card
from bot.domain.news import Article
from bot.pipeline.match import Matcher
from bot.pipeline.ports import Transaction

NEWEST = 24
"""Articles beside the first whose figures a card gives. More would read a story's whole history at each of its updates."""


class Composer:
    """Composes the cards of one transaction, after its articles were stored."""

    def __init__(self, tx: Transaction, matcher: Matcher) -> None:
        self._tx = tx
        self._matcher = matcher
        self._articles: dict[int, Article] = {}
        self._cards: dict[tuple[object, ...], Card] = {}

    async def articles(self, article_ids: Sequence[int]) -> list[Article]:
        """Those that exist, in the order of the ids given."""
        missing = [article_id for article_id in article_ids if article_id not in self._articles]
        for article in await self._tx.articles.get(missing) if missing else ():
            self._articles[article.id] = article
        return [self._articles[article_id] for article_id in article_ids if article_id in self._articles]

    async def card(self, alert: Alert, time_zone: str, *, updated: bool) -> Card:
        """Compose what the channel is to see of all that it is told."""
        key = (alert.topic_id, alert.story_id, alert.article_ids, time_zone, alert.updated_at if updated else None)
        if key not in self._cards:
            self._cards[key] = await self._compose(alert, time_zone, updated=updated)
        return self._cards[key]

    async def _compose(self, alert: Alert, time_zone: str, *, updated: bool) -> Card:
        first, *later = alert.article_ids
        articles = tuple(await self.articles([first, *later[-NEWEST:]]))
        outlets = await self._tx.articles.outlets(alert.article_ids)
        topic = self._matcher.topic(alert.topic_id)
        return compose_alert(
            AlertView(
                topic=topic.name if topic else "",
                story_id=alert.story_id,
                articles=articles,
                outlets=tuple(outlets),
                matched=self._matcher.highlights(topic, articles[0]) if topic else (),
                independent=max(sum(outlets.values()), 1),
                time_zone=time_zone,
                updated_at=alert.updated_at if updated else None,
            )
        )
