"""The Home tab: shown to whoever opens it, and shown anew to those who looked lately when a command changed something."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, replace

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.desk import Desk
from bot.adapters.platforms.slack.asking.home_facts import read_facts
from bot.adapters.platforms.slack.asking.home_view import home_view
from bot.adapters.platforms.slack.asking.origin import Origin
from bot.adapters.platforms.slack.asking.people import TROUBLES_OF_BOTH
from bot.pipeline.ports import Clock, Storage

log = structlog.get_logger(__name__)

SETTLED_AFTER = 1.0
"""Seconds that several changes are shown at once after."""

WATCHED_FOR = 3600.0
"""Seconds for which one who opened the tab is shown what changes."""
MOST_VIEWERS = 200


@dataclass(frozen=True, slots=True)
class _Viewer:
    origin: Origin
    page: int
    until: float


class Home:
    """Publishes it. What Slack or the database refuses is logged; the next opening tries again."""

    def __init__(self, desk: Desk, storage: Storage, clock: Clock) -> None:
        self._desk = desk
        self._storage = storage
        self._clock = clock
        self._viewers: OrderedDict[tuple[str, str], _Viewer] = OrderedDict()
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._showing: set[asyncio.Task[None]] = set()

    async def show(self, client: AsyncWebClient, origin: Origin, *, page: int | None = None) -> None:
        """Show it to the asker: that page, or the one that they looked at last."""
        key = (origin.workspace, origin.user)
        before = self._viewers.pop(key, None)
        page = page if page is not None else before.page if before else 0
        until = asyncio.get_running_loop().time() + WATCHED_FOR
        self._viewers[key] = _Viewer(replace(origin, response_url="", trigger="", thread=""), page, until)
        if len(self._viewers) > MOST_VIEWERS:
            self._viewers.popitem(last=False)
        await self._publish(client, self._viewers[key])

    def changed(self, client: AsyncWebClient, workspace: str) -> None:
        """Show those of a workspace who looked lately what it is like now, when the changes are over."""
        if workspace not in self._waiting and any(viewer.origin.workspace == workspace for viewer in self._lately()):
            refresh = asyncio.create_task(self._refresh(client, workspace))
            self._waiting[workspace] = refresh
            self._showing.add(refresh)
            refresh.add_done_callback(self._showing.discard)

    async def stop(self) -> None:
        """Begin to show nothing any more; what is just shown is let be."""
        for waiting in self._waiting.values():
            waiting.cancel()
        await asyncio.gather(*self._showing, return_exceptions=True)

    async def _refresh(self, client: AsyncWebClient, workspace: str) -> None:
        try:
            await asyncio.sleep(SETTLED_AFTER)
        finally:
            del self._waiting[workspace]
        for viewer in self._lately():
            if viewer.origin.workspace == workspace:
                await self._publish(client, viewer)

    def _lately(self) -> list[_Viewer]:
        now = asyncio.get_running_loop().time()
        return [viewer for viewer in self._viewers.values() if viewer.until > now]

    async def _publish(self, client: AsyncWebClient, viewer: _Viewer) -> None:
        try:
            asker = await self._desk.askers.asker(client, viewer.origin)
            facts = await read_facts(self._storage, asker.channel, manages=asker.manages, now=self._clock.now())
            await client.views_publish(
                user_id=viewer.origin.user, view=home_view(facts, self._desk.signer, viewer.page)
            )
        except TROUBLES_OF_BOTH as error:
            log.warning("slack_home_not_shown", workspace=viewer.origin.workspace, reason=str(error))
