"""How comparisons are written.

``figure(soldiers) >= 1,000``, ``figure(distance) < 10 km``, ``figure(damage) > $1.5bn``.
"""

from __future__ import annotations

from decimal import Decimal

from bot.rules.numeral import RELATIONS, digits_end, ends, past_spaces, refused, relation_at, word_at
from bot.rules.pattern import pattern_of
from bot.rules.tree import Amount

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
        raise refused(text, start, "needs one word between its parentheses", "write figure(soldiers) >= 1000")
    here = past_spaces(text, closing + 1)
    relation = relation_at(text, here)
    if relation is None and word_at(text, here)[0] in ("rises", "falls"):
        raise refused(
            text, start, "is compared with a number, not with what was said before", f"write figure({of}) >= 1000"
        )
    if relation is None:
        raise refused(text, start, "needs >=, <=, >, < or = behind it", f"write figure({of}) >= 1000")
    return _number(text, start, past_spaces(text, here + len(relation)), of, RELATIONS[relation])


def _number(text: str, start: int, here: int, of: str, relation: str) -> tuple[Amount, int]:
    unit = UNITS.get(text[here : here + 1]) if text[here : here + 1] in "$€" else None
    here += unit is not None
    end = digits_end(text, here, ",.")
    digits = text[here:end].replace(",", "")
    if not digits or digits.count(".") > 1 or len(digits) > _MAX_DIGITS or digits.startswith("."):
        raise refused(text, start, f"needs a number behind {relation}", f"write figure({of}) {relation} 1000")
    value = Decimal(digits)
    word, stop = word_at(text, end)
    if word in _MULTIPLES:
        value, end = value * _MULTIPLES[word], stop
        word, stop = word_at(text, end)
    if unit is None and word in UNITS:
        unit, end = UNITS[word], stop
    if not ends(text, end):
        raise refused(
            text, start, f"has {text[end : end + 12]} right behind its number", "put a space behind the number"
        )
    return Amount(of, relation, value.normalize() + 0, unit), end
