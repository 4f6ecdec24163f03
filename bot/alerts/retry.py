"""What becomes of a delivery after its platform answered, or did not; and for how long it is worth trying."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.alert import Act, Delivery, DeliveryState, Outcome, Refused, RetryAfter, Sent, Unknown

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=5)


class Occasion(StrEnum):
    """What kind of thing a delivery tells, as far as its worth over time goes."""

    NEWS = "news"
    CORRECTION = "correction"
    DIGEST = "digest"
    NOTICE = "notice"


_A_DAY, _TWO_DAYS, _SIX_HOURS = timedelta(hours=24), timedelta(hours=48), timedelta(hours=6)

_WORTH = {Occasion.CORRECTION: _TWO_DAYS, Occasion.DIGEST: _TWO_DAYS, Occasion.NOTICE: _SIX_HOURS}


def worth_telling(act: Act, occasion: Occasion = Occasion.NEWS) -> timedelta:
    """For how long a delivery is tried.

    News of yesterday is still news, an update of it hardly; what was told wrongly is put right even two days later, and a
    digest speaks of a day as a whole.
    """
    if occasion in _WORTH:
        return _WORTH[occasion]
    return _A_DAY if act is Act.POST else _SIX_HOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """How a lease ends. ``due_at`` is set for OWED only, ``message_id`` for SENT only.

    ``pause`` is why nothing can be written to the channel at present, None where it can. ``unsure`` tells that the platform
    may have it all the same.
    """

    state: DeliveryState
    due_at: datetime | None = None
    message_id: str | None = None
    reason: str | None = None
    pause: str | None = None
    unsure: bool = False


def decide_retry(delivery: Delivery, outcome: Outcome, now: datetime) -> Settlement:
    """Decide for the attempt just made (``delivery.attempts`` counts it).

    An asked-for wait is kept to the letter; others double from 1 s to 5 minutes, each shortened by up to half so that
    many deliveries do not come back at once ("equal jitter", M. Brooker, "Exponential Backoff And Jitter", AWS 2015;
    drawn from the nonce, so that the decision is the same whenever it is asked). What a lost channel is owed stays owed and
    due: it goes out once the channel is back, if it is still worth telling then.
    """
    if isinstance(outcome, Sent):
        return Settlement(state=DeliveryState.SENT, message_id=outcome.message_id)
    pause = outcome.reason if isinstance(outcome, Refused) and outcome.channel_lost else None
    if isinstance(outcome, Refused) and pause is None:
        return Settlement(state=DeliveryState.REFUSED, reason=outcome.reason)
    wait = _seconds(delivery, outcome)
    if not wait < (delivery.expires_at - now).total_seconds():
        reason = f"no longer worth telling; last: {outcome.reason}"
        return Settlement(state=DeliveryState.EXPIRED, reason=reason, pause=pause)
    return Settlement(
        state=DeliveryState.OWED,
        due_at=now + timedelta(seconds=wait),
        reason=outcome.reason,
        pause=pause,
        unsure=delivery.unsure or isinstance(outcome, Unknown),
    )


def _seconds(delivery: Delivery, outcome: RetryAfter | Refused | Unknown) -> float:
    if isinstance(outcome, Refused):
        return 0.0
    return max(outcome.seconds, 0.0) if isinstance(outcome, RetryAfter) else _wait(delivery).total_seconds()


def _wait(delivery: Delivery) -> timedelta:
    doublings = min(max(delivery.attempts - 1, 0), 16)
    full = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
    share = zlib.crc32(f"{delivery.nonce}/{delivery.attempts}".encode()) / 0xFFFFFFFF
    return full * (0.5 + 0.5 * share)
