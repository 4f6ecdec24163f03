"""How articles are listed in answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.alerts import excerpt
from bot.domain.card import Link, Span, Text, Time
from bot.domain.news import Article

TITLE_LENGTH = 160


def headline(article: Article, zone: str, matched: Sequence[tuple[int, int]] = ()) -> Iterable[Span]:
    """Write one line: when, who, and the headline, linked or with its matched words marked."""
    yield Time(article.published or article.seen_at, zone)
    yield Text(f"  {article.outlet}: ")
    if article.url and not matched:
        yield Link(article.title[:TITLE_LENGTH] or article.url, article.url)
    else:
        yield from excerpt(article.title, matched, TITLE_LENGTH)
