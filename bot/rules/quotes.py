"""Quotes around a phrase, of every kind that keyboards and word processors make, and marks of words that look like one."""

from __future__ import annotations

from bot.rules.folding import GERSHAYIM

_STRAIGHT = '"'
_LEFT, _RIGHT = "“", "”"

QUOTES = {
    _STRAIGHT: _STRAIGHT + _RIGHT,
    _LEFT: _RIGHT + _STRAIGHT,
    _RIGHT: _RIGHT + _STRAIGHT,
    "„": _LEFT + _RIGHT + _STRAIGHT,
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "＂": "＂",
}
"""Opening quotes with those that close them; telephones turn the straight ones into curly ones, some only one of a pair."""


def closing(text: str, start: int) -> int:
    """The offset of the quote that closes the one at ``start``, or the length of the text where none does."""
    closers = QUOTES[text[start]]
    inner = 0
    for here in range(start + 1, len(text)):
        char = text[here]
        if joins_letters(text, here):
            continue
        if char == _RIGHT and inner:
            inner -= 1
        elif char in closers:
            return here
        elif char == _LEFT and text[start] == _STRAIGHT:
            inner += 1
    return len(text)


def without_quotes(text: str) -> str:
    """What stands inside a phrase, with single spaces and without quotes in it, which mean nothing there."""
    kept = (" " if char in GERSHAYIM and not joins_letters(text, here) else char for here, char in enumerate(text))
    return " ".join("".join(kept).split())


def joins_letters(text: str, here: int) -> bool:
    """Whether the quote at ``here`` is part of a Hebrew acronym, and so neither opens nor closes a phrase."""
    return text[here] in GERSHAYIM and _is_hebrew(text[here - 1 : here]) and _is_hebrew(text[here + 1 : here + 2])


def _is_hebrew(char: str) -> bool:
    return "\u05d0" <= char <= "\u05ea"
