"""Digits joined to a name, and codes: "F-16", "10-K", telephone numbers, versions, "two-way"."""

from __future__ import annotations

from typing import Final

from bot.figures.lexicon import Tag
from bot.figures.nounphrase import DESCRIBERS
from bot.figures.numerals import SHORT_SCALES, digits_value, joined_fraction
from bot.figures.reading import Reading
from bot.figures.spelled import ONES, SCALES, TENS
from bot.figures.tokens import Kind
from bot.figures.units import money_before, unit_after
from bot.figures.words import words

HYPHENS: Final = frozenset({"-", "–", "‑", "−"})


_AIRLINERS: Final = words("707 717 727 737 747 757 767 777 787 380 320 321 350 330")


def airliner(reading: Reading, i: int) -> bool:
    """As in "its 737 Max jets" in a sentence that names the maker."""
    if reading.tokens[i].text in _AIRLINERS and any(
        t.lower in {"boeing", "airbus", "max", "dreamliner"} for t in reading.tokens[:60]
    ):
        reading.block(i, i + 1)
        return True
    return False


def unreadable(reading: Reading, i: int) -> bool:
    """Versions, addresses of machines, codes: digits that are no number in any grouping, or too long for one."""
    if digits_value(reading.tokens[i].text) is None or reading.word(i - 1) == "#":
        reading.block(i, i + 1)
        return True
    text = reading.tokens[i].text
    if "." in text and reading.word(i + 1) in _RELEASES:
        reading.block(i, i + 1)
        return True
    if (
        text[0] == "0"
        and text.isdigit()
        and len(text) > 1
        and not (len(text) == 3 and reading.tokens[i - 1].kind is Kind.NUMBER)
    ):
        reading.block(i, i + 1)
        return True
    return False


_RELEASES: Final = words("release update version beta patch build firmware")


def identifier(reading: Reading, i: int) -> bool:
    """As in "F-16", "COVID-19", "G7", "TA-35", "5G", "737-800", "+44": digits joined to a word that is no unit or scale."""
    if _inches(reading, i):
        return False
    if _joined_before(reading, i) or _joined_after(reading, i):
        return _block_compound(reading, i)
    return False


def _joined_before(reading: Reading, i: int) -> bool:
    """Whether a name is joined to the number's left: "F-16", "G7", "P5+1", "+44 20"."""
    before = i - 1
    if before < 0 or not reading.glued(i):
        return False
    if reading.tokens[before].kind is Kind.WORD and money_before(reading.tokens, i) is None:
        return True
    mark = reading.word(before)
    if mark in HYPHENS | {"/", "_"} and reading.glued(before):
        word = reading.tokens[before - 1]
        if word.kind is Kind.WORD and word.lower not in _PREFIXES:
            return word.lower not in ONES and word.lower not in TENS
    prefix = len(reading.tokens[i].text) <= 3 and reading.tag(i + 1) is Tag.NUMBER
    return mark == "+" and (prefix or (reading.glued(before) and reading.blocked[before - 1]))


_PREFIXES: Final = words("mid sub pre post under over to and")


def _joined_after(reading: Reading, i: int) -> bool:
    """Whether a letter or a word that is no unit is joined to the number's right: "10-K", "5G", "4K", "4x4"."""
    after = i + 1
    if reading.word(after) in HYPHENS and reading.glued(after) and reading.glued(after + 1):
        lettered = reading.tokens[after + 1].text
        if len(lettered) == 1 and lettered.isupper():
            return True
    if not reading.glued(after) or reading.tokens[after].kind is not Kind.WORD:
        return False
    token, priced = reading.tokens[after], money_before(reading.tokens, i) is not None
    if token.text == "K" and reading.tokens[i].text in {"4", "5", "8", "10"} and not priced:
        return True
    if token.text == "x" and reading.glued(after + 1) and reading.tag(after + 1) is Tag.NUMBER:
        return True
    if token.text in SHORT_SCALES or token.lower in {"st", "nd", "rd", "th", "s", "x", "am", "pm"}:
        return False
    return unit_after(reading.tokens, after) is None and not priced


