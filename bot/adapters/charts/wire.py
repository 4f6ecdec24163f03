"""What passes between this process and the one that draws: a chart a line, and a picture with its length before it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bot.domain.chart import Chart, Point, Series
from bot.domain.figure import Bound

LENGTH_BYTES = 4
"""An answer begins with its length, big-endian; 0 is the answer where nothing could be drawn."""


def ask_line(chart: Chart, *, dark: bool) -> bytes:
    """A chart to draw, as one line."""
    series = [{"name": s.name, "until": _iso(s.until), "points": [_point(p) for p in s.points]} for s in chart.series]
    asked = {
        "dark": dark,
        "title": chart.title,
        "unit": chart.unit,
        "series": series,
        "until": _iso(chart.until),
        "zone": chart.zone,
    }
    return json.dumps(asked).encode() + b"\n"


def read_line(line: bytes) -> tuple[Chart, bool]:
    """The chart, without its words, and whether it is for a dark page."""
    asked = json.loads(line)
    chart = Chart(
        title=asked["title"],
        unit=asked["unit"],
        series=tuple(_series(each) for each in asked["series"]),
        alt="",
        until=datetime.fromisoformat(asked["until"]),
        zone=asked["zone"],
    )
    return chart, asked["dark"]


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _point(point: Point) -> list[Any]:
    return [point.at.isoformat(), point.low, point.high, point.bound.value]


def _series(said: dict[str, Any]) -> Series:
    return Series(
        name=said["name"],
        points=tuple(
            Point(at=datetime.fromisoformat(at), low=low, high=high, bound=Bound(bound))
            for at, low, high, bound in said["points"]
        ),
        until=datetime.fromisoformat(said["until"]) if said["until"] else None,
    )
