"""Runs a query over the articles that are stored: a look at the text of each, and a reading of those that may match."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.figure import Part
from bot.domain.news import Article
from bot.pipeline.corroborate import facts_in_order
from bot.pipeline.ports import Storage, Transaction
from bot.rules import (
    ALONE,
    NO_RATES,
    Index,
    Query,
    Rates,
    Sieve,
    StoryFacts,
    explain,
    hangs_on_story,
    loosened,
    matches,
    print_query,
    required_parts,
)
from bot.rules import read_article as read

PAGE = 2_000
"""Articles whose texts are looked at together."""

READ = 200
"""Articles that are read together."""

KEPT = 1_000
"""Articles that matched and are kept; the others are only counted."""

HIGHLIGHTED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that matched, with the spans of its title that did; only the newest hits have them."""

    article: Article
    title_spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """How many articles were searched, how many matched in how many stories, and the newest of them, newest first.

    ``absent`` are parts that every match must have and none of the newest articles has, where nothing matched.
    """

    searched: int
    matched: int = 0
    stories: int = 0
    newest: tuple[Hit, ...] = ()
    absent: tuple[str, ...] = ()


class _Search:
    """One query on its way through the articles of a workspace; ``found`` are the newest, ``stories`` those of all."""

    def __init__(self, query: Query, workspace: str, rates: Rates, kept: int) -> None:
        self._query = query
        self._workspace = workspace
        self._rates = rates
        self._kept = kept
        self._asks_of_story = hangs_on_story(query)
        asked = loosened(query) if self._asks_of_story else query
        self._sieve = Sieve(asked)
        self._index = Index(rates)
        self._index.add(0, asked)
        self._facts: dict[int, StoryFacts] = {}
        self.matched = 0
        self.found: list[Article] = []
        self.stories: set[int] = set()

    def sift(self, page: Sequence[tuple[int, bytes, bytes]]) -> list[int]:
        """The ids of those that may match."""
        return _passing(self._sieve, page)

    def match(self, articles: Sequence[Article]) -> list[Article]:
        """Those that match, as far as they say it themselves."""
        return [article for article in articles if self._index.match(article)]

    def absent(self, page: Sequence[tuple[int, bytes, bytes]]) -> tuple[str, ...]:
        """The parts without which nothing matches and that none of these texts has."""
        parts = required_parts(self._query)
        return tuple(print_query(part) for part in parts if not _passing(Sieve(Query(part)), page))

    async def take(self, tx: Transaction, articles: Sequence[Article]) -> None:
        """Take in articles that match, newest first; where the query asks of their stories, those whose story stands so."""
        for article in articles:
            if self._asks_of_story and not await self._stands(tx, article):
                continue
            self.matched += 1
            self.stories.add(article.story_id)
            if len(self.found) < self._kept:
                self.found.append(article)

    async def _stands(self, tx: Transaction, article: Article) -> bool:
        if article.id not in self._facts:
            self._facts |= facts_in_order(await tx.articles.of_story(self._workspace, article.story_id))
        return matches(self._query, read(article, self._facts.get(article.id, ALONE), self._rates))

    def hit(self, number: int, article: Article) -> Hit:
        """The article with what matched in its title, if it is among those that are shown."""
        if number >= HIGHLIGHTED:
            return Hit(article=article)
        spans = explain(self._query, read(article, self._facts.get(article.id, ALONE), self._rates)).spans
        shown = tuple((span.start, span.end) for span in spans if span.part is Part.TITLE)
        return Hit(article=article, title_spans=shown)


def _passing(sieve: Sieve, page: Sequence[tuple[int, bytes, bytes]]) -> list[int]:
    return [page[place][0] for place in sieve.passing([(title, text) for _, title, text in page])]


async def backtest(
    storage: Storage,
    workspace: str,
    query: Query,
    *,
    since: datetime,
    limit: int = 100_000,
    page: int = PAGE,
    kept: int = KEPT,
    rates: Rates = NO_RATES,
) -> Backtest:
    """Search at most ``limit`` of the workspace's articles seen since a moment.

    ``page`` of them are looked at together, so that memory stays small; the next ones are fetched meanwhile. What computes
    runs beside the event loop.
    """
    search = _Search(query, workspace, rates, kept)
    searched = 0
    async with storage.read() as tx:

        async def texts_before(article_id: int | None) -> Sequence[tuple[int, bytes, bytes]]:
            asked = min(page, limit - searched)
            return await tx.articles.texts(workspace, since=since, limit=asked, before_id=article_id) if asked else ()

        texts = first = await texts_before(None)
        while texts:
            searched += len(texts)
            promising, following = await asyncio.gather(
                asyncio.to_thread(search.sift, texts), texts_before(texts[-1][0])
            )
            for start in range(0, len(promising), READ):
                articles = await tx.articles.get(promising[start : start + READ])
                await search.take(tx, await asyncio.to_thread(search.match, articles))
            texts = following
    return Backtest(
        searched=searched,
        matched=search.matched,
        stories=len(search.stories),
        absent=() if search.matched else await asyncio.to_thread(search.absent, first),
        newest=tuple(search.hit(number, article) for number, article in enumerate(search.found)),
    )
