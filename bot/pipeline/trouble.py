"""Feeds in trouble, and their recovery -> one living notice a workspace, where its readers are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts import Trouble, compose_trouble_notice
from bot.domain.alert import Notice, NoticeKind
from bot.domain.news import Feed
from bot.domain.watch import Channel
from bot.pipeline.notice import Noticer
from bot.pipeline.ports import Clock, Storage, Transaction

FAILURES = 3
"""Failures in a row before readers are told; a server that hiccups once is no news."""

PATIENCE = timedelta(minutes=15)
"""How long the trouble must last before readers are told."""

LINE = "feeds"
"""The subject of the living line. Beside it each feed that it told of has a silent notice of its own, ``feed:7``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What has changed among a workspace's feeds since its channel was told.

    ``ill`` are all that are in trouble now, ``began`` those of them that were not told of, ``over`` the silent notices of
    those that are in trouble no more, with the feed where it is still followed.
    """

    channel: Channel
    time_zone: str
    ill: Sequence[Feed]
    began: Sequence[Feed]
    over: Sequence[tuple[Notice, Feed | None]]

    def troubles(self, now: datetime) -> list[Trouble]:
        """What the line says."""
        failing = [Trouble(feed=feed, since=feed.trouble_since or now) for feed in self.ill]
        well = [Trouble(feed=feed, since=n.opened_at, recovered_at=now) for n, feed in self.over if feed]
        return failing + well


class TroubleTeller:
    """Tells of feeds that fail for long, once, and of their recovery. Asked at intervals, by one process or several."""

    def __init__(self, *, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def tell(self) -> int:
        """Tell every workspace what has changed; how many were told."""
        async with self._storage.read() as tx:
            workspaces = sorted({topic.workspace for topic in await tx.watch.all_topics()})
        return sum([await self._tell(workspace) for workspace in workspaces])

    async def _tell(self, workspace: str) -> bool:
        now = self._clock.now()
        async with self._storage.read() as tx:
            if await _change(tx, Noticer(tx, now), workspace, now) is None:
                return False
        async with self._storage.write() as tx:
            noticer = Noticer(tx, now)
            change = await _change(tx, noticer, workspace, now)
            if change is None:
                return False
            for feed in change.began:
                await noticer.open(change.channel, NoticeKind.FEEDS, f"feed:{feed.id}", silent=True)
            for notice, _ in change.over:
                await noticer.close(notice)
            line = await noticer.open(change.channel, NoticeKind.FEEDS, LINE)
            noticer.say(line, len(change.ill), lambda _: compose_trouble_notice(change.troubles(now), change.time_zone))
            await noticer.settle()
        return True


async def _change(tx: Transaction, noticer: Noticer, workspace: str, now: datetime) -> _Change | None:
    """What is to be told, None for nothing."""
    home = await _home(tx, workspace)
    if home is None:
        return None
    channel, time_zone = home
    await noticer.read([channel])
    feeds = {f"feed:{feed.id}": feed for feed in await tx.feeds.followed(workspace)}
    known = {n.subject: n for n in noticer.of(channel, NoticeKind.FEEDS) if n.subject != LINE}
    ill = [feed for feed in feeds.values() if _is_ill(feed, now)]
    began = [feed for feed in ill if f"feed:{feed.id}" not in known]
    over = [
        (notice, feeds.get(subject))
        for subject, notice in known.items()
        if subject not in feeds or feeds[subject].trouble is None
    ]
    if not began and not over:
        return None
    return _Change(channel=channel, time_zone=time_zone, ill=ill, began=began, over=over)


async def _home(tx: Transaction, workspace: str) -> tuple[Channel, str] | None:
    """Where a workspace is told of Dateline's own affairs, and the time zone of its first subscription there."""
    subscriptions = await tx.watch.subscriptions(workspace)
    chosen = (await tx.watch.house(workspace)).notices
    channel = chosen or (subscriptions[0].channel if subscriptions else None)
    if channel is None:
        return None
    zones = [subscription.time_zone for subscription in subscriptions if subscription.channel == channel]
    return channel, zones[0] if zones else "UTC"


def _is_ill(feed: Feed, now: datetime) -> bool:
    since = feed.trouble_since
    return feed.failures >= FAILURES and since is not None and now - since >= PATIENCE
