"""When and where an article was seen, and what it was grouped with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.alerts import title_of
from bot.domain.card import Break, Span, Strong, Text, Time
from bot.domain.news import Article, Feed

GROUPED = 3
"""Articles of the same story that are named."""


def seen(article: Article, story: Sequence[Article], feeds: Mapping[int, Feed], zone: str) -> Iterable[Span]:
    """The article's headline, and a line on where it came from; ``story`` are the articles of its story."""
    feed = feeds.get(article.feed_id)
    yield Break()
    yield Strong(f"{article.outlet}: {title_of(article)}")
    yield Break()
    yield Text("Seen ")
    yield Time(article.seen_at, zone)
    yield Text(f" in {feed.url if feed else 'a feed that is no longer followed'}")
    if article.published:
        yield Text(", which says it was published ")
        yield Time(article.published, zone)
    yield Text(f"; story s{article.story_id}")
    yield from _grouped(article, story)
    yield Text(".")


def _grouped(article: Article, story: Sequence[Article]) -> Iterable[Span]:
    before = [each for each in story if each.id != article.id and each.id < article.id]
    if not before:
        yield Text(", which it began")
        return
    named = ", ".join(f"{each.outlet} (“{title_of(each)[:60]}”)" for each in before[:GROUPED])
    more = f" and {len(before) - GROUPED} more" if len(before) > GROUPED else ""
    yield Text(f", grouped with {named}{more}")
    source = next((each for each in story if each.id == article.copy_of), None)
    if article.copy_of:
        yield Text(f"; repeats the text of {source.outlet if source else 'another outlet'}")
