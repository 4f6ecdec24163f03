"""A story's articles -> its ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts import standing_correction
from bot.domain.news import Article
from bot.figures.ledger import History, Report, ledger

MOST_ARTICLES = 240
"""Articles that a ledger is made of: a story's first ones, and its newest."""

FIRST_ARTICLES = 40

_TRUSTED = timedelta(days=31)
"""How long before its arrival an article may claim to have been written: feeds show old ones, and invent dates."""


def ledger_of(articles: Sequence[Article], now: datetime) -> tuple[History, ...]:
    """What each outlet said of each quantity; ``articles`` are a story's, first seen first."""
    return ledger(report for article in _considered(articles) for report in reports_of(article, now))


def reports_of(article: Article, now: datetime) -> Iterable[Report]:
    """An article as the ledger takes it, in each of its editions; one that retracts takes back what its outlet said."""
    correction = standing_correction(article)
    report = Report(
        article=article.id,
        outlet=article.outlet,
        at=first_said(article, now),
        figures=article.figures,
        url=article.url,
        copy_of=article.copy_of,
        withdrawn=correction is not None and correction.kind == "retracted",
    )
    for edition in article.former:
        yield replace(report, figures=edition.figures, withdrawn=False)
        report = replace(report, at=max(report.at, edition.until))
    yield report


def first_said(article: Article, now: datetime) -> datetime:
    """When an article came out: by its own word where that can be true, else when it was first seen."""
    claim = article.published or article.updated
    if claim is not None and article.seen_at - _TRUSTED <= claim <= now:
        return claim
    return article.seen_at


def _considered(articles: Sequence[Article]) -> Iterable[Article]:
    if len(articles) <= MOST_ARTICLES:
        return articles
    return (*articles[:FIRST_ARTICLES], *articles[FIRST_ARTICLES - MOST_ARTICLES :])
