"""Recorded polls played back: a clock that stands where it is put, and a fetcher that reads files instead of the network."""

from bot.adapters.replay.recording import Poll, RecordedFetcher, SetClock, read_recording

__all__ = ["Poll", "RecordedFetcher", "SetClock", "read_recording"]
