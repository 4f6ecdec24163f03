"""Numbers in words: cardinals, fractions and crowds ("three thousand five hundred", "two-thirds", "dozens")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.figure import Number
from bot.figures.tokens import Token
from bot.figures.words import words

ONES: Final = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}


TENS: Final = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}


DECADES: Final = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
SCALES: Final = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "lakhs": 10**5,
    "crore": 10**7,
    "crores": 10**7,
    "quadrillion": 10**15,
    "quintillion": 10**18,
}


CROWDS: Final = {
    "dozens": 12,
    "scores": 20,
    "tens": 10,
    "hundreds": 100,
    "thousands": 10**3,
    "millions": 10**6,
    "billions": 10**9,
    "trillions": 10**12,
}
"""Plurals of numbers ("dozens of people"): the number itself, taken as about."""


FRACTIONS: Final = {
    "half": (1, 2),
    "third": (1, 3),
    "thirds": (1, 3),
    "quarter": (1, 4),
    "quarters": (1, 4),
    "fourth": (1, 4),
    "fourths": (1, 4),
    "fifth": (1, 5),
    "fifths": (1, 5),
    "sixth": (1, 6),
    "sixths": (1, 6),
    "eighth": (1, 8),
    "eighths": (1, 8),
    "tenth": (1, 10),
    "tenths": (1, 10),
    "ninths": (1, 9),
    "sevenths": (1, 7),
    "seventh": (1, 7),
}


_HALVED: Final = words(
    "century hour mile million billion dozen inch ounce acre pound point percentage kilometre kilometer"
)


_AFTER_FRACTION: Final = words("of to from in on , . ; as and off or") | {""}


_AFTER_HALF: Final = words("a an of the its their his her all that those")


_BEFORE_HALF: Final = words("by than nearly almost about over roughly around")


@dataclass(slots=True)
class Numeral:
    """A number at tokens ``first:last``. ``scale`` is its scale word's value (1 for none); ``vague`` if it names a crowd."""

    first: int
    last: int
    value: Number
    scale: int = 1
    digits: bool = False
    vague: bool = False
    fraction: bool = False


class WordReading:
    """One reading of a number from token ``i`` on, left to right."""

    def __init__(self, text: Sequence[Token], i: int) -> None:
        self.text = text
        self.i = i

    def word(self, ahead: int = 0) -> str:
        """The lower-case word ``ahead`` tokens further on, empty past the end."""
        at = self.i + ahead
        return self.text[at].lower if at < len(self.text) else ""

    def hyphen(self) -> bool:
        """Whether a hyphen joins the next token to the one after it."""
        at = self.i + 1
        return at < len(self.text) and self.word() in {"-", "‑"} and self.text[self.i].glued and self.text[at].glued

    def skip_hyphen(self) -> bool:
        """Step over a joining hyphen, if one is next."""
        if self.hyphen():
            self.i += 1
            return True
        return False

    def small(self) -> int | None:
        """A number below one hundred in words."""
        word = self.word()
        if word in TENS:
            self.i += 1
            value = TENS[word]
            at = self.i
            self.skip_hyphen()
            if 0 < ONES.get(self.word(), 0) < 10:
                value += ONES[self.word()]
                self.i += 1
            else:
                self.i = at
            return value
        if word in ONES:
            self.i += 1
            return ONES[word]
        return None


def cardinal(text: Sequence[Token], i: int) -> Numeral | None:
    """A cardinal in words: "three thousand five hundred", "a hundred and twenty", "twenty-five million"."""
    reading = WordReading(text, i)
    total = current = 0
    scale, least = 1, 10**19
    seen = False
    if reading.word() in {"a", "an"} and (reading.word(1) in SCALES or reading.word(1) == "dozen"):
        reading.i += 1
        current, seen = 1, True
    while True:
        at = reading.i
        if seen and not reading.skip_hyphen() and reading.word() == "and" and scale > 1:
            reading.i += 1
        small = reading.small() if current % 100 == 0 or not seen else None
        if small is not None:
            current, seen = current + small, True
            scale = 1 if small else scale
            continue
        word = reading.word()
        if word in SCALES and seen and text[at].lower != "and" and _fits(word, current, least):
            if word == "hundred":
                current = max(current, 1) * 100
            else:
                total, current, least = total + max(current, 1) * SCALES[word], 0, SCALES[word]
            scale = SCALES[word]
            reading.i += 1
            continue
        if word == "dozen" and seen:
            reading.i += 1
            return Numeral(i, reading.i, (total + max(current, 1)) * 12, 12)
        reading.i = at
        break
    return Numeral(i, reading.i, total + current, scale) if seen else None


