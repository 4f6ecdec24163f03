"""Articles, figures and deliveries, each with what a test does not care about filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.alert import Act, Alert, Delivery, Hold
from bot.domain.card import Card
from bot.domain.figure import Part
from bot.domain.news import Article
from bot.domain.watch import Channel, Subscription
from bot.figures import extract, find_dates

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WIRE = Channel("local", "web", "wire")


def article(
    title: str = "Ferry sinks off Lamerra",
    text: str = "",
    *,
    id: int = 1,  # noqa: A002  the field's name
    outlet: str = "Herald",
    url: str | None = "https://herald.example/ferry",
    published: datetime | None = NOW,
    place: str | None = None,
    copy_of: int | None = None,
    image: str | None = None,
) -> Article:
    """An article with its figures and dates read."""
    return Article(
        id=id,
        outlet=outlet,
        url=url,
        title=title,
        text=text,
        published=published,
        seen_at=NOW + timedelta(minutes=2),
        place=place,
        story_id=7,
        copy_of=copy_of,
        image=image,
        figures=(*extract(title, Part.TITLE), *extract(text)),
        dates=(*find_dates(title, Part.TITLE), *find_dates(text)),
    )


def alert(*article_ids: int) -> Alert:
    """The channel's alert of the story, in which these articles are told."""
    return Alert(
        id=3,
        channel=WIRE,
        story_id=7,
        topic_id=1,
        created_at=NOW,
        updated_at=NOW,
        told_at=NOW,
        article_ids=article_ids or (1,),
    )


def waiting(hold: Hold, release_at: datetime | None = None, *, held: tuple[int, ...] = (1,)) -> Alert:
    """The channel's alert of the story, of which nothing was told yet."""
    return replace(alert(), article_ids=(), told_at=None, held_ids=held, hold=hold, release_at=release_at)


def subscription(**options: Any) -> Subscription:
    """An instant subscription, but for these options."""
    return replace(Subscription(topic_id=1, channel=WIRE, created_at=NOW), **options)


def delivery(*, attempts: int = 1, nonce: str = "a3", hours: float = 24) -> Delivery:
    """A leased delivery that is worth telling for so many hours."""
    return Delivery(
        id=5,
        lane="alert-3",
        channel=WIRE,
        act=Act.POST,
        card=Card(title="Ferry sinks", fallback="Ferry sinks"),
        nonce=nonce,
        attempts=attempts,
        due_at=NOW,
        expires_at=NOW + timedelta(hours=hours),
    )
