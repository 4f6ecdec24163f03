"""How fast news goes through: entries to owed alerts, owed alerts to messages, and one article to its message.

Run by ``python -m tests.benchmarks.bench_pipeline``. Articles are made of a Zipf-distributed vocabulary of invented
words, so that no room is tuned to them; every tenth matches one of the topics. The rival in the same run is parsing
alone: what feedparser takes for the same articles as one RSS body, which any feed bot pays.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from bot.adapters.clock import SystemClock
from bot.adapters.platforms.web import WebPlatform
from bot.adapters.storage import SqlStorage, open_storage
from bot.adapters.telemetry import PrometheusMetrics
from bot.app import ingest_with
from bot.domain.alert import Outcome, Sent
from bot.domain.card import Card
from bot.domain.chat import Abilities
from bot.domain.news import Entry, Feed, FeedDocument
from bot.domain.watch import LOCAL_WORKSPACE, Channel, Subscription, Topic
from bot.feeds import parse
from bot.pipeline.deliver import Deliverer
from bot.pipeline.match import QueryMatcher

SIZES = (500, 1000, 2000)
"""Articles stored, each size in a run of its own; growth shows in the last poll's time."""

A_POLL = 10
A_SECOND, SECONDS = 20, 15
"""The stream of articles whose way to a message is timed: each in a poll of its own, each matching."""

OWED = 1000
"""Deliveries to a platform that answers at once."""

TOPICS = 200
START = datetime(2026, 1, 1, tzinfo=UTC)
SYLLABLES = (
    "kor",
    "bel",
    "tam",
    "vis",
    "nud",
    "sel",
    "ra",
    "mo",
    "ti",
    "gen",
    "pla",
    "dus",
    "fer",
    "hol",
    "jun",
    "wex",
)
VOCABULARY = ["".join(parts) for parts in itertools.product(SYLLABLES, repeat=4)]
"""65,536 words: too many for two articles to share rare ones by chance, as in news, so that stories stay apart."""


class Reporter:
    """Makes articles, the same ones every time; one in ``matching`` is of a topic."""

    def __init__(self, matching: int = 10) -> None:
        self._matching = matching
        self._dice = random.Random(7)
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))
        self._made = 0

    def entry(self) -> Entry:
        self._made += 1
        words = self._dice.choices(VOCABULARY, cum_weights=self._weights, k=180)
        topic = f"topicword{self._dice.randrange(TOPICS)}" if self._made % self._matching == 0 else "nothing"
        name = " ".join(self._dice.choice(VOCABULARY).capitalize() for _ in range(2))
        killed = self._dice.randrange(2, 400)
        text = f"{name} said {killed} people were displaced near {topic}. " + " ".join(words).capitalize() + "."
        return Entry(
            id=f"urn:{self._made}",
            link=f"https://news.example/{self._made}",
            title=f"{name} {' '.join(words[:5])} {topic}",
            summary=text,
            published=START + timedelta(seconds=self._made),
        )

    def document(self, articles: int = A_POLL) -> FeedDocument:
        entries = tuple(self.entry() for _ in range(articles))
        return FeedDocument(title="Bench", link=None, language="en", entries=entries)


async def _newsroom(storage: SqlStorage) -> Feed:
    async with storage.write() as tx:
        feed = await tx.feeds.add(
            Feed(
                url="https://news.example/rss",
                outlet="Bench",
                interval=timedelta(minutes=1),
                next_poll_at=START,
                seeded=True,
            )
        )
        await tx.feeds.follow(LOCAL_WORKSPACE, feed.id, at=START, by="")
        for number in range(TOPICS):
            topic = await tx.watch.add_topic(
                Topic(
                    workspace=LOCAL_WORKSPACE,
                    name=f"t{number}",
                    query=f"topicword{number} AND displaced",
                    created_at=START,
                )
            )
            assert topic is not None
            channel = Channel(LOCAL_WORKSPACE, "web", f"c{number % 20}")
            await tx.watch.subscribe(Subscription(topic_id=topic.id, channel=channel, created_at=START))
    return feed


