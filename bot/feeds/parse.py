"""Bytes to a ``FeedDocument``. feedparser decides what RSS, RDF and Atom mean; it is imported here and nowhere else.

It is only ever given a stream of our own making: a string or bytes it might take for an address or a file's name.
"""

from __future__ import annotations

import calendar
import io
import re
import warnings
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser

from bot.domain.errors import BadFeed
from bot.domain.news import Entry, FeedDocument
from bot.feeds.document import is_json, xml_of
from bot.feeds.encoding import to_text
from bot.feeds.jsonfeed import read
from bot.feeds.language import primary_tag
from bot.feeds.links import web_address
from bot.feeds.plaintext import from_html, lines, one_line

MOST_ENTRIES = 1_000
"""Entries kept of one document, in its order."""

MOST_NAMES = 100
"""Authors or tags kept of one entry."""

_HTML = frozenset(("text/html", "application/xhtml+xml", "html", "xhtml"))
_SAYS_SOMETHING = {"title", "link", "subtitle", "language"}
_PERSON = re.compile(r"[^\s@]+@[^\s@]+\s+\(([^()@]+)\)|([^<>@]+)<[^\s@]+@[^\s@]+>|[^\s@]+@[^\s@]+")
_LONGEST_TTL = timedelta(days=7)

Parsed = Mapping[str, Any]


def parse(body: bytes, *, url: str, content_type: str | None = None) -> FeedDocument:
    """Read a feed's ``body``, fetched from ``url`` with ``content_type``, and nothing else.

    Text becomes plain text, times aware UTC, links whole addresses. Raises ``BadFeed`` with one sentence for whatever is
    no feed. A date that cannot be read is None; one in the future is kept as claimed.
    """
    text = to_text(body, content_type)
    document = read(text, url=url, limit=MOST_ENTRIES) if is_json(text) else _document(_read_xml(xml_of(text)), url)
    kept = tuple(entry for entry in document.entries if entry.title or entry.summary or entry.link)
    return FeedDocument(
        title=document.title, link=document.link, language=document.language, entries=kept, ttl=document.ttl
    )


