"""What platforms are given of the rest of the application."""

from __future__ import annotations

from dataclasses import dataclass

from bot.adapters.clock import SystemClock
from bot.adapters.storage import SqlStorage
from bot.pipeline.ports import Draw, Fetcher, Presence
from config.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """``presence`` hears where the bot may write, on platforms that can put it out."""

    settings: Settings
    storage: SqlStorage
    clock: SystemClock
    fetcher: Fetcher
    draw: Draw
    presence: Presence
