"""The declaration of a user verb, from which every platform makes its commands, help and completion."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.card import Card


class OptionKind(StrEnum):
    """What an option holds; a platform picks its widget and completion by it."""

    TEXT = "text"
    QUERY = "query"
    TOPIC = "topic"
    FEED = "feed"
    STORY = "story"
    CHANNEL = "channel"
    TIME_ZONE = "time_zone"
    COUNT = "count"
    URL = "url"
    CHOICE = "choice"
    """One of the option's ``choices``."""
    DURATION = "duration"
    """``2h``, ``30m``, ``3 days``: a ``timedelta``."""
    SCHEDULE = "schedule"
    """When alerts come, canonical: ``instant``, ``every 30m``, ``daily 08:00``."""
    QUIET = "quiet"
    """Quiet hours, canonical: ``22:00-07:00``; empty for none."""
    MENTION = "mention"
    """Whom to call, as typed: only the platform of the channel that is meant can say who that is; empty for nobody."""


class Permission(StrEnum):
    """Who may use a verb: everyone in the channel, or those who manage it."""

    EVERYONE = "everyone"
    MANAGE = "manage"


class Audience(StrEnum):
    """Who sees the answer: the whole channel, or only the one who asked."""

    CHANNEL = "channel"
    ASKER = "asker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One typed option. A ``greedy`` option takes the rest of the line, so that a query needs no quotes."""

    name: str
    kind: OptionKind
    help: str
    required: bool = False
    default: Any = None
    greedy: bool = False
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One user verb: ``path`` ("watch create"), one line of help, typed options, who may use it, who sees the answer.

    ``run`` takes the handler's context and the checked values by option name, and returns the answer's card. ``preview``
    takes the same and shows what ``run`` would do, for a platform that asks before it does.
    """

    path: str
    help: str
    run: Callable[[Any, Mapping[str, Any]], Awaitable[Card]]
    options: tuple[Option, ...] = ()
    permission: Permission = Permission.EVERYONE
    audience: Audience = Audience.ASKER
    example: str = ""
    preview: Callable[[Any, Mapping[str, Any]], Awaitable[Card]] | None = None
