"""Runs jobs. A job is only a nudge: what is owed stands in the database, so losing one or doing it twice is harmless."""

from bot.adapters.engine.inprocess import InProcessEngine

__all__ = ["InProcessEngine"]
