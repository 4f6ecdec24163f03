"""Where a platform may be written to: channels that were lost are paused and kept, and told what waited when they return."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.domain.alert import Hold
from bot.domain.watch import Channel, Pause
from bot.pipeline.ports import Clock, Storage, Transaction

log = structlog.get_logger(__name__)

KEPT_FOR = timedelta(days=30)
"""How long the subscriptions of a lost channel are kept for its return, unless the operator says otherwise."""

Returned = Callable[[Channel], Awaitable[object]]
"""Is told of each channel that is back, once it is stored: what waited there is due."""


class ChannelPresence:
    """``Presence`` over the database.

    What waited because of a pause falls due in the transaction that ends the pause, so that no crash can lose it:
    ``returned`` is but a nudge to release it at once.
    """

    def __init__(self, *, storage: Storage, clock: Clock, returned: Returned, kept_for: timedelta = KEPT_FOR) -> None:
        self._storage = storage
        self._clock = clock
        self._returned = returned
        self._kept_for = kept_for

    async def lost(self, platform: str, workspace: str, channel_id: str | None, reason: str) -> None:
        since = self._clock.now()
        async with self._storage.write() as tx:
            for channel in await _concerned(tx, platform, workspace, channel_id):
                if await tx.watch.pause(Pause(channel=channel, reason=reason, since=since)):
                    log.warning("channel_lost", channel=str(channel), workspace=workspace, reason=reason)

    async def back(self, platform: str, workspace: str, channel_id: str | None) -> None:
        now = self._clock.now()
        async with self._storage.read() as tx:
            paused = await _paused(tx, platform, workspace, channel_id)
        if not paused:
            # Told at every reconnection and mostly of nothing: no transaction is worth that.
            return
        async with self._storage.write() as tx:
            ended = [channel for channel in paused if await _resume(tx, channel, now)]
        for channel in ended:
            log.info("channel_back", channel=str(channel), workspace=workspace)
            await self._returned(channel)

    async def purge(self) -> Sequence[Channel]:
        """Delete the subscriptions of channels lost longer than they are kept for; the answer names the channels."""
        async with self._storage.write() as tx:
            forgotten = await tx.watch.forget_paused(self._clock.now() - self._kept_for)
        for channel in forgotten:
            log.warning("channel_forgotten", channel=str(channel), workspace=channel.workspace)
        return forgotten


async def _concerned(tx: Transaction, platform: str, workspace: str, channel_id: str | None) -> Sequence[Channel]:
    """One channel, or all of the workspace that anything is told in."""
    if channel_id is not None:
        return (Channel(workspace, platform, channel_id),)
    told = {subscription.channel for subscription in await tx.watch.subscriptions(workspace)}
    notices = (await tx.watch.house(workspace)).notices
    if notices is not None:
        told.add(notices)
    return sorted(channel for channel in told if channel.platform == platform)


async def _paused(tx: Transaction, platform: str, workspace: str, channel_id: str | None) -> Sequence[Channel]:
    paused = [pause.channel for pause in await tx.watch.pauses(workspace, platform)]
    return [channel for channel in paused if channel_id in {None, channel.id}]


async def _resume(tx: Transaction, channel: Channel, now: datetime) -> bool:
    """End a channel's pause and let what it held fall due; False if another did."""
    if await tx.watch.resume(channel) is None:
        return False
    for alert in await tx.alerts.held(channel):
        if alert.hold is Hold.PAUSE:
            await tx.alerts.save(replace(alert, release_at=now))
    return True
