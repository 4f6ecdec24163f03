"""Things to store, each with what a test does not care about filled in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypedDict, Unpack

from bot.domain.alert import Act, Alert, AlertKind, Delivery, DeliveryState, Notice, NoticeKind, Trace
from bot.domain.card import Card, Text
from bot.domain.news import Article, Feed, Story
from bot.domain.watch import Channel, Subscription, Topic
from bot.pipeline.ports import Transaction

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NEWSROOM = Channel("local", "web", "newsroom")
QUAKES = Channel("local", "web", "quakes")
ELSEWHERE = Channel("another", "web", "newsroom")


class Settled(TypedDict, total=False):
    """How a lease may end."""

    due_at: datetime
    unsure: bool
    message_id: str
    reason: str


def after(seconds: float) -> datetime:
    """A moment this long after ``NOW``."""
    return NOW + timedelta(seconds=seconds)


def a_feed(url: str = "https://herald.example/rss", *, outlet: str = "Herald", due: datetime = NOW) -> Feed:
    return Feed(url=url, outlet=outlet, interval=timedelta(minutes=5), next_poll_at=due)


def a_story(title: str = "Soldiers return") -> Story:
    return Story(title=title, first_seen=NOW, last_seen=NOW)


def a_topic(name: str = "syria", workspace: str = "local") -> Topic:
    return Topic(workspace=workspace, name=name, query=f"{name}*", created_at=NOW, created_by="ana")


def a_card(title: str = "Soldiers return") -> Card:
    return Card(title=title, body=(Text("3,500 soldiers"),), fallback=title, tone="alert")


async def article(
    tx: Transaction,
    feed: Feed,
    title: str = "Soldiers return",
    *,
    seen: datetime = NOW,
    story_id: int = 0,
    link: str = "",
) -> Article:
    """A stored article of a stored feed."""
    unsaved = Article(
        feed_id=feed.id, outlet=feed.outlet, url=None, title=title, text="", seen_at=seen, story_id=story_id
    )
    return await tx.articles.add(unsaved, link_key=link or None, fingerprint=f"print of {title}")


async def alert(tx: Transaction, channel: Channel = NEWSROOM, *, topic_id: int = 1, at: datetime = NOW) -> Alert:
    """A stored alert of a story of its own, of which something was told."""
    story = await tx.stories.add(a_story())
    return await tx.alerts.save(
        Alert(
            channel=channel,
            story_id=story.id,
            topic_id=topic_id,
            created_at=at,
            updated_at=at,
            article_ids=(1,),
            told_at=at,
        )
    )


async def owe(
    tx: Transaction,
    lane: str,
    nonce: str = "",
    *,
    act: Act = Act.POST,
    due: datetime = NOW,
    title: str = "",
    channel: Channel = NEWSROOM,
) -> Delivery:
    """A delivery that is owed in a lane; its nonce is the lane's name where none is given."""
    nonce = nonce or lane
    delivery = Delivery(
        lane=lane,
        channel=channel,
        act=act,
        card=a_card(title or nonce),
        nonce=nonce,
        due_at=due,
        expires_at=after(86_400),
    )
    return await tx.outbox.owe(delivery)


def a_subscription(topic_id: int, channel: Channel = NEWSROOM) -> Subscription:
    return Subscription(topic_id=topic_id, channel=channel, created_at=NOW, time_zone="Asia/Baghdad")


def a_channel(name: str, workspace: str = "local") -> Channel:
    return Channel(workspace, "web", name)


def a_notice(channel: Channel = NEWSROOM, *, kind: NoticeKind = NoticeKind.CAP, subject: str = "channel") -> Notice:
    return Notice(channel=channel, kind=kind, subject=subject, count=1, opened_at=NOW, updated_at=NOW)


def a_trace(channel: Channel, article_id: int, *, at: datetime = NOW, reasons: tuple[str, ...] = ("matched",)) -> Trace:
    return Trace(
        channel=channel,
        topic_id=1,
        article_id=article_id,
        story_id=0,
        alert_id=None,
        kind=AlertKind.NOTHING,
        reasons=reasons,
        at=at,
    )


async def lease(
    tx: Transaction,
    at: float = 0,
    *,
    limit: int = 99,
    share: int = 99,
    platform: str = "web",
    without: Collection[Channel] = (),
) -> Sequence[Delivery]:
    """A lease of a minute, ``at`` seconds after ``NOW``."""
    return await tx.outbox.lease(
        platform, now=after(at), until=after(at + 60), limit=limit, share=share, without=without
    )


async def settle(
    tx: Transaction, delivery: Delivery, state: DeliveryState, *, at: float = 1, **result: Unpack[Settled]
) -> bool:
    """End a lease, ``at`` seconds after ``NOW``."""
    return await tx.outbox.settle(delivery, state, at=after(at), **result)


def nonces(deliveries: Sequence[Delivery]) -> list[str]:
    return [delivery.nonce for delivery in deliveries]
