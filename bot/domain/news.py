"""What the news is made of: feeds, their entries, outlets' articles, and the stories that articles tell together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.figure import DateMention, Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One RSS, Atom, RDF or JSON Feed address, polled once for everyone who follows it.

    ``outlet`` is the name readers know ("Reuters"); until the first poll it may be the address's host.
    ``interval`` is the wait between polls that is now in force, within the operator's limits.
    ``seeded`` is False until the first good poll: that one remembers every entry and alerts nobody.
    ``trouble`` is the sentence of the last failure, None while the feed is well; ``failures`` counts failures in a row.
    ``trouble_since`` is when the present trouble began.
    """

    id: int = 0
    url: str
    outlet: str
    language: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    interval: timedelta
    next_poll_at: datetime
    last_polled_at: datetime | None = None
    seeded: bool = False
    failures: int = 0
    trouble: str | None = None
    trouble_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as a feed states it; not yet known to be new.

    ``id`` is the feed's own id for it (RSS guid, Atom id, RDF about, JSON Feed id), None where it gives none. ``title``
    and ``summary`` are plain text; ``summary`` is the longest of what the feed gives (content or description).
    """

    id: str | None
    link: str | None
    title: str
    summary: str
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """What one parsed feed body says: about itself, and its entries in the body's order."""

    title: str | None
    link: str | None
    language: str | None
    entries: tuple[Entry, ...]
    ttl: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The key figures that an article stated before it was changed, and when that was."""

    until: datetime
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One outlet's piece, stored once however often its entry is seen, edited or re-dated.

    ``text`` is plain text without markup. ``seen_at`` is when Dateline first saw it, ``published`` what the feed claims.
    ``language`` is a BCP 47 primary tag ("en"). ``place`` is the dateline's place ("ERBIL") where the text opens with one.
    ``figures`` and ``dates`` are those of title and text, in order of appearance. ``copy_of`` is the id of the article
    whose text this one repeats (syndication), None for a text of its own. ``former`` is what it stated before it was
    changed, oldest first.
    """

    id: int = 0
    feed_id: int = 0
    outlet: str
    url: str | None
    title: str
    text: str
    published: datetime | None = None
    updated: datetime | None = None
    seen_at: datetime
    language: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: str | None = None
    place: str | None = None
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    story_id: int = 0
    copy_of: int | None = None
    former: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The happening: all articles about one event, from all outlets. ``title`` is its first article's headline."""

    id: int = 0
    title: str
    place: str | None = None
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprinted:
    """An article's place in the grouping window. ``fingerprint`` is the JSON text made by ``bot.stories``."""

    article_id: int
    story_id: int
    outlet: str
    fingerprint: str
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much there is: shown by the summary line of a run and by ``/healthz``."""

    feeds: int
    articles: int
    stories: int
    alerts: int
    sent: int
    owed: int
