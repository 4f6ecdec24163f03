"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), which feedparser 6.0.14 does not read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from bot.domain.errors import BadFeed
from bot.domain.news import Entry, FeedDocument
from bot.feeds.language import primary_tag
from bot.feeds.links import web_address
from bot.feeds.plaintext import from_html, lines, one_line


def read(text: str, *, url: str, limit: int) -> FeedDocument:
    """The document that ``text`` says, its first ``limit`` items; ``BadFeed`` where it is JSON but no JSON Feed."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFeed("The feed is JSON that is broken or cut short.") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise BadFeed("It is JSON, but no JSON Feed: it has no list of items.")
    home = web_address(_text(feed, "home_page_url"), url)
    base = home or url
    language = primary_tag(_text(feed, "language"))
    authors = _authors(feed)
    items = (item for item in feed["items"][:limit] if isinstance(item, dict))
    return FeedDocument(
        title=one_line(_text(feed, "title")) or None,
        link=home,
        language=language,
        entries=tuple(_entry(item, base, language, authors) for item in items),
    )


def _entry(item: dict[str, Any], base: str, language: str | None, authors: tuple[str, ...]) -> Entry:
    link = web_address(_text(item, "url"), base) or web_address(_text(item, "external_url"), base)
    texts = (from_html(_text(item, "content_html")), lines(_text(item, "content_text")), lines(_text(item, "summary")))
    tags = item.get("tags")
    return Entry(
        id=_id(item.get("id")),
        link=link,
        title=one_line(_text(item, "title")),
        summary=max(texts, key=len),
        published=_moment(_text(item, "date_published")),
        updated=_moment(_text(item, "date_modified")),
        authors=_authors(item) or authors,
        language=primary_tag(_text(item, "language")) or language,
        tags=tuple(dict.fromkeys(filter(None, (one_line(t) for t in tags if isinstance(t, str)))))[:100]
        if isinstance(tags, list)
        else (),
        image=_image(item, base),
    )


def _text(container: dict[str, Any], key: str) -> str:
    value = container.get(key)
    return value if isinstance(value, str) else ""


def _id(value: object) -> str | None:
    """Version 1.0 asks readers to take numbers too."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip()[:2000] or None


def _authors(container: dict[str, Any]) -> tuple[str, ...]:
    """Names from ``authors`` (1.1) or ``author`` (1.0)."""
    listed = container.get("authors")
    people = listed if isinstance(listed, list) else [container.get("author")]
    names = (one_line(_text(person, "name")) for person in people[:100] if isinstance(person, dict))
    return tuple(dict.fromkeys(name for name in names if name))


def _image(item: dict[str, Any], base: str) -> str | None:
    for key in ("image", "banner_image"):
        address = web_address(_text(item, key), base)
        if address:
            return address
    attached = item.get("attachments")
    for file in attached[:100] if isinstance(attached, list) else ():
        if isinstance(file, dict) and _text(file, "mime_type").startswith("image/"):
            return web_address(_text(file, "url"), base)
    return None


def _moment(text: str) -> datetime | None:
    """An RFC 3339 date as aware UTC; one without an offset is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
