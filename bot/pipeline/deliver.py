"""outbox -> platform: each delivery that is owed reaches its channel once, in its alert's order."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from bot.alerts import decide_retry
from bot.domain.alert import Act, Delivery, DeliveryState, Outcome, Refused, Sent, Unknown
from bot.pipeline.ports import Clock, Metrics, Platform, Storage
from bot.pipeline.settle import Settler

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=20)
"""How long a worker may hold a delivery. One that died holds it no longer, and another takes over."""

SEND_TIMEOUT = timedelta(seconds=15)
"""How long a platform may take over one send; shorter than the lease, so that a lease is settled before it is lost."""

AT_ONCE = 20
"""Deliveries leased at a time; all are sent side by side, so that a slow one holds up only its own."""


class Deliverer:
    """Delivers what is owed, one platform at a time."""

    def __init__(self, *, storage: Storage, platforms: Mapping[str, Platform], clock: Clock, metrics: Metrics) -> None:
        self._storage = storage
        self._settler = Settler(storage)
        self._platforms = platforms
        self._clock = clock
        self._metrics = metrics

    async def due(self) -> list[str]:
        """Names of platforms for which something may be delivered now."""
        now = self._clock.now()
        async with self._storage.read() as tx:
            moments = {name: await tx.outbox.next_due(name) for name in self._platforms}
        return [name for name, moment in moments.items() if moment and moment <= now]

    async def deliver(self, platform: str) -> int:
        """Deliver until nothing more is due on this platform; the answer is how many attempts were made."""
        attempts = 0
        while True:
            now = self._clock.now()
            async with self._storage.write() as tx:
                leased = await tx.outbox.lease(platform, now=now, until=now + LEASE, limit=AT_ONCE)
            if not leased:
                return attempts
            attempts += len(leased)
            await self._deliver_all(self._platforms[platform], leased)

    async def _deliver_all(self, platform: Platform, leased: Sequence[Delivery]) -> None:
        """Deliver side by side; one that cannot be settled is raised when all others are done."""
        made = await asyncio.gather(*(self._deliver(platform, one) for one in leased), return_exceptions=True)
        for failure in made:
            if failure is not None:
                raise failure

    async def _deliver(self, platform: Platform, delivery: Delivery) -> None:
        started = self._clock.now()
        outcome = await self._attempt(platform, delivery, started)
        now = self._clock.now()
        settlement = decide_retry(delivery, outcome, now)
        await self._settler.settle(delivery, settlement)
        self._metrics.count("deliveries_total", platform=platform.name, outcome=type(outcome).__name__.lower())
        self._metrics.observe("delivery_seconds", (now - started).total_seconds(), platform=platform.name)
        if settlement.state is DeliveryState.SENT and delivery.attempts == 1:
            self._observe_latency(platform, delivery, now)
        if not isinstance(outcome, Sent):
            log.warning(
                "delivery_not_made",
                platform=platform.name,
                channel=delivery.channel.id,
                delivery=delivery.id,
                attempt=delivery.attempts,
                state=settlement.state.value,
                reason=settlement.reason,
            )

    def _observe_latency(self, platform: Platform, delivery: Delivery, now: datetime) -> None:
        seconds = (now - delivery.due_at).total_seconds()
        self._metrics.observe("article_to_message_seconds", seconds, platform=platform.name)

    async def _attempt(self, platform: Platform, delivery: Delivery, now: datetime) -> Outcome:
        if now >= delivery.expires_at:
            return Unknown("it waited too long")
        try:
            async with asyncio.timeout(SEND_TIMEOUT.total_seconds()):
                return await _send(platform, delivery)
        except TimeoutError:
            return Unknown(f"no answer within {SEND_TIMEOUT.total_seconds():.0f} s")
        except Exception:
            log.exception("delivery_bug", platform=platform.name, delivery=delivery.id)
            return Unknown("an error in Dateline's own code; its log has it")


async def _send(platform: Platform, delivery: Delivery) -> Outcome:
    if delivery.act is Act.EDIT:
        if delivery.message_id is None:
            return Refused("the message that it would edit was never posted")
        return await platform.edit(delivery.channel, delivery.message_id, delivery.card, nonce=delivery.nonce)
    if delivery.attempts > 1 and platform.abilities.lookup:
        # An earlier attempt may have reached the platform though its answer never reached us.
        posted = await platform.find(delivery.channel, delivery.nonce)
        if posted is not None:
            return Sent(posted)
    return await platform.post(delivery.channel, delivery.card, nonce=delivery.nonce)
