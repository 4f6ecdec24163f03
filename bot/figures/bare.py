"""Numbers without unit and noun: which of them say something ("nine voted against") and which do not ("the two")."""

from __future__ import annotations

from typing import Final

from bot.figures.cues import bound_before
from bot.figures.lexicon import Tag
from bot.figures.quantity import Quantity
from bot.figures.reading import Reading
from bot.figures.words import words

_BEFORE: Final = words(
    "kills wounds injures hurts leaves killed killing wounded wounding injured injuring arrested arresting "
    "leaving left rescued rescuing detained freed freeing "
    "won lost drawn scored saved missed sold seized captured charged hurting trapping trapped hospitalised hospitalized"
)
"""Verbs whose object a small number may be by itself ("killing three")."""
_AFTER: Final = words(
    "were are died have had voted survived escaped remain remained fled abstained drowned refused said came "
    "went won lost"
)
"""Verbs whose subject a small number may be by itself ("nine voted against")."""
_GROUPS: Final = words("mother father parent parents grandmother grandfather family group team crew party crowd gang")
"""Before "of" and a small number, these make it one of people ("a mother of two")."""
_WHOLE: Final = words("them whom these those us which")
_DEFINITE: Final = words("the these those all one other his her their its both no any each every")
_SMALL: Final = 20


def says_something(reading: Reading, quantity: Quantity) -> bool:
    """Whether a number without unit and noun is a figure: in digits, or large, or small and acting or suffering."""
    grouped = reading.word(quantity.first - 1) == "of" and reading.word(quantity.first - 2) in _GROUPS
    if quantity.vague and not grouped:
        return reading.tag(quantity.last) in {Tag.VERB, Tag.AUXILIARY, Tag.PARTICIPLE}
    cue = bound_before(reading, quantity.first)
    before = reading.word((cue[1] if cue is not None else quantity.first) - 1)
    if quantity.first == 0 and abs(quantity.low) < 100 and reading.tag(quantity.last) is Tag.MARK:
        return False
    if quantity.digits or abs(quantity.low) > _SMALL:
        return before != "#"
    return grouped or before in _BEFORE or _acts(reading, quantity, before) or _is_part(reading, quantity, before)


def _acts(reading: Reading, quantity: Quantity, before: str) -> bool:
    """As in "nine voted against", "of whom three are children"."""
    return reading.word(quantity.last) in _AFTER and before not in _DEFINITE and quantity.low > 1


def _is_part(reading: Reading, quantity: Quantity, before: str) -> bool:
    """As in "two of them", "three of whom"."""
    part = reading.word(quantity.last) == "of" and reading.word(quantity.last + 1) in _WHOLE
    return part and before not in _DEFINITE
