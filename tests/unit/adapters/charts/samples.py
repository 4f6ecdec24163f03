"""Charts to draw."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.chart import Chart, Point, Series
from bot.domain.figure import Bound, Number

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def point(minute: int, low: Number, high: Number | None = None, bound: Bound = Bound.EXACT) -> Point:
    """A statement so many minutes after noon."""
    return Point(at=NOON + timedelta(minutes=minute), low=low, high=low if high is None else high, bound=bound)


def series(name: str, *points: Point) -> Series:
    """An outlet's line."""
    return Series(name=name, points=points)


def chart(*lines: Series, title: str = "Killed", unit: str = "people", hours: float = 6, zone: str = "UTC") -> Chart:
    """A chart of these lines until so many hours after noon."""
    return Chart(
        title=title,
        unit=unit,
        series=lines,
        alt="Killed (people) over time.",
        until=NOON + timedelta(hours=hours),
        zone=zone,
    )


TOLLS = chart(
    series("Reuters", point(10, 12), point(90, 17)),
    series("AP", point(40, 14, 16), point(200, 20, bound=Bound.AT_LEAST)),
    series("BBC", point(60, 18, bound=Bound.ABOUT), point(120, 30, bound=Bound.AT_MOST)),
)
