"""Reading along a query's text: spaces, digits, words, relations, and the refusal that shows what went wrong where."""

from __future__ import annotations

from bot.domain.errors import BadQuery

RELATIONS = {
    **dict.fromkeys((">=", "=>", "≥"), ">="),
    **dict.fromkeys(("<=", "=<", "≤"), "<="),
    **dict.fromkeys(("==", "="), "="),
    ">": ">",
    "<": "<",
}
"""Relations as typed -> as the tree has them; longer ones first, because the first that fits is taken."""


_GROUP = 3
_LONGEST = 15
"""Digits of a number, between two separators and in all."""

_AROUND = "$€£¥₹%.;:!?"
"""Signs that stand around a number and are not looked for."""

_YEARS = {str(year) for year in range(1900, 2100)}


def past_spaces(text: str, here: int) -> int:
    """The offset of the next character that is no space."""
    while here < len(text) and text[here].isspace():
        here += 1
    return here


def relation_at(text: str, here: int) -> str | None:
    """The relation as typed that stands at ``here``."""
    return next((sign for sign in RELATIONS if text.startswith(sign, here)), None)


def compares(text: str, here: int) -> bool:
    """Whether a comparison stands next."""
    return relation_at(text, past_spaces(text, here)) is not None


def digits_end(text: str, here: int, marks: str) -> int:
    """The offset behind digits that begin at ``here``; one of ``marks`` may stand between two of them."""
    while here < len(text) and (
        _is_digit(text[here]) or (text[here] in marks and _is_digit(text[here + 1 : here + 2]))
    ):
        here += 1
    return here


def word_at(text: str, here: int) -> tuple[str, int]:
    """The word, or the sign %, that stands next, and the offset behind it."""
    begin = end = past_spaces(text, here)
    while end < len(text) and (text[end].isalpha() or text[end] == "%"):
        end += 1
    return text[begin:end], end


def ends(text: str, here: int) -> bool:
    """Whether nothing that belongs to a number or a word stands at ``here``."""
    return here >= len(text) or text[here].isspace() or text[here] in "(),（），、"


def refused(text: str, start: int, complaint: str, hint: str) -> BadQuery:
    """The error for a condition that begins at ``start``."""
    shown = " ".join(text[start : start + 30].split())
    return BadQuery(f"{shown} at character {start + 1} {complaint}", position=start, hint=hint)


def groups_of(word: str) -> list[str]:
    """The groups of three digits of a whole number above 999, written with commas or without; none of other words.

    Of a number that may be a year there are none unless it has a comma: no year is written with one.
    """
    word = word.strip(_AROUND)
    bare = word.replace(",", "")
    if not (bare.isascii() and bare.isdigit() and _GROUP < len(bare) <= _LONGEST) or bare[0] == "0":
        return []
    first = len(bare) % _GROUP or _GROUP
    groups = [bare[:first], *(bare[here : here + _GROUP] for here in range(first, len(bare), _GROUP))]
    return groups if word == ",".join(groups) or (word == bare and bare not in _YEARS) else []


def _is_digit(char: str) -> bool:
    return char.isascii() and char.isdigit()
