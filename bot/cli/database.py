"""``dateline db``: the database's schema."""

from __future__ import annotations

import asyncio

from bot.adapters.storage import open_storage
from config.settings import load_settings, settings_file


def upgrade_schema() -> None:
    """Bring the schema of the settings' database to this version."""
    asyncio.run(_upgrade(load_settings(settings_file()).database_url))


async def _upgrade(url: str) -> None:
    storage = open_storage(url)
    try:
        await storage.upgrade()
    finally:
        await storage.close()