async def _run(folder: Path, articles: int) -> tuple[list[float], float, int]:
    """Seconds of each poll of ten, seconds to deliver all that is owed, and how many alerts there were."""
    storage = open_storage(f"sqlite:///{folder / f'{articles}.db'}")
    await storage.upgrade()
    clock, metrics, reporter = SystemClock(), PrometheusMetrics(), Reporter()
    feed = await _newsroom(storage)
    ingest = ingest_with(storage, QueryMatcher(), metrics)
    polls, alerts = [], 0
    for _ in range(articles // A_POLL):
        document = reporter.document()
        began = time.perf_counter()
        alerts += len((await ingest.ingest(feed, document, clock.now())).traces)
        polls.append(time.perf_counter() - began)
    platform = WebPlatform(storage.messages, clock)
    deliverer = Deliverer(storage=storage, platforms={"web": platform}, clock=clock, metrics=metrics)
    began = time.perf_counter()
    await deliverer.deliver("web")
    drained = time.perf_counter() - began
    await storage.close()
    return polls, drained, alerts


async def _stream(folder: Path) -> list[float]:
    """Seconds from an article's arrival to its message in the log of the web page, in an open loop."""
    storage = open_storage(f"sqlite:///{folder / 'stream.db'}")
    await storage.upgrade()
    clock, metrics, reporter = SystemClock(), PrometheusMetrics(), Reporter(matching=1)
    feed = await _newsroom(storage)
    ingest = ingest_with(storage, QueryMatcher(), metrics)
    platform = WebPlatform(storage.messages, clock)
    deliverer = Deliverer(storage=storage, platforms={"web": platform}, clock=clock, metrics=metrics)

    async def tell(document: FeedDocument, arrived: float) -> float:
        await ingest.ingest(feed, document, clock.now())
        await deliverer.deliver("web")
        return time.perf_counter() - arrived

    await tell(reporter.document(1), 0)  # loads the language model
    began = time.perf_counter()
    telling = []
    for number in range(A_SECOND * SECONDS):
        document, arrives = reporter.document(1), began + number / A_SECOND
        await asyncio.sleep(max(0.0, arrives - time.perf_counter()))
        telling.append(asyncio.create_task(tell(document, arrives)))
    taken = await asyncio.gather(*telling)
    await storage.close()
    return taken


class _Instant:
    """A platform that takes everything at once."""

    name = "web"
    abilities = Abilities(edits=True, buttons=True, pictures=True, lookup=True)

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def post(self, channel: Channel, card: Card, *, nonce: str) -> Outcome:  # noqa: ARG002
        return Sent(nonce)

    async def edit(self, channel: Channel, message_id: str, card: Card, *, nonce: str) -> Outcome:  # noqa: ARG002
        return Sent(message_id)

    async def find(self, channel: Channel, nonce: str) -> str | None:  # noqa: ARG002
        return None

    async def resolve(self, workspace: str, name: str) -> Channel | None:  # noqa: ARG002
        return None


async def _instant(folder: Path) -> float:
    """Deliveries a second to a platform that takes everything at once."""
    storage = open_storage(f"sqlite:///{folder / 'instant.db'}")
    await storage.upgrade()
    clock, metrics = SystemClock(), PrometheusMetrics()
    feed = await _newsroom(storage)
    ingest = ingest_with(storage, QueryMatcher(), metrics)
    await ingest.ingest(feed, Reporter(matching=1).document(OWED), clock.now())
    deliverer = Deliverer(storage=storage, platforms={"web": _Instant()}, clock=clock, metrics=metrics)
    began = time.perf_counter()
    made = await deliverer.deliver("web")
    drained = time.perf_counter() - began
    await storage.close()
    return made / drained


def _rss(entries: Sequence[Entry]) -> bytes:
    items = "".join(
        f"<item><title>{escape(e.title)}</title><link>{e.link}</link><guid>{e.id}</guid>"
        f"<description>{escape(e.summary)}</description></item>"
        for e in entries
    )
    return f'<rss version="2.0"><channel><title>Bench</title>{items}</channel></rss>'.encode()


def _parsing() -> float:
    """Median milliseconds an article of parsing alone."""
    reporter = Reporter()
    times = []
    for _ in range(30):
        body = _rss(reporter.document().entries)
        began = time.perf_counter()
        parse(body, url="https://news.example/rss")
        times.append((time.perf_counter() - began) / A_POLL * 1000)
    return statistics.median(times)


def main() -> None:
    rival = _parsing()
    print(f"parsing alone: {rival:.2f} ms an article (median of 30 polls of {A_POLL})")
    print(f"{TOPICS} topics; SQLite; polls of {A_POLL} new articles, one in ten matching")
    print("articles  ms/article  p99 ms/poll  last/first  × parsing  alerts  alerts/s delivered")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            polls, drained, alerts = asyncio.run(_run(Path(folder), size))
            tenth = max(1, len(polls) // 10)
            growth = statistics.median(polls[-tenth:]) / statistics.median(polls[1 : tenth + 1])
            each = statistics.median(polls) / A_POLL * 1000
            slow = sorted(polls)[max(0, round(len(polls) * 0.99) - 1)] * 1000
            print(
                f"{size:8}  {each:10.1f}  {slow:11.0f}  {growth:10.2f}  {each / rival:9.1f}  {alerts:6}  "
                f"{alerts / drained:18.0f}"
            )
        taken = sorted(asyncio.run(_stream(Path(folder))))
        median, p99 = (taken[round((len(taken) - 1) * share)] * 1000 for share in (0.5, 0.99))
        print(f"article to message at {A_SECOND} articles/s, all matching: median {median:.0f} ms, p99 {p99:.0f} ms")
        print(f"deliveries to a platform that answers at once: {asyncio.run(_instant(Path(folder))):.0f}/s")


if __name__ == "__main__":
    main()
