"""What a subscription is told of a story, the deliveries owed for it, and how a platform answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.domain.card import Card
from bot.domain.figure import Figure
from bot.domain.watch import Channel


class AlertKind(StrEnum):
    """What was decided for one subscription and one article."""

    NEW = "new"
    UPDATE = "update"
    HOLD = "hold"
    NOTHING = "nothing"


class Hold(StrEnum):
    """Why something that was decided waits."""

    SCHEDULE = "schedule"
    """For the subscription's next batch or digest."""
    QUIET = "quiet"
    """For the end of quiet hours."""
    SNOOZE = "snooze"
    """For the end of the topic's snooze."""
    OUTLETS = "outlets"
    """For more independent outlets; ends with an article, not with time."""
    CAP = "cap"
    """The channel had its alerts of this hour; a notice offers to show what waits."""
    FLOOD = "flood"
    """A breaker is open; a notice offers to release or discard what waits."""
    PAUSE = "pause"
    """The channel cannot be written to; ends when it can."""


class Act(StrEnum):
    """What a delivery asks its platform to do."""

    POST = "post"
    EDIT = "edit"
    """Replace the lane's message; where there is none, post."""
    REPLY = "reply"
    """A message of its own that answers the lane's message."""
    THREAD = "thread"
    """A message in the thread under the lane's message."""
    RENEW = "renew"
    """Answer the lane's message with a fresh one, which is the lane's message from then on."""


MAKES_MESSAGE = frozenset((Act.POST, Act.RENEW))
"""Acts whose message becomes the one that later edits and answers of the lane are about."""


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
    ``article_ids`` are told, ``held_ids`` wait to be told for the reason ``hold`` until ``release_at`` (None: until
    something happens), both in order. ``notice_id`` is the notice that tells of the wait, if one does.
    ``told_at`` is when its present message was owed, None while it has none of its own. ``announced`` are the key figures
    that the channel was last told with more than an edit. ``mentioned`` tells that it has called whom it may call.
    """

    id: int = 0
    channel: Channel
    story_id: int
    topic_id: int
    created_at: datetime
    updated_at: datetime
    article_ids: tuple[int, ...] = ()
    held_ids: tuple[int, ...] = ()
    hold: Hold | None = None
    release_at: datetime | None = None
    notice_id: int | None = None
    told_at: datetime | None = None
    announced: tuple[Figure, ...] = ()
    mentioned: bool = False
    muted_at: datetime | None = None

    @property
    def lane(self) -> str:
        """The lane of its deliveries."""
        return f"alert-{self.id}"


class NoticeKind(StrEnum):
    """What a notice is about."""

    CAP = "cap"
    FLOOD = "flood"
    FEEDS = "feeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A living line in a channel about Dateline's own work: alerts that wait, feeds in trouble.

    There is at most one open notice of a ``kind`` and ``subject`` in a channel; ``subject`` says about what (``feed:7``,
    ``topic:3``, ``channel``). ``count`` is how many things it speaks of.
    """

    id: int = 0
    channel: Channel
    kind: NoticeKind
    subject: str
    count: int = 0
    opened_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None

    @property
    def lane(self) -> str:
        """The lane of its deliveries."""
        return f"notice-{self.id}"


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
    """One message, answer or edit that is owed to a channel.

    ``lane`` is the living message that it belongs to: deliveries of one lane are made in order of id, and edits and answers
    are about the message that the lane's last POST or RENEW made, or its EDIT where there was none to edit. When leased,
    ``message_id`` is that message's id, None if there is none; when sent, the id of the message that it made or edited.
    ``nonce`` is the same at every attempt, so that a platform can recognise a repeat. ``expires_at`` is when it is no longer
    worth telling. ``unsure`` tells that an earlier attempt may have reached the platform though nobody heard of it.
    """

    id: int = 0
    lane: str
    channel: Channel
    act: Act
    card: Card
    nonce: str
    state: DeliveryState = DeliveryState.OWED
    attempts: int = 0
    unsure: bool = False
    due_at: datetime
    expires_at: datetime
    leased_until: datetime | None = None
    message_id: str | None = None
    settled_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it, under this message id."""

    message_id: str


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """The platform did nothing, and asks to wait this many seconds before another attempt.

    ``scope`` says for what else it asks it.
    """

    seconds: float
    reason: str
    scope: Literal["delivery", "channel", "workspace", "platform"] = "delivery"


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform will never take it; ``reason`` is for the user.

    ``channel_lost`` tells that nothing can be written to the channel at present: it is gone, or closed to Dateline.
    """

    reason: str
    channel_lost: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can say whether the platform has it: the connection was cut between request and answer."""

    reason: str


Outcome = Sent | RetryAfter | Refused | Unknown
