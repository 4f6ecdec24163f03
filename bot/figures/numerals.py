"""Reading numbers, in digits and in words, from tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.figure import Number
from bot.figures.tokens import Kind, Token

ONES: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES: Final = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5, "lakhs": 10**5,
    "crore": 10**7, "crores": 10**7, "quadrillion": 10**15,
}  # fmt: skip
SHORT_SCALES: Final = {
    "k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "mn": 10**6, "mln": 10**6, "MM": 10**6, "b": 10**9, "B": 10**9,
    "bn": 10**9, "Bn": 10**9, "BN": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12, "T": 10**12,
}  # fmt: skip
CROWDS: Final = {
    "dozens": 12, "scores": 20, "tens": 10, "hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
    "trillions": 10**12,
}  # fmt: skip
"""Plurals of numbers ("dozens of people"): the number itself, taken as about."""

FRACTIONS: Final = {
    "half": (1, 2), "third": (1, 3), "thirds": (1, 3), "quarter": (1, 4), "quarters": (1, 4), "fourth": (1, 4), "fourths": (1, 4),
    "fifth": (1, 5), "fifths": (1, 5), "sixth": (1, 6), "sixths": (1, 6), "eighth": (1, 8), "eighths": (1, 8), "tenth": (1, 10),
    "tenths": (1, 10), "ninths": (1, 9), "sevenths": (1, 7), "seventh": (1, 7),
}  # fmt: skip
GLYPHS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅕": 0.2}

_PLAIN = re.compile(r"\d{1,18}\Z")
_DECIMAL = re.compile(r"\d{1,18}\.\d{1,12}\Z")
_GROUPED = re.compile(r"\d{1,3}(?:([,'’\u00a0\u2009\u202f])\d{3})(?:\1\d{3}){0,5}(?:\.\d{1,12})?\Z")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2}){1,5},\d{3}(?:\.\d{1,4})?\Z")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,6}(?:,\d{1,4})?\Z|\d{1,3}(?:\.\d{3}){1,6},\d{1,4}\Z")
_COMMA = re.compile(r"\d{1,9},\d{1,2}\Z")
_SEPARATORS = re.compile(r"[,'’\u00a0\u2009\u202f]")


def tidy(value: float) -> Number:
    """An int where the value is whole, else the float without the noise of its arithmetic."""
    rounded = round(value, 10)
    return int(rounded) if rounded == int(rounded) else rounded


def digits_value(text: str) -> Number | None:
    """The value of a number in digits, in any of the usual groupings; None for what is no number ("1.2.3", "12,34,5")."""
    if _PLAIN.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    if _GROUPED.match(text) or _INDIAN.match(text):
        plain = _SEPARATORS.sub("", text)
        return float(plain) if "." in plain else int(plain)
    if _DOTTED.match(text):
        return tidy(float(text.replace(".", "").replace(",", ".")))
    if _COMMA.match(text):
        return float(text.replace(",", "."))
    return None


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


class _Words:
    """One reading of a number from token ``i`` on, left to right."""

    def __init__(self, text: Sequence[Token], i: int) -> None:
        self.text = text
        self.i = i

    def word(self, ahead: int = 0) -> str:
        at = self.i + ahead
        return self.text[at].lower if at < len(self.text) else ""

    def hyphen(self) -> bool:
        """Whether a hyphen joins the next token to the one after it."""
        at = self.i + 1
        return at < len(self.text) and self.word() in {"-", "‑"} and self.text[self.i].glued and self.text[at].glued

    def skip_hyphen(self) -> bool:
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


def _in_words(text: Sequence[Token], i: int) -> Numeral | None:
    """A cardinal in words: "three thousand five hundred", "a hundred and twenty", "twenty-five million"."""
    reading = _Words(text, i)
    total = current = 0
    scale, least = 1, 10**18
    seen = False
    if reading.word() in {"a", "an"} and (reading.word(1) in SCALES or reading.word(1) == "dozen"):
        reading.i += 1
        current, seen = 1, True
    while True:
        at = reading.i
        if seen:
            if not reading.skip_hyphen() and reading.word() == "and" and scale > 1:
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


_HALVED: Final = frozenset("century hour mile million billion dozen inch ounce acre pound point percentage kilometre kilometer".split())


def _fraction(text: Sequence[Token], i: int) -> Numeral | None:
    """A fraction in words: "two-thirds", "a third", "three quarters", "half"."""
    reading = _Words(text, i)
    word = reading.word()
    top = 1 if word in {"a", "an"} else ONES.get(word, 0)
    if word == "half":
        if reading.word(1) in {"a", "of", "the", "its", "their", "his", "her", "all", "that", "those"} or _half_follows(text, i):
            return Numeral(i, i + 1, 0.5, fraction=True)
        joined = reading.word(2) if reading.word(1) == "-" else reading.word(1)
        if joined in _HALVED and not (i and text[i - 1].lower in {"first", "second", "other"}):
            return Numeral(i, i + 1, 0.5, fraction=True)
        return None
    if not 0 < top < 20:
        return None
    reading.i += 1
    joined = reading.skip_hyphen()
    name = reading.word()
    if name not in FRACTIONS or (top == 1) is name.endswith("s"):
        return None
    if top == 1 and reading.word(1) == "-" and reading.word(2) not in _HALVED:
        return None
    if top == 1 and not joined and reading.word(1) not in {"-", "of", "to", "from", "in", "on", "", ",", ".", ";", "as", "and", "off", "or"}:
        return None
    above, below = FRACTIONS[name]
    return Numeral(i, reading.i + 1, top * above / below, fraction=True)


def _half_follows(text: Sequence[Token], i: int) -> bool:
    return i > 0 and text[i - 1].lower in {"by", "than", "nearly", "almost", "about", "over", "roughly", "around"}


def _crowd(text: Sequence[Token], i: int) -> Numeral | None:
    """A crowd: "dozens", "hundreds of thousands", "tens of millions", when something counted follows."""
    value = CROWDS.get(text[i].lower)
    if value is None or (text[i].lower in {"tens", "scores"} and (i + 1 >= len(text) or text[i + 1].lower != "of")):
        return None
    last = i + 1
    while last + 1 < len(text) and text[last].lower == "of" and text[last + 1].lower in CROWDS:
        value *= CROWDS[text[last + 1].lower]
        last += 2
    return Numeral(i, last, value, value, vague=True)


def _scaled(text: Sequence[Token], numeral: Numeral) -> Numeral:
    """The numeral with the scale word that follows it: "3.5 million", "1.5bn", "4-million"."""
    last = numeral.last
    if last >= len(text):
        return numeral
    token = text[last]
    if token.glued and token.text == "m" and _is_metres(text, numeral):
        return numeral
    if token.glued and token.text in SHORT_SCALES:
        scale = SHORT_SCALES[token.text]
    elif token.text in {"bn", "mn", "tn", "mln", "bln", "trn", "m", "M"} and _bare_scale(text, last):
        scale = SHORT_SCALES[token.text]
    elif token.lower in SCALES:
        scale = SCALES[token.lower]
    elif token.lower == "dozen":
        scale = 12
    elif token.text == "-" and token.glued and last + 1 < len(text) and text[last + 1].lower in SCALES:
        scale, last = SCALES[text[last + 1].lower], last + 1
    else:
        return numeral
    value = tidy(float(numeral.value) * scale)
    scaled = Numeral(numeral.first, last + 1, value, scale, digits=True)
    if scale < 10**6 and last + 1 < len(text) and text[last + 1].lower in {"million", "billion", "trillion", "crore"}:
        return _scaled(text, scaled)
    return scaled


_LENGTHS: Final = frozenset(
    "high tall deep wide long thick away above below race final finals freestyle hurdles relay sprint butterfly backstroke "
    "breaststroke medley walk dash heats title champion runner sprinter swimmer olympic world".split()
)


def _is_metres(text: Sequence[Token], numeral: Numeral) -> bool:
    """Whether a joined "m" is metres ("the 400m", "10m high") and not million ("9.8m passengers", "£45m")."""
    before = text[numeral.first - 1].lower if numeral.first else ""
    at = numeral.last + 1
    after = text[at].lower if at < len(text) else ""
    if after == "-" and at + 1 < len(text):
        after = text[at + 1].lower
    return after in _LENGTHS or (before in {"the", "a", "'s"} and numeral.value in {50, 60, 100, 200, 400, 800, 1500, 3000, 5000, 10000})


def _bare_scale(text: Sequence[Token], at: int) -> bool:
    """Whether "m" with a space before it is million: only after money, since "100 m" is a distance."""
    if text[at].text not in {"m", "M"}:
        return True
    return at >= 2 and not text[at - 2].text.isalnum() and text[at - 2].text in {"$", "£", "€", "¥"}


def _in_digits(text: Sequence[Token], i: int) -> Numeral | None:
    value = digits_value(text[i].text)
    if value is None:
        return None
    last = i + 1
    while last < len(text) and _continues(text, i, last):
        value = int(value) * 1000 + int(text[last].text)
        last += 1
    if last < len(text) and text[last].text in GLYPHS:
        return _scaled(text, Numeral(i, last + 1, value + GLYPHS[text[last].text], digits=True))
    numeral = Numeral(i, last, value, digits=True)
    slash = _slash_fraction(text, last)
    if slash is not None and not text[last].glued and value < 1000:
        return _scaled(text, Numeral(i, last + 3, value + slash, digits=True))
    alone = _slash_fraction(text, i)
    if alone is not None:
        return _scaled(text, Numeral(i, i + 3, alone, digits=True, fraction=True))
    return _scaled(text, numeral)


def _continues(text: Sequence[Token], first: int, at: int) -> bool:
    """Whether the group at ``at`` goes on a number written with spaces ("45 000"); at most four groups."""
    group = text[at].text
    return (
        at - first < 5 and len(group) == 3 and text[at - 1].end < text[at].start and text[at].start - text[at - 1].end == 1 and group.isdigit() and group.endswith("00")
        and text[first].text.isdigit() and len(text[first].text) <= 3
    )  # fmt: skip


def _slash_fraction(text: Sequence[Token], i: int) -> float | None:
    """The value of "1/2" at tokens ``i:i + 3``, for the small fractions that news uses."""
    if i + 2 >= len(text) or text[i + 1].text != "/" or not (text[i + 1].glued and text[i + 2].glued):
        return None
    above, below = text[i].text, text[i + 2].text
    if above in {"1", "2", "3", "5", "7"} and below in {"2", "3", "4", "5", "8", "16"} and int(above) < int(below):
        return int(above) / int(below)
    return None


def _and_a_half(text: Sequence[Token], numeral: Numeral) -> Numeral:
    """ "two and a half million", "two-and-a-half", "one and three quarters"."""
    reading = _Words(text, numeral.last)
    reading.skip_hyphen()
    if reading.word() != "and":
        return numeral
    reading.i += 1
    reading.skip_hyphen()
    if reading.word() in {"a", "one"}:
        reading.i += 1
        reading.skip_hyphen()
        if reading.word() not in {"half", "quarter"}:
            return numeral
        part = 0.5 if reading.word() == "half" else 0.25
    elif reading.word() == "three" and reading.word(1) in {"quarters"}:
        reading.i += 1
        part = 0.75
    else:
        return numeral
    whole = Numeral(numeral.first, reading.i + 1, numeral.value + part * numeral.scale, digits=numeral.digits)
    return _scaled(text, whole) if numeral.scale == 1 else whole


def _half_scale(text: Sequence[Token], numeral: Numeral) -> Numeral:
    """ "half a million", "a quarter of a million", "half a dozen"."""
    at = numeral.last
    at += 1 if at < len(text) and text[at].lower == "of" else 0
    at += 1 if at < len(text) and text[at].lower == "a" else 0
    at += 1 if at < len(text) and text[at].text == "-" and text[at].glued else 0
    if at >= len(text):
        return numeral
    scale = {**SCALES, "dozen": 12}.get(text[at].lower)
    if scale is None:
        return numeral
    return Numeral(numeral.first, at + 1, tidy(numeral.value * scale), scale)


def numeral_at(text: Sequence[Token], i: int) -> Numeral | None:
    """The longest number that begins at token ``i``, or None."""
    token = text[i]
    if token.kind is Kind.NUMBER:
        numeral = _in_digits(text, i)
        return None if numeral is None else _and_a_half(text, numeral)
    if token.text in GLYPHS:
        return _scaled(text, Numeral(i, i + 1, GLYPHS[token.text], digits=True, fraction=True))
    if token.kind is not Kind.WORD:
        return None
    fraction = _fraction(text, i)
    if fraction is not None:
        return _half_scale(text, fraction)
    numeral = _in_words(text, i)
    if numeral is not None:
        return _and_a_half(text, numeral)
    return _crowd(text, i)
