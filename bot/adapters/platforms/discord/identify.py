"""The identify budget: so many new sessions a day, and so many at a time.

https://docs.discord.com/developers/events/gateway#session-start-limit-object: a bot that spends more than its daily number
has its token reset.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog

log = structlog.get_logger(__name__)


class IdentifyBudget:
    """Kept over all clients that are built one after another. ``gap`` is the seconds between identifies of one bucket."""

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._remaining: int | None = None
        self._resets_at = 0.0
        self._buckets = 1
        self._free_at: dict[int, float] = {}

    def learn(self, limit: Mapping[str, Any]) -> None:
        """Take over what ``GET /gateway/bot`` says: ``remaining``, ``reset_after`` in ms, ``max_concurrency``."""
        self._remaining = int(limit["remaining"])
        self._resets_at = asyncio.get_running_loop().time() + int(limit["reset_after"]) / 1000
        self._buckets = max(int(limit.get("max_concurrency", 1)), 1)

    def wait(self, shards: int) -> float:
        """Seconds until so many shards may identify."""
        if self._remaining is None or self._remaining >= shards:
            return 0.0
        return max(self._resets_at - asyncio.get_running_loop().time(), 0.0)

    async def spend(self, shard_id: int) -> None:
        """Wait until a shard may identify, and count it."""
        now = asyncio.get_running_loop().time()
        bucket = shard_id % self._buckets
        start = max(now, self._free_at.get(bucket, now), now + self.wait(1))
        self._free_at[bucket] = start + self._gap
        if start > now:
            log.info("discord_identify_waits", shard=shard_id, seconds=round(start - now, 1))
            await asyncio.sleep(start - now)
        if self._remaining is not None:
            self._remaining = max(self._remaining - 1, 0)
