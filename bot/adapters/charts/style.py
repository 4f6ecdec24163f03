"""How charts look: sizes in points, and colours that readers who see few of them can tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

WIDTH: Final = 3.5
HEIGHT: Final = 2.8
"""Inches; with ``DPI`` the picture is 700 pixels wide: shown half as wide, as in a chat on a phone, its letters are read."""

DPI: Final = 200

SMALL: Final = 7.5
NORMAL: Final = 8.5
LARGE: Final = 11.0

LINE: Final = 1.6
MARKER: Final = 4.6

MARKERS: Final = ("o", "s", "^", "D", "v", "P", "X", "h")
"""One a series, so that no line is known by its colour alone."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one background; ``series`` is after Okabe and Ito, "Color Universal Design" (2008), without its yellow."""

    paper: str
    ink: str
    muted: str
    rule: str
    series: tuple[str, ...]


LIGHT: Final = Palette(
    paper="#ffffff",
    ink="#1d2126",
    muted="#5f6770",
    rule="#e3e6ea",
    series=("#0072b2", "#d55e00", "#007f5c", "#a8447f", "#b07500", "#2b8fc9", "#4d4d4d", "#7a5fc0"),
)
DARK: Final = Palette(
    paper="#1e2024",
    ink="#eceef0",
    muted="#a3abb4",
    rule="#363a40",
    series=("#56b4e9", "#ff8c42", "#2fc79b", "#e58cc0", "#e6b422", "#9ad1f5", "#c4c8cc", "#b3a1f0"),
)
