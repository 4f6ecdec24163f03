"""What an article stated before it was changed, which its new text no longer says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.news import Article, Edition
from bot.figures import key_figures
from bot.figures.measures import number_of

MOST_EDITIONS = 20
"""Former editions that are kept of one article, the newest."""

MOST_FIGURES = 12
"""Figures of one edition that are kept, the most newsworthy."""


def with_former(after: Article, before: Article, now: datetime) -> Article:
    """The changed article with what it stated ``before``, if its key figures are others now."""
    stated = key_figures(before.figures, MOST_FIGURES)
    if _numbers(before) == _numbers(after):
        return replace(after, former=before.former)
    last = before.former[-1].until if before.former else before.seen_at
    claimed = after.updated if after.updated is not None and last < after.updated <= now else now
    return replace(after, former=(*before.former, Edition(until=claimed, figures=stated))[-MOST_EDITIONS:])


def _numbers(article: Article) -> set[object]:
    return {(number_of(figure), figure.bound, figure.role) for figure in key_figures(article.figures, MOST_FIGURES)}
