"""Which figures of a story still stand when a later article has newer ones."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.figure import Figure
from bot.domain.news import Article
from bot.figures.measures import is_toll


def standing_figures(articles: Sequence[Article]) -> list[Figure]:
    """All figures of articles (the first told first), without tolls that a later one has brought up to date."""
    newest = {
        figure.role: number for number, article in enumerate(articles) for figure in article.figures if is_toll(figure)
    }
    return [
        figure
        for number, article in enumerate(articles)
        for figure in article.figures
        if not (is_toll(figure) and number < newest[figure.role])
    ]
