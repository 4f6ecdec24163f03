"""What a subscription is told of a story, the deliveries owed for it, and how a platform answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.card import Card
from bot.domain.watch import Channel


class AlertKind(StrEnum):
    """What was decided for one subscription and one article."""

    NEW = "new"
    UPDATE = "update"
    NOTHING = "nothing"


class Act(StrEnum):
    """What a delivery asks its platform to do."""

    POST = "post"
    EDIT = "edit"


class DeliveryState(StrEnum):
    """A delivery is owed until the platform has it, refuses it for good, or it is no longer worth telling."""

    OWED = "owed"
    SENT = "sent"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What one channel is told of one story: a living card, edited as the story develops.

    There is one alert a channel a story, whichever of the channel's topics matched; ``topic_id`` is the first that did.
    ``message_id`` is the platform's id of the message, None until it was posted. ``article_ids`` are told, in order.
    """

    id: int = 0
    channel: Channel
    story_id: int
    topic_id: int
    created_at: datetime
    updated_at: datetime
    message_id: str | None = None
    article_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Why one article did or did not become an alert for one topic in one channel; what ``why`` reads back."""

    channel: Channel
    topic_id: int
    article_id: int
    story_id: int
    alert_id: int | None
    kind: AlertKind
    reasons: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message or edit that is owed to a channel.

    ``nonce`` is the same at every attempt, so that a platform can recognise a repeat. Deliveries of one alert are made in
    order of id. ``expires_at`` is when it is no longer worth telling.
    """

    id: int = 0
    alert_id: int
    channel: Channel
    act: Act
    card: Card
    nonce: str
    state: DeliveryState = DeliveryState.OWED
    attempts: int = 0
    due_at: datetime
    expires_at: datetime
    leased_until: datetime | None = None
    message_id: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it, under this message id."""

    message_id: str


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """The platform asks to wait this many seconds before another attempt."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform will never take it; ``reason`` is for the user."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can say whether the platform has it: the connection was cut between request and answer."""

    reason: str


Outcome = Sent | RetryAfter | Refused | Unknown
