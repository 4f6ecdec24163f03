"""Every row of the tables of docs/figures.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.figure import Figure
from bot.figures import extract

PAGE = (Path(__file__).parents[3] / "docs" / "figures.md").read_text(encoding="utf-8")
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| text")
]


def documented(figure: Figure) -> tuple[str, str, str]:
    """The cells that the page gives a figure."""
    low, high = (round(end, 6) if end is not None else None for end in (figure.low, figure.high))
    value = f"{low} to {high}" if figure.value is None else f"{round(figure.value, 6)}"
    unit = f"{figure.unit or figure.noun or ''}{f' per {figure.per}' if figure.per else ''}"
    words = [figure.bound.value] * (figure.change is None or figure.bound.value != "exact")
    return value, unit, ", ".join([*words, *([figure.change.value] if figure.change else [])])


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) == 4])
def test_what_is_understood(row: tuple[str, ...]) -> None:
    assert [documented(figure) for figure in extract(row[0])] == [row[1:]]


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) == 1])
def test_what_is_no_figure(row: tuple[str]) -> None:
    assert [figure.text for figure in extract(row[0])] == []


def test_the_page_has_its_tables() -> None:
    assert sum(len(row) == 4 for row in ROWS) >= 30
    assert sum(len(row) == 1 for row in ROWS) >= 10
