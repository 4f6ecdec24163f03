"""A history as a chart, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.chart import Chart, Point, Series
from bot.domain.figure import Bound, Figure
from bot.domain.moments import brief_text
from bot.figures.ledger import History, Statement
from bot.figures.ledger_words import stated
from bot.figures.measures import is_toll, span
from bot.figures.wording import is_crowd, plural

MOST_SERIES: Final = 8
"""Outlets of one chart: more lines than these nobody tells apart."""

MOST_POINTS: Final = 40
"""Statements of one outlet in a chart, the newest."""

LONGEST_NAME: Final = 40
"""Characters of an outlet's name in a chart: what a feed calls itself may be a sentence."""

LONGEST_ALT: Final = 900
"""Characters of a chart's words: platforms take about a thousand."""

_TOLD: Final = 4
"""Statements of one outlet that a chart's words give, the newest."""


def chart_of(history: History, *, until: datetime, zone: str) -> Chart | None:
    """The chart of a history up to a moment; None where there is but one statement to draw.

    Of too many outlets those are drawn that spoke last.
    """
    if len(history.statements) < 2:
        return None
    outlets = _outlets(history.statements)
    series = tuple(_series(name, statements) for name, statements in outlets)
    last = max(until, *(each.at for each in history.statements))
    return Chart(
        title=history.label,
        unit=unit_words(history.latest.figure),
        series=series,
        alt=_alt(history, outlets, zone=zone, now=last),
        until=last,
        zone=zone,
    )


def unit_words(figure: Figure) -> str:
    """What a figure's values are counted or measured in: "people", "dollars per barrel"; empty for a bare number."""
    if figure.unit is not None:
        return plural(figure.unit) + (f" per {figure.per}" if figure.per else "")
    if figure.role == "magnitude":
        return ""
    return "people" if is_toll(figure) else " ".join((figure.noun or "").split())[:LONGEST_NAME]


def _outlets(statements: Sequence[Statement]) -> list[tuple[str, list[Statement]]]:
    """Those outlets that spoke last, in order of their first statement, with what each said."""
    spoke: dict[str, list[Statement]] = {}
    for each in statements:
        spoke.setdefault(each.outlet, []).append(each)
    kept = sorted(spoke, key=lambda outlet: spoke[outlet][-1].at, reverse=True)[:MOST_SERIES]
    return [(outlet, said[-MOST_POINTS:]) for outlet, said in spoke.items() if outlet in kept]


def _series(name: str, statements: Sequence[Statement]) -> Series:
    points = tuple(_point(each) for each in statements)
    return Series(name=_name(name), points=points, until=statements[-1].ended_at)


def _point(statement: Statement) -> Point:
    low, high = span(statement.figure)
    bound = Bound.AT_LEAST if is_crowd(statement.figure) else statement.figure.bound
    return Point(at=statement.at, low=low, high=high, bound=bound)


def _name(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _alt(history: History, outlets: Sequence[tuple[str, Sequence[Statement]]], *, zone: str, now: datetime) -> str:
    """``Killed (people) over time. Reuters: 12 at 09:10, 17 at 11:32. AP: at least 20 at 14:05. Outlets disagree now.``"""
    unit = unit_words(history.latest.figure)
    words = [f"{history.label} ({unit}) over time." if unit else f"{history.label} over time."]
    words += [_said(outlet, statements, zone, now) for outlet, statements in outlets]
    end = "Outlets disagree now." if history.disagreeing else ""
    text = " ".join(words)
    room = LONGEST_ALT - len(end) - 3
    if len(text) > room:
        text = text[: text.rfind(" ", 0, room)] + " …"
    return f"{text} {end}".strip()


def _said(outlet: str, statements: Sequence[Statement], zone: str, now: datetime) -> str:
    told = statements[-_TOLD:]
    before = "… " if len(told) < len(statements) else ""
    numbers = ", ".join(f"{stated(each.figure)} at {brief_text(each.at, zone, now)}" for each in told)
    taken_back = ", taken back" if statements[-1].taken_back else ""
    return f"{_name(outlet)}: {before}{numbers}{taken_back}."
