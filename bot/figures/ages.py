"""Ages: "29-year-old", "aged 45", "Jane Smith, 45,", "he was 77", "dies at 91", "people over 65", "in his 30s"."""

from __future__ import annotations

from typing import Final

from bot.figures.lexicon import WORDS, Tag
from bot.figures.quantity import Quantity
from bot.figures.reading import Reading
from bot.figures.spelled import life_decade
from bot.figures.words import words

_HYPHENS: Final = frozenset({"-", "‑"})
_OLD: Final = frozenset({"old", "olds"})
_AGED: Final = frozenset({"aged", "age", "ages"})
_LAST: Final = words("dies died dead die retired retires")


def is_age(reading: Reading, quantity: Quantity) -> bool:
    """Whether a number without a unit is somebody's age in years."""
    if quantity.unit is not None or not isinstance(quantity.low, int) or not 0 < quantity.low < 120:
        return False
    i = quantity.number_first
    return (
        reading.word(i - 1) in _AGED
        or _listed_age(reading, i)
        or _child_of(reading, quantity)
        or (reading.word(i - 1) == "of" and reading.word(i - 2) == "age")
        or life_decade(reading.tokens, i) is not None
        or _died_at(reading, quantity)
        or _over_age(reading, quantity)
        or _stated_age(reading, quantity)
        or _apposed_age(reading, quantity)
    )


def years_old(reading: Reading, quantity: Quantity) -> int | None:
    """The index after "-old", "old" or "of age" where it follows a number of years; None where it does not."""
    if quantity.unit is None or quantity.unit.kind != "duration":
        return None
    at = quantity.last
    if reading.word(at) in _HYPHENS and reading.word(at + 1) in _OLD:
        return at + 2
    if reading.word(at) in _OLD:
        return at + 1
    return at + 2 if reading.word(at) == "of" and reading.word(at + 1) == "age" else None


def _listed_age(reading: Reading, i: int) -> bool:
    """As in "aged 19 and 24", "ages 5, 7 and 9": a number joined to an age."""
    at = i
    while i - at < 8 and reading.word(at - 1) in {"and", "or", ","} and reading.tag(at - 2) is Tag.NUMBER:
        at -= 2
    return at < i and reading.word(at - 1) in _AGED


_YOUNG: Final = words("boy girl man woman child teenager youth lad youngster baby toddler")


def _child_of(reading: Reading, quantity: Quantity) -> bool:
    """As in "a boy of 14", "a woman of 93"."""
    i = quantity.number_first
    named = reading.word(i - 1) == "of" and reading.word(i - 2) in _YOUNG
    return named and reading.tag(quantity.last) not in {Tag.NOUN, Tag.ADJECTIVE}


def _died_at(reading: Reading, quantity: Quantity) -> bool:
    """As in "Esther Williams dies at 91"."""
    i = quantity.number_first
    at_age = reading.word(i - 1) == "at" and any(reading.word(i - k) in _LAST for k in range(2, 7))
    return at_age and quantity.digits and reading.tag(quantity.last) is not Tag.NOUN


def _over_age(reading: Reading, quantity: Quantity) -> bool:
    """As in "people over 65", "aged over 18", "the under-30s", where nothing else is counted."""
    i = quantity.number_first
    if (
        not 1 < quantity.low <= 100
        or (quantity.digits and quantity.low < 5)
        or reading.word(i - 1) not in {"over", "under", "above", "below"}
    ):
        return False
    if reading.word(quantity.last) in {"%", "-"} or reading.tag(quantity.last) in {Tag.NOUN, Tag.ADJECTIVE}:
        return False
    if reading.word(i - 2) in {"are", "were"} and quantity.digits:
        return reading.word(i - 1) in {"over", "under"} and quantity.low in _COMES_OF_AGE
    return reading.word(i - 2) in WORDS["persons"] | _AGED | {"those", "anyone", "everyone"}


_BECAME: Final = words("turned turns turn turning")
_COMES_OF_AGE: Final = frozenset({12, 14, 15, 16, 18, 21, 25, 30, 35, 40, 50, 60, 65, 70, 75, 80})


def _stated_age(reading: Reading, quantity: Quantity) -> bool:
    """As in "He was 77." and "Jane Smith turned 45,"."""
    i = quantity.number_first
    aged = {"oldest", "youngest"} & {reading.word(at) for at in range(max(i - 10, 0), i)}
    if aged and reading.word(i - 1) in {"is", "was"} and reading.tag(quantity.last) is not Tag.NOUN:
        return quantity.digits
    remembered = reading.word(quantity.last) == "when" and quantity.low > 1
    if not (remembered or (quantity.digits and quantity.low > 12)) or reading.word(i - 1) not in _BECAME | {
        "is",
        "was",
    }:
        return False
    if reading.word(i - 1) in _BECAME:
        return reading.tag(quantity.last) in {Tag.MARK, Tag.PREPOSITION, Tag.CONJUNCTION} or reading.word(quantity.last) in {
            "next", "this", "last",
        }  # fmt: skip
    person = reading.word(i - 2) in {"he", "she", "who"} or (reading.capital(i - 2) and reading.capital(i - 3))
    return person and reading.word(quantity.last) in {",", ".", ";", "when", "and", ""}


def _apposed_age(reading: Reading, quantity: Quantity) -> bool:
    """As in "Jane Smith, 45," and "a boy, 15,"."""
    i = quantity.number_first
    if not quantity.digits or quantity.low <= 4 or reading.word(i - 1) != "," or reading.blocked[i - 2]:
        return False
    after = reading.word(quantity.last)
    closes = (
        after in {",", ";", ")"}
        or (after in {"at", "when"} and reading.capital(i - 2))
        or (after in {".", "", "and"} and reading.capital(i - 3))
    )
    return closes and (reading.capital(i - 2) or reading.word(i - 2) in WORDS["persons"])
