"""entries -> articles, stories and alerts, in one transaction a poll.

All that follows from a poll is one unit of work: the feed's new state, the articles, their stories, the alerts and the
deliveries they owe. If it fails anywhere, or the process dies, the feed is as it was and the next poll does it again.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.alert import Trace
from bot.domain.news import Article, Entry, Feed, FeedDocument
from bot.feeds import (
    ArticleDecision,
    Known,
    Verdict,
    ambiguous_keys,
    content_hash,
    decide_article,
    entry_keys,
    link_key,
)
from bot.pipeline.alert import Alerter, Event
from bot.pipeline.analyse import Analysed, analyse
from bot.pipeline.editions import with_former
from bot.pipeline.group import Grouper
from bot.pipeline.match import Matcher
from bot.pipeline.ports import Metrics, Storage, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What one poll brought. ``traces`` are the alert decisions in the order they were made."""

    new: int = 0
    changed: int = 0
    known: int = 0
    traces: tuple[Trace, ...] = ()


@dataclass(slots=True)
class _Shelf:
    """What this feed has shown before under the keys of one document, growing as its entries are taken in.

    ``fresh`` is what it shows now and did not before.
    """

    by_key: dict[str, list[Known]]
    ambiguous: Collection[str]
    fresh: list[Known]

    @classmethod
    async def of(cls, tx: Transaction, feed_id: int, entries: Sequence[Entry]) -> _Shelf:
        shelf = cls(by_key={}, ambiguous=ambiguous_keys(entries), fresh=[])
        for known in await tx.articles.known(feed_id, [key for entry in entries for key in entry_keys(entry)]):
            shelf.put(known)
        return shelf

    def put(self, known: Known) -> None:
        """Note what the feed has just shown; the latest stands first."""
        for key in known.keys:
            self.by_key.setdefault(key, []).insert(0, known)

    def knows(self, shown: Known) -> bool:
        """Whether the article was shown under all these keys, with this content."""
        ours = [k for key in shown.keys for k in self.by_key.get(key, ()) if k.article_id == shown.article_id]
        held = {key for known in ours for key in known.keys}
        return held >= set(shown.keys) and any(known.content_hash == shown.content_hash for known in ours)

    def note(self, entry: Entry, article_id: int) -> None:
        """An article is known by every key that it has come under, those that cannot tell one from another apart."""
        shown = Known(
            article_id=article_id,
            keys=tuple(key for key in entry_keys(entry) if key not in self.ambiguous),
            title=entry.title,
            content_hash=content_hash(entry),
        )
        if not self.knows(shown):
            self.put(shown)
            self.fresh.append(shown)

    def decide(self, entry: Entry, now: datetime) -> ArticleDecision:
        found: dict[int, Known] = {}
        for key in entry_keys(entry):
            for known in self.by_key.get(key, ()):
                found.setdefault(known.article_id, known)
        return decide_article(entry, list(found.values()), self.ambiguous, now)


