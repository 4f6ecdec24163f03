"""One attempt at one delivery: what its act asks of the platform, and what came of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from bot.alerts.retry import Settlement
from bot.domain.alert import Act, Delivery, DeliveryState, Outcome, RetryAfter, Sent, Unknown
from bot.pipeline.ports import Clock, Metrics, Platform

log = structlog.get_logger(__name__)

SEND_TIMEOUT = timedelta(seconds=15)
"""How long a platform may take over one send; shorter than a lease, so that a lease is settled before it is lost."""

_ANSWERS = frozenset((Act.REPLY, Act.THREAD, Act.RENEW))


class Sender:
    """Makes attempts on one platform. What went wrong is an outcome, whatever it was."""

    def __init__(self, platform: Platform, clock: Clock, metrics: Metrics, timeout: timedelta = SEND_TIMEOUT) -> None:
        self._platform = platform
        self._clock = clock
        self._metrics = metrics
        self._timeout = timeout

    async def attempt(self, delivery: Delivery) -> Outcome:
        """Send it, unless it is too late for it, or an earlier attempt is found to have done so."""
        now = self._clock.now()
        if delivery.leased_until is not None and delivery.leased_until - now < self._timeout:
            return RetryAfter(0.0, "its lease was nearly over before it could be sent")
        try:
            async with asyncio.timeout(self._timeout.total_seconds()):
                return await self._send(delivery, worth_telling=now < delivery.expires_at)
        except TimeoutError:
            return Unknown(f"no answer within {self._timeout.total_seconds():g} s")
        except Exception:
            log.exception("delivery_bug", platform=self._platform.name, delivery=delivery.id)
            return Unknown("an error in Dateline's own code; its log has it")

    async def _send(self, delivery: Delivery, *, worth_telling: bool) -> Outcome:
        target = delivery.message_id
        if delivery.act is Act.EDIT and target is not None:
            if not worth_telling:
                return Unknown("it waited too long")
            return await self._platform.edit(delivery.channel, target, delivery.card, nonce=delivery.nonce)
        under = target if delivery.act in _ANSWERS else None
        threaded = delivery.act is Act.THREAD and under is not None
        if delivery.unsure and self._platform.abilities.lookup:
            # An earlier attempt may have reached the platform though its answer never reached us.
            posted = await self._platform.find(delivery.channel, delivery.nonce, under=under, threaded=threaded)
            if posted is not None:
                return Sent(posted)
        if not worth_telling:
            return Unknown("it waited too long")
        return await self._platform.post(
            delivery.channel, delivery.card, nonce=delivery.nonce, under=under, threaded=threaded
        )

    def report(self, delivery: Delivery, outcome: Outcome, settlement: Settlement, *, seconds: float) -> None:
        """Count the attempt, which took so many seconds, and log one that failed."""
        platform = self._platform.name
        self._metrics.count("deliveries_total", platform=platform, outcome=type(outcome).__name__.lower())
        self._metrics.observe("delivery_seconds", seconds, platform=platform)
        if settlement.state is DeliveryState.SENT and delivery.attempts == 1:
            latency = (self._clock.now() - delivery.due_at).total_seconds()
            self._metrics.observe("article_to_message_seconds", latency, platform=platform)
        if not isinstance(outcome, Sent):
            log.warning(
                "delivery_not_made",
                platform=platform,
                channel=delivery.channel.id,
                delivery=delivery.id,
                attempt=delivery.attempts,
                state=settlement.state.value,
                reason=settlement.reason,
            )
