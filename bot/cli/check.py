"""``dateline check``: what is set up wrongly, and how to mend it."""

from __future__ import annotations

import asyncio

from rich.console import Console
from rich.text import Text

import config.files
from bot.adapters.clock import SystemClock
from bot.adapters.http.client import HttpFetcher
from bot.adapters.parsing import InProcessParser
from bot.adapters.storage import open_storage
from bot.app import build_fetcher
from bot.domain.errors import DatelineError
from bot.domain.watch import LOCAL_WORKSPACE
from bot.pipeline.discover import find_feed_at
from bot.pipeline.seed import check_seed
from config.catalogue import seed_of
from config.settings import Catalogue, Settings, load_settings, settings_file

ASKED_AT_A_TIME = 8


def all_well(*, offline: bool) -> bool:
    """Check settings, database, tokens and feeds; say what is wrong and how to mend it."""
    file = settings_file()
    settings = load_settings(file)
    report = Report(Console())
    report.well("settings", str(file) if file else "no dateline.toml: defaults, starter topics and feeds")
    catalogue = settings.catalogue if settings.topics or settings.feeds else config.files.starter()
    asyncio.run(_check(report, settings, catalogue, offline=offline))
    if report.troubles:
        report.console.print(f"{report.troubles} to mend.")
    else:
        report.console.print("All well.")
    return not report.troubles


class Report:
    """Prints one line a check, and counts those that failed."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.troubles = 0

    def well(self, what: str, text: str) -> None:
        """Print that something is as it should be."""
        self.console.print(Text.assemble(("ok    ", "green"), (f"{what}: ", "bold"), text))

    def trouble(self, what: str, text: str) -> None:
        """Print what is wrong."""
        self.troubles += 1
        self.console.print(Text.assemble(("mend  ", "red"), (f"{what}: ", "bold"), text))


async def _check(report: Report, settings: Settings, catalogue: Catalogue, *, offline: bool) -> None:
    _check_catalogue(report, settings, catalogue)
    urls = {feed.url for feed in catalogue.feeds} | set(await _check_database(report, settings))
    _check_tokens(report, settings)
    if offline:
        report.well("feeds", f"{len(urls)} not asked")
        return
    fetcher = build_fetcher(settings)
    turn = asyncio.Semaphore(ASKED_AT_A_TIME)
    try:
        await asyncio.gather(*(_check_feed(report, fetcher, url, turn) for url in sorted(urls)))
    finally:
        await fetcher.close()


def _check_catalogue(report: Report, settings: Settings, catalogue: Catalogue) -> None:
    try:
        check_seed(seed_of(catalogue, settings, SystemClock().now()))
    except DatelineError as error:
        report.trouble("topics", str(error))
    else:
        report.well("topics", f"{len(catalogue.topics)} topics, {len(catalogue.subscriptions)} subscriptions")


async def _check_database(report: Report, settings: Settings) -> list[str]:
    """Addresses of the feeds that are followed already."""
    try:
        storage = open_storage(settings.database_url)
        try:
            await storage.upgrade()
            async with storage.read() as tx:
                counts = await tx.counts()
                followed = [feed.url for feed in await tx.feeds.followed(LOCAL_WORKSPACE)]
        finally:
            await storage.close()
    except DatelineError as error:
        report.trouble("database", str(error))
        return []
    report.well(
        "database", f"{counts.feeds} feeds, {counts.articles} articles, {counts.alerts} alerts, {counts.owed} owed"
    )
    return followed


def _check_tokens(report: Report, settings: Settings) -> None:
    given = [name for name in ("discord", "slack_bot", "slack_app") if getattr(settings, f"{name}_token")]
    for name in given:
        variable = f"DATELINE_{name.upper()}_TOKEN"
        report.trouble("tokens", f"{variable} is set, and this version speaks to console and web only; unset it.")
    if not given:
        report.well("tokens", "none is needed for console and web")


async def _check_feed(report: Report, fetcher: HttpFetcher, url: str, turn: asyncio.Semaphore) -> None:
    async with turn:
        try:
            found = await find_feed_at(url, fetcher, InProcessParser())
        except DatelineError as error:
            report.trouble("feed", str(error))
        else:
            report.well("feed", f"{url}: {len(found.document.entries)} entries")