def _read_xml(xml: str) -> Parsed:
    stream = io.BytesIO(xml.encode("utf-8"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed: Parsed = feedparser.parse(
                stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False
            )
    except Exception as error:
        # Hostile bytes make a parser fail in ways that it does not declare.
        raise BadFeed("The feed is too broken to be read.") from error
    if parsed["bozo"] and not parsed["entries"] and not _SAYS_SOMETHING & parsed["feed"].keys():
        raise BadFeed("The feed is too broken to be read: nothing of a feed is in it.")
    return parsed


def _document(parsed: Parsed, url: str) -> FeedDocument:
    feed = parsed["feed"]
    is_atom = str(parsed.get("version") or "").startswith("atom")
    home = web_address(_string(feed, "link"), url)
    language = primary_tag(_string(feed, "language"))
    authors = _authors(feed) if is_atom else ()
    entries = parsed["entries"][:MOST_ENTRIES]
    return FeedDocument(
        title=one_line(_plain(_get(feed, "title_detail") or {"value": _string(feed, "title")})) or None,
        link=home,
        language=language,
        entries=tuple(_entry(entry, (home, url), language, authors, is_atom=is_atom) for entry in entries),
        ttl=_ttl(_string(feed, "ttl")),
    )


def _entry(
    entry: Parsed, bases: tuple[str | None, str], language: str | None, authors: tuple[str, ...], *, is_atom: bool
) -> Entry:
    title = _get(entry, "title_detail") or {"value": _string(entry, "title")}
    published, updated = _moment(entry, "published_parsed"), _moment(entry, "updated_parsed")
    if published is None and not is_atom:
        # feedparser calls Dublin Core's only date an update; in RSS and RDF it is when the item was published.
        published, updated = updated, None
    return Entry(
        id=_id(entry, bases),
        link=_link(entry, bases),
        title=one_line(_plain(title)),
        summary=_summary(entry),
        published=published,
        updated=updated,
        authors=_authors(entry) or authors,
        language=primary_tag(_string(entry, "language") or _string(title, "language")) or language,
        tags=_tags(entry),
        image=_image(entry, bases),
    )


def _get(container: Parsed, key: str) -> Any:
    """A value as it was said: feedparser's own look-up answers some keys with the value of others."""
    return dict.get(container, key) if isinstance(container, dict) else None


def _string(container: Parsed, key: str) -> str:
    value = _get(container, key)
    return value if isinstance(value, str) else ""


def _list(container: Parsed, key: str) -> Iterable[Parsed]:
    value = _get(container, key)
    return [one for one in value[:MOST_NAMES] if isinstance(one, dict)] if isinstance(value, list) else []


def _plain(detail: Parsed) -> str:
    value = _string(detail, "value")
    return from_html(value) if (_string(detail, "type") or "text/html") in _HTML else lines(value)


def _summary(entry: Parsed) -> str:
    """The longest of what the entry gives as its text."""
    details = list(_list(entry, "content"))
    details.append(_get(entry, "summary_detail") or {"value": _string(entry, "summary")})
    texts = {(_string(d, "type"), _string(d, "value")): d for d in details}
    return max((_plain(detail) for detail in texts.values()), key=len)


def _id(entry: Parsed, bases: tuple[str | None, str]) -> str | None:
    stated = _string(entry, "id").strip()
    if not stated or len(stated) > 4_000:
        return web_address(stated[:4_000], *bases) if stated else None
    return " ".join(stated.split())


def _link(entry: Parsed, bases: tuple[str | None, str]) -> str | None:
    original = web_address(_string(entry, "feedburner_origlink"))
    stated = _string(entry, "link")
    if not stated:
        stated = next((_string(link, "href") for link in _list(entry, "links") if _leads_to_page(link)), "")
    elif stated == _string(entry, "id") and not stated.startswith(("http://", "https://", "//", "/", "?", ".")):
        # An RSS guid is a link unless it says otherwise, and most that are mere numbers forget to.
        return original
    return original or web_address(stated, *bases)


def _leads_to_page(link: Parsed) -> bool:
    return _string(link, "rel") in {"", "alternate", "related"}


def _moment(entry: Parsed, key: str) -> datetime | None:
    parts = _get(entry, key)
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC) if parts else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _authors(container: Parsed) -> tuple[str, ...]:
    """Names of people; RSS wants an e-mail address beside them, which is nobody's name.

    feedparser's own splitting of the two stops short in top-level domains of more than four letters.
    """
    people = list(_list(container, "authors"))
    stated = _string(container, "author")[:1_000]
    if len(people) == 1 and "@" in stated and _string(people[0], "email"):
        match = _PERSON.fullmatch(stated.strip())
        names = [match.group(1) or match.group(2) or ""] if match else [_string(people[0], "name")]
    else:
        names = [_string(person, "name") for person in people]
    return tuple(dict.fromkeys(name for name in (one_line(from_html(name)) for name in names) if name))


def _tags(entry: Parsed) -> tuple[str, ...]:
    stated = (one_line(from_html(_string(tag, "label") or _string(tag, "term"))) for tag in _list(entry, "tags"))
    return tuple(dict.fromkeys(tag for tag in stated if tag))


def _image(entry: Parsed, bases: tuple[str | None, str]) -> str | None:
    """The picture that goes with the entry: media:content, else an enclosure, else a thumbnail."""
    for picture in _list(entry, "media_content"):
        if _string(picture, "medium") == "image" or _string(picture, "type").startswith("image/"):
            return web_address(_string(picture, "url"), *bases)
    for link in _list(entry, "links"):
        if _string(link, "rel") == "enclosure" and _string(link, "type").startswith("image/"):
            return web_address(_string(link, "href"), *bases)
    for picture in _list(entry, "media_thumbnail"):
        return web_address(_string(picture, "url"), *bases)
    return web_address(_string(_get(entry, "image") or {}, "href"), *bases)


def _ttl(minutes: str) -> timedelta | None:
    digits = minutes.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9 or not int(digits):
        return None
    return min(timedelta(minutes=int(digits)), _LONGEST_TTL)
