"""What becomes of a delivery after its platform answered, or did not."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alert import Delivery, DeliveryState, Outcome, Refused, RetryAfter, Sent

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """How a lease ends. ``due_at`` is set for OWED only, ``message_id`` for SENT only."""

    state: DeliveryState
    due_at: datetime | None = None
    message_id: str | None = None
    reason: str | None = None


def decide_retry(delivery: Delivery, outcome: Outcome, now: datetime) -> Settlement:
    """Decide for the attempt just made (``delivery.attempts`` counts it).

    An asked-for wait is kept to the letter; others double from 1 s to 5 minutes, each shortened by up to half so that
    many deliveries do not come back at once ("equal jitter", M. Brooker, "Exponential Backoff And Jitter", AWS 2015;
    drawn from the nonce, so that the decision is the same whenever it is asked).
    """
    if isinstance(outcome, Sent):
        return Settlement(state=DeliveryState.SENT, message_id=outcome.message_id)
    if isinstance(outcome, Refused):
        return Settlement(state=DeliveryState.REFUSED, reason=outcome.reason)
    wait = max(outcome.seconds, 0.0) if isinstance(outcome, RetryAfter) else _wait(delivery).total_seconds()
    if not wait < (delivery.expires_at - now).total_seconds():
        return Settlement(state=DeliveryState.EXPIRED, reason=f"no longer worth telling; last: {outcome.reason}")
    return Settlement(state=DeliveryState.OWED, due_at=now + timedelta(seconds=wait), reason=outcome.reason)


def _wait(delivery: Delivery) -> timedelta:
    doublings = min(max(delivery.attempts - 1, 0), 16)
    full = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
    share = zlib.crc32(f"{delivery.nonce}/{delivery.attempts}".encode()) / 0xFFFFFFFF
    return full * (0.5 + 0.5 * share)
