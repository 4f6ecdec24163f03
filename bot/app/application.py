"""The application: all roles in one process."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import structlog
from rich.console import Console

import config.files
from bot.adapters.charts import ChartPool
from bot.adapters.clock import SystemClock
from bot.adapters.engine import InProcessEngine
from bot.adapters.parsing import ParserPool
from bot.adapters.scheduler import ApschedulerTicker
from bot.adapters.storage import SqlStorage, open_storage
from bot.adapters.telemetry import PrometheusMetrics
from bot.adapters.web import WebServer, create_app
from bot.app.platforms import build_platforms, ended, routers_of, serve
from bot.app.surroundings import Surroundings
from bot.app.work import build_commands, build_fetcher, flood_limits, ingest_with, poll_limits
from bot.domain.news import Counts
from bot.domain.watch import LOCAL_WORKSPACE, Channel, House
from bot.pipeline.deliver import Deliverer
from bot.pipeline.match import QueryMatcher
from bot.pipeline.poll import Poller
from bot.pipeline.presence import ChannelPresence
from bot.pipeline.release import Releaser
from bot.pipeline.seed import Seed, is_empty, plant
from bot.pipeline.trouble import TroubleTeller
from bot.pipeline.welcome import Welcome, WelcomingCommands, WelcomingPresence
from bot.rules import read_rates
from bot.stories import language_of
from config.catalogue import seed_of
from config.settings import Catalogue, Settings

log = structlog.get_logger(__name__)

STOP_GRACE = timedelta(seconds=5)
GAUGES_EVERY = timedelta(seconds=5)
TROUBLES_EVERY = timedelta(seconds=30)
PURGE_EVERY = timedelta(hours=1)
DUE_AT_ONCE = 200


class Application:
    """All roles in one process: scheduler, worker, and the platforms that are switched on.

    ``catalogue`` is what to plant at every start; the starter lists are planted where there is nothing at all.
    """

    def __init__(self, settings: Settings, *, console: Console, catalogue: Catalogue | None = None) -> None:
        self.settings = settings
        self._catalogue = settings.catalogue if catalogue is None else catalogue
        self._clock = SystemClock()
        self._metrics = PrometheusMetrics()
        self.storage: SqlStorage = open_storage(settings.database_url)
        self._fetcher = build_fetcher(settings)
        self._parser = ParserPool(workers=settings.parser_workers)
        self._presence = ChannelPresence(
            storage=self.storage,
            clock=self._clock,
            returned=self._returned,
            platforms=lambda: self._platforms,
            kept_for=timedelta(days=settings.forget_after_days),
        )
        self._welcome = Welcome(storage=self.storage, clock=self._clock, seed_of=self._seed_for)
        self._charts = ChartPool()
        self._around = self._surroundings()
        self._platforms = build_platforms(self._around, console)
        rates = read_rates(settings.rates)
        self._matcher = QueryMatcher(rates)
        self._abilities = {name: platform.abilities for name, platform in self._platforms.items()}
        self._releaser = Releaser(
            storage=self.storage,
            matcher=self._matcher,
            clock=self._clock,
            metrics=self._metrics,
            abilities=self._abilities,
        )
        self.commands = build_commands(self._around, self._platforms, self._parser, self._releaser, rates)
        serve(self._platforms, self._around, WelcomingCommands(self.commands, self._welcome.welcome), self._house_of)
        self._poller = self._build_poller()
        self._deliverer = self._build_deliverer()
        self._engine = self._build_engine()
        self._ticker = ApschedulerTicker(self._clock)
        self._server = self._build_server()
        self.polls = 0

    @property
    def url(self) -> str | None:
        """Where the chat page is, once started; None without it."""
        return self._server.url if self._server else None

    async def prepare(self) -> None:
        """Bring the database up to date, with what is declared to be watched."""
        await self.storage.upgrade()
        await self._plant()

    async def start(self) -> None:
        """Bring up the database, then the platforms, then the work. Raises ``BadInput`` for what is set up wrongly."""
        await self.prepare()
        await self._warm_up()
        await self._parser.start()
        if self._server:
            await self._server.start()
        for platform in self._platforms.values():
            await platform.start()
        await self._engine.start()
        sweep = timedelta(seconds=self.settings.sweep_s)
        self._ticker.every(sweep, "poll_due", self._sweep_feeds)
        self._ticker.every(sweep, "release_due", self._release)
        self._ticker.every(sweep, "deliver_due", self._sweep_outbox)
        troubles = TroubleTeller(storage=self.storage, clock=self._clock)
        self._ticker.every(TROUBLES_EVERY, "tell_troubles", troubles.tell)
        self._ticker.every(PURGE_EVERY, "forget_lost_channels", self._presence.purge)
        self._ticker.every(GAUGES_EVERY, "gauges", self._measure)
        await self._ticker.start()
        log.info("started", database=self.settings.database_url, page=self.url, platforms=list(self._platforms))

    async def _warm_up(self) -> None:
        """Load what the first article would wait for, and free the collector from walking it again and again: a full
        collection over the topics and the language model stops everything for a tenth of a second and more.
        """
        async with self.storage.read() as tx:
            await self._matcher.sync(tx)
        await asyncio.to_thread(language_of, "Road open", "The council said the road is open.", None)
        gc.collect()
        gc.freeze()

    async def stop(self) -> None:
        """Take no more work, let what runs finish, and let go of everything."""
        await self._ticker.stop()
        self._deliverer.stop()
        await self._engine.stop(STOP_GRACE)
        for platform in self._platforms.values():
            await platform.stop()
        if self._server:
            await self._server.stop()
        await self._parser.close()
        await self._charts.close()
        await self._fetcher.close()
        await self.storage.close()

    async def ended(self) -> None:
        """Wait until a platform will have the bot no more, which raises ``BadInput``."""
        await ended(self._platforms)

    async def counts(self) -> Counts:
        """How much there is."""
        async with self.storage.read() as tx:
            return await tx.counts()

    async def seeded(self) -> bool:
        """Whether every feed that is followed has been read a first time."""
        async with self.storage.read() as tx:
            return all(feed.seeded for feed in await tx.feeds.followed(LOCAL_WORKSPACE))

    def _surroundings(self) -> Surroundings:
        return Surroundings(
            settings=self.settings,
            storage=self.storage,
            clock=self._clock,
            fetcher=self._fetcher,
            draw=self._charts,
            presence=WelcomingPresence(self._presence, self._welcome.welcome),
        )

    def _build_deliverer(self) -> Deliverer:
        return Deliverer(
            storage=self.storage,
            platforms=self._platforms,
            clock=self._clock,
            metrics=self._metrics,
            is_back_since=self._presence.is_back_since,
        )

    def _build_engine(self) -> InProcessEngine:
        engine = InProcessEngine(self._metrics)
        engine.register("poll", self._poll, workers=self.settings.poll_workers)
        engine.register("deliver", self._deliverer.deliver, workers=len(self._platforms))
        return engine

    async def _house_of(self, workspace: str) -> House:
        async with self.storage.read() as tx:
            return await tx.watch.house(workspace)

    def _build_poller(self) -> Poller:
        return Poller(
            storage=self.storage,
            fetcher=self._fetcher,
            parser=self._parser,
            ingest=ingest_with(
                self.storage,
                self._matcher,
                self._metrics,
                abilities=self._abilities,
                limits=flood_limits(self.settings),
            ),
            clock=self._clock,
            limits=poll_limits(self.settings),
            metrics=self._metrics,
        )

    def _build_server(self) -> WebServer | None:
        routers = routers_of(self._platforms, self._around, self.commands)
        if not routers:
            return None
        host = self.settings.web_host
        hosts = [host, "localhost", "127.0.0.1", "[::1]", *self.settings.web_names]
        app = create_app(
            routers=routers, health=self._health, metrics_text=self._metrics.exposition, allowed_hosts=hosts
        )
        return WebServer(app, host, self.settings.web_port)

    async def _plant(self) -> None:
        now = self._clock.now()
        if self._catalogue.topics or self._catalogue.feeds:
            await plant(self.storage, LOCAL_WORKSPACE, seed_of(self._catalogue, self.settings, now), now)
        elif await is_empty(self.storage, LOCAL_WORKSPACE):
            seed = seed_of(config.files.starter(), self.settings, now)
            await plant(self.storage, LOCAL_WORKSPACE, seed, now)

    def _seed_for(self, workspace: str) -> Seed:
        """What a new workspace begins with: the topics and feeds that are declared, or those of the starter lists."""
        declared = self._catalogue if self._catalogue.topics or self._catalogue.feeds else config.files.starter()
        seed = seed_of(declared, self.settings, self._clock.now())
        topics = tuple(replace(topic, workspace=workspace) for topic in seed.topics)
        return replace(seed, topics=topics, subscriptions=())

    async def _poll(self, feed_id: str) -> None:
        polled = await self._poller.poll(int(feed_id))
        if polled is None:
            return
        self.polls += 1
        if polled.ingested.traces:
            await self._sweep_outbox()

    async def _sweep_feeds(self) -> None:
        for feed_id in await self._poller.due(DUE_AT_ONCE):
            await self._engine.nudge("poll", str(feed_id))

    async def _sweep_outbox(self) -> None:
        for platform in await self._deliverer.due():
            await self._engine.nudge("deliver", platform)

    async def _returned(self, channel: Channel) -> None:
        await self._releaser.returned(channel)
        await self._sweep_outbox()

    async def _release(self) -> None:
        if await self._releaser.release():
            await self._sweep_outbox()

    async def _measure(self) -> None:
        counts = await self.counts()
        async with self.storage.read() as tx:
            feeds = await tx.feeds.followed(LOCAL_WORKSPACE)
        self._metrics.gauge("outbox_owed", counts.owed)
        self._metrics.gauge("feeds_in_trouble", sum(feed.trouble is not None for feed in feeds))

    async def _health(self) -> Mapping[str, Any]:
        try:
            async with asyncio.timeout(2):
                counts = await self.counts()
        except Exception as error:
            log.exception("health_check_failed")
            return {"ok": False, "database": type(error).__name__}
        return {
            "ok": True,
            "feeds": counts.feeds,
            "articles": counts.articles,
            "stories": counts.stories,
            "alerts": counts.alerts,
            "owed": counts.owed,
        }
