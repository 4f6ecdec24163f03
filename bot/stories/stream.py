"""Grouping and summaries as streams: items in, answers out in the same order, in memory that does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.errors import BadInput
from bot.stories.decide import WINDOW, decide_story
from bot.stories.fingerprint import fingerprint
from bot.stories.language import language_of
from bot.stories.summary import SummaryInput, summarise
from bot.stories.window import StoryWindow

STREAM_WINDOW = 20_000
"""Articles that a stream's window holds, with time stamps or without."""

_START = datetime(1970, 1, 1, tzinfo=UTC)
_SWEEP = timedelta(hours=1)


def group_stream(articles: Iterable[Mapping[str, Any]], *, limit: int = STREAM_WINDOW) -> Iterator[dict[str, Any]]:
    """Give each article, in order of arrival, the story it belongs to: {"id", "story"}.

    An article has "id", "title" and "text", and may have "published" (ISO 8601), "lang" and "outlet". Stories are "s1",
    "s2" ... in order of their first article. Time only moves forward: an article without a time, or with an earlier one
    than was seen, counts as arriving at the latest time seen. The window holds at most ``limit`` articles; beyond them
    the stories that were quiet longest are forgotten. Raises ``BadInput`` naming the item and what it lacks.
    """
    window = StoryWindow(limit=limit)
    now = swept = _START
    stories = 0
    for number, article in enumerate(articles, 1):
        given, title, text = _id(article, number), _text(article, "title", number), _text(article, "text", number)
        now = max(now, _published(article, number) or now)
        if now - swept > _SWEEP:
            window.forget_before(now - WINDOW)
            swept = now
        language = language_of(title, text, _optional(article, "lang", number))
        found = fingerprint(title, text, language)
        story = decide_story(window, found, now).story_id
        if story is None:
            stories += 1
            story = stories
        window.add(number, story, _optional(article, "outlet", number) or "", found, now)
        yield {"id": given, "story": f"s{story}"}


def summarise_stream(groups: Iterable[Mapping[str, Any]], words: int = 75) -> Iterator[dict[str, Any]]:
    """Summarise each group {"id", "articles": [{"id", "title", "text"}]}: {"id", "sentences": [{"text", "article"}]}.

    Raises ``BadInput`` naming the item and what it lacks.
    """
    for number, group in enumerate(groups, 1):
        given = _id(group, number)
        articles = group.get("articles")
        if not isinstance(articles, list):
            raise BadInput(
                f'Item {number} has no "articles": a list of objects with "id", "title" and "text" is needed.'
            )
        inputs = [
            SummaryInput(_id(article, number), _text(article, "title", number), _text(article, "text", number))
            for article in articles
        ]
        sentences = [{"text": found.text, "article": found.article} for found in summarise(inputs, words)]
        yield {"id": given, "sentences": sentences}


def _id(item: Any, number: int) -> str | int:
    if not isinstance(item, Mapping):
        raise BadInput(f"Item {number} is not an object with keys; give one JSON object a line.")
    given = item.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise BadInput(f'Item {number} has no "id": text or a whole number is needed.')
    return given


def _text(item: Mapping[str, Any], key: str, number: int) -> str:
    value = item.get(key)
    if not isinstance(value, str):
        raise BadInput(f'Item {number} has no "{key}": text is needed, which may be empty.')
    return value


def _optional(item: Mapping[str, Any], key: str, number: int) -> str | None:
    value = item.get(key)
    if value is not None and not isinstance(value, str):
        raise BadInput(f'Item {number} has a "{key}" that is not text; leave it out or make it text.')
    return value


def _published(item: Mapping[str, Any], number: int) -> datetime | None:
    value = _optional(item, "published", number)
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput(
            f'Item {number} has "published": {value[:40]!r}; a time such as "2024-12-19T08:30:00Z" is needed.'
        ) from error
