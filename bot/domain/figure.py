"""Figures: quantities with what they count, how exact they are, and who said them; and dates, which are not quantities."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Number = int | float


class Bound(StrEnum):
    """How exactly the text states the number."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


class Change(StrEnum):
    """Direction, where the figure is a change ("rose 5%") and not a level."""

    UP = "up"
    DOWN = "down"


class Part(StrEnum):
    """The part of an article that an offset points into."""

    TITLE = "title"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class OtherExpression:
    """The same quantity in another unit: the 186 mi of "300 kilometres (186 miles)"."""

    value: Number
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One quantity in a text.

    ``value`` is None for a range, which has ``low`` and ``high``. ``unit`` and ``per`` are canonical, singular and
    lower case ("dollar", "kilometre", "percent"; per: "barrel"). ``noun`` is what is counted, as written ("Syrian
    soldiers and officers"), ``head`` its head word ("soldiers"). ``start:end`` are character offsets of the whole figure
    ("around 3,500 Syrian soldiers") in the part named by ``part``; ``number_start:number_end`` those of the number
    alone. ``concept`` holds the words that the figure is a figure of; ``role`` what happened to or is measured by it
    (killed, displaced, distance, duration, ...); ``attribution`` who said it, as written. ``also`` holds the same
    quantity in other units.
    """

    value: Number | None
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    per: str | None = None
    noun: str | None = None
    head: str | None = None
    bound: Bound = Bound.EXACT
    change: Change | None = None
    start: int
    end: int
    number_start: int
    number_end: int
    text: str
    sentence: str
    concept: tuple[str, ...] = ()
    role: str | None = None
    attribution: str | None = None
    also: tuple[OtherExpression, ...] = ()
    part: Part = Part.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A calendar date in a text ("December 8"): a date of its own, never a quantity.

    ``year`` is None where the text does not say it. ``start:end`` are character offsets in the part named by ``part``.
    """

    month: int
    day: int
    year: int | None = None
    start: int
    end: int
    text: str
    sentence: str
    part: Part = Part.TEXT
