"""``dateline replay``: the whole pipeline over recorded polls, on a simulated clock."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bot.adapters.parsing import InProcessParser
from bot.adapters.replay import Poll, RecordedFetcher, SetClock, read_recording
from bot.adapters.storage import SqlStorage, open_storage
from bot.adapters.telemetry import PrometheusMetrics
from bot.alerts import FloodLimits
from bot.app import ingest_with
from bot.cli.jsonl import write_line
from bot.domain.alert import AlertKind, Trace
from bot.domain.chat import Abilities
from bot.domain.errors import BadInput, BadQuery
from bot.domain.news import Feed
from bot.domain.watch import LOCAL_WORKSPACE, Channel, Subscription, Topic
from bot.feeds import PollLimits
from bot.pipeline.match import EveryArticle, QueryMatcher
from bot.pipeline.poll import Poller
from bot.rules import parse, point_at

TOPIC = "replay"
CHANNEL = Channel(LOCAL_WORKSPACE, "replay", "out")
REPLAYED = Abilities(edits=True, buttons=False, pictures=False, lookup=False)
NO_LIMITS = FloodLimits(feed=sys.maxsize, topic=sys.maxsize, channel=sys.maxsize)
"""A recording is to be seen whole: whoever replays it is not flooded by it."""


def replay(folder: Path, query: str | None, *, every: bool) -> None:
    """Run recorded polls through the whole pipeline; every alert decision is a JSON line."""
    if query is not None:
        try:
            parse(query)
        except BadQuery as error:
            raise BadInput(f"The query is wrong: {error}\n{point_at(error, query)}") from error
    asyncio.run(_replay(read_recording(folder), query, every=every))


async def _replay(polls: list[Poll], query: str | None, *, every: bool) -> None:
    storage = open_storage("sqlite:///:memory:")
    try:
        await storage.upgrade()
        await _play(storage, polls, query, every=every)
    finally:
        await storage.close()


async def _play(storage: SqlStorage, polls: list[Poll], query: str | None, *, every: bool) -> None:
    clock = SetClock(polls[0].at)
    fetcher = RecordedFetcher()
    metrics = PrometheusMetrics()
    poller = Poller(
        storage=storage,
        fetcher=fetcher,
        parser=InProcessParser(),
        ingest=ingest_with(
            storage,
            EveryArticle() if query is None else QueryMatcher(),
            metrics,
            abilities={CHANNEL.platform: REPLAYED},
            limits=NO_LIMITS,
        ),
        clock=clock,
        limits=PollLimits(),
        metrics=metrics,
    )
    await _subscribe(storage, query or "", clock)
    for poll in polls:
        clock.set(poll.at)
        feed_id = await _make_due(storage, fetcher, poll)
        polled = await poller.poll(feed_id)
        if polled:
            await _print(storage, (t for t in polled.ingested.traces if every or t.kind is not AlertKind.NOTHING))


async def _subscribe(storage: SqlStorage, query: str, clock: SetClock) -> None:
    topic = Topic(workspace=LOCAL_WORKSPACE, name=TOPIC, query=query, created_at=clock.now())
    async with storage.write() as tx:
        stored = await tx.watch.add_topic(topic)
        assert stored is not None
        await tx.watch.subscribe(Subscription(topic_id=stored.id, channel=CHANNEL, created_at=clock.now()))


async def _make_due(storage: SqlStorage, fetcher: RecordedFetcher, poll: Poll) -> int:
    """The outlet's feed, due now whatever the pace that Dateline would have chosen: the recording has its own."""
    url = f"replay://{poll.outlet}/"
    fetcher.put(url, poll.file)
    async with storage.write() as tx:
        feed = await tx.feeds.add(
            Feed(url=url, outlet=poll.outlet, interval=PollLimits().fastest, next_poll_at=poll.at)
        )
        await tx.feeds.follow(LOCAL_WORKSPACE, feed.id, at=poll.at, by="")
        await tx.feeds.save(replace(feed, next_poll_at=poll.at))
    return feed.id


async def _print(storage: SqlStorage, traces: Iterable[Trace]) -> None:
    listed = list(traces)
    async with storage.read() as tx:
        articles = {a.id: a for a in await tx.articles.get([trace.article_id for trace in listed])}
    for trace in listed:
        article = articles[trace.article_id]
        write_line(
            {
                "at": trace.at.isoformat().replace("+00:00", "Z"),
                "topic": TOPIC,
                "story": f"s{trace.story_id}",
                "kind": trace.kind.value,
                "article": article.url or f"a{article.id}",
                "title": article.title,
            }
        )
