"""What chat is made of: messages, what a platform can do, and who gives a command where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a platform can do."""

    edits: bool
    buttons: bool
    pictures: bool
    lookup: bool
    """Whether ``find`` can tell what was posted under a nonce."""


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
