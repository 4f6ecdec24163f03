"""One chart as a PNG: a stepped line an outlet, ranges as bands, bounds as open ends, names at the lines' ends.

Only the object interface of the drawing library is used, never its global state.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from bot.adapters.charts import fonts, style
from bot.adapters.charts.axis import day_number, set_axes
from bot.adapters.charts.labels import clipped, label_lines
from bot.adapters.charts.style import Palette
from bot.domain.chart import Chart, Point, Series
from bot.domain.figure import Bound

MOST_SERIES: Final = len(style.MARKERS)
MOST_POINTS: Final = 200
LONGEST_TEXT: Final = 200
LARGEST: Final = 1e15
"""What a picture holds; more is left out, the oldest first."""

_APART: Final = 1.3
_SPREAD: Final = 4.5
"""Points by which lines that meet are drawn apart, and the first from the last at most: more would tell another number."""

_SHORTEST: Final = timedelta(minutes=30)
"""A time axis is never shorter: two statements of one minute would be a day's height of detail."""

_OPEN_UP: Final = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_OPEN_DOWN: Final = frozenset({Bound.AT_MOST, Bound.LESS_THAN})


@dataclass(frozen=True, slots=True)
class _Line:
    """One series as it is drawn."""

    series: Series
    points: Sequence[Point]
    colour: str
    marker: str
    shift: Any


def draw(chart: Chart, *, dark: bool = False) -> bytes:
    """The chart as PNG."""
    chart = _bounded(chart)
    palette = style.DARK if dark else style.LIGHT
    figure = Figure(figsize=(style.WIDTH, style.HEIGHT), dpi=style.DPI, facecolor=palette.paper)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0.15, 0.155, 0.515, 0.67), facecolor=palette.paper)
    names = [fonts.drawable(series.name) or f"Outlet {n}" for n, series in enumerate(chart.series, 1)]
    heading = fonts.drawable(chart.title), fonts.drawable(chart.unit)
    family = fonts.families([*names, *heading])
    start, end = _extent(chart)
    lines = _lines(chart, axes, palette)
    for line in lines:
        _draw_line(axes, line, end)
    set_axes(axes, chart, (start, end), palette, family)
    _head(figure, heading, palette, family)
    ends = [
        (name, line.points[-1], line.colour, line.shift) for name, line in zip(names, lines, strict=True) if line.points
    ]
    label_lines(axes, ends, family)
    picture = io.BytesIO()
    canvas.print_png(picture, pil_kwargs={"optimize": True})  # type: ignore[no-untyped-call]
    return picture.getvalue()


def _bounded(chart: Chart) -> Chart:
    """What of a chart a picture has room for."""
    series = [
        Series(
            name=each.name[:LONGEST_TEXT],
            points=tuple(point for point in each.points if _fits(point))[-MOST_POINTS:],
            until=each.until,
        )
        for each in chart.series[:MOST_SERIES]
    ]
    return replace(chart, title=chart.title[:LONGEST_TEXT], unit=chart.unit[:LONGEST_TEXT], series=tuple(series))


def _fits(point: Point) -> bool:
    """Whether a scale can show it; neither NaN nor the infinite does."""
    return -LARGEST <= point.low <= LARGEST and -LARGEST <= point.high <= LARGEST


def _lines(chart: Chart, axes: Axes, palette: Palette) -> list[_Line]:
    series = chart.series
    middle = (len(series) - 1) / 2
    step = min(_APART, _SPREAD / max(len(series) - 1, 1)) / 72
    figure = axes.get_figure(root=True)
    assert figure is not None, "the axes were made on it"
    lines = []
    for number, each in enumerate(series):
        higher = (middle - number) * step if _meets(each, series) else 0
        apart = ScaledTranslation(0, higher, figure.dpi_scale_trans)
        lines.append(_Line(each, each.points, palette.series[number], style.MARKERS[number], axes.transData + apart))
    return lines


def _meets(one: Series, series: Sequence[Series]) -> bool:
    """Whether another line runs at a height of this one's."""
    heights = {value for point in one.points for value in (point.low, point.high)}
    return any(
        point.low in heights or point.high in heights for each in series if each is not one for point in each.points
    )


def _extent(chart: Chart) -> tuple[datetime, datetime]:
    moments = [point.at for series in chart.series for point in series.points] or [chart.until]
    start, end = min(moments), max(chart.until, *moments)
    missing = max(_SHORTEST - (end - start), timedelta())
    room = (end - start + missing) / 25
    return start - missing / 2 - room, end + missing / 2


def _draw_line(axes: Axes, line: _Line, end: datetime) -> None:
    """Each statement holds until the next; where the line ends before the chart, so did what it says."""
    if not line.points:
        return
    last = line.series.until or end
    times = [*(day_number(point.at) for point in line.points), day_number(max(last, line.points[-1].at))]
    low = [*(float(point.low) for point in line.points), float(line.points[-1].low)]
    high = [*(float(point.high) for point in line.points), float(line.points[-1].high)]
    look: dict[str, Any] = {"color": line.colour, "transform": line.shift, "solid_capstyle": "butt"}
    axes.plot(times, high, drawstyle="steps-post", linewidth=style.LINE, **look)
    if low != high:
        axes.fill_between(times, low, high, step="post", color=line.colour, alpha=0.2, linewidth=0)
        axes.plot(times, low, drawstyle="steps-post", linewidth=style.LINE / 2, **look)
    for point in line.points:
        _draw_point(axes, line, point)


def _draw_point(axes: Axes, line: _Line, point: Point) -> None:
    """A full mark for an exact number; a hollow one for any other, with an arrow on the side where it is open."""
    exact = point.bound is Bound.EXACT
    at = day_number(point.at)
    middle = (float(point.low) + float(point.high)) / 2
    axes.plot(
        [at],
        [middle],
        marker=line.marker,
        markersize=style.MARKER,
        markerfacecolor=line.colour if exact else axes.get_facecolor(),
        markeredgecolor=line.colour,
        markeredgewidth=1.2,
        linestyle="none",
        clip_on=False,
        transform=line.shift,
        zorder=4,
    )
    if point.bound in _OPEN_UP | _OPEN_DOWN:
        sign = 1 if point.bound in _OPEN_UP else -1
        axes.annotate(
            "",
            xy=(at, middle),
            xytext=(0, sign * 13),
            xycoords=line.shift,
            textcoords="offset points",
            arrowprops={
                "arrowstyle": "<-",
                "color": line.colour,
                "linewidth": 1.2,
                "shrinkA": 0,
                "shrinkB": style.MARKER / 2 + 0.5,
                "mutation_scale": 7,
            },
            zorder=3,
        )


def _head(figure: Figure, heading: tuple[str, str], palette: Palette, family: Sequence[str]) -> None:
    """What is counted, and in what, above the lines' left end."""
    title, unit = heading
    look: dict[str, Any] = {
        "transform": figure.transFigure,
        "fontfamily": list(family),
        "va": "baseline",
        "parse_math": False,
    }
    text = figure.text(
        0.03, 0.91, clipped(title, 26), fontsize=style.LARGE, fontweight="bold", color=palette.ink, **look
    )
    if unit:
        width = text.get_window_extent().width / figure.bbox.width
        unit = clipped(unit, 30)
        figure.text(0.03 + width + 0.02, 0.91, unit, fontsize=style.NORMAL, color=palette.muted, **look)
