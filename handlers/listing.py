"""How articles are listed in answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.alerts import excerpt, title_of
from bot.domain.card import Link, Span, Text, Time
from bot.domain.news import Article

TITLE_LENGTH = 160


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 story", "2,000 stories"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") and noun != "day" else f"{number:,} {noun}s"


def headline(article: Article, zone: str, matched: Sequence[tuple[int, int]] = ()) -> Iterable[Span]:
    """Write one line: when, who, and the headline, linked or with its matched words marked."""
    yield Time(article.published or article.seen_at, zone)
    yield Text(f"  {article.outlet}: ")
    if article.url and not matched:
        yield Link(title_of(article)[:TITLE_LENGTH], article.url)
    else:
        yield from excerpt(title_of(article), matched, TITLE_LENGTH)
