"""Which figures measure the same quantity, and which values each of them allows."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Final

from bot.domain.figure import Bound, Change, Figure, Number
from bot.figures.lexicon import singular
from bot.figures.roles import counts_people
from bot.figures.wording import is_crowd

TOLLS: Final = frozenset(("killed", "injured", "missing", "displaced", "rescued", "arrested", "trapped", "affected"))
"""Roles whose count grows or is mended as a story develops: the newest is the one to tell."""

FATES: Final = TOLLS | {"dead", "deaths", "victims", "casualties", "wounded", "fatalities"}
"""Nouns that say themselves what happened to those whom they count."""

ANYBODY: Final = FATES | {None, "people", "persons", "person"}
"""What a whole toll counts; "two volunteers" among the killed is a part of it, and neither replaces it nor is replaced."""

ABOUT: Final = 0.10
"""The share by which a number that is stated as about may be off."""

ROUNDED: Final = 0.05
"""The share by which a large number may be off that is stated in round thousands or millions, at most."""

MAGNITUDE_STEP: Final = 0.2
"""By how much a magnitude must change; seismologists' first revisions of 0.1 are routine."""

_BACKGROUND: Final = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b(?!,\d)|\b(?:last|previous) (?:year|month|decade)\b|\b(?:years?|months?|decades?) ago\b",
    re.IGNORECASE,
)
"""A sentence that dates its toll so is about an earlier happening: news of today names no year."""

_DIFFERENT: Final = frozenset({"killed", "injured", "missing"})
"""As many people with different fates are different people."""

_MANY: Final = 20
"""From this number on, an equal count of people is no coincidence."""


def is_toll(figure: Figure) -> bool:
    """Whether it is a whole toll of this happening: of anybody, not of a part ("two volunteers") or of years ago."""
    head = figure.head.lower() if figure.head else None
    whole = head in ANYBODY and figure.unit is None and figure.per is None
    return figure.role in TOLLS and whole and not is_background(figure)


def is_background(figure: Figure) -> bool:
    """Whether its sentence dates it as of an earlier happening."""
    return _BACKGROUND.search(figure.sentence) is not None


def measure(figure: Figure) -> object:
    """What a figure measures, so that two of one measure can be compared; None where its words do not say."""
    if is_toll(figure):
        return figure.role
    if figure.role == "magnitude":
        return "magnitude"
    what = head_of(figure) if figure.head else tuple(word.lower() for word in figure.concept)
    return (figure.unit, figure.per, figure.role, figure.change, what) if what else None


def number_of(figure: Figure) -> object:
    """The number and its unit: what two mentions of one quantity have in common."""
    return figure.value, figure.low, figure.high, figure.unit, figure.per


def is_same_mention(known: Figure, other: Figure) -> bool:
    """Whether two figures of the same number and unit are one quantity: their nouns agree, or one says none."""
    if known.role != other.role and {known.role, other.role} <= _DIFFERENT:
        return False
    if known.role == other.role and is_toll(known) and is_toll(other):
        return True
    if known.unit is not None:
        return known.noun is None or other.noun is None or head_of(known) == head_of(other)
    many = abs(known.value or known.high or 0) >= _MANY
    if known.head is None or other.head is None:
        return many or known.role == other.role
    return head_of(known) == head_of(other) or (
        counts_people(known.head) and counts_people(other.head) and many and agree(known.role, other.role)
    )


def head_of(figure: Figure) -> str:
    """The head of what is counted, singular and in small letters; empty where nothing is."""
    return singular((figure.head or "").lower())


def agree(known: str | None, other: str | None) -> bool:
    """Whether two statements of a role do not contradict each other: they are equal, or one says none."""
    return known is None or other is None or known == other


def reached(figure: Figure) -> Figure:
    """The level that a change from one to another ("rose from 36 to 41") has reached; any other figure as it is."""
    if figure.value is not None or figure.change is None:
        return figure
    return replace(
        figure, value=figure.high if figure.change is Change.UP else figure.low, low=None, high=None, change=None
    )


def span(figure: Figure) -> tuple[Number, Number]:
    """The values that a figure states, lowest and highest."""
    if figure.value is not None:
        return figure.value, figure.value
    return figure.low or 0, figure.high or 0


def allowed(figure: Figure) -> tuple[float, float]:
    """The values that a figure leaves room for, lowest and highest: "at least 20" allows 23, "about 1,000" allows 1,040."""
    low, high = span(figure)
    slack = max(_slack(figure, low), _slack(figure, high))
    crowd = is_crowd(figure)
    return (
        -math.inf if figure.bound in {Bound.AT_MOST, Bound.LESS_THAN} else low - slack,
        math.inf if crowd or figure.bound in {Bound.AT_LEAST, Bound.MORE_THAN} else high + slack,
    )


def contradict(one: Figure, other: Figure) -> bool:
    """Whether no value satisfies both."""
    (low, high), (other_low, other_high) = allowed(one), allowed(other)
    return high < other_low or other_high < low


def _slack(figure: Figure, value: Number) -> float:
    if figure.role == "magnitude":
        # Both sides have it. Magnitudes are tenths held as floats: 6.3 - 6.1 is a little less than 0.2.
        return MAGNITUDE_STEP / 2 - 1e-9
    if figure.bound is Bound.ABOUT:
        return abs(value) * ABOUT
    return min(_last_place(value) / 2, abs(value) * ROUNDED) if abs(value) >= 1000 else 0


def _last_place(value: Number) -> float:
    """The place of the last digit that is not a zero: 100 for 3,500, a hundred million for 1.5 billion."""
    digits = f"{abs(value):.0f}"
    return 10.0 ** (len(digits) - len(digits.rstrip("0")))
