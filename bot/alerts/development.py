"""Which key figures moved since a channel was last told: what an editor would call a development."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.figure import Bound, Figure, Number
from bot.figures import wording
from bot.figures.measures import MAGNITUDE_STEP, is_toll, measure, reached, span

KILLED_STEP: Final = 0.02
"""The share by which a toll of the killed must change: every death counts up to fifty, then one in fifty."""

TOLL_STEP: Final = 0.10
"""The share by which another toll must change; estimates of the injured and displaced drift."""

FIRST_TOLLS: Final = frozenset(("killed", "injured", "missing", "displaced", "trapped"))
"""Tolls that are news by their first appearance."""

LEVEL_STEP: Final = 0.05
"""The share by which another key figure must change."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A key figure whose value changed: what a card calls it, what the channel was last told (None: nothing), and now."""

    label: str
    before: Figure | None
    after: Figure


def moved(announced: Sequence[Figure], standing: Sequence[Figure]) -> tuple[Moved, ...]:
    """Which of the key figures ``standing`` differ materially from those ``announced``, both best first.

    A toll is compared with the toll of the same fate, any other figure with the only one that measures the same thing.
    A first toll of the dead or hurt where none was told counts; another new figure does not, nor other words, another
    bound, another unit or a range around the same value.
    """
    found: dict[object, Moved] = {}
    announced, standing = [reached(figure) for figure in announced], [reached(figure) for figure in standing]
    for figure in standing:
        slot = measure(figure)
        if slot is None or slot in found or not _leads(figure, slot, standing):
            continue
        known = [other for other in announced if measure(other) == slot]
        if _has_moved(known, figure):
            found[slot] = Moved(wording(figure).label, known[0] if known else None, figure)
    return tuple(found.values())


def _leads(figure: Figure, slot: object, standing: Sequence[Figure]) -> bool:
    """Whether it is the one to compare: the first of a toll, else the only one, for of two each may be the other's part."""
    same = [other for other in standing if measure(other) == slot]
    return same[0] is figure and (is_toll(figure) or len(same) == 1)


def _has_moved(known: Sequence[Figure], figure: Figure) -> bool:
    """Whether a figure differs from all that was told of its toll, or from the one that was told of anything else."""
    if not known:
        return is_toll(figure) and figure.role in FIRST_TOLLS
    return (is_toll(figure) or len(known) == 1) and all(_differs(other, figure) for other in known)


def _differs(before: Figure, after: Figure) -> bool:
    """Whether what is now said cannot be what was said, by more than the step of its kind."""
    (low, high), (now_low, now_high) = span(before), span(after)
    if now_low <= high and low <= now_high:
        return False
    known, now = (high, now_low) if now_low > high else (low, now_high)
    return abs(now - known) >= _step(before, after, known)


def _step(before: Figure, figure: Figure, known: Number) -> float:
    if figure.role == "magnitude":
        # Magnitudes are tenths held as floats: 6.3 - 6.1 is a little less than 0.2.
        return MAGNITUDE_STEP - 1e-9
    share = (KILLED_STEP if figure.role == "killed" else TOLL_STEP) if is_toll(figure) else LEVEL_STEP
    if Bound.ABOUT in {before.bound, figure.bound}:
        share = max(share, TOLL_STEP)
    return max(1 if is_toll(figure) else 0, abs(known) * share)