def _inches(reading: Reading, i: int) -> bool:
    """As the 4 of "6ft 4in", "6ft4in" and "6-foot-4"."""
    before = i - 2 if reading.word(i - 1) in HYPHENS else i - 1
    if reading.word(before) not in {"ft", "foot", "feet"} or reading.tag(before - 1) is Tag.NUMBER:
        return reading.word(before) in {"ft", "foot", "feet"} and len(reading.tokens[i].text) <= 2
    return reading.word(before - 1) in HYPHENS and len(reading.tokens[i].text) <= 2


def _block_compound(reading: Reading, i: int) -> bool:
    """Block a number and what is joined to it on the right."""
    last = i + 1
    while reading.glued(last) and last - i < 8 and (
        reading.tokens[last].kind is not Kind.MARK or (reading.word(last) in HYPHENS and reading.glued(last + 1))
    ):  # fmt: skip
        last += 1
    reading.block(i, last)
    return True


def chain(reading: Reading, i: int) -> bool:
    """Three or more numbers joined by marks: telephone numbers, codes, numeric dates, formations, sizes ("640 x 480")."""
    last = i
    while last + 2 < len(reading) and reading.word(last + 1) in HYPHENS | {"/", ".", ":"} and reading.glued(last + 1) and (
        reading.glued(last + 2) and reading.tag(last + 2) is Tag.NUMBER
    ):  # fmt: skip
        last += 2
    if reading.word(i + 1) in {"x", "×"} and reading.tag(i + 2) is Tag.NUMBER:
        reading.block(i, i + 3)
        return True
    if last - i < 4 or (last - i == 4 and joined_fraction(reading.tokens, i + 1) is not None):
        return False
    reading.block(i, last + 1)
    return True


def counts_something(reading: Reading, i: int) -> bool:
    """Whether a unit, a scale word or a plural noun (within a few adjectives) stands at ``i``."""
    if i >= len(reading):
        return False
    token = reading.tokens[i]
    if token.lower in SCALES or token.text in SHORT_SCALES or unit_after(reading.tokens, i) is not None:
        return True
    if reading.word(i) in HYPHENS and reading.glued(i):
        return unit_after(reading.tokens, i + 1) is not None or token.lower in SCALES
    for at in range(i, min(i + 5, len(reading))):
        if reading.plural(at):
            return True
        if reading.tag(at) not in {Tag.ADJECTIVE, Tag.NOUN, Tag.PARTICIPLE} or reading.tokens[at].kind is not Kind.WORD:
            return False
    return False


def title_case(reading: Reading) -> bool:
    """Whether most words have capital letters, as in some headlines, so that a capital says nothing."""
    words = [t for t in reading.tokens if t.kind is Kind.WORD and len(t.text) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.85 * len(words)


def set_phrase(reading: Reading, i: int) -> bool:
    """As in "two-way", "five-star", "1-for-8", "32-bit": what the hyphen joins describes and counts nothing."""
    if (
        reading.word(i + 1) in HYPHENS
        and reading.glued(i + 1)
        and reading.glued(i + 2)
        and reading.word(i + 2) in DESCRIBERS
        and not _is_squad(reading, i)
    ):
        _block_compound(reading, i)
        return True
    return False


_EMERGENCY: Final = frozenset({"911", "999", "112", "000", "111"})
_CALLS: Final = words(
    "call calls called calling dial dials dialled dialed dialling operator operators dispatcher dispatchers caller"
)


def _is_squad(reading: Reading, i: int) -> bool:
    """As in "23-man squad": more men than a describing word ("two-man") has."""
    return reading.word(i + 2) == "man" and (digits_value(reading.tokens[i].text) or 0) > _MOST_DESCRIBED


_MOST_DESCRIBED: Final = 11


def telephone(reading: Reading, i: int) -> bool:
    """Telephone numbers, in groups ("0845 125 2222", "555 010 2345") or known to all ("called 911", "a 999 call")."""
    if reading.tokens[i].text in _EMERGENCY and {reading.word(i - 1), reading.word(i + 1)} & _CALLS:
        reading.block(i, i + 1)
        return True
    last = i + 1
    while (
        last < len(reading)
        and last - i < 6
        and reading.tokens[last].kind is Kind.NUMBER
        and reading.tokens[last].text.isdigit()
    ):
        last += 1
    groups = [t.text for t in reading.tokens[i:last]]
    opens = groups[0].startswith("0") and len(groups[0]) > 2 and groups[0].isdigit()
    if (opens and last - i > 1) or (last - i > 2 and not all(len(g) == 3 for g in groups[1:])):
        reading.block(i, last)
        return True
    return False
