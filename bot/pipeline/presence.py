"""Where a platform may be written to: channels that were lost are paused and kept, and told what waited when they return."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.alerts import compose_back_notice
from bot.alerts.retry import Occasion
from bot.domain.alert import Act, Hold
from bot.domain.errors import TemporaryError
from bot.domain.watch import Channel, Pause
from bot.pipeline.ports import Clock, Platform, Presence, Storage, Transaction
from bot.pipeline.tell import owed

log = structlog.get_logger(__name__)

KEPT_FOR = timedelta(days=30)
"""How long the subscriptions of a lost channel are kept for its return, unless the operator says otherwise."""

HICCUP = timedelta(minutes=5)
"""A pause that is shorter and kept nothing back is not worth a message."""

_ATTEMPTS = 5
_PAUSE = 0.2
"""Seconds after the first attempt; more after each."""

Returned = Callable[[Channel], Awaitable[object]]
"""Is told of each channel that is back, once it is stored: what waited there is due."""


Platforms = Callable[[], Mapping[str, Platform]]
"""The platforms by name, as soon as there are any: they are made with a ``Presence``."""


class ChannelPresence:
    """``Presence`` over the database.

    When a whole workspace is back, a channel that does not exist any more stays paused, since when it was lost: so it is
    given up one day, however often its platform connects anew.

    What waited because of a pause falls due in the transaction that ends the pause, so that no crash can lose it:
    ``returned`` is but a nudge to release it at once.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        clock: Clock,
        returned: Returned,
        platforms: Platforms = dict,
        kept_for: timedelta = KEPT_FOR,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._returned = returned
        self._platforms = platforms
        self._kept_for = kept_for
        self._heard: dict[tuple[str, str, str | None], datetime] = {}

    def is_back_since(self, channel: Channel, moment: datetime) -> bool:
        """Whether the channel was heard to be back at that moment or later: what was refused before tells nothing of it.

        Only what this process heard counts, which is what it was told by the platform that it sends to.
        """
        keys = ((channel.platform, channel.workspace, known) for known in (channel.id, None))
        return any(key in self._heard and self._heard[key] >= moment for key in keys)

    async def lost(self, platform: str, workspace: str, channel_id: str | None, reason: str) -> None:
        since = self._clock.now()
        async with self._storage.write() as tx:
            for channel in await _concerned(tx, platform, workspace, channel_id):
                if await tx.watch.pause(Pause(channel=channel, reason=reason, since=since)):
                    log.warning("channel_lost", channel=str(channel), workspace=workspace, reason=reason)

    async def back(self, platform: str, workspace: str, channel_id: str | None) -> None:
        now = self._clock.now()
        self._heard[platform, workspace, channel_id] = now
        # One channel is looked at in its turn among the writers, so that a refusal which is just being stored is seen.
        async with self._storage.read() if channel_id is None else self._storage.write() as tx:
            paused = await _paused(tx, platform, workspace, channel_id)
        if channel_id is None:
            paused = [channel for channel in paused if await self._exists(channel)]
        if not paused:
            # Told at every reconnection and mostly of nothing: no transaction is worth that.
            return
        async with self._storage.write() as tx:
            ended = [channel for channel in paused if await _resume(tx, channel, now)]
        for channel in ended:
            log.info("channel_back", channel=str(channel), workspace=workspace)
            await self._returned(channel)

    async def _exists(self, channel: Channel) -> bool:
        platform = self._platforms().get(channel.platform)
        return platform is None or await platform.resolve(channel.workspace, channel.id) is not None

    async def purge(self) -> Sequence[Channel]:
        """Delete the subscriptions of channels lost longer than they are kept for; the answer names the channels."""
        async with self._storage.write() as tx:
            forgotten = await tx.watch.forget_paused(self._clock.now() - self._kept_for)
        for channel in forgotten:
            log.warning("channel_forgotten", channel=str(channel), workspace=channel.workspace)
        return forgotten


class PatientPresence:
    """Passes on what a platform hears to ``presence``, if there is one, and again while the database is busy: what is not
    stored now would be at the next start only.
    """

    def __init__(self, presence: Presence | None, platform: str) -> None:
        self._presence = presence
        self._platform = platform

    async def lost(self, workspace: str, channel_id: str | None, reason: str) -> None:
        """As ``Presence.lost``."""
        presence = self._presence
        if presence is not None:
            await self._insist(lambda: presence.lost(self._platform, workspace, channel_id, reason))

    async def back(self, workspace: str, channel_id: str | None) -> None:
        """As ``Presence.back``."""
        presence = self._presence
        if presence is not None:
            await self._insist(lambda: presence.back(self._platform, workspace, channel_id))

    async def _insist(self, tell: Callable[[], Awaitable[None]]) -> None:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                await tell()
            except TemporaryError:
                log.warning("presence_not_stored", platform=self._platform, attempt=attempt)
                await asyncio.sleep(_PAUSE * attempt)
            else:
                return


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
    """End a channel's pause, say so there, and let what it held fall due; False if another did."""
    pause = await tx.watch.resume(channel)
    if pause is None:
        return False
    waiting = [alert for alert in await tx.alerts.held(channel) if alert.hold is Hold.PAUSE]
    if waiting or now - pause.since >= HICCUP:
        await _tell_of_return(tx, pause, len(waiting), now)
    for alert in waiting:
        await tx.alerts.save(replace(alert, release_at=now))
    return True


async def _tell_of_return(tx: Transaction, pause: Pause, waiting: int, now: datetime) -> None:
    """Owe a channel the notice that it is back; one that is told nothing else is left alone."""
    channel = pause.channel
    theirs = await tx.watch.subscriptions(channel.workspace, channel)
    if not theirs and (await tx.watch.house(channel.workspace)).notices != channel:
        return
    card = compose_back_notice(pause.reason, pause.since, waiting, theirs[0].time_zone if theirs else "UTC")
    lane = f"back-{channel.workspace}-{channel.platform}-{channel.id}-{pause.since.timestamp():.6f}"
    notice = owed(lane, channel, Act.POST, card, now=now, revision=now, occasion=Occasion.NOTICE)
    await tx.outbox.owe(notice)
