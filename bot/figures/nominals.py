"""Nominal numbers: those that name a thing and count nothing, as in "Article 5", "the last 16", "10 Downing Street"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.figures.dates import year_value
from bot.figures.identifiers import counts_something, title_case
from bot.figures.lexicon import WORDS, Tag
from bot.figures.reading import Reading
from bot.figures.units import money_before
from bot.figures.words import words

_LINES: Final = WORDS["labels"]
_LOOSE: Final = words(
    "year week day night series season group class grade set lead question plan option zone area "
    "district act game games company unit station battalion division regiment platoon brigade object "
    "exit line lines number numbers match hall page pages measure progress party units squad chapter "
    "volume radio storey room bill lane road"
)
('Labels that are also plain nouns: with a counted noun after the number they label nothing ("last week 20 people").')
"""Labels that are also plain nouns: with a counted noun after the number they label nothing ("last week 20 people")."""
_SEVERAL: Final = words(
    "junction article version page section chapter paragraph verse route room gate platform terminal stage clause"
)
"""Labels whose plural lists several numbers ("junctions 12 and 13")."""
_SCHOOLED: Final = words("year grade class form")
_PUPILS: Final = words("pupils pupil students student children girls boys teacher teachers class classes")
_QUOTES: Final = frozenset({'"', "'", "“", "”", "‘", "’"})
_LATEST: Final = words("last this next past each every per a the other same")
_MOTORWAYS: Final = words("freeway expressway turnpike parkway corridor highway hwy")
_VERBAL: Final = frozenset({Tag.VERB, Tag.AUXILIARY, Tag.PARTICIPLE})


def address(reading: Reading, i: int) -> bool:
    """As in "10 Downing Street", "200 W. Main St", "the 3400 block of Oak Drive", "the 605 Freeway"."""
    if reading.word(i + 1) == "block" and reading.word(i + 2) == "of" and reading.tokens[i].text.endswith("00"):
        reading.block(i, i + 1)
        return True
    if reading.word(i + 1) in _MOTORWAYS and reading.capital(i + 1):
        reading.block(i, i + 1)
        return True
    for at in range(i + 1, min(i + 6, len(reading))):
        if reading.word(at) == "." and reading.glued(at):
            continue
        numbered = reading.tag(at) is Tag.NUMBER or (reading.glued(at) and reading.tag(at - 1) is Tag.NUMBER)
        if not (reading.capital(at) or (numbered and at > i + 1)):
            return False
        if reading.word(at) in WORDS["streets"] and at > i + 1:
            reading.block(i, at + 1)
            return True
    return False


def label(reading: Reading, i: int) -> bool:
    """As in "Boeing 737", "Article 5", "Group of 7", "page 12", "the last 16", and any name before a bare number."""
    if _set_name(reading, i) or _part_of(reading, i):
        reading.block(i, i + 1)
        return True
    if _quoted(reading, i):
        reading.block(i, i + 3)
        return True
    if "," in reading.tokens[i].text or i == 0 or money_before(reading.tokens, i) is not None:
        return False
    before = i - 1
    if reading.word(before) == "." and reading.glued(before):
        before -= 1
    word = reading.word(before)
    if word.endswith("s") and word[:-1] in _SEVERAL:
        _block_list(reading, i)
        return True
    if any(rule(reading, i, before) for rule in _NAMING):
        reading.block(i, i + 1)
        return True
    return False


def _set_name(reading: Reading, i: int) -> bool:
    """As in "the last 16" of a cup, "the lower 48" states, and the rapper 50 Cent."""
    before, text = reading.word(i - 1), reading.tokens[i].text
    if before == "last" and text in {"8", "16", "32", "64"}:
        return not counts_something(reading, i + 1)
    rapper = i + 1 < len(reading) and reading.tokens[i + 1].text == "Cent"
    return (before == "lower" and text == "48") or (text == "50" and rapper)


def _part_of(reading: Reading, i: int) -> bool:
    """As in "week 1 of the trial", and the (2) of "Article 16 (2)"."""
    if reading.word(i - 1) == "(" and reading.word(i + 1) == ")":
        return i > 1 and reading.blocked[i - 2]
    if reading.word(i + 1) != "of" or reading.word(i - 1) not in _LINES or len(reading.tokens[i].text) > 3:
        return False
    small = len(reading.tokens[i].text) < 3 or reading.capital(i - 1)
    return small and reading.word(i - 2) not in _LATEST


def _quoted(reading: Reading, i: int) -> bool:
    """As in the title "9 to 5"."""
    return reading.word(i - 1) in _QUOTES and reading.word(i + 1) == "to" and reading.word(i + 3) in _QUOTES


def _group(reading: Reading, _i: int, before: int) -> bool:
    """As in "Group of 7"."""
    named = reading.word(before - 1) in {"group", "big", "gang"} and reading.capital(before - 1)
    return reading.word(before) == "of" and named


def _model(reading: Reading, _i: int, before: int) -> bool:
    """As in "six AK 47 rifles": capitals between a count and the number."""
    letters = reading.tokens[before].text
    counted = reading.tag(before - 1) is Tag.NUMBER and not reading.blocked[before - 1]
    return letters.isupper() and len(letters) < 5 and counted


def _line(reading: Reading, i: int, before: int) -> bool:
    """As in "Article 5", "page 12", "Year 11 pupils"."""
    word = reading.word(before)
    if word in _SCHOOLED and reading.capital(before) and reading.word(i + 1) in _PUPILS:
        return True
    bare = _is_bare(reading, i)
    return word in _LINES and (reading.capital(before) or bare) and (bare or word not in _LOOSE)


def _name(reading: Reading, i: int, before: int) -> bool:
    """As in "Galaxy 8" and, where the sentence opens with it, "Lot 49 failed to sell"."""
    if not reading.capital(before) or reading.tag(before) is not Tag.NOUN or not _is_bare(reading, i):
        return False
    acts = not reading.plural(before) and reading.tag(i + 1) in _VERBAL
    return (before > 0 or acts) and not title_case(reading)


def _also(reading: Reading, i: int, _before: int) -> bool:
    """As the 9 of "Internet Explorer 8 and 9"."""
    named = reading.tag(i - 2) is Tag.NUMBER and reading.blocked[i - 2] and year_value(reading.tokens[i - 2]) is None
    return reading.word(i - 1) in {"and", "or"} and named and _is_bare(reading, i)


_NAMING: Final[tuple[Callable[[Reading, int, int], bool], ...]] = (_group, _model, _line, _name, _also)


def _is_bare(reading: Reading, i: int) -> bool:
    """Whether nothing is counted by the number at token ``i``."""
    grouped = reading.tag(i + 1) is Tag.NUMBER and len(reading.tokens[i + 1].text) == 3 and not reading.glued(i + 1)
    return (
        not grouped
        and not counts_something(reading, i + 1)
        and reading.word(i + 1) not in WORDS["substantives"] | {"of"}
    )


def _block_list(reading: Reading, i: int) -> None:
    """Block the numbers of "junctions 12 and 13", "articles 5, 6 and 7"."""
    last = i + 1
    while last - i < 16 and reading.word(last) in {"and", "to", "or", ",", "-", "–"}:
        following = last + 2 if reading.word(last) == "," and reading.word(last + 1) in {"and", "or"} else last + 1
        if reading.tag(following) is not Tag.NUMBER:
            break
        last = following + 1
    reading.block(i, last)
