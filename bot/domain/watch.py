"""Who wants to know what: workspaces, their channels, topics and subscriptions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.card import Mention

LOCAL_WORKSPACE = "local"

TOPIC_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
"""Topic names are lower-case words joined by hyphens, at most 63 characters, so that one can be typed in any chat."""


@dataclass(frozen=True, slots=True, order=True)
class Channel:
    """A place messages go, on one platform. ``id`` is the platform's own id; ``workspace`` the tenant it belongs to."""

    workspace: str
    platform: str
    id: str

    def __str__(self) -> str:
        return f"{self.platform}:#{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A named watch rule: a query with a description, of one workspace."""

    id: int = 0
    workspace: str
    name: str
    query: str
    description: str = ""
    created_at: datetime
    created_by: str = ""


class Updates(StrEnum):
    """How a channel learns of a material development, beside the edit of its message; where the platform has no such
    thing, in the next way down this list.
    """

    THREAD = "thread"
    REPLY = "reply"
    EDIT = "edit"
    """By the edit alone."""
    NONE = "none"
    """Not at all: the message stays as it was first posted, but for corrections."""


class Early(StrEnum):
    """What a channel gets while fewer independent outlets report a story than it asked for."""

    NOTHING = "nothing"
    QUIET = "quiet"
    """A post that calls nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel that wants a topic, and how.

    ``time_zone`` is the IANA zone that its times are shown and meant in. ``when`` is a schedule (``instant``, ``every 30m``,
    ``hourly``, ``daily 08:00``, ``weekdays 07:30 18:00``), ``quiet`` the hours in which nothing is posted (``22:00-07:00``,
    ``weekends``), both in the canonical writing of ``bot.alerts``; ``urgent`` is a query whose articles are told at once all
    the same. ``min_outlets`` independent outlets must report a story before it is told; ``early`` says what comes before.
    ``mention`` is called once a story, if ``mention_when`` (a query; empty for always) matches. ``cap`` is the most alerts
    posted an hour, 0 for no such limit. ``snoozed_until`` puts the topic off in this channel.
    """

    id: int = 0
    topic_id: int
    channel: Channel
    time_zone: str = "UTC"
    when: str = "instant"
    quiet: str = ""
    urgent: str = ""
    updates: Updates = Updates.THREAD
    min_outlets: int = 1
    early: Early = Early.NOTHING
    mention: tuple[Mention, ...] = ()
    mention_when: str = ""
    cap: int = 0
    snoozed_until: datetime | None = None
    created_at: datetime
    created_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A channel that cannot be written to: what it is subscribed to waits until it can."""

    channel: Channel
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A workspace's own rules. ``notices`` is the channel that is told of Dateline's troubles, None for the one that was
    subscribed first. ``manager_role`` is the platform's id of a role whose members may use verbs that need it.
    """

    workspace: str
    notices: Channel | None = None
    manager_role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one reader of a channel thinks of the alert of a story; the last word counts."""

    channel: Channel
    story_id: int
    topic_id: int
    user: str
    liked: bool
    at: datetime
