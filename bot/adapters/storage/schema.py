"""The tables. Columns are named as the dataclass fields they hold; ``Channel`` is spread over three columns.

Whatever a user made carries its ``workspace``. Rows that alerts, opinions and traces speak of by ``topic_id`` may be gone:
a topic can be deleted, and what was told because of it stays. SQLite's AUTOINCREMENT keeps such ids from being given out
again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    column,
    false,
    literal_column,
)

from bot.adapters.storage.codec import Digest, Id, Json, MessageNumber, Microseconds, OneOf, Reference, Utc, Words
from bot.domain.alert import Act, AlertKind, DeliveryState, Hold, NoticeKind
from bot.domain.card import Card, Mention
from bot.domain.figure import DateMention, Figure
from bot.domain.news import Edition
from bot.domain.watch import Early, Updates

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

CHANNEL = ("workspace", "platform", "channel")
"""The columns that a ``Channel`` is spread over."""

OWED: ColumnElement[str] = literal_column("'owed'")
"""``DeliveryState.OWED``, written out in the statement: neither database sees that a parameter fits a partial index."""

NONE_TOLD: ColumnElement[str] = literal_column("'[]'")
"""The ``article_ids`` of an alert of which nothing was told yet, likewise."""


def _table(name: str, *parts: Any) -> Table:
    """A table whose rows are numbered by the database, never twice with the same number."""
    return Table(name, metadata, Column("id", Id, primary_key=True), *parts, sqlite_autoincrement=True)


def _text(name: str, **options: Any) -> Column[str]:
    return Column(name, Words, nullable=False, **options)


def _time(name: str, **options: Any) -> Column[Any]:
    return Column(name, Utc, nullable=False, **options)


def _channel(**options: Any) -> list[Column[str]]:
    return [_text(name, **options) for name in CHANNEL]


def _some(where: ColumnElement[bool], *columns: str, unique: bool = False) -> Index:
    """An index of the rows that ``where`` tells, which are few beside all there ever were."""
    return Index(None, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


def _there(name: str) -> ColumnElement[bool]:
    return column(name).is_not(None)


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
    Column("former", Json(tuple[Edition, ...]), nullable=False, server_default="[]"),
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
    _text("when"),
    _text("quiet"),
    _text("urgent"),
    Column("updates", OneOf(Updates), nullable=False),
    Column("min_outlets", Integer, nullable=False),
    Column("early", OneOf(Early), nullable=False),
    Column("mention", Json(tuple[Mention, ...]), nullable=False),
    _text("mention_when"),
    Column("cap", Integer, nullable=False),
    Column("snoozed_until", Utc),
    _time("created_at"),
    _text("created_by"),
    UniqueConstraint(*CHANNEL, "topic_id"),
    ForeignKeyConstraint(["workspace", "topic_id"], ["topics.workspace", "topics.id"], ondelete="CASCADE"),
)

pauses = Table("pauses", metadata, *_channel(primary_key=True), _text("reason"), _time("since"))

houses = Table(
    "houses",
    metadata,
    _text("workspace", primary_key=True),
    Column("platform", Words),
    Column("channel", Words),
    _text("manager_role"),
)

notices = _table(
    "notices",
    *_channel(),
    Column("kind", OneOf(NoticeKind), nullable=False),
    _text("subject"),
    Column("count", Integer, nullable=False),
    _time("opened_at"),
    _time("updated_at"),
    Column("closed_at", Utc),
    _some(column("closed_at").is_(None), *CHANNEL, "kind", "subject", unique=True),
)

alerts = _table(
    "alerts",
    *_channel(),
    Column("story_id", Id, ForeignKey(stories.c.id), nullable=False, index=True),
    Column("topic_id", Id, nullable=False),
    _time("created_at"),
    _time("updated_at"),
    Column("article_ids", Json(tuple[int, ...]), nullable=False),
    Column("held_ids", Json(tuple[int, ...]), nullable=False),
    Column("hold", OneOf(Hold)),
    Column("release_at", Utc),
    Column("notice_id", Id, ForeignKey(notices.c.id)),
    Column("told_at", Utc),
    Column("announced", Json(tuple[Figure, ...]), nullable=False),
    Column("mentioned", Boolean, nullable=False),
    Column("muted_at", Utc),
    UniqueConstraint(*CHANNEL, "story_id"),
    _some(column("article_ids") != NONE_TOLD, "workspace", "updated_at", "id"),
    _some(_there("told_at"), *CHANNEL, "told_at"),
    _some(_there("release_at"), "release_at", "id"),
    _some(_there("hold"), *CHANNEL, "id"),
)

opinions = Table(
    "opinions",
    metadata,
    *_channel(primary_key=True),
    Column("story_id", Id, ForeignKey(stories.c.id), primary_key=True),
    _text("user", primary_key=True),
    Column("topic_id", Id, nullable=False),
    Column("liked", Boolean, nullable=False),
    _time("at"),
    Index(None, "workspace", "topic_id"),
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
    _text("lane"),
    *_channel(),
    Column("act", OneOf(Act), nullable=False),
    Column("card", Json(Card), nullable=False),
    _text("nonce", unique=True),
    Column("state", OneOf(DeliveryState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("unsure", Boolean, nullable=False),
    _time("due_at"),
    _time("expires_at"),
    Column("leased_until", Utc),
    Column("message_id", Words),
    Column("settled_at", Utc),
    Column("reason", Words),
    Index(None, "lane", "state", "id"),
    _some(column("state") == OWED, "platform", "workspace", "channel", "due_at", "id"),
    _some(_there("leased_until"), "platform", "workspace", "leased_until"),
    _some(_there("message_id"), "message_id", *CHANNEL),
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
    Column("under", MessageNumber),
    UniqueConstraint(*CHANNEL, "nonce"),
    Index(None, *CHANNEL, "id"),
    sqlite_autoincrement=True,
)

counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)
