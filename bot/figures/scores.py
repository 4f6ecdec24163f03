"""Scores and votes, which are no quantities: "2-1", "52-48", cricket's "212 for 4", golf's "5-under 67"."""

from __future__ import annotations

from typing import Final

from bot.figures.dates import year_value
from bot.figures.identifiers import HYPHENS, counts_something
from bot.figures.lexicon import Tag
from bot.figures.numerals import digits_value, joined_fraction
from bot.figures.reading import Reading
from bot.figures.units import money_before, unit_after
from bot.figures.words import words

_SCORES: Final = words(
    "win wins victory victories defeat defeats loss losses draw draws lead scoreline deficit record "
    "decision ruling verdict vote tie ties aggregate margin penalties shootout series split triumph "
    "thrashing advantage comeback"
)
_CARDED: Final = words(
    "shot carded fired shoots cards fires shooting carding firing signed opening closing round rounds"
)
_PAR: Final = words("under over")
_ROUND_OF_GOLF: Final = range(58, 90)


def innings(reading: Reading, i: int) -> bool:
    """As in "212 for 4", "212 for four declared", "245 all out", "reached 98 not out"."""
    if reading.word(i + 1) in {"all", "not"} and reading.word(i + 2) == "out":
        reading.block(i, i + 1)
        return True
    if reading.word(i + 1) != "for" or reading.tag(i + 2) is not Tag.NUMBER or money_before(reading.tokens, i):
        return False
    wickets = digits_value(reading.tokens[i + 2].text) if reading.tokens[i + 2].text[:1].isdigit() else 4
    ends = reading.tag(i + 3) in {Tag.MARK, Tag.PREPOSITION, Tag.CONJUNCTION, Tag.VERB, Tag.PARTICIPLE}
    if wickets is None or not 0 <= wickets <= 9 or not ends or unit_after(reading.tokens, i + 3) is not None:
        return False
    reading.block(i, i + 3)
    return True


def strokes(reading: Reading, i: int) -> bool:
    """As in "a 5-under 67", "4 over par", "shot a 67", "a closing 68"."""
    at = i + 2 if reading.word(i + 1) in HYPHENS else i + 1
    if reading.word(at) in _PAR and (reading.word(at + 1) == "par" or at == i + 2):
        last = at + 2 if reading.word(at + 1) == "par" else at + 1
        following = last + 1 if reading.word(last) in HYPHENS else last
        reading.block(i, following + 1 if _is_round(reading, following) else last)
        return True
    before = i - 1
    while before > i - 4 and reading.word(before) in {"a", "an", "of", "for", "-"}:
        before -= 1
    if reading.word(before) not in _CARDED or not _is_round(reading, i):
        return False
    reading.block(i, i + 1)
    return True


def _is_round(reading: Reading, i: int) -> bool:
    """Whether token ``i`` may be the strokes of a round, and counts nothing."""
    text = reading.tokens[i].text if i < len(reading) else ""
    if len(text) != 2 or not text.isdigit() or int(text) not in _ROUND_OF_GOLF:
        return False
    after = reading.tag(i + 1)
    return after is not Tag.NOUN and after is not Tag.ADJECTIVE and unit_after(reading.tokens, i + 1) is None


def pair(reading: Reading, i: int) -> bool:
    """As in "2-1", "52-48", "24/7", "9/11": a score, a vote or a name, unless a unit or a counted noun makes it a range."""
    joint = reading.word(i + 1)
    glued = reading.glued(i + 1) and reading.glued(i + 2)
    if joint not in HYPHENS | {"/"} or not glued or reading.tag(i + 2) is not Tag.NUMBER:
        return False
    if joined_fraction(reading.tokens, i + 1) is not None:
        return False
    low, high = reading.tokens[i].text, reading.tokens[i + 2].text
    if joint == "/" and "." in low and len(high) == 2 and high.isdigit():
        reading.block(i + 2, i + 3)
        return False
    if not (low.isdigit() and high.isdigit()):
        return False
    if _is_fraction(reading, i) if joint == "/" else _is_range(reading, i, low, high):
        return False
    reading.block(i, i + 3)
    return True


def _is_fraction(reading: Reading, i: int) -> bool:
    """Whether the slash at ``i + 1`` divides, as in "a 1/2 share"."""
    low, high = reading.tokens[i].text, reading.tokens[i + 2].text
    small = high in {"2", "3", "4", "5", "8", "16"} and int(low) < int(high)
    return small and year_value(reading.tokens[i]) is None and reading.word(i + 3) not in {"", "/"}


def _is_range(reading: Reading, i: int, low: str, high: str) -> bool:
    """Whether the hyphen at ``i + 1`` joins the ends of a range: what follows is a unit or counted, and no game is on."""
    after = i + 3
    if low == "0" and unit_after(reading.tokens, after) is None:
        return False
    if year_value(reading.tokens[i]) is not None and (year_value(reading.tokens[i + 2]) or len(high) == 2):
        return False
    if len(low) > 3 or len(high) > 3:
        return True
    if reading.word(after) in _SCORES or (reading.glued(after) and reading.word(after) in HYPHENS):
        return False
    rising = int(low) < int(high) and counts_something(reading, after)
    return rising or money_before(reading.tokens, i) is not None
