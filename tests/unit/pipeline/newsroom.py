"""A newsroom over a real database, in which only the network and time are made up."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.adapters.parsing import InProcessParser
from bot.adapters.platforms.web import WebPlatform
from bot.adapters.storage import SqlStorage, open_storage
from bot.adapters.telemetry import PrometheusMetrics
from bot.alerts import FloodLimits
from bot.domain.alert import Alert, Delivery, Notice, Trace
from bot.domain.chat import Abilities, Message
from bot.domain.errors import DatelineError, FeedUnreachable
from bot.domain.news import Article, Entry, Feed, FeedDocument
from bot.domain.watch import LOCAL_WORKSPACE, Channel, Subscription, Topic
from bot.feeds import FetchAnswer, PollLimits
from bot.pipeline.alert import Alerter
from bot.pipeline.deliver import Deliverer
from bot.pipeline.group import Grouper
from bot.pipeline.ingest import Ingest, Ingested
from bot.pipeline.match import QueryMatcher
from bot.pipeline.poll import Poller
from bot.pipeline.ports import Platform, Storage
from bot.pipeline.release import Releaser
from bot.pipeline.trouble import TroubleTeller

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WIRE = Channel(LOCAL_WORKSPACE, "web", "wire")
DESK = Channel(LOCAL_WORKSPACE, "web", "desk")
ELSEWHERE = Channel("elsewhere", "web", "wire")


class HandClock:
    """A clock that is moved by hand."""

    def __init__(self, start: datetime = START) -> None:
        self.moment = start

    def now(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> datetime:
        """Move on by so many ``seconds``, ``minutes`` or ``hours``."""
        self.moment += timedelta(**by)
        return self.moment


@dataclass
class WrittenNetwork:
    """A fetcher whose answers are written down beforehand; it remembers what it was asked."""

    answers: dict[str, FetchAnswer | Exception] = field(default_factory=dict)
    asked: list[tuple[str, str | None, str | None]] = field(default_factory=list)

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> FetchAnswer:
        self.asked.append((url, etag, last_modified))
        answer = self.answers.get(url, FeedUnreachable(f"{url} does not answer."))
        if isinstance(answer, Exception):
            raise answer
        return answer

    def write(self, url: str, /, body: str = "", **answer: object) -> None:
        """Let ``url`` answer with this body."""
        stated = FetchAnswer(status=200, url=url, body=body.encode())
        self.answers[url] = replace(stated, **answer)  # type: ignore[arg-type]

    def fail(self, url: str, error: DatelineError | Exception) -> None:
        """Let ``url`` fail."""
        self.answers[url] = error


def entry(
    title: str,
    summary: str = "",
    *,
    id: str | None = None,  # noqa: A002  the feed's own word
    link: str | None = None,
    published: datetime | None = None,
) -> Entry:
    """An entry whose id, unless given, is made of its title."""
    return Entry(id=id or f"urn:{title}", link=link, title=title, summary=summary, published=published)


def words(seed: int, count: int) -> str:
    """Words that no other seed gives, so that no two articles seem to tell one story."""
    letters = str.maketrans("0123456789abcdef", "ghijklmnopqrstuv")
    digests = (hashlib.sha256(f"{seed}/{n}".encode()).hexdigest()[:8] for n in range(count))
    return " ".join(digest.translate(letters) for digest in digests)


class Newsroom:
    """The stages from entries to messages over one database."""

    def __init__(
        self,
        storage: SqlStorage,
        *,
        seen_by_pipeline: Storage | None = None,
        abilities: Abilities | None = None,
        limits: FloodLimits | None = None,
    ) -> None:
        self.storage = storage
        self.clock = HandClock()
        self.metrics = PrometheusMetrics()
        self.network = WrittenNetwork()
        self.web = WebPlatform(storage.messages, self.clock)
        self.platforms: dict[str, Platform] = {"web": self.web}
        through = seen_by_pipeline or storage
        matcher = QueryMatcher()
        able = {"web": abilities or self.web.abilities}
        alerter = Alerter(matcher, self.metrics, abilities=able, limits=limits)
        self.ingest = Ingest(through, matcher, Grouper(), alerter, self.metrics)
        self.releaser = Releaser(
            storage=through, matcher=matcher, clock=self.clock, metrics=self.metrics, abilities=able
        )
        self.trouble = TroubleTeller(storage=through, clock=self.clock)
        self.poller = Poller(
            storage=through,
            fetcher=self.network,
            parser=InProcessParser(),
            ingest=self.ingest,
            clock=self.clock,
            limits=PollLimits(),
            metrics=self.metrics,
        )

    async def feed(
        self,
        outlet: str,
        *,
        url: str | None = None,
        workspaces: Sequence[str] = (LOCAL_WORKSPACE,),
        seeded: bool = True,
    ) -> int:
        """A followed feed, past its first poll unless said otherwise; the answer is its id."""
        address = url or f"https://{outlet.lower()}.example/rss"
        unsaved = Feed(url=address, outlet=outlet, interval=timedelta(minutes=5), next_poll_at=START, seeded=seeded)
        async with self.storage.write() as tx:
            stored = await tx.feeds.add(unsaved)
            for workspace in workspaces:
                await tx.feeds.follow(workspace, stored.id, at=self.clock.now(), by="ana")
        return stored.id

    async def topic(
        self, name: str, query: str, *channels: Channel, workspace: str = LOCAL_WORKSPACE, **options: Any
    ) -> Topic:
        """A topic, to which these channels are subscribed with these options."""
        unsaved = Topic(workspace=workspace, name=name, query=query, created_at=self.clock.now(), created_by="ana")
        async with self.storage.write() as tx:
            stored = await tx.watch.add_topic(unsaved)
            assert stored is not None
        for channel in channels:
            await self.subscribe(stored, channel, **options)
        return stored

    async def subscribe(self, topic: Topic, channel: Channel, **options: Any) -> Subscription:
        """A subscription with these options."""
        wish = Subscription(topic_id=topic.id, channel=channel, created_at=self.clock.now(), **options)
        async with self.storage.write() as tx:
            stored = await tx.watch.subscribe(wish)
        assert stored is not None
        return stored

    async def change(self, subscription: Subscription, **options: Any) -> Subscription:
        """Give a subscription other options."""
        changed = replace(subscription, **options)
        async with self.storage.write() as tx:
            assert await tx.watch.save_subscription(changed)
        return changed

    async def take_in(self, feed_id: int, *entries: Entry) -> Ingested:
        """One poll that brought these entries, a minute after the last."""
        now = self.clock.advance(minutes=1)
        async with self.storage.read() as tx:
            feed = await tx.feeds.get(feed_id)
        assert feed is not None
        document = FeedDocument(title=None, link=None, language="en", entries=entries)
        return await self.ingest.ingest(feed, document, now)

    async def deliver(self) -> int:
        """Deliver what is owed to every platform now."""
        deliverer = Deliverer(storage=self.storage, platforms=self.platforms, clock=self.clock, metrics=self.metrics)
        return sum([await deliverer.deliver(platform) for platform in self.platforms])

    async def alerts(self, channel: Channel = WIRE) -> Sequence[Alert]:
        """The channel's alerts, last updated first."""
        async with self.storage.read() as tx:
            return await tx.alerts.latest(channel.workspace, topic_id=None, channel=channel, limit=100)

    async def deliveries(self, alert: Alert) -> Sequence[Delivery]:
        """What is or was owed for an alert."""
        async with self.storage.read() as tx:
            return await tx.outbox.of_lane(alert.lane)

    async def held(self, channel: Channel = WIRE) -> Sequence[Alert]:
        """The channel's alerts that wait, by id."""
        async with self.storage.read() as tx:
            return await tx.alerts.held(channel)

    async def notices(self, channel: Channel = WIRE) -> Sequence[Notice]:
        """The channel's open notices."""
        async with self.storage.read() as tx:
            return await tx.alerts.open_notices([channel])

    async def articles(self, workspace: str = LOCAL_WORKSPACE) -> Sequence[Article]:
        """The workspace's articles, newest first."""
        async with self.storage.read() as tx:
            return await tx.articles.recent(workspace, since=START - timedelta(days=900), limit=500)

    async def messages(self, channel: Channel = WIRE) -> Sequence[Message]:
        """What a reader of the channel sees, oldest first."""
        return await self.storage.messages.page(channel, limit=100)

    async def release(self) -> int:
        """Tell and deliver what need not wait any longer."""
        released = await self.releaser.release()
        await self.deliver()
        return released

    async def titles(self, channel: Channel = WIRE) -> list[str]:
        """What a reader of the channel sees after all deliveries, oldest first; an answer is set off by an arrow."""
        await self.deliver()
        return [f"{'> ' if m.under else ''}{m.card.title}" for m in await self.messages(channel)]


@asynccontextmanager
async def open_newsroom(url: str = "sqlite:///:memory:", **how: Any) -> AsyncIterator[Newsroom]:
    """An empty newsroom; its database is gone afterwards, unless ``url`` names a file."""
    storage = open_storage(url)
    await storage.upgrade()
    try:
        yield Newsroom(storage, **how)
    finally:
        await storage.close()


def kinds(ingested: Ingested) -> list[tuple[str, str]]:
    """(channel, what it was told) of each decision that tells something."""
    return [(str(t.channel), t.kind.value) for t in ingested.traces if t.kind.value != "nothing"]


def reasons(ingested: Ingested) -> list[str]:
    """Every reason of every decision, in order."""
    return [reason for trace in ingested.traces for reason in trace.reasons]


def traces_of(ingested: Ingested, channel: Channel) -> list[Trace]:
    """One channel's decisions."""
    return [trace for trace in ingested.traces if trace.channel == channel]
