"""What a file declares to be watched, as what to plant."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.news import Feed
from bot.domain.watch import LOCAL_WORKSPACE, Channel, Topic
from bot.pipeline.seed import Seed
from config.settings import Catalogue, Settings


def seed_of(catalogue: Catalogue, settings: Settings, now: datetime) -> Seed:
    """A file's catalogue as what to plant in the local workspace."""
    interval = timedelta(seconds=settings.poll_fastest_s)
    return Seed(
        topics=tuple(
            Topic(
                workspace=LOCAL_WORKSPACE,
                name=topic.name,
                query=" ".join(topic.query.split()),
                description=topic.description,
                created_at=now,
            )
            for topic in catalogue.topics
        ),
        feeds=tuple(
            Feed(url=feed.url, outlet=feed.outlet, language=feed.language, interval=interval, next_poll_at=now)
            for feed in catalogue.feeds
        ),
        subscriptions=tuple(
            (wish.topic, channel_of(wish.channel), wish.time_zone or settings.time_zone)
            for wish in catalogue.subscriptions
        ),
    )


def channel_of(text: str) -> Channel:
    """The local channel written as ``web:#wire``; the names of local channels are lower case."""
    platform, _, name = text.lower().partition(":")
    return Channel(LOCAL_WORKSPACE, platform, name.lstrip("#"))
