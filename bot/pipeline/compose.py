"""alert -> its cards, with what must be read for them. Within one transaction nothing is read or composed twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts import (
    AlertView,
    Correction,
    Moved,
    StoryView,
    UpdateView,
    compose_alert,
    compose_update,
    standing_correction,
)
from bot.alerts.standing import standing_figures
from bot.domain.alert import Alert
from bot.domain.card import Card, Mention
from bot.domain.figure import Figure
from bot.domain.news import Article
from bot.figures import key_figures
from bot.pipeline.match import Matcher
from bot.pipeline.ports import Transaction

NEWEST = 24
"""Articles beside the first whose figures a card gives. More would read a story's whole history at each of its updates."""

KEY_FIGURES = 5
"""How many figures of a story count as what it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What the messages of one decision say beside the story itself.

    ``article`` is what brought them about; ``moved`` and ``correction`` are what it changed, and ``confirms`` that enough
    independent outlets report the story now; ``needs`` is how many more must. ``updated_at`` is None for a first post.
    """

    article: Article
    time_zone: str
    calls: tuple[Mention, ...] = ()
    moved: tuple[Moved, ...] = ()
    correction: Correction | None = None
    confirms: bool = False
    needs: int = 0
    updated_at: datetime | None = None


class Composer:
    """Composes the cards of one transaction, after its articles were stored."""

    def __init__(self, tx: Transaction, matcher: Matcher) -> None:
        self._tx = tx
        self._matcher = matcher
        self._articles: dict[int, Article] = {}
        self._outlets: dict[tuple[int, ...], Mapping[str, bool]] = {}
        self._stories: dict[tuple[str, int], Sequence[Article]] = {}
        self._figures: dict[tuple[int, ...], tuple[Figure, ...]] = {}
        self._cards: dict[tuple[object, ...], Card] = {}
        self._update: tuple[UpdateView, Card] | None = None

    def put(self, articles: Iterable[Article]) -> None:
        """Take in articles that are at hand, as they are now."""
        self._articles |= {article.id: article for article in articles}

    async def read(self, alerts: Iterable[Alert], more: Iterable[int] = ()) -> None:
        """Read at once what the cards of these alerts are made of, and ``more`` articles."""
        await self.articles([*more, *(number for a in alerts for number in shown(a.article_ids + a.held_ids))])

    async def articles(self, article_ids: Sequence[int]) -> list[Article]:
        """Those that exist, in the order of the ids given."""
        missing = [article_id for article_id in article_ids if article_id not in self._articles]
        self.put(await self._tx.articles.get(missing) if missing else ())
        return [self._articles[article_id] for article_id in article_ids if article_id in self._articles]

    async def outlets(self, article_ids: tuple[int, ...]) -> Mapping[str, bool]:
        """Outlets of these articles, first told first -> whether one of theirs is no copy of another's text."""
        if article_ids not in self._outlets:
            at_hand = all(number in self._articles for number in article_ids)
            self._outlets[article_ids] = (
                outlets_of(self._articles[number] for number in article_ids)
                if at_hand
                else await self._tx.articles.outlets(article_ids)
            )
        return self._outlets[article_ids]

    async def story(self, workspace: str, story_id: int) -> Sequence[Article]:
        """All articles of a story that the workspace's feeds have shown."""
        key = workspace, story_id
        if key not in self._stories:
            self._stories[key] = await self._tx.articles.of_story(workspace, story_id)
        return self._stories[key]

    async def standing(self, alert: Alert, *more: Article) -> tuple[Figure, ...]:
        """The key figures of what a channel is told or waits for, with ``more`` articles, which are at hand."""
        told = (*alert.article_ids, *alert.held_ids)
        known = shown((*told, *(article.id for article in more)))
        key = tuple(known)
        if key not in self._figures:
            self._figures[key] = tuple(key_figures(standing_figures(await self.articles(known)), KEY_FIGURES))
        return self._figures[key]

    async def card(self, alert: Alert, telling: Telling) -> Card:
        """Compose what the channel is to see of all that it is told."""
        said = (telling.time_zone, telling.calls, telling.needs, telling.correction, telling.updated_at)
        key = (alert.topic_id, alert.story_id, alert.article_ids, *said)
        if key not in self._cards:
            self._cards[key] = compose_alert(await self.view(alert, telling))
        return self._cards[key]

    async def view(self, alert: Alert, telling: Telling) -> AlertView:
        """All that the card of an alert is made of."""
        articles = tuple(await self.articles(shown(alert.article_ids)))
        outlets = await self.outlets(alert.article_ids)
        topic = self._matcher.topic(alert.topic_id)
        return AlertView(
            topic=topic.name if topic else "",
            story_id=alert.story_id,
            articles=articles,
            outlets=tuple(outlets),
            matched=self._matcher.highlights(topic, articles[0]) if topic else (),
            independent=max(sum(outlets.values()), 1),
            time_zone=telling.time_zone,
            updated_at=telling.updated_at,
            calls=telling.calls,
            needs=telling.needs,
            correction=telling.correction or _standing_correction(articles),
        )

    async def update(self, alert: Alert, telling: Telling) -> Card:
        """Compose what is said beside the card: what has just changed."""
        outlets = await self.outlets(alert.article_ids)
        view = UpdateView(
            story_id=alert.story_id,
            article=telling.article,
            moved=telling.moved,
            correction=telling.correction,
            confirms=telling.confirms,
            outlets=len(outlets),
            independent=max(sum(outlets.values()), 1),
            calls=telling.calls,
            time_zone=telling.time_zone,
        )
        if self._update is None or self._update[0] != view:
            # Many channels are told the same, one after another.
            self._update = view, compose_update(view)
        return self._update[1]

    async def story_view(self, alert: Alert, told_now: Sequence[int]) -> StoryView:
        """A story as a digest shows it; ``told_now`` are those of its articles that the channel was not told before."""
        outlets = await self.outlets(alert.article_ids)
        topic = self._matcher.topic(alert.topic_id)
        articles = tuple(await self.articles(shown(told_now)))
        return StoryView(
            alert=alert,
            topic=topic.name if topic else "",
            articles=articles,
            outlets=tuple(outlets),
            independent=max(sum(outlets.values()), 1),
            correction=_standing_correction(articles),
        )


def shown(article_ids: Sequence[int]) -> list[int]:
    """Those that a card shows: the first and the newest."""
    told = list(dict.fromkeys(article_ids))
    return [*told[:1], *told[1:][-NEWEST:]]


def outlets_of(articles: Iterable[Article]) -> dict[str, bool]:
    """Outlets in order of their articles -> whether one of theirs is no copy of another's text."""
    found: dict[str, bool] = {}
    for article in articles:
        found[article.outlet] = found.get(article.outlet, False) or article.copy_of is None
    return found


def _standing_correction(articles: Sequence[Article]) -> Correction | None:
    """What the newest of the articles that take anything back does; it is to be read as long as the card stands."""
    return next((found for article in reversed(articles) if (found := standing_correction(article))), None)


def independent_of(articles: Iterable[Article]) -> int:
    """How many outlets report in words of their own."""
    return sum(outlets_of(articles).values())
