"""How many times as much: "doubled", "more than tripled", "twice as many", "double the"."""

from __future__ import annotations

from typing import Final

from bot.domain.figure import Change
from bot.figures.lexicon import Tag
from bot.figures.quantity import Quantity
from bot.figures.reading import Reading
from bot.figures.units import named
from bot.figures.words import words

GROWN: Final = {
    "doubled": 2,
    "doubling": 2,
    "tripled": 3,
    "tripling": 3,
    "trebled": 3,
    "trebling": 3,
    "quadrupled": 4,
    "quadrupling": 4,
}
"""Verbs that say how many times as much something became."""
_AS_MUCH: Final = {"twice": 2, "thrice": 3, "double": 2, "triple": 3}
_COMPARED: Final = words("as the that its their his her what")
_GIVEN_WAY: Final = frozenset({"down", "over", "back", "up"})

MULTIPLES: Final = GROWN.keys() | _AS_MUCH.keys()
"""The words that one of these figures is made of."""


def _likened(reading: Reading, i: int) -> frozenset[str]:
    """The "as" that is left unsaid where an adjective or an adverb stands at token ``i`` ("twice as much")."""
    compares = reading.word(i) in {"many", "much"} or (
        reading.tag(i) in {Tag.ADJECTIVE, Tag.ADVERB} and not reading.capital(i)
    )
    return frozenset({"as"}) if compares else frozenset()


def multiple_at(reading: Reading, i: int) -> tuple[Quantity, Change | None] | None:
    """The multiple that token ``i`` names and, for a verb, its direction; None where it only says how often or what kind.

    "Twice the size" is one; "she has twice won", "a double murder" and "he doubled down" are none.
    """
    word = reading.word(i)
    value, change = GROWN.get(word), Change.UP
    if value is not None:
        spent = reading.word(i + 1) == "over" and reading.tag(i + 2) is Tag.DETERMINER
        if (reading.word(i + 1) in _GIVEN_WAY and not spent) or reading.word(i - 1) in {"a", "an"}:
            return None
        return Quantity(i, i + 1, i, i + 1, value, value, digits=False, unit=named("time")), change
    value = _AS_MUCH.get(word)
    if value is None or reading.word(i + 1) not in _COMPARED or reading.word(i - 1) in {"a", "to"}:
        return None
    if reading.word(i + 1) == "as" and "as" not in {reading.word(i + k) for k in range(3, 8)} | _likened(
        reading, i + 2
    ):
        return None
    return Quantity(i, i + 1, i, i + 1, value, value, digits=False, unit=named("time")), None
