"""A chart in one line of characters."""

from __future__ import annotations

from bot.domain.chart import Chart

BARS = "▁▂▃▄▅▆▇█"

WIDEST = 32
"""Characters of a sparkline; of more statements the newest are drawn."""


def sparkline(chart: Chart) -> str:
    """All outlets' statements in order of time, each as high as its number: from nothing, or from the least below it."""
    said = sorted((point.at, (point.low + point.high) / 2) for series in chart.series for point in series.points)
    values = [value for _, value in said][-WIDEST:]
    low, high = min((0, *values)), max((0, *values))
    if high == low:
        return BARS[0] * len(values)
    return "".join(BARS[round((value - low) / (high - low) * (len(BARS) - 1))] for value in values)
