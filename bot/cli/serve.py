"""``dateline run`` and ``dateline demo``: the whole of it in one process."""

from __future__ import annotations

import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

import config.files
from bot.adapters.clock import SystemClock
from bot.adapters.http.newswire import Newswire, read_script
from bot.app import Application
from bot.domain.news import Counts
from config.logging import configure_logging
from config.settings import Catalogue, FeedSetting, Settings, load_settings, settings_file

DEMO_POLL_S = 1.0
DEMO_SWEEP_S = 0.5
SETTLED_WITHIN_S = 10.0
"""How long the demo's first polls may take before the wire begins all the same."""
WIRE_BEGINS_AT = 4.0
"""The second of the script that the demo begins with: its first news comes at the fifth, and a watcher has waited enough."""


def run(seconds: float | None) -> None:
    """Watch what dateline.toml declares, or the starter topics and feeds; until Ctrl-C."""
    settings = load_settings(settings_file())
    configure_logging(settings.log_level, settings.log_format)
    asyncio.run(_run(settings, seconds))


async def _run(settings: Settings, seconds: float | None) -> None:
    console = Console()
    stop = _stop_event()
    async with _running(Application(settings, console=console)) as application:
        if application.url:
            console.print(f"Dateline is up: {application.url}  (Ctrl-C stops it)", highlight=False)
        await _until(stop, seconds, application)
        counts = await application.counts()
    console.print(summary_line(application.polls, counts), highlight=False)


def demo(seconds: float | None, data: Path | None) -> None:
    """Show Dateline on a sample newswire: no tokens, nothing kept."""
    with tempfile.TemporaryDirectory(prefix="dateline-demo-") as scratch:
        folder = data or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(_demo(folder, seconds))


async def _demo(folder: Path, seconds: float | None) -> None:
    console = Console()
    stop = _stop_event()
    wire = Newswire(read_script(config.files.newswire()), clock=SystemClock().now, waiting=True)
    await wire.start()
    try:
        settings = demo_settings(load_settings(settings_file()), folder)
        catalogue = demo_catalogue(wire)
        async with _running(Application(settings, console=console, catalogue=catalogue)) as application:
            console.rule("[bold]Dateline demo")
            console.print(f"The chat page: {application.url}", highlight=False)
            console.print(f"The sample newswire: {wire.url}", highlight=False)
            console.print("News comes in over the next two minutes. Ctrl-C stops it.\n", highlight=False)
            clock = asyncio.get_running_loop().time
            began = clock()
            await _settled(application, stop)
            wire.begin(WIRE_BEGINS_AT)
            await _until(stop, None if seconds is None else max(0.0, seconds - (clock() - began)), application)
            counts = await application.counts()
        console.print(summary_line(application.polls, counts), highlight=False)
    finally:
        await wire.stop()


def demo_settings(settings: Settings, folder: Path) -> Settings:
    """The operator's settings with the demo's own database, pace and permission to ask loopback addresses."""
    changes: dict[str, Any] = {
        "database_url": f"sqlite:///{folder.resolve() / 'demo.db'}",
        "allow_private_networks": True,
        "poll_fastest_s": DEMO_POLL_S,
        "poll_slowest_s": DEMO_POLL_S,
        "sweep_s": DEMO_SWEEP_S,
        "platforms": ("console", "web"),
        "discord_token": None,
        "slack_bot_token": None,
        "slack_client_id": None,
    }
    return settings.model_copy(update=changes)


def demo_catalogue(wire: Newswire) -> Catalogue:
    """The starter topics and subscriptions over the newswire's feeds."""
    starter = config.files.starter()
    feeds = tuple(FeedSetting(url=url, outlet=outlet) for outlet, url, _ in wire.feeds)
    return starter.model_copy(update={"feeds": feeds})


def summary_line(polls: int, counts: Counts) -> str:
    """How much a run did, in one line."""
    return (
        f"{polls} polls of {counts.feeds} feeds · {counts.articles} articles · {counts.stories} stories · "
        f"{counts.sent} alerts sent"
    )


@asynccontextmanager
async def _running(application: Application) -> AsyncIterator[Application]:
    try:
        await application.start()
        yield application
    finally:
        await application.stop()


def _stop_event() -> asyncio.Event:
    """Set by Ctrl-C or SIGTERM, so that both end in an orderly stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


async def _until(stop: asyncio.Event, seconds: float | None, application: Application) -> None:
    """Wait for the signal to stop, the end of the time, or for the application to end; raises what ended it."""
    waits = [asyncio.create_task(stop.wait()), asyncio.create_task(application.ended())]
    try:
        ended, _ = await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for wait in ended:
            wait.result()
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)


async def _settled(application: Application, stop: asyncio.Event) -> None:
    """Wait for every feed's first poll, which alerts nobody; only then may news begin."""
    try:
        async with asyncio.timeout(SETTLED_WITHIN_S):
            while not stop.is_set() and not await application.seeded():  # noqa: ASYNC110  a row tells, no event of ours
                await asyncio.sleep(0.1)
    except TimeoutError:
        return
