"""``dateline do``: one slash command from the shell, on the same database that ``dateline run`` uses."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from rich.console import Console

from bot.adapters.platforms.console import render_card
from bot.app import Application, channel_of
from bot.domain.card import Card
from bot.domain.chat import Asker
from config.settings import load_settings, settings_file

MOST_COLUMNS = 100


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command("do", context_settings={"ignore_unknown_options": True, "help_option_names": []})(do)


def do(
    words: Annotated[list[str], typer.Argument(help="The command, such as: summary earthquakes")],
    channel: Annotated[str, typer.Option("--in", help="The channel it is given in.")] = "web:#wire",
) -> None:
    """Give one slash command, as in chat, and print the answer."""
    console = Console()
    card = asyncio.run(_run(" ".join(words), channel, console))
    console.print(render_card(card, min(console.width, MOST_COLUMNS)))
    if card.tone == "error":
        raise typer.Exit(2)


async def _run(line: str, channel: str, console: Console) -> Card:
    settings = load_settings(settings_file())
    application = Application(settings, console=console)
    try:
        await application.prepare()
        asker = Asker(channel=channel_of(channel), user="operator", manages=True, time_zone=settings.time_zone)
        return await application.commands.run(line, asker)
    finally:
        await application.stop()
