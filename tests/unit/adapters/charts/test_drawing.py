"""What a picture shows, as far as its pixels and its scales can tell."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from matplotlib.image import imread

from bot.adapters.charts import style
from bot.adapters.charts.axis import short
from bot.adapters.charts.drawing import draw
from bot.adapters.charts.labels import clipped, number_text, spread
from bot.adapters.charts.pool import LARGEST
from bot.domain.chart import Chart
from bot.domain.figure import Bound
from tests.unit.adapters.charts.samples import NOON, TOLLS, chart, point, series

WIDTH, HEIGHT = 700, 560


def colours(picture: bytes) -> dict[str, int]:
    """Every colour of a picture, with how many pixels have it."""
    pixels = (imread(io.BytesIO(picture), format="png")[:, :, :3] * 255).round().astype(int)
    assert pixels.shape[:2] == (HEIGHT, WIDTH)
    packed = pixels[:, :, 0] * 65536 + pixels[:, :, 1] * 256 + pixels[:, :, 2]
    return {f"#{colour:06x}": int(count) for colour, count in zip(*np.unique(packed, return_counts=True), strict=True)}


@pytest.mark.parametrize(("dark", "palette"), [(False, style.LIGHT), (True, style.DARK)])
def test_every_line_is_seen_on_its_paper(dark: bool, palette: style.Palette) -> None:
    picture = draw(TOLLS, dark=dark)
    assert len(picture) < LARGEST
    seen = colours(picture)
    assert seen[palette.paper] > WIDTH * HEIGHT / 2
    for colour in (palette.ink, *palette.series[:3]):
        assert seen[colour] > 100
    assert palette.series[3] not in seen


def test_the_same_chart_gives_the_same_picture() -> None:
    assert draw(TOLLS) == draw(TOLLS)


def test_two_outlets_of_one_number_are_both_seen() -> None:
    seen = colours(draw(chart(series("Reuters", point(0, 12)), series("AP", point(0, 12)))))
    assert all(seen[colour] > 500 for colour in style.LIGHT.series[:2])


def test_a_line_that_ended_is_shorter() -> None:
    whole = chart(series("Reuters", point(0, 12)), series("AP", point(0, 20)))
    ended = replace(whole, series=(replace(whole.series[0], until=NOON + timedelta(hours=2)), whole.series[1]))
    blue = style.LIGHT.series[0]
    assert colours(draw(ended))[blue] < colours(draw(whole))[blue]


@pytest.mark.parametrize(
    "odd",
    [
        chart(),
        chart(series("A")),
        chart(series("A", point(0, 12)), hours=0),
        chart(series("A", point(0, 0), point(1, 0))),
        chart(series("A", point(0, 10**400))),
        chart(series("A", point(0, float("inf")), point(1, float("nan")), point(2, 3))),
        chart(series("A", point(0, -5), point(60, 1e18))),
        chart(*(series(f"Outlet {n}", point(n, n)) for n in range(30))),
        chart(series("A", *(point(n, n) for n in range(5000))), hours=24 * 30),
        chart(series("$\\frac{1}{0}$ $x$", point(0, 1)), title="$", unit="\\bad{"),
        chart(series("\u202e\x00\ud800 \U0010ffff", point(0, 1)), title="\u0300" * 900, unit="x" * 9000),
        chart(series("الجزيرة " * 90, point(0, 1)), zone="No/Such_Zone"),
    ],
    ids=range(12),
)
def test_whatever_is_asked_for_gives_a_picture_of_a_bounded_size(odd: Chart) -> None:
    assert len(draw(odd)) < LARGEST


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (12, "12"),
        (6.25, "6.25"),
        (1500, "1,500"),
        (12_000, "12k"),
        (1.5e9, "1.5bn"),
        (2.5e6, "2.5m"),
        (-3e12, "-3tn"),
    ],
)
def test_ticks_are_short(value: float, written: str) -> None:
    assert short(value) == written


def test_what_stands_beside_a_line() -> None:
    assert number_text(point(0, 17)) == "17"
    assert number_text(point(0, 30, 40)) == "30–40"
    assert number_text(point(0, 20, bound=Bound.AT_LEAST)) == "≥\u200920"
    assert number_text(point(0, 20, bound=Bound.ABOUT)) == "~20"
    assert clipped("Deutsche Welle", 9) == "Deutsche…"


@pytest.mark.parametrize(
    ("wished", "placed"),
    [
        ([], []),
        ([0.5], [0.5]),
        ([0.2, 0.8], [0.2, 0.8]),
        ([0.5, 0.5], [0.45, 0.55]),
        ([0.8, 0.2], [0.8, 0.2]),
        ([0.0, 0.0], [0.1, 0.2]),
        ([0.99, 0.99], [0.8, 0.9]),
        ([0.5, 0.52, 0.9], [0.46, 0.56, 0.9]),
    ],
)
def test_names_move_apart_as_little_as_they_must(wished: list[float], placed: list[float]) -> None:
    assert spread(wished, 0.1, 0.1, 0.9) == pytest.approx(placed)
