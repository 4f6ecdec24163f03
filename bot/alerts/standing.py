"""Which figures of a story still stand when a later article has newer ones."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.figure import Figure
from bot.domain.news import Article

TOLLS = frozenset(("killed", "injured", "missing", "displaced", "rescued", "arrested", "trapped", "affected"))
"""Roles whose count grows or is mended as a story develops: the newest is the one to tell."""

ANYBODY = frozenset((None, "people", "persons", "person", "dead", "deaths", "victims", "casualties"))
"""What a whole toll counts; "two volunteers" among the killed is a part of it, and neither replaces it nor is replaced."""


def standing_figures(articles: Sequence[Article]) -> list[Figure]:
    """All figures of articles (the first told first), without tolls that a later one has brought up to date."""
    newest = {figure.role: number for number, article in enumerate(articles) for figure in _tolls(article)}
    return [
        figure
        for number, article in enumerate(articles)
        for figure in article.figures
        if not (_is_toll(figure) and number < newest[figure.role])
    ]


def _tolls(article: Article) -> list[Figure]:
    return [figure for figure in article.figures if _is_toll(figure)]


def _is_toll(figure: Figure) -> bool:
    head = figure.head.lower() if figure.head else None
    return figure.role in TOLLS and head in ANYBODY and figure.unit is None and figure.change is None
