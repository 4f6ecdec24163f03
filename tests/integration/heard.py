"""A ``Presence`` with a memory."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.domain.errors import StorageBusy


@dataclass
class Heard:
    """A ``Presence`` that writes down what it is told: ("lost" | "back", channel id or None, reason).

    The first ``busy`` times it cannot.
    """

    busy: int = 0
    told: list[tuple[str, str | None, str]] = field(default_factory=list)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def lost(self, platform: str, workspace: str, channel_id: str | None, reason: str) -> None:  # noqa: ARG002
        await self._note(("lost", channel_id, reason))

    async def back(self, platform: str, workspace: str, channel_id: str | None) -> None:  # noqa: ARG002
        await self._note(("back", channel_id, ""))

    async def until(self, what: str, channel_id: str | None = "any") -> tuple[str, str | None, str]:
        """Wait until the last thing told is this, of that channel where one is given."""
        async with asyncio.timeout(5), self._news:
            await self._news.wait_for(lambda: self._last_is(what, channel_id))
        return self.told[-1]

    def _last_is(self, what: str, channel_id: str | None) -> bool:
        return bool(self.told) and self.told[-1][0] == what and channel_id in {"any", self.told[-1][1]}

    async def _note(self, news: tuple[str, str | None, str]) -> None:
        if self.busy:
            self.busy -= 1
            raise StorageBusy("The database is busy.")
        async with self._news:
            self.told.append(news)
            self._news.notify_all()
