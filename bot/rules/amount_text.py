"""How comparisons are written.

``figure(soldiers) >= 1,000``, ``figure(distance) < 10 km``, ``figure(damage) > $1.5bn``, ``length > 300``.
"""

from __future__ import annotations

from decimal import Decimal

from bot.domain.errors import BadQuery
from bot.rules.pattern import pattern_of
from bot.rules.tree import Amount, Length

RELATIONS = {">=": ">=", "<=": "<=", "≥": ">=", "≤": "<=", ">": ">", "<": "<", "=": "="}

_MULTIPLES = {
    **dict.fromkeys(("k", "thousand"), 1_000),
    **dict.fromkeys(("m", "mn", "million"), 1_000_000),
    **dict.fromkeys(("bn", "billion"), 1_000_000_000),
    **dict.fromkeys(("tn", "trillion"), 1_000_000_000_000),
}

UNITS = {
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers"), "kilometre"),
    **dict.fromkeys(("mi", "mile", "miles"), "mile"),
    **dict.fromkeys(("metre", "metres", "meter", "meters"), "metre"),
    **dict.fromkeys(("ft", "foot", "feet"), "foot"),
    **dict.fromkeys(("kg", "kilogram", "kilograms"), "kilogram"),
    **dict.fromkeys(("tonne", "tonnes"), "tonne"),
    **dict.fromkeys(("ha", "hectare", "hectares"), "hectare"),
    **dict.fromkeys(("acre", "acres"), "acre"),
    **dict.fromkeys(("%", "percent"), "percent"),
    **dict.fromkeys(("$", "dollar", "dollars"), "dollar"),
    **dict.fromkeys(("€", "euro", "euros"), "euro"),
    **dict.fromkeys(("barrel", "barrels"), "barrel"),
}

_MAX_DIGITS = 15


def read_amount(text: str, start: int) -> tuple[Amount, int]:
    """The amount that begins at ``start`` with ``figure(``, and the offset behind it. Raises ``BadQuery``."""
    opening = start + len("figure(")
    closing = text.find(")", opening)
    of = text[opening : closing if closing >= 0 else len(text)].strip()
    if closing < 0 or not of.isalpha() or not pattern_of(of) or len(of) > 40:
        raise _refused(text, start, "needs one word between its parentheses", "write figure(soldiers) >= 1000")
    here = _past_spaces(text, closing + 1)
    relation = next((sign for sign in RELATIONS if text.startswith(sign, here)), None)
    if relation is None:
        raise _refused(text, start, "needs >=, <=, >, < or = behind it", f"write figure({of}) >= 1000")
    return _number(text, start, _past_spaces(text, here + len(relation)), of, RELATIONS[relation])


def compares(text: str, here: int) -> bool:
    """Whether a comparison stands next."""
    here = _past_spaces(text, here)
    return here < len(text) and text[here] in "<>=≥≤"


def read_length(text: str, start: int) -> tuple[Length, int]:
    """The condition that begins at ``start`` with ``length``, and the offset behind it. Raises ``BadQuery``."""
    here = _past_spaces(text, start + len("length"))
    sign = next(sign for sign in RELATIONS if text.startswith(sign, here))
    begin = end = _past_spaces(text, here + len(sign))
    while end < len(text) and (_is_digit(text[end]) or (text[end] == "," and _is_digit(text[end + 1 : end + 2]))):
        end += 1
    digits = text[begin:end].replace(",", "")
    if not digits or len(digits) > 9 or (end < len(text) and not text[end].isspace() and text[end] not in "(),"):
        raise _refused(text, start, f"needs a whole number behind {sign}", "write length > 300 for more than 300 words")
    return Length(RELATIONS[sign], int(digits)), end


def _number(text: str, start: int, here: int, of: str, relation: str) -> tuple[Amount, int]:
    unit = UNITS.get(text[here : here + 1]) if text[here : here + 1] in "$€" else None
    here += unit is not None
    end = here
    while end < len(text) and (_is_digit(text[end]) or (text[end] in ",." and _is_digit(text[end + 1 : end + 2]))):
        end += 1
    digits = text[here:end].replace(",", "")
    if not digits or digits.count(".") > 1 or len(digits) > _MAX_DIGITS or digits.startswith("."):
        raise _refused(text, start, f"needs a number behind {relation}", f"write figure({of}) {relation} 1000")
    value = Decimal(digits)
    word, stop = _word(text, end)
    if word in _MULTIPLES:
        value, end = value * _MULTIPLES[word], stop
        word, stop = _word(text, end)
    if unit is None and word in UNITS:
        unit, end = UNITS[word], stop
    if end < len(text) and not text[end].isspace() and text[end] not in "(),":
        raise _refused(
            text, start, f"has {text[end : end + 12]} right behind its number", "put a space behind the number"
        )
    return Amount(of, relation, value.normalize() + 0, unit), end


def _word(text: str, here: int) -> tuple[str, int]:
    """The word, or the sign %, that stands next, and the offset behind it."""
    begin = _past_spaces(text, here)
    end = begin
    while end < len(text) and (text[end].isalpha() or text[end] == "%"):
        end += 1
    return text[begin:end], end


def _is_digit(char: str) -> bool:
    return char.isascii() and char.isdigit()


def _past_spaces(text: str, here: int) -> int:
    while here < len(text) and text[here].isspace():
        here += 1
    return here


def _refused(text: str, start: int, complaint: str, hint: str) -> BadQuery:
    shown = " ".join(text[start : start + 30].split())
    return BadQuery(f"{shown} at character {start + 1} {complaint}", position=start, hint=hint)
