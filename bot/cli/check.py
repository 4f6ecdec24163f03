"""``dateline check``: what is set up wrongly, and how to mend it."""

from __future__ import annotations

import asyncio

from rich.console import Console
from rich.text import Text

import config.files
from bot.adapters.clock import SystemClock
from bot.adapters.http.client import HttpFetcher
from bot.adapters.parsing import InProcessParser
from bot.adapters.platforms.discord import introduce, invite_link
from bot.adapters.platforms.discord.platform import DISCORD_API
from bot.adapters.platforms.slack.install import introduce as introduce_to_slack
from bot.adapters.platforms.slack.install import try_app_token
from bot.adapters.platforms.slack.install.client import SLACK_API
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
        self.console.print(Text.assemble(("ok    ", "green"), (f"{what}: ", "bold"), text), soft_wrap=True)

    def trouble(self, what: str, text: str) -> None:
        """Print what is wrong."""
        self.troubles += 1
        self.console.print(Text.assemble(("mend  ", "red"), (f"{what}: ", "bold"), text))


async def _check(report: Report, settings: Settings, catalogue: Catalogue, *, offline: bool) -> None:
    _check_catalogue(report, settings, catalogue)
    urls = {feed.url for feed in catalogue.feeds} | set(await _check_database(report, settings))
    await _check_discord(report, settings, offline=offline)
    await _check_slack(report, settings, offline=offline)
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


async def _check_discord(report: Report, settings: Settings, *, offline: bool) -> None:
    """The token, and the link that brings the bot into a server."""
    if settings.discord_token is None:
        report.well("discord", "DATELINE_DISCORD_TOKEN is not set; Discord is not served")
        return
    application = settings.discord_application_id
    if not offline:
        try:
            introduced = await introduce(
                settings.discord_token.get_secret_value(), api=settings.discord_api_base or DISCORD_API
            )
        except DatelineError as error:
            report.trouble("discord", str(error))
            return
        report.well("discord", f"the bot is {introduced.name}")
        if application not in {None, str(introduced.application_id)}:
            wrong = f"DATELINE_DISCORD_APPLICATION_ID is {application}; the token is that of"
            report.trouble("discord", f"{wrong} {introduced.application_id}. Unset the one or mend the other.")
            return
        application = str(introduced.application_id)
    if application is None:
        report.well("discord", "a token is set; set DATELINE_DISCORD_APPLICATION_ID to see the invite link offline")
    else:
        report.well("discord", f"invite it with {invite_link(int(application), webhooks=settings.discord_webhooks)}")


async def _check_slack(report: Report, settings: Settings, *, offline: bool) -> None:
    """The tokens of one workspace, or where many install it."""
    if not settings.serves_slack:
        report.well(
            "slack", "neither DATELINE_SLACK_BOT_TOKEN nor DATELINE_SLACK_CLIENT_ID is set; Slack is not served"
        )
        return
    if settings.slack_bot_token is None:
        report.well("slack", f"workspaces install it at {(settings.slack_url or '').rstrip('/')}/slack")
        return
    if offline:
        report.well("slack", "a token is set; not asked whose it is")
        return
    api = settings.slack_api_base or SLACK_API
    try:
        me = await introduce_to_slack(settings.slack_bot_token.get_secret_value(), api=api)
        if settings.slack_app_token is not None and settings.slack_mode == "socket":
            await try_app_token(settings.slack_app_token.get_secret_value(), api=api)
    except DatelineError as error:
        report.trouble("slack", str(error))
    else:
        report.well("slack", f"the bot is in {me.name}; invite it into a channel with /invite @dateline")


async def _check_feed(report: Report, fetcher: HttpFetcher, url: str, turn: asyncio.Semaphore) -> None:
    async with turn:
        try:
            found = await find_feed_at(url, fetcher, InProcessParser())
        except DatelineError as error:
            report.trouble("feed", str(error))
        else:
            report.well("feed", f"{url}: {len(found.document.entries)} entries")
