"""outbox -> platforms: each delivery that is owed reaches its channel once, in its lane's order."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.pipeline.dispatch import Dispatcher, Sleep
from bot.pipeline.ports import Clock, Metrics, Platform, Storage
from bot.pipeline.settle import IsBackSince


class Deliverer:
    """Delivers what is owed, each platform by itself."""

    def __init__(
        self,
        *,
        storage: Storage,
        platforms: Mapping[str, Platform],
        clock: Clock,
        metrics: Metrics,
        is_back_since: IsBackSince = lambda _channel, _moment: False,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._dispatchers = {
            name: Dispatcher(
                storage=storage,
                platform=platform,
                clock=clock,
                metrics=metrics,
                is_back_since=is_back_since,
                sleep=sleep,
            )
            for name, platform in platforms.items()
        }

    async def due(self) -> list[str]:
        """Names of platforms for which something may be delivered now. Those under delivery are made to look at once."""
        now = self._clock.now()
        async with self._storage.read() as tx:
            due = [name for name, dispatcher in self._dispatchers.items() if await dispatcher.is_due(tx, now)]
        for name in due:
            self._dispatchers[name].stir()
        return due

    async def deliver(self, platform: str) -> int:
        """Deliver until nothing more is due on this platform; the answer is how many attempts were made.

        A call while another is at work on the same platform waits for it, and then looks again.
        """
        return await self._dispatchers[platform].run()

    def stop(self) -> None:
        """Take on nothing more, for good: what is under way ends, and is settled, before ``deliver`` returns."""
        for dispatcher in self._dispatchers.values():
            dispatcher.stop()
