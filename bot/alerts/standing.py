"""Which figures of a story still stand when a later article has newer ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.figure import Figure
from bot.domain.news import Article

TOLLS = frozenset(("killed", "injured", "missing", "displaced", "rescued", "arrested", "trapped", "affected"))
"""Roles whose count grows or is mended as a story develops: the newest is the one to tell."""

FATES = TOLLS | {"dead", "deaths", "victims", "casualties", "wounded", "fatalities"}
"""Nouns that say themselves what happened to those whom they count."""

ANYBODY = FATES | {None, "people", "persons", "person"}
"""What a whole toll counts; "two volunteers" among the killed is a part of it, and neither replaces it nor is replaced."""

_BACKGROUND = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b(?!,\d)|\b(?:last|previous) (?:year|month|decade)\b|\b(?:years?|months?|decades?) ago\b",
    re.IGNORECASE,
)
"""A sentence that dates its toll so is about an earlier happening: news of today names no year."""


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


def is_toll(figure: Figure) -> bool:
    """Whether it is a whole toll of this happening: of anybody, not of a part ("two volunteers") or of years ago."""
    head = figure.head.lower() if figure.head else None
    whole = head in ANYBODY and figure.unit is None and figure.per is None
    return figure.role in TOLLS and whole and not _BACKGROUND.search(figure.sentence)
