"""How comparisons are written.

``figure(soldiers) >= 1,000``, ``figure(distance) < 10 km``, ``figure(damage) > $1.5bn``, and in short ``money > $1bn``,
``percent >= 5``, ``magnitude >= 6``; and with what the story said before: ``figure(displaced) rises 20%``.
"""

from __future__ import annotations

from decimal import Decimal

from bot.rules.numeral import RELATIONS, digits_end, ends, past_spaces, refused, relation_at, word_at
from bot.rules.pattern import pattern_of
from bot.rules.tree import Amount, Change
from bot.rules.units import CURRENCY_SIGNS, MONEY, UNITS, is_money

_MULTIPLES = {
    **dict.fromkeys(("k", "thousand"), 1_000),
    **dict.fromkeys(("m", "mn", "million"), 1_000_000),
    **dict.fromkeys(("bn", "billion"), 1_000_000_000),
    **dict.fromkeys(("tn", "trillion"), 1_000_000_000_000),
}

SHORT = (MONEY, "percent", "magnitude")
"""What can be compared without ``figure( )`` around it."""

_MAX_DIGITS = 15


MAX_PERCENT = 10_000

_TURNS = {"rises": True, "falls": False}


def read_amount(text: str, start: int) -> tuple[Amount | Change, int]:
    """The comparison that begins at ``start`` with ``figure(`` or a word of ``SHORT``, and the offset behind it.

    Raises ``BadQuery``.
    """
    word, behind = word_at(text, start)
    of, here = (word, behind) if word in SHORT else _counted(text, start)
    here = past_spaces(text, here)
    relation = relation_at(text, here)
    turn, behind = word_at(text, here)
    if relation is None and turn in _TURNS:
        return _change(text, start, behind, of, turn)
    if relation is None:
        raise refused(text, start, "needs >=, <=, >, < or = behind it", f"write figure({of}) >= 1000")
    amount, end = _number(text, start, past_spaces(text, here + len(relation)), of, RELATIONS[relation])
    if of == MONEY and not is_money(amount.unit):
        raise refused(text, start, "needs a currency, because money is compared within its own", "write money > $1bn")
    return amount, end


def _change(text: str, start: int, here: int, of: str, turn: str) -> tuple[Change, int]:
    begin = past_spaces(text, here)
    stop = digits_end(text, begin, ".")
    sign, end = word_at(text, stop)
    digits = text[begin:stop]
    if sign not in ("%", "percent") or not digits or digits.count(".") > 1 or len(digits) > _MAX_DIGITS:
        raise refused(text, start, f"needs percent behind {turn}", f"write figure({of}) {turn} 20%")
    percent = Decimal(digits)
    highest = MAX_PERCENT if _TURNS[turn] else 100
    if not 0 < percent <= highest or not ends(text, end):
        raise refused(text, start, f"{turn} by more than 0 and at most {highest:,} percent", f"write {turn} 20%")
    return Change(of, percent.normalize() + 0, up=_TURNS[turn]), end


def _counted(text: str, start: int) -> tuple[str, int]:
    """The word between the parentheses of ``figure(word)``, and the offset behind them."""
    opening = start + len("figure(")
    closing = text.find(")", opening)
    of = text[opening : closing if closing >= 0 else len(text)].strip()
    if closing < 0 or not of.isalpha() or not pattern_of(of) or len(of) > 40:
        raise refused(text, start, "needs one word between its parentheses", "write figure(soldiers) >= 1000")
    return of, closing + 1


def _number(text: str, start: int, here: int, of: str, relation: str) -> tuple[Amount, int]:
    unit = UNITS.get(text[here : here + 1]) if text[here : here + 1] in CURRENCY_SIGNS else None
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
    if unit is None and word.lower() in UNITS:
        unit, end = UNITS[word.lower()], stop
    if not ends(text, end):
        raise refused(
            text, start, f"has {text[end : end + 12]} right behind its number", "put a space behind the number"
        )
    return Amount(of, relation, value.normalize() + 0, unit), end