class Ingest:
    """Takes in parsed documents, one poll at a time or many at once."""

    def __init__(
        self, storage: Storage, matcher: Matcher, grouper: Grouper, alerter: Alerter, metrics: Metrics
    ) -> None:
        self._storage = storage
        self._matcher = matcher
        self._grouper = grouper
        self._alerter = alerter
        self._metrics = metrics

    async def ingest(self, feed: Feed, document: FeedDocument, now: datetime) -> Ingested:
        """Take in what ``document`` says, and store ``feed`` as it is after this poll.

        A feed's first good poll (``feed.seeded`` False) remembers every article and alerts nobody.
        """
        entries = _oldest_first(document.entries, now)
        analysed = await self._analyse_news(feed, entries, now)
        try:
            async with self._storage.write() as tx:
                return await self._take_in(tx, feed, entries, analysed, now)
        except BaseException:
            self._grouper.reset()
            raise

    async def _analyse_news(self, feed: Feed, entries: Sequence[Entry], now: datetime) -> Mapping[int, Analysed]:
        """Read through what looks new, before and outside of the transaction that others wait for."""
        async with self._storage.read() as tx:
            shelf = await _Shelf.of(tx, feed.id, entries)
        fresh = [n for n, entry in enumerate(entries) if shelf.decide(entry, now).verdict is not Verdict.KNOWN]
        return {n: await asyncio.to_thread(analyse, entries[n], feed, now) for n in fresh}

    async def _take_in(
        self, tx: Transaction, feed: Feed, entries: Sequence[Entry], analysed: Mapping[int, Analysed], now: datetime
    ) -> Ingested:
        if await tx.feeds.get(feed.id) is None:
            return Ingested()
        shelf = await _Shelf.of(tx, feed.id, entries)
        await self._grouper.sync(tx, now)
        await self._matcher.sync(tx)
        workspaces = await tx.feeds.followers(feed.id)
        elsewhere = await _elsewhere(tx, feed, shelf, entries, now)
        events: list[Event] = []
        verdicts: Counter[Verdict] = Counter()
        for number, entry in enumerate(entries):
            decision = shelf.decide(entry, now)
            verdicts[decision.verdict] += 1
            if decision.verdict is Verdict.KNOWN:
                shelf.note(entry, decision.article_id)
                continue
            # Another worker's poll can have changed what is known since the analysis; then it is made here.
            reading = analysed.get(number) or analyse(entry, feed, now)
            article, before = await self._store(tx, entry, decision, reading, elsewhere, now)
            shelf.note(entry, article.id)
            concerned = workspaces if before else await _unaware(tx, feed, article, workspaces)
            events.append(Event(article=article, before=before, workspaces=concerned))
        await tx.articles.remember(feed.id, shelf.fresh, at=now)
        traces = await self._alerter.alert(tx, events, now) if feed.seeded else []
        await tx.feeds.save(replace(feed, seeded=True))
        for verdict, count in verdicts.items():
            self._metrics.count("articles_total", count, verdict=verdict.value)
        return Ingested(
            new=verdicts[Verdict.NEW],
            changed=verdicts[Verdict.CHANGED],
            known=verdicts[Verdict.KNOWN],
            traces=tuple(traces),
        )

    async def _store(
        self,
        tx: Transaction,
        entry: Entry,
        decision: ArticleDecision,
        reading: Analysed,
        elsewhere: Mapping[str, Article],
        now: datetime,
    ) -> tuple[Article, Article | None]:
        """Store what the entry brings: the article, and how it stood before, None where it is new."""
        if decision.verdict is Verdict.NEW:
            return await self._store_new(tx, entry, reading, elsewhere), None
        return await _store_change(tx, decision.article_id, reading, now)

    async def _store_new(
        self, tx: Transaction, entry: Entry, reading: Analysed, elsewhere: Mapping[str, Article]
    ) -> Article:
        """Store it, unless another feed has shown the same page: then it is that article."""
        key = link_key(entry.link) if entry.link else None
        same_page = elsewhere.get(key) if key else None
        if same_page and same_page.title == entry.title:
            return same_page
        return await self._grouper.store(tx, reading, link_key=key)


async def _elsewhere(
    tx: Transaction, feed: Feed, shelf: _Shelf, entries: Sequence[Entry], now: datetime
) -> Mapping[str, Article]:
    """What other feeds have shown of the pages that this one may show for the first time: link key -> newest article."""
    maybe_new = [entry for entry in entries if shelf.decide(entry, now).verdict is not Verdict.KNOWN]
    return await tx.articles.elsewhere(feed.id, [link_key(entry.link) for entry in maybe_new if entry.link])


async def _unaware(tx: Transaction, feed: Feed, article: Article, workspaces: Sequence[str]) -> Sequence[str]:
    """Those to whom it is new: a page that another feed has shown is not, to those who follow that one too."""
    if article.feed_id == feed.id:
        return workspaces
    aware = await tx.feeds.followers(article.feed_id)
    return [workspace for workspace in workspaces if workspace not in aware]


async def _store_change(tx: Transaction, article_id: int, reading: Analysed, now: datetime) -> tuple[Article, Article]:
    before = (await tx.articles.get([article_id]))[0]
    changed = replace(
        reading.article,
        id=before.id,
        feed_id=before.feed_id,
        outlet=before.outlet,
        seen_at=before.seen_at,
        published=before.published or reading.article.published,
        story_id=before.story_id,
        copy_of=before.copy_of,
    )
    after = with_former(changed, before, now)
    await tx.articles.save(after, fingerprint=reading.fingerprint.to_json())
    return after, before


def _oldest_first(entries: Sequence[Entry], now: datetime) -> list[Entry]:
    """Order by date; feeds list the newest first, so that ties are turned round, and an undated one counts as now."""
    newest_last = entries[::-1]
    return sorted(newest_last, key=lambda entry: entry.published or now)
