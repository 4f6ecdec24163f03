"""The tables that Dateline began with.

Written out, and not made from ``schema``: a step stays what it was, whatever the schema becomes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0.1.0"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
CHANNEL = ["workspace", "platform", "channel"]


def upgrade() -> None:
    """From nothing."""
    _create_feeds()
    _create_follows()
    _create_stories()
    _create_articles()
    _create_entry_keys()
    _create_sightings()
    _create_topics()
    _create_subscriptions()
    _create_pauses()
    _create_houses()
    _create_notices()
    _create_alerts()
    _create_opinions()
    _create_traces()
    _create_deliveries()
    _create_messages()
    _create_counters()


def _create_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_digest", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("interval", sa.BigInteger(), nullable=False),
        sa.Column("next_poll_at", MOMENT, nullable=False),
        sa.Column("last_polled_at", MOMENT, nullable=True),
        sa.Column("seeded", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("trouble_since", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url_digest", name="uq_feeds_url_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feeds_next_poll_at", "feeds", ["next_poll_at"])


def _create_follows() -> None:
    op.create_table(
        "follows",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("followed_at", MOMENT, nullable=False),
        sa.Column("followed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_follows_feed_id"),
        sa.PrimaryKeyConstraint("workspace", "feed_id", name="pk_follows"),
    )
    op.create_index("ix_follows_feed_id", "follows", ["feed_id"])


def _create_stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sqlite_autoincrement=True,
    )


def _create_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", ID, nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=True),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("link_digest", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published", MOMENT, nullable=True),
        sa.Column("updated", MOMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("image", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("dates", sa.Text(), nullable=False),
        sa.Column("copy_of", ID, nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["copy_of"], ["articles.id"], name="fk_articles_copy_of"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_articles_feed_id"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_articles_story_id"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_feed_id", "articles", ["feed_id"])
    op.create_index("ix_articles_link_digest", "articles", ["link_digest"])
    op.create_index("ix_articles_seen_at_id", "articles", ["seen_at", "id"])
    op.create_index("ix_articles_story_id", "articles", ["story_id"])


def _create_entry_keys() -> None:
    op.create_table(
        "entry_keys",
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_entry_keys_article_id"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_entry_keys_feed_id"),
        sa.PrimaryKeyConstraint("feed_id", "digest", "article_id", name="pk_entry_keys"),
    )
    op.create_index("ix_entry_keys_feed_id_article_id", "entry_keys", ["feed_id", "article_id"])


def _create_sightings() -> None:
    op.create_table(
        "sightings",
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_sightings_article_id"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_sightings_feed_id"),
        sa.PrimaryKeyConstraint("feed_id", "article_id", name="pk_sightings"),
    )
    op.create_index("ix_sightings_article_id", "sightings", ["article_id"])


def _create_topics() -> None:
    op.create_table(
        "topics",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        sa.UniqueConstraint("workspace", "id", name="uq_topics_workspace_id"),
        sa.UniqueConstraint("workspace", "name", name="uq_topics_workspace_name"),
        sqlite_autoincrement=True,
    )


def _create_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", ID, nullable=False),
        *_channel(),
        sa.Column("topic_id", ID, nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("quiet", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Text(), nullable=False),
        sa.Column("updates", sa.Text(), nullable=False),
        sa.Column("min_outlets", sa.Integer(), nullable=False),
        sa.Column("early", sa.Text(), nullable=False),
        sa.Column("mention", sa.Text(), nullable=False),
        sa.Column("mention_when", sa.Text(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=False),
        sa.Column("snoozed_until", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "topic_id"],
            ["topics.workspace", "topics.id"],
            name="fk_subscriptions_workspace_topic_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint(
            "workspace", "platform", "channel", "topic_id", name="uq_subscriptions_workspace_platform_channel_topic_id"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscriptions_topic_id", "subscriptions", ["topic_id"])


def _create_pauses() -> None:
    op.create_table(
        "pauses",
        *_channel(),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint(*CHANNEL, name="pk_pauses"),
    )


def _create_houses() -> None:
    op.create_table(
        "houses",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("manager_role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name="pk_houses"),
    )


def _create_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", ID, nullable=False),
        *_channel(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sqlite_autoincrement=True,
    )
    _index_some("notices", [*CHANNEL, "kind", "subject"], "closed_at IS NULL", unique=True)


def _create_alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", ID, nullable=False),
        *_channel(),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("topic_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("article_ids", sa.Text(), nullable=False),
        sa.Column("held_ids", sa.Text(), nullable=False),
        sa.Column("hold", sa.Text(), nullable=True),
        sa.Column("release_at", MOMENT, nullable=True),
        sa.Column("notice_id", ID, nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("announced", sa.Text(), nullable=False),
        sa.Column("mentioned", sa.Boolean(), nullable=False),
        sa.Column("muted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name="fk_alerts_notice_id"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_alerts_story_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
        sa.UniqueConstraint(*CHANNEL, "story_id", name="uq_alerts_workspace_platform_channel_story_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alerts_story_id", "alerts", ["story_id"])
    _index_some("alerts", ["workspace", "updated_at", "id"], "article_ids != '[]'")
    _index_some("alerts", [*CHANNEL, "told_at"], "told_at IS NOT NULL")
    _index_some("alerts", ["release_at", "id"], "release_at IS NOT NULL")
    _index_some("alerts", [*CHANNEL, "id"], "hold IS NOT NULL")


def _create_opinions() -> None:
    op.create_table(
        "opinions",
        *_channel(),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("topic_id", ID, nullable=False),
        sa.Column("liked", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_opinions_story_id"),
        sa.PrimaryKeyConstraint(*CHANNEL, "story_id", "user", name="pk_opinions"),
    )
    op.create_index("ix_opinions_workspace_topic_id", "opinions", ["workspace", "topic_id"])


def _create_traces() -> None:
    op.create_table(
        "traces",
        sa.Column("id", ID, nullable=False),
        *_channel(),
        sa.Column("topic_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=True),
        sa.Column("alert_id", ID, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_traces_article_id"),
        sa.PrimaryKeyConstraint("id", name="pk_traces"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_traces_article_id_workspace", "traces", ["article_id", "workspace"])


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", ID, nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        *_channel(),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("nonce", name="uq_deliveries_nonce"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_lane_state_id", "deliveries", ["lane", "state", "id"])
    _index_some("deliveries", ["platform", "workspace", "channel", "due_at", "id"], "state = 'owed'")
    _index_some("deliveries", ["platform", "workspace", "leased_until"], "leased_until IS NOT NULL")
    _index_some("deliveries", ["message_id", *CHANNEL], "message_id IS NOT NULL")


def _create_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", ID, nullable=False),
        *_channel(),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("under", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("revision", name="uq_messages_revision"),
        sa.UniqueConstraint(
            "workspace", "platform", "channel", "nonce", name="uq_messages_workspace_platform_channel_nonce"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_workspace_platform_channel_id", "messages", ["workspace", "platform", "channel", "id"])


def _create_counters() -> None:
    table = op.create_table(
        "counters",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.bulk_insert(table, [{"name": "watch", "value": 0}, {"name": "messages", "value": 0}])


def _index_some(table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    name = "_".join(["ix", table, *columns])
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def _channel() -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in CHANNEL]