def _fits(word: str, current: int, least: int) -> bool:
    """Whether a scale word may follow: "hundred" after less than a hundred, the others in falling order only."""
    return current < 100 if word == "hundred" else SCALES[word] < least


def fraction(text: Sequence[Token], i: int) -> Numeral | None:
    """A fraction in words: "two-thirds", "a third", "three quarters", "half"."""
    reading = WordReading(text, i)
    word = reading.word()
    if word == "half":
        return Numeral(i, i + 1, 0.5, fraction=True) if _is_half(text, i) else None
    if word == "quarter" and reading.word(1) == "-" and reading.word(2) in _HALVED:
        return Numeral(i, i + 1, 0.25, fraction=True)
    top = 1 if word in {"a", "an"} else ONES.get(word, 0)
    if not 0 < top < 20:
        return None
    reading.i += 1
    hyphen = reading.skip_hyphen()
    name = reading.word()
    if name not in FRACTIONS or (top == 1) is name.endswith("s"):
        return None
    if top == 1 and not _ends_fraction(reading, hyphen=hyphen):
        return None
    above, below = FRACTIONS[name]
    return Numeral(i, reading.i + 1, top * above / below, fraction=True)


def _ends_fraction(reading: WordReading, *, hyphen: bool) -> bool:
    """Whether what follows "a third" lets it be a share, and not an ordinal ("a third man") or a part of a name."""
    after = reading.word(1)
    if after == "-":
        return reading.word(2) in _HALVED
    return hyphen or after in _AFTER_FRACTION or (reading.word() in {"quarter", "half"} and after in _HALVED)


def _is_half(text: Sequence[Token], i: int) -> bool:
    """Whether "half" at token ``i`` is a number, and not a part of a match or a year."""
    reading = WordReading(text, i)
    before = text[i - 1].lower if i else ""
    if before in {"first", "second"}:
        return False
    after = reading.word(2) if reading.word(1) == "-" else reading.word(1)
    if after in _HALVED:
        return before != "other"
    return reading.word(1) in _AFTER_HALF or before in _BEFORE_HALF


OWNERS: Final = frozenset({"his", "her", "their"})
"""Before a decade, these make it one of somebody's life."""

_STAGES: Final = {"mid": 5, "early": 2, "late": 8}


def life_decade(text: Sequence[Token], i: int) -> Numeral | None:
    """Somebody's decade of life: 30 for "his 30s" and "her thirties", 35 for "his mid-thirties", 58 for "her late 50s"."""
    if i == 0 or text[i - 1].lower not in OWNERS:
        return None
    reading = WordReading(text, i)
    years = _STAGES.get(reading.word(), 0)
    if years:
        reading.i += 1
        reading.skip_hyphen()
    value = DECADES.get(reading.word())
    if value is None and reading.word().isdigit() and len(reading.word()) == 2 and reading.word(1) in {"s", "'s"}:
        value = int(reading.word())
        reading.i += 1
    return Numeral(i, reading.i + 1, value + years, vague=True) if value is not None else None


def couple(text: Sequence[Token], i: int) -> Numeral | None:
    """A couple of something: about two."""
    reading = WordReading(text, i)
    if reading.word() != "a" or reading.word(1) != "couple" or reading.word(2) != "of":
        return None
    return Numeral(i, i + 2, 2, vague=True)


def crowd(text: Sequence[Token], i: int) -> Numeral | None:
    """A crowd: "dozens", "hundreds of thousands", "several thousand", "a few hundred", when something counted follows."""
    reading = WordReading(text, i)
    opening = 1 if reading.word() == "several" else 2 if (reading.word(), reading.word(1)) == ("a", "few") else 0
    scale = {**SCALES, "dozen": 12}.get(reading.word(opening)) if opening else None
    if scale is not None:
        return Numeral(i, i + opening + 1, scale, scale, vague=True)
    value = CROWDS.get(text[i].lower)
    if value is None or (text[i].lower in {"tens", "scores"} and (i + 1 >= len(text) or text[i + 1].lower != "of")):
        return None
    last = i + 1
    while last + 1 < len(text) and text[last].lower == "of" and text[last + 1].lower in CROWDS:
        value *= CROWDS[text[last + 1].lower]
        last += 2
    return Numeral(i, last, value, value, vague=True)
