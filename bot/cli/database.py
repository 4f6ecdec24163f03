"""``dateline db``: the database's schema."""

from __future__ import annotations

import asyncio

import typer

from bot.adapters.storage import open_storage
from config.settings import load_settings, settings_file

app = typer.Typer(help="The database's schema.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The database's schema."""


@app.command()
def upgrade() -> None:
    """Bring the schema to this version, as every start does by itself."""
    asyncio.run(_upgrade(load_settings(settings_file()).database_url))
    typer.echo("The database is up to date.")


async def _upgrade(url: str) -> None:
    storage = open_storage(url)
    try:
        await storage.upgrade()
    finally:
        await storage.close()
