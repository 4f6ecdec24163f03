"""The composition root: the only place that wires adapters to use cases."""

from bot.app.application import Application
from bot.app.work import build_fetcher, ingest_with

__all__ = ["Application", "build_fetcher", "ingest_with"]
