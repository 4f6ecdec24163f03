"""Runs a query over the articles that are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.figure import Part
from bot.domain.news import Article
from bot.pipeline.ports import Storage
from bot.rules import Query, explain, matches

PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that matched, with the spans of its title that did."""

    article: Article
    title_spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """How many articles were searched, and those that matched, newest first."""

    searched: int
    newest: tuple[Hit, ...]


async def backtest(
    storage: Storage, workspace: str, query: Query, *, since: datetime, limit: int = 100_000
) -> Backtest:
    """Search at most ``limit`` of the workspace's articles seen since a moment, in pages, so that memory stays small."""
    searched = 0
    hits: list[Hit] = []
    before_id: int | None = None
    while searched < limit:
        async with storage.read() as tx:
            page = await tx.articles.recent(workspace, since=since, limit=PAGE, before_id=before_id)
        hits += [_hit(query, article) for article in page if matches(query, article)]
        searched += len(page)
        if len(page) < PAGE:
            break
        before_id = page[-1].id
    return Backtest(searched=searched, newest=tuple(hits))


def _hit(query: Query, article: Article) -> Hit:
    spans = explain(query, article).spans
    return Hit(
        article=article,
        title_spans=tuple((span.start, span.end) for span in spans if span.part is Part.TITLE),
    )
