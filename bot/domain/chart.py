"""A chart: what is to be drawn of a figure over time, never how a picture shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.figure import Bound, Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What one outlet stated at a moment: ``low`` and ``high`` are the same but for a range, and always finite.

    ``bound`` says on which side the statement is open: "at least 20" is 20 and whatever is more.
    """

    at: datetime
    low: Number
    high: Number
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One outlet's statements, oldest first; each holds until its next, the last until ``until`` (None: it still stands)."""

    name: str
    points: tuple[Point, ...]
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One quantity over time, a series an outlet, in the order in which outlets first spoke of it.

    ``title`` names the quantity ("Killed"), ``unit`` what its values are counted or measured in ("people", "dollars"), empty
    where nothing says it. ``alt`` is the whole of it in words, for those who do not see the picture. Moments are shown in
    ``zone`` (an IANA name). ``until`` is where the time axis ends: the moment that the chart speaks of.
    """

    title: str
    unit: str
    series: tuple[Series, ...]
    alt: str
    until: datetime
    zone: str = "UTC"
