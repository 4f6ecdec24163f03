"""How comparisons are written.

``figure(soldiers) >= 1,000``, ``figure(distance) < 10 km``, ``figure(damage) > $1.5bn``, and in short ``money > $1bn``,
``percent >= 5``, ``magnitude >= 6``; and with what the story said before: ``figure(displaced) rises 20%``.
"""

from __future__ import annotations

from decimal import Decimal

from bot.rules.numeral import RELATIONS, digits_end, ends, past_spaces, refused, relation_at, word_at
from bot.rules.pattern import pattern_of
from bot.rules.tree import Amount, Change
from bot.rules.units import MONEY, currency_at, is_money, unit_at

_MULTIPLES = {
    **dict.fromkeys(("k", "thousand"), 1_000),
    **dict.fromkeys(("lakh", "lakhs"), 100_000),
    **dict.fromkeys(("m", "mn", "million"), 1_000_000),
    **dict.fromkeys(("crore", "crores"), 10_000_000),
    **dict.fromkeys(("b", "bn", "billion"), 1_000_000_000),
    **dict.fromkeys(("tn", "trillion"), 1_000_000_000_000),
}

SHORT = (MONEY, "percent", "magnitude")
"""What can be compared without ``figure( )`` around it."""

_EXAMPLES = {MONEY: "$1bn", "percent": "5", "magnitude": "6", "distance": "10 km"}
"""Numbers that a hint shows behind a word; 1000 behind others."""

_MAX_DIGITS = 15

_GROUP = 3
"""Digits between two separators of a long number."""

MAX_PERCENT = 10_000

_TURNS = {"rises": True, "falls": False}


def read_amount(text: str, start: int) -> tuple[Amount | Change, int]:
    """The comparison that begins at ``start`` with ``figure(`` or a word of ``SHORT``, and the offset behind it.

    Raises ``BadQuery``.
    """
    word, behind = word_at(text, start)
    of, here = (word.lower(), behind) if word.lower() in SHORT else _counted(text, start)
    here = past_spaces(text, here)
    relation = relation_at(text, here)
    turn, behind = word_at(text, here)
    if relation is None and turn.lower() in _TURNS:
        return _change(text, start, behind, of, turn.lower())
    if relation is None:
        hint = f"write {_example(of, '>=')}"
        hint = (
            f"write NOT {_example(of, '=')}" if text[here : here + 2] == "!=" or text[here : here + 1] == "≠" else hint
        )
        raise refused(text, start, "needs >=, <=, >, < or = behind it", hint)
    amount, end = _number(text, start, past_spaces(text, here + len(relation)), of, RELATIONS[relation])
    if of == MONEY and not is_money(amount.unit):
        hint = f"write {_example(of, RELATIONS[relation])}"
        raise refused(text, start, "needs a currency, because money is compared within its own", hint)
    return amount, end


def _example(of: str, relation: str) -> str:
    """A comparison that can be read."""
    return f"{of if of in SHORT else f'figure({of})'} {relation} {_EXAMPLES.get(of, '1000')}"


def _change(text: str, start: int, here: int, of: str, turn: str) -> tuple[Change, int]:
    word, behind = word_at(text, here)
    begin = past_spaces(text, behind if word == "by" else here)
    stop = digits_end(text, begin, ".")
    unit, end = unit_at(text, stop)
    digits = text[begin:stop]
    if unit != "percent" or not digits or digits.count(".") > 1 or len(digits) > _MAX_DIGITS:
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
    currency, here = currency_at(text, here)
    here = past_spaces(text, here)
    end = digits_end(text, here, ",.")
    digits = text[here:end].replace(",", "")
    if digits.count(".") > 1:
        raise refused(text, start, "has more than one point in its number", "write thousands as 10,000 or 10000")
    if not digits or len(digits) > _MAX_DIGITS or digits.startswith("."):
        raise refused(text, start, f"needs a number behind {relation}", f"write {_example(of, relation)}")
    multiple, end = _multiple(text, end, of)
    unit, end = (currency, end) if currency else _unit(text, end, of)
    if not ends(text, end):
        raise refused(
            text, start, f"has {text[end : end + 12]} right behind its number", "put a space behind the number"
        )
    if _goes_on(text, end):
        raise refused(text, start, "has spaces in its number", "write it without them, or with commas: 10,000")
    return Amount(of, relation, (Decimal(digits) * multiple).normalize() + 0, unit), end


def _multiple(text: str, here: int, of: str) -> tuple[int, int]:
    """The multiple (million) that stands next behind a number, and the offset behind it."""
    word, end = word_at(text, here)
    if unit_at(text, here)[0] is not None or _is_metres(word, of):
        return 1, here
    multiple = _MULTIPLES.get(word.lower())
    return (1, here) if multiple is None else (multiple, end)


def _unit(text: str, here: int, of: str) -> tuple[str | None, int]:
    word, end = word_at(text, here)
    return ("metre", end) if _is_metres(word, of) else unit_at(text, here)


def _is_metres(word: str, of: str) -> bool:
    """Whether an m stands for metres; elsewhere it stands for millions."""
    return word == "m" and of.lower() == "distance"


def _goes_on(text: str, here: int) -> bool:
    """Whether three digits stand behind a space, as in 10 000."""
    begin = past_spaces(text, here)
    end = digits_end(text, begin, "")
    return text[here - 1 : here].isdigit() and begin > here and end - begin == _GROUP and ends(text, end)
