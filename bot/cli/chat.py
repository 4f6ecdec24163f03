"""``dateline do``: one slash command from the shell, on the same database that ``dateline run`` uses."""

from __future__ import annotations

import asyncio
from pathlib import Path

from rich.console import Console

from bot.adapters.platforms.console import render_card
from bot.app import Application
from bot.cli.chart import write_chart
from bot.domain.card import Card
from bot.domain.chat import Asker
from config.catalogue import channel_of
from config.settings import load_settings, settings_file

MOST_COLUMNS = 100


def do(line: str, channel: str, chart: Path | None = None) -> bool:
    """Give one slash command, as in chat, and print the answer, its chart into a file; False where it is an error."""
    console = Console()
    card = asyncio.run(_run(line, channel, console))
    console.print(render_card(card, min(console.width, MOST_COLUMNS)))
    if chart is not None and card.tone != "error":
        write_chart(card.chart, chart)
    return card.tone != "error"


async def _run(line: str, channel: str, console: Console) -> Card:
    settings = load_settings(settings_file())
    application = Application(settings, console=console)
    try:
        await application.prepare()
        asker = Asker(channel=channel_of(channel), user="operator", manages=True, time_zone=settings.time_zone)
        return await application.commands.run(line, asker)
    finally:
        await application.stop()
