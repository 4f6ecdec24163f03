"""What chat is made of: messages, what a platform can do, and who gives a command where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.card import Card
from bot.domain.watch import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a platform that keeps its own log. ``revision`` grows with every post and edit of the whole log."""

    id: str
    channel: Channel
    author: str
    card: Card
    nonce: str
    posted_at: datetime
    edited_at: datetime | None = None
    revision: int = 0
    under: str | None = None
    """The id of the message that it answers, if it answers one."""


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``count`` sends within any ``per``."""

    count: int
    per: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How fast a platform may be written to: to one channel, one workspace, and all in all; None where it sets no limit."""

    channel: Rate | None = None
    workspace: Rate | None = None
    platform: Rate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLimits:
    """How much of a card one message holds, in characters as the platform counts them; ``fields`` is a number of fields.

    ``total`` bounds title, body, fields and context together.
    """

    title: int
    body: int
    fields: int
    label: int
    value: int
    context: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a platform can do. ``edit_for`` is how long after its post a message may be edited at no cost, None for ever."""

    edits: bool
    buttons: bool
    pictures: bool
    lookup: bool
    """Whether ``find`` can tell what was posted under a nonce."""
    replies: bool = False
    threads: bool = False
    mentions: bool = False
    edit_for: timedelta | None = None
    rates: Rates = Rates()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who gives a command, and where. ``manages`` tells whether they may use verbs that need it."""

    channel: Channel
    user: str
    manages: bool
    time_zone: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One completion: the whole line it would give, and a word on it."""

    line: str
    help: str
