"""Names at the ends of the lines, in place of a legend, moved apart where they would touch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.transforms import Transform

from bot.adapters.charts import style
from bot.adapters.charts.axis import short
from bot.domain.chart import Point
from bot.domain.figure import Bound

End = tuple[str, Point, str, Transform]
"""What a line is called, where it ends, its colour, and how it stands on the page."""

LONGEST_NAME: Final = 24
"""Characters of a name that may have room beside the lines."""

_LONGEST_NUMBER: Final = 14

_MOST_BELOW: Final = 5
"""Lines whose names have room below their numbers; of more they stand beside."""

_LINE_HEIGHT: Final = 1.35

_BETWEEN: Final = (0.11, 0.86)
"""The lowest and the highest name, as shares of the picture's height."""

_LEFT: Final = 0.685
_RIGHT: Final = 0.985
"""Where names begin, and where they end at the latest, as shares of the picture's width."""

_BOUNDS: Final = {
    Bound.EXACT: "",
    Bound.ABOUT: "~",
    Bound.AT_LEAST: "≥\u2009",
    Bound.MORE_THAN: ">\u2009",
    Bound.AT_MOST: "≤\u2009",
    Bound.LESS_THAN: "<\u2009",
}


def clipped(text: str, most: int) -> str:
    """A text of at most so many characters, with an ellipsis where some were cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def number_text(point: Point) -> str:
    """A statement beside its line: ``17``, ``≥ 20``, ``30–40``."""
    low, high = short(float(point.low)), short(float(point.high))
    return _BOUNDS[point.bound] + (low if low == high else f"{low}–{high}")


def label_lines(axes: Axes, ends: Sequence[End], family: Sequence[str]) -> None:
    """Write each line's last number and name at its height, or as near to it as the others leave room."""
    height = axes.figure.bbox.height
    beside = len(ends) > _MOST_BELOW
    step = (style.SMALL if beside else style.SMALL + style.NORMAL) * _LINE_HEIGHT / 72 * style.DPI / height
    wished = [shift.transform((0, (float(p.low) + float(p.high)) / 2))[1] / height for _, p, _, shift in ends]
    for end, wish, at in zip(ends, wished, spread(wished, step, *_BETWEEN), strict=True):
        _lead(axes, wish, at, end[2])
        _write(axes, end, at, family, beside=beside)


def _lead(axes: Axes, wish: float, at: float, colour: str) -> None:
    """A thin line from the end of the line to its name."""
    figure = axes.figure
    ends = [axes.get_position().x1, _LEFT - 0.008]
    axes.plot(ends, [wish, at], transform=figure.transFigure, color=colour, linewidth=0.6, alpha=0.6, clip_on=False)


def _write(axes: Axes, end: End, at: float, family: Sequence[str], *, beside: bool) -> None:
    name, point, colour, _ = end
    look: dict[str, Any] = {"fontfamily": list(family), "color": colour, "parse_math": False}
    number = clipped(number_text(point), _LONGEST_NUMBER)
    if beside:
        _write_within(axes, at, f"{number}  {name}", fontsize=style.SMALL, va="center_baseline", **look)
        return
    _write_within(axes, at + 0.004, number, fontsize=style.NORMAL, fontweight="bold", va="bottom", **look)
    _write_within(axes, at - 0.004, name, fontsize=style.SMALL, va="top", **look)


def _write_within(axes: Axes, at: float, text: str, **look: Any) -> None:
    """As much of a text as there is room for: letters differ in width, and so do scripts."""
    most = min(len(text), LONGEST_NAME)
    written = axes.figure.text(_LEFT, at, clipped(text, most), **look)
    while most > 2 and written.get_window_extent().x1 > _RIGHT * axes.figure.bbox.width:
        most -= 1
        written.set_text(clipped(text, most))


def spread(wished: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Places nearest to those wished for that are at least ``step`` apart and from ``low`` to ``high``, in the same order.

    Neighbours that touch are moved apart as one block around their mean wish, until none touch (the pool adjacent
    violators algorithm of isotonic regression: Barlow and others, 1972).
    """
    order = sorted(range(len(wished)), key=lambda number: wished[number])
    blocks: list[tuple[float, int]] = []
    for rank, number in enumerate(order):
        total, count = wished[number] - rank * step, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            total, count = total + blocks[-1][0], count + blocks.pop()[1]
        blocks.append((total, count))
    highest = high - (len(wished) - 1) * step
    bases = [min(max(total / count, low), max(highest, low)) for total, count in blocks for _ in range(count)]
    placed = [0.0] * len(wished)
    for rank, (number, base) in enumerate(zip(order, bases, strict=True)):
        placed[number] = base + rank * step
    return placed
