"""The scales of a chart: numbers as news writes them, and times of one zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator
from matplotlib.ticker import FuncFormatter, Locator, MaxNLocator

from bot.adapters.charts import style
from bot.adapters.charts.style import Palette
from bot.domain.chart import Chart
from bot.domain.moments import clock_text, zone_named, zone_text

_DAY_SECONDS: Final = 86_400
_ONE_DAY: Final = timedelta(hours=20)
"""A span up to which ticks are hours."""

_SCALES: Final = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))
_LEAST_SHORT: Final = 10_000
"""Below it a number is written out."""


def set_axes(
    axes: Axes, chart: Chart, extent: tuple[datetime, datetime], palette: Palette, family: Sequence[str]
) -> None:
    """Scale and label both axes; ``extent`` is the first and the last moment."""
    start, end = extent
    axes.set_xlim(day_number(start), day_number(end))
    axes.set_ylim(*_range(chart))
    whole = all(float(value).is_integer() for s in chart.series for p in s.points for value in (p.low, p.high))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=whole, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value)))
    axes.xaxis.set_major_locator(_ticks(chart.zone))
    brief = end - start < _ONE_DAY
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _moment(value, chart.zone, brief=brief)))
    _quiet(axes, palette, family)
    day = f"{_day(end, chart.zone)} · " if brief else ""
    note = f"{day}{zone_text(end, chart.zone)}"
    look: dict[str, Any] = {"fontsize": style.SMALL, "color": palette.muted, "fontfamily": list(family)}
    axes.figure.text(0.97, 0.045, note, ha="right", va="center", **look)


def day_number(at: datetime) -> float:
    """A moment on the drawing library's axis of time: days since 1970, in UTC."""
    return at.timestamp() / _DAY_SECONDS


def _moment_of(day: float) -> datetime:
    return datetime.fromtimestamp(day * _DAY_SECONDS, UTC)


def _ticks(zone: str) -> Locator:
    return AutoDateLocator(tz=zone_named(zone), minticks=2, maxticks=4)  # type: ignore[no-untyped-call]


def short(value: float) -> str:
    """A number for a tick: ``1,500``, ``12k``, ``1.5bn``."""
    if abs(value) < _LEAST_SHORT:
        return f"{value:,.6g}" if abs(value) < 1000 else f"{value:,.0f}"
    size, name = next(scale for scale in _SCALES if abs(value) >= scale[0])
    return f"{value / size:,.4g}{name}"


def _range(chart: Chart) -> tuple[float, float]:
    """From zero, where that leaves the lines the greater part of the height; with room for open ends."""
    values = [float(value) for s in chart.series for p in s.points for value in (p.low, p.high)] or [0.0]
    low, high = min(values), max(values)
    if 0 <= low <= high / 3:
        low = 0.0
    room = (high - low or abs(high) * 0.2 or 1.0) * 0.15
    return low - (room / 3 if low == 0 else room), high + room


def _moment(value: float, zone: str, *, brief: bool) -> str:
    """A tick's words: the time, below the day where the axis has several, and alone the day where it begins."""
    at = _moment_of(value)
    clock = clock_text(at, zone)
    if brief:
        return clock
    return _day(at, zone) if clock == "00:00" else f"{_day(at, zone)}\n{clock}"


def _day(at: datetime, zone: str) -> str:
    local = at.astimezone(zone_named(zone))
    return f"{local.day} {local:%b}"


def _quiet(axes: Axes, palette: Palette, family: Sequence[str]) -> None:
    """Leave of the frame only what is read."""
    axes.tick_params(length=0, labelsize=style.SMALL, labelcolor=palette.muted, pad=4, labelfontfamily=list(family))
    axes.grid(axis="y", color=palette.rule, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(palette.rule)
