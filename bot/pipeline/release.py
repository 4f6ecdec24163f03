"""What waited -> the channel: told when its wait ends or a reader asks for it, or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.alert import Alert
from bot.domain.chat import Abilities
from bot.domain.watch import Channel
from bot.pipeline.match import Matcher
from bot.pipeline.ports import Clock, Metrics, Storage, Transaction
from bot.pipeline.waiting import Waiting

AT_ONCE = 500
"""Alerts that are looked for at a time."""


class Releaser:
    """Ends waits, a channel at a time: all that is told, and that it was told, is one transaction.

    It may be asked again, by whatever process and after a crash: what was told waits no more.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        matcher: Matcher,
        clock: Clock,
        metrics: Metrics,
        abilities: Mapping[str, Abilities] | None = None,
    ) -> None:
        self._storage = storage
        self._matcher = matcher
        self._clock = clock
        self._metrics = metrics
        self._abilities = abilities or {}

    async def release(self) -> int:
        """Tell all that is due; how many alerts that were. A channel that fails is tried again, and holds up no other."""
        released = 0
        failures: list[Exception] = []
        done: set[Channel] = set()
        while channels := await self._due(done):
            for channel in channels:
                try:
                    released += await self.returned(channel)
                except Exception as error:  # noqa: BLE001  raised once the others have had their turn
                    failures.append(error)
            done.update(channels)
        if failures:
            raise failures[0]
        return released

    async def _due(self, done: set[Channel]) -> list[Channel]:
        async with self._storage.read() as tx:
            due = await tx.alerts.due(self._clock.now(), AT_ONCE)
        return [channel for channel in dict.fromkeys(alert.channel for alert in due) if channel not in done]

    async def returned(self, channel: Channel) -> int:
        """Tell one channel all that is due there; how many alerts that were."""
        now = self._clock.now()
        async with self._storage.write() as tx:
            held = [alert for alert in await tx.alerts.held(channel) if alert.release_at and alert.release_at <= now]
            return await (await self._waiting(tx, channel, held)).end() if held else 0

    async def show(self, channel: Channel, notice_id: int | None = None) -> int:
        """Tell all that waits there, or that one notice tells of, whatever it waits for; how many alerts that were."""
        async with self._storage.write() as tx:
            held = await tx.alerts.held(channel, notice_id)
            return await (await self._waiting(tx, channel, held, notice_id)).end(asked=True)

    async def discard(self, channel: Channel, notice_id: int | None = None) -> int:
        """Never tell it; how many alerts that were."""
        async with self._storage.write() as tx:
            held = await tx.alerts.held(channel, notice_id)
            return await (await self._waiting(tx, channel, held, notice_id)).discard()

    async def _waiting(
        self, tx: Transaction, channel: Channel, held: Sequence[Alert], notice_id: int | None = None
    ) -> Waiting:
        await self._matcher.sync(tx)
        return await Waiting.of(
            tx,
            channel,
            held,
            notice_id,
            matcher=self._matcher,
            metrics=self._metrics,
            abilities=self._abilities,
            now=self._clock.now(),
        )
