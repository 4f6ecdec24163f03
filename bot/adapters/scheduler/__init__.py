"""The ticking: calls the use cases' sweeps at intervals. Due times are columns in the database, never jobs in here."""

from bot.adapters.scheduler.ticker import ApschedulerTicker

__all__ = ["ApschedulerTicker"]
