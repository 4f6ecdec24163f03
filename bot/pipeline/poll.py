"""feed -> bytes -> entries: one poll of one feed, and finding those that are due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.domain.errors import BadFeed, DatelineError, FeedUnreachable, TemporaryError
from bot.domain.news import Feed, FeedDocument
from bot.feeds import FetchAnswer, PollDecision, PollLimits, decide_poll
from bot.pipeline.ingest import Ingest, Ingested
from bot.pipeline.ports import Clock, Fetcher, Metrics, Parser, Storage

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """How one poll went. ``result`` is new, quiet, unchanged or trouble."""

    feed: Feed
    result: str
    ingested: Ingested


class Poller:
    """Polls feeds. A feed's trouble is written down with that feed and never reaches another."""

    def __init__(
        self,
        *,
        storage: Storage,
        fetcher: Fetcher,
        parser: Parser,
        ingest: Ingest,
        clock: Clock,
        limits: PollLimits,
        metrics: Metrics,
    ) -> None:
        self._storage = storage
        self._fetcher = fetcher
        self._parser = parser
        self._ingest = ingest
        self._clock = clock
        self._limits = limits
        self._metrics = metrics

    async def due(self, limit: int) -> list[int]:
        """Ids of feeds to poll now."""
        async with self._storage.read() as tx:
            return list(await tx.feeds.due(self._clock.now(), limit))

    async def poll(self, feed_id: int) -> Polled | None:
        """Poll one feed if it is still due; None if it is not, or is gone."""
        async with self._storage.read() as tx:
            feed = await tx.feeds.get(feed_id)
        if feed is None or feed.next_poll_at > self._clock.now():
            return None
        try:
            return await self._poll(feed)
        except Exception as error:
            if not isinstance(error, TemporaryError):
                await self._hold_off(feed, error)
            raise

    async def _hold_off(self, feed: Feed, bug: Exception) -> None:
        """A feed that trips a bug of ours waits its longest turn, so that it cannot keep us busy failing."""
        now = self._clock.now()
        ill = replace(
            feed,
            last_polled_at=now,
            next_poll_at=now + self._limits.slowest,
            trouble=f"Dateline failed on it ({type(bug).__name__}); the operator finds the error in the log.",
            trouble_since=feed.trouble_since or now,
            failures=feed.failures + 1,
        )
        async with self._storage.write() as tx:
            await tx.feeds.save(ill)

    async def _poll(self, feed: Feed) -> Polled:
        started = self._clock.now()
        answer, document = await self._ask(feed)
        now = self._clock.now()
        decision = decide_poll(feed, answer, now, self._limits, document)
        polled = _polled(feed, decision, document, now)
        if decision.moved_to and await self._is_free(decision.moved_to):
            polled = replace(polled, url=decision.moved_to)
        if document is None:
            ingested = Ingested()
            async with self._storage.write() as tx:
                if await tx.feeds.get(feed.id):
                    await tx.feeds.save(polled)
        else:
            ingested = await self._ingest.ingest(polled, document, now)
        result = _result(decision, document, ingested)
        self._metrics.count("feed_polls_total", result=result)
        self._metrics.observe("feed_poll_seconds", (self._clock.now() - started).total_seconds())
        _tell(polled, decision, ingested, result)
        return Polled(feed=polled, result=result, ingested=ingested)

    async def _is_free(self, url: str) -> bool:
        """Whether no other feed has the address that this one moved to; two of one outlet may become one."""
        async with self._storage.read() as tx:
            return await tx.feeds.by_url(url) is None

    async def _ask(self, feed: Feed) -> tuple[FetchAnswer | DatelineError, FeedDocument | None]:
        try:
            answer = await self._fetcher.fetch(feed.url, etag=feed.etag, last_modified=feed.last_modified)
            if answer.not_modified:
                return answer, None
            return answer, await self._parser.parse(answer.body, answer.url, answer.content_type)
        except (FeedUnreachable, BadFeed) as error:
            return error, None


def _polled(feed: Feed, decision: PollDecision, document: FeedDocument | None, now: datetime) -> Feed:
    return replace(
        feed,
        language=(document.language if document else None) or feed.language,
        etag=decision.etag,
        last_modified=decision.last_modified,
        interval=decision.interval,
        next_poll_at=decision.next_poll_at,
        last_polled_at=now,
        failures=decision.failures,
        trouble=decision.trouble,
        trouble_since=decision.trouble_since,
    )


def _result(decision: PollDecision, document: FeedDocument | None, ingested: Ingested) -> str:
    if decision.trouble:
        return "trouble"
    if document is None:
        return "unchanged"
    return "new" if ingested.new or ingested.changed else "quiet"


def _tell(feed: Feed, decision: PollDecision, ingested: Ingested, result: str) -> None:
    if decision.trouble_began:
        log.warning("feed_trouble", feed=feed.url, outlet=feed.outlet, trouble=decision.trouble)
    elif decision.recovered:
        log.info("feed_recovered", feed=feed.url, outlet=feed.outlet)
    log.debug("feed_polled", feed=feed.url, result=result, new=ingested.new, changed=ingested.changed)
