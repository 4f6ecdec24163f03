"""The tables. Columns are named as the dataclass fields they hold; ``Channel`` is spread over three columns.

Whatever a user made carries its ``workspace``. Rows that alerts and traces speak of by ``topic_id`` may be gone: a topic can
be deleted, and what was told because of it stays. SQLite's AUTOINCREMENT keeps such ids from being given out again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from bot.adapters.storage.codec import Digest, Id, Json, MessageNumber, Microseconds, OneOf, Reference, Utc, Words
from bot.domain.alert import Act, AlertKind, DeliveryState
from bot.domain.card import Card
from bot.domain.figure import DateMention, Figure

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Any) -> Table:
    """A table whose rows are numbered by the database, never twice with the same number."""
    return Table(name, metadata, Column("id", Id, primary_key=True), *parts, sqlite_autoincrement=True)


def _text(name: str, **options: Any) -> Column[str]:
    return Column(name, Words, nullable=False, **options)


def _time(name: str, **options: Any) -> Column[Any]:
    return Column(name, Utc, nullable=False, **options)


def _channel() -> list[Column[str]]:
    return [_text("workspace"), _text("platform"), _text("channel")]


feeds = _table(
    "feeds",
    _text("url"),
    Column("url_digest", Digest, nullable=False, unique=True),
    _text("outlet"),
    Column("language", Words),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("interval", Microseconds, nullable=False),
    _time("next_poll_at", index=True),
    Column("last_polled_at", Utc),
    Column("seeded", Boolean, nullable=False, server_default=false()),
    Column("failures", Integer, nullable=False),
    Column("trouble", Words),
    Column("trouble_since", Utc),
)

follows = Table(
    "follows",
    metadata,
    Column("workspace", Words, primary_key=True),
    Column("feed_id", Id, ForeignKey(feeds.c.id), primary_key=True, index=True),
    _time("followed_at"),
    _text("followed_by"),
)

stories = _table(
    "stories",
    _text("title"),
    Column("place", Words),
    _time("first_seen"),
    _time("last_seen"),
)

articles = _table(
    "articles",
    Column("feed_id", Id, ForeignKey(feeds.c.id), nullable=False, index=True),
    Column("story_id", Reference, ForeignKey(stories.c.id), index=True),
    _text("outlet"),
    Column("url", Words),
    Column("link_digest", Digest, index=True),
    _text("title"),
    _text("text"),
    Column("published", Utc),
    Column("updated", Utc),
    _time("seen_at"),
    Column("language", Words),
    Column("authors", Json(tuple[str, ...]), nullable=False),
    Column("tags", Json(tuple[str, ...]), nullable=False),
    Column("image", Words),
    Column("place", Words),
    Column("figures", Json(tuple[Figure, ...]), nullable=False),
    Column("dates", Json(tuple[DateMention, ...]), nullable=False),
    Column("copy_of", Id, ForeignKey("articles.id")),
    _text("fingerprint"),
    Index(None, "seen_at", "id"),
)

entry_keys = Table(
    "entry_keys",
    metadata,
    Column("feed_id", Id, ForeignKey(feeds.c.id), primary_key=True),
    Column("digest", Digest, primary_key=True),
    Column("article_id", Id, ForeignKey(articles.c.id), primary_key=True),
    _text("key"),
    Index(None, "feed_id", "article_id"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("feed_id", Id, ForeignKey(feeds.c.id), primary_key=True),
    Column("article_id", Id, ForeignKey(articles.c.id), primary_key=True, index=True),
    Column("content_hash", Text, nullable=False),
    _time("seen_at"),
)

topics = _table(
    "topics",
    _text("workspace"),
    _text("name"),
    _text("query"),
    _text("description"),
    _time("created_at"),
    _text("created_by"),
    UniqueConstraint("workspace", "name"),
    UniqueConstraint("workspace", "id"),  # what a subscription's foreign key points at: never another's topic
)

subscriptions = _table(
    "subscriptions",
    *_channel(),
    Column("topic_id", Id, nullable=False, index=True),
    _text("time_zone"),
    _time("created_at"),
    _text("created_by"),
    UniqueConstraint("workspace", "platform", "channel", "topic_id"),
    ForeignKeyConstraint(["workspace", "topic_id"], ["topics.workspace", "topics.id"], ondelete="CASCADE"),
)

alerts = _table(
    "alerts",
    *_channel(),
    Column("story_id", Id, ForeignKey(stories.c.id), nullable=False, index=True),
    Column("topic_id", Id, nullable=False),
    _time("created_at"),
    _time("updated_at"),
    Column("message_id", Words),
    Column("article_ids", Json(tuple[int, ...]), nullable=False),
    UniqueConstraint("workspace", "platform", "channel", "story_id"),
    Index(None, "workspace", "updated_at", "id"),
)

traces = _table(
    "traces",
    *_channel(),
    Column("topic_id", Id, nullable=False),
    Column("article_id", Id, ForeignKey(articles.c.id), nullable=False),
    Column("story_id", Reference),
    Column("alert_id", Id),
    Column("kind", OneOf(AlertKind), nullable=False),
    Column("reasons", Json(tuple[str, ...]), nullable=False),
    _time("at"),
    Index(None, "article_id", "workspace"),
)

deliveries = _table(
    "deliveries",
    Column("alert_id", Id, ForeignKey(alerts.c.id), nullable=False),
    *_channel(),
    Column("act", OneOf(Act), nullable=False),
    Column("card", Json(Card), nullable=False),
    _text("nonce", unique=True),
    Column("state", OneOf(DeliveryState), nullable=False),
    Column("attempts", Integer, nullable=False),
    _time("due_at"),
    _time("expires_at"),
    Column("leased_until", Utc),
    Column("message_id", Words),
    Column("reason", Words),
    Index(None, "state", "platform", "due_at"),
    Index(None, "alert_id", "state", "id"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", MessageNumber, primary_key=True),
    *_channel(),
    _text("author"),
    Column("card", Json(Card), nullable=False),
    _text("nonce"),
    _time("posted_at"),
    Column("edited_at", Utc),
    Column("revision", BigInteger, nullable=False, unique=True),
    UniqueConstraint("workspace", "platform", "channel", "nonce"),
    Index(None, "workspace", "platform", "channel", "id"),
    sqlite_autoincrement=True,
)

counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)
