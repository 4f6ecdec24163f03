"""Learning the names of channels in which something is asked, so that the answer can use them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.adapters.platforms.slack.sending.addresses import is_channel
from bot.adapters.platforms.slack.sending.directory import NAME, Directory
from bot.adapters.platforms.slack.timing import Timing
from bot.domain.watch import Channel


class Hearing:
    """Looks at all that comes from Slack before it is answered. A ``Listener``; it comes before the others."""

    def __init__(self, directory: Directory, timing: Timing) -> None:
        self._directory = directory
        self._timing = timing

    def register(self, app: AsyncApp) -> None:
        """Say to the application that all is looked at."""
        app.middleware(self.hear)

    async def hear(self, context: AsyncBoltContext, next_: Callable[[], Awaitable[object]]) -> None:
        """Learn where it was asked, as far as that takes no more than a moment; Slack waits three seconds in all."""
        workspace, channel_id = context.team_id, context.channel_id
        if workspace and channel_id and is_channel(channel_id):
            try:
                async with asyncio.timeout(self._timing.name):
                    await self._directory.meet(Channel(workspace, NAME, channel_id))
            except TimeoutError:
                pass
        await next_()

    async def stop(self) -> None:
        """There is nothing under way."""
