"""How fast news goes through: entries to owed alerts, one article to its message, and all that is owed to its platform.

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
from bot.alerts import FloodLimits
from bot.app import ingest_with
from bot.domain.alert import Outcome
from bot.domain.card import Card
from bot.domain.news import Entry, Feed, FeedDocument
from bot.domain.watch import LOCAL_WORKSPACE, Channel, Subscription, Topic
from bot.feeds import parse
from bot.pipeline.deliver import Deliverer
from bot.pipeline.ingest import Ingest
from bot.pipeline.match import QueryMatcher
from tests.benchmarks.drains import burst, drained_a_second

SIZES = (500, 1000, 2000)
"""Articles stored, each size in a run of its own; growth shows in the last poll's time."""

A_POLL = 10
A_SECOND, SECONDS = 20, 10
"""The stream of articles whose way to a message is timed: each in a poll of its own, each matching."""

RUNS = 3
"""Times that a stream or a drain is measured; the median of the runs is told."""

DRAINS = {1: 300, 20: 1000, 200: 1000}
"""Channels to which a drain goes, and deliveries that it makes."""

BURST, BURST_CHANNELS, ANSWER_S = 1000, 200, 0.1
"""A burst at Discord's rates, to a platform that takes so long to answer."""

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


def _ingest(storage: SqlStorage, metrics: PrometheusMetrics, platform: WebPlatform) -> Ingest:
    """The stages from entries to owed alerts, for which no news is too much at once."""
    without = FloodLimits(feed=10**9, topic=10**9, channel=10**9)
    return ingest_with(storage, QueryMatcher(), metrics, abilities={"web": platform.abilities}, limits=without)


async def _run(folder: Path, articles: int) -> tuple[list[float], float, int]:
    """Seconds of each poll of ten, seconds to deliver all that is owed, and how many alerts there were."""
    storage = open_storage(f"sqlite:///{folder / f'{articles}.db'}")
    await storage.upgrade()
    clock, metrics, reporter = SystemClock(), PrometheusMetrics(), Reporter()
    feed = await _newsroom(storage)
    platform = WebPlatform(storage.messages, clock)
    ingest = _ingest(storage, metrics, platform)
    polls, alerts = [], 0
    for _ in range(articles // A_POLL):
        document = reporter.document()
        began = time.perf_counter()
        alerts += len((await ingest.ingest(feed, document, clock.now())).traces)
        polls.append(time.perf_counter() - began)
    deliverer = Deliverer(storage=storage, platforms={"web": platform}, clock=clock, metrics=metrics)
    began = time.perf_counter()
    await deliverer.deliver("web")
    drained = time.perf_counter() - began
    await storage.close()
    return polls, drained, alerts


class _Watched(WebPlatform):
    """The web page's platform, which remembers when each article's message was there."""

    def __init__(self, storage: SqlStorage, clock: SystemClock) -> None:
        super().__init__(storage.messages, clock)
        self.posted: dict[str | None, float] = {}

    async def post(
        self, channel: Channel, card: Card, *, nonce: str, under: str | None = None, threaded: bool = False
    ) -> Outcome:
        outcome = await super().post(channel, card, nonce=nonce, under=under, threaded=threaded)
        self.posted.setdefault(card.url, time.perf_counter())
        return outcome


async def _stream(folder: Path, run: int) -> list[float]:
    """Seconds from an article's arrival to its message in the log of the web page, in an open loop."""
    storage = open_storage(f"sqlite:///{folder / f'stream-{run}.db'}")
    await storage.upgrade()
    clock, metrics, reporter = SystemClock(), PrometheusMetrics(), Reporter(matching=1)
    feed = await _newsroom(storage)
    platform = _Watched(storage, clock)
    ingest = _ingest(storage, metrics, platform)
    deliverer = Deliverer(storage=storage, platforms={"web": platform}, clock=clock, metrics=metrics)

    async def tell(document: FeedDocument) -> None:
        await ingest.ingest(feed, document, clock.now())
        await deliverer.due()
        await deliverer.deliver("web")

    await tell(reporter.document(1))  # loads the language model
    began = time.perf_counter()
    telling, arrivals = [], {}
    for number in range(A_SECOND * SECONDS):
        document, arrives = reporter.document(1), began + number / A_SECOND
        await asyncio.sleep(max(0.0, arrives - time.perf_counter()))
        arrivals[document.entries[0].link] = arrives
        telling.append(asyncio.create_task(tell(document)))
    await asyncio.gather(*telling)
    await storage.close()
    # A few are alike by chance, and one of them edits the other's message.
    return [platform.posted[link] - arrived for link, arrived in arrivals.items() if link in platform.posted]


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
        _print_streams(Path(folder))
        _print_drains(Path(folder))


def _print_streams(folder: Path) -> None:
    medians, slowest = [], []
    for run in range(RUNS):
        taken = sorted(asyncio.run(_stream(folder, run)))
        median, p99 = (taken[round((len(taken) - 1) * share)] * 1000 for share in (0.5, 0.99))
        medians.append(median)
        slowest.append(p99)
    print(
        f"article to message at {A_SECOND} articles/s, all matching: p50 {statistics.median(medians):.0f} ms, "
        f"p99 {statistics.median(slowest):.0f} ms (medians of {RUNS} runs of {SECONDS} s; "
        f"p99 of each: {', '.join(f'{p99:.0f}' for p99 in slowest)})"
    )


def _print_drains(folder: Path) -> None:
    for channels, owed in DRAINS.items():
        rates = [asyncio.run(drained_a_second(folder, run, channels=channels, owed=owed)) for run in range(RUNS)]
        print(
            f"drained into a platform without limits, {owed} deliveries over {channels} channels: "
            f"{statistics.median(rates):.0f}/s (median of {', '.join(f'{rate:.0f}' for rate in rates)})"
        )
    seconds, refused = asyncio.run(burst(folder, owed=BURST, channels=BURST_CHANNELS, answer_s=ANSWER_S))
    print(
        f"burst of {BURST} alerts over {BURST_CHANNELS} channels at Discord's rates, answered after {ANSWER_S:g} s: "
        f"{seconds:.1f} s, {refused} sends too fast"
    )


if __name__ == "__main__":
    main()
