"""Reading numbers, in digits and in words, from tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.figure import Number
from bot.figures.spelled import SCALES, Numeral, WordReading, cardinal, couple, crowd, fraction, life_decade
from bot.figures.tokens import Kind, Token
from bot.figures.words import words

SHORT_SCALES: Final = {
    "k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "mn": 10**6, "mln": 10**6, "MM": 10**6, "b": 10**9, "B": 10**9,
    "bn": 10**9, "Bn": 10**9, "BN": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12, "T": 10**12,
}  # fmt: skip


GLYPHS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅕": 0.2}


_PLAIN = re.compile(r"\d{1,18}\Z")


_DECIMAL = re.compile(r"\d{0,18}\.\d{1,12}\Z")


_GROUPED = re.compile(r"\d{1,3}(?:([,'’\u00a0\u2009\u202f])\d{3})(?:\1\d{3}){0,5}(?:\.\d{1,12})?\Z")


_INDIAN = re.compile(r"\d{1,2}(?:,\d{2}){1,5},\d{3}(?:\.\d{1,4})?\Z")


_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,6}(?:,\d{1,4})?\Z|\d{1,3}(?:\.\d{3}){1,6},\d{1,4}\Z")


_COMMA = re.compile(r"\d{1,9},\d{1,2}\Z")


_SEPARATORS = re.compile(r"[,'’\u00a0\u2009\u202f]")


def tidy(value: float) -> Number:
    """An int where the value is whole, else the float without the noise of its arithmetic."""
    rounded = float(f"{round(value, 10):.15g}")
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


def _scaled(text: Sequence[Token], numeral: Numeral) -> Numeral:
    """The numeral with the scale word that follows it: "3.5 million", "1.5bn", "4-million"."""
    last = numeral.last
    if last >= len(text):
        return numeral
    token = text[last]
    if token.glued and token.text == "m" and _is_metres(text, numeral):
        return numeral
    if (token.glued and token.text in SHORT_SCALES) or (
        token.text in {"bn", "mn", "tn", "mln", "bln", "trn", "m", "M"} and _bare_scale(text, last)
    ):
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


_LENGTHS: Final = words(
    "high tall deep wide long thick away above below race final finals freestyle hurdles relay sprint "
    "butterfly backstroke breaststroke medley walk dash heats title champion runner sprinter swimmer "
    "olympic world"
)


def _is_metres(text: Sequence[Token], numeral: Numeral) -> bool:
    """Whether a joined "m" is metres ("the 400m", "10m high") and not million ("9.8m passengers", "£45m")."""
    before = text[numeral.first - 1].lower if numeral.first else ""
    at = numeral.last + 1
    after = text[at].lower if at < len(text) else ""
    if after == "-" and at + 1 < len(text):
        after = text[at + 1].lower
    near = {token.lower for token in text[max(numeral.first - 4, 0) : numeral.first]}
    written = text[numeral.first].text
    if written[-3:-2] == "." and numeral.value < _LONGEST_JUMP and after in _ENDS_MEASURE:
        return True
    away = after in _WAYS and numeral.value < _FARTHEST and before not in {"$", "£", "€", "¥"}
    wet = {token.lower for token in text[max(numeral.first - 10, 0) : numeral.first]} & _WATERS
    return (
        away
        or bool(wet and after in _ENDS_MEASURE)
        or after in _LENGTHS
        or (near & _DEEP and numeral.value <= 10_000)
        or (before in {"the", "a", "'s"} and numeral.value in {50, 60, 100, 200, 400, 800, 1500, 3000, 5000, 10000})
    )


def _bare_scale(text: Sequence[Token], at: int) -> bool:
    """Whether "m" with a space before it is million: only after money, since "100 m" is a distance."""
    if text[at].text not in {"m", "M"}:
        return True
    return at >= 2 and not text[at - 2].text.isalnum() and text[at - 2].text in {"$", "£", "€", "¥"}


_LONGEST_JUMP: Final = 100
_FARTHEST: Final = 1000
_WAYS: Final = words("from away off while into onto down")
_WATERS: Final = words(
    "river rivers tide tides flood floods floodwater floodwaters water waters snow sea seas snowdrifts"
)
_ENDS_MEASURE: Final = words(". , ; ) to and in at on for with from but behind ahead clear") | {""}


_DEEP: Final = words(
    "cleared jumped vaulted threw leapt waves depth depths height heights width length swell swells jump "
    "throw leap tsunami surge"
)


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
    joined = joined_fraction(text, last)
    if joined is not None:
        return _scaled(text, Numeral(i, last + 4, value + joined, digits=True))
    slash = _slash_fraction(text, last)
    if slash is not None and not text[last].glued and value < 1000:
        return _scaled(text, Numeral(i, last + 3, value + slash, digits=True))
    alone = _slash_fraction(text, i)
    if alone is not None:
        return _scaled(text, Numeral(i, i + 3, alone, digits=True, fraction=True))
    return _scaled(text, numeral)


def _continues(text: Sequence[Token], first: int, at: int) -> bool:
    """Whether the group at ``at`` goes on a number written with spaces ("45 000"); at most four groups."""
    opens, group = text[first].text, text[at].text
    if at - first > 4 or len(group) != 3 or not group.endswith("00") or len(opens) > 3:
        return False
    return group.isdigit() and opens.isdigit() and text[at].start - text[at - 1].end == 1


def joined_fraction(text: Sequence[Token], i: int) -> float | None:
    """The value of the fraction that a hyphen at token ``i`` joins to a whole number: the 1/4 of "3-1/4 cents"."""
    hyphen = i + 1 < len(text) and text[i].text == "-" and text[i].glued and text[i + 1].glued
    return _slash_fraction(text, i + 1) if hyphen else None


def _slash_fraction(text: Sequence[Token], i: int) -> float | None:
    """The value of "1/2" at tokens ``i:i + 3``, for the small fractions that news uses."""
    if i + 2 >= len(text) or text[i + 1].text != "/" or not (text[i + 1].glued and text[i + 2].glued):
        return None
    above, below = text[i].text, text[i + 2].text
    if above in {"1", "2", "3", "5", "7"} and below in {"2", "3", "4", "5", "8", "16"} and int(above) < int(below):
        return int(above) / int(below)
    return None


def _and_a_half(text: Sequence[Token], numeral: Numeral) -> Numeral:
    """As in "two and a half million", "two-and-a-half", "one and three quarters"."""
    reading = WordReading(text, numeral.last)
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
    elif reading.word() == "three" and reading.word(1) == "quarters":
        reading.i += 1
        part = 0.75
    else:
        return numeral
    whole = Numeral(numeral.first, reading.i + 1, numeral.value + part * numeral.scale, digits=numeral.digits)
    return _scaled(text, whole) if numeral.scale == 1 else whole


def _half_scale(text: Sequence[Token], numeral: Numeral) -> Numeral:
    """As in "half a million", "a quarter of a million", "half a dozen"."""
    at = numeral.last
    at += 1 if at < len(text) and text[at].lower == "of" else 0
    hyphen = at + 1 < len(text) and text[at].text == "-" and text[at].glued
    at += 1 if hyphen and text[at + 1].lower == "a" else 0
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
    decade = life_decade(text, i)
    if decade is not None:
        return decade
    if token.kind is Kind.NUMBER:
        numeral = _in_digits(text, i)
        return None if numeral is None else _and_a_half(text, numeral)
    if token.text in GLYPHS:
        return _scaled(text, Numeral(i, i + 1, GLYPHS[token.text], digits=True, fraction=True))
    if token.kind is not Kind.WORD:
        return None
    share = fraction(text, i)
    if share is not None:
        return _half_scale(text, share)
    numeral = cardinal(text, i)
    if numeral is not None:
        return _and_a_half(text, numeral)
    return couple(text, i) or crowd(text, i)
