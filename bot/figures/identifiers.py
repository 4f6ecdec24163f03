"""Digits and number words that name a thing: codes, models, telephone numbers, addresses, "Article 5", "two-way"."""

from __future__ import annotations

from typing import Final

from bot.figures.lexicon import WORDS, Tag
from bot.figures.nounphrase import DESCRIBERS
from bot.figures.numerals import SHORT_SCALES, digits_value
from bot.figures.reading import Reading
from bot.figures.spelled import ONES, SCALES, TENS
from bot.figures.tokens import Kind
from bot.figures.units import money_before, unit_after
from bot.figures.words import words

HYPHENS: Final = frozenset({"-", "–", "‑", "−"})


_LINES: Final = WORDS["labels"]


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
    if (
        text[0] == "0"
        and text.isdigit()
        and len(text) > 1
        and not (len(text) == 3 and reading.tokens[i - 1].kind is Kind.NUMBER)
    ):
        reading.block(i, i + 1)
        return True
    return False


def identifier(reading: Reading, i: int) -> bool:
    """As in "F-16", "COVID-19", "G7", "TA-35", "5G", "737-800", "+44": digits joined to a word that is no unit or scale."""
    before = i - 1
    if _inches(reading, i):
        return False
    if reading.glued(i) and before >= 0:
        if reading.tokens[before].kind is Kind.WORD and money_before(reading.tokens, i) is None:
            return _block_compound(reading, i)
        if reading.word(before) in HYPHENS | {"/", "_"} and reading.glued(before):
            word = reading.tokens[before - 1]
            if word.kind is Kind.WORD and word.lower not in {"mid", "sub", "pre", "post", "under", "over", "to", "and"}:
                return word.lower not in ONES and word.lower not in TENS and _block_compound(reading, i)
        if reading.word(before) == "+" and len(reading.tokens[i].text) <= 3 and reading.tag(i + 1) is Tag.NUMBER:
            return _block_compound(reading, i)
    after = i + 1
    if reading.glued(after) and reading.tokens[after].kind is Kind.WORD:
        token = reading.tokens[after]
        if (
            token.text == "K"
            and reading.tokens[i].text in {"4", "5", "8", "10"}
            and money_before(reading.tokens, i) is None
        ):
            return _block_compound(reading, i)
        if token.text in SHORT_SCALES or token.lower in {"st", "nd", "rd", "th", "s", "x", "am", "pm"}:
            return False
        if unit_after(reading.tokens, after) is None and money_before(reading.tokens, i) is None:
            return _block_compound(reading, i)
    return False


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
    """Three or more numbers joined by hyphens, dots or slashes: telephone numbers, codes, numeric dates, formations."""
    last = i
    while last + 2 < len(reading) and reading.word(last + 1) in HYPHENS | {"/", ".", ":"} and reading.glued(last + 1) and (
        reading.glued(last + 2) and reading.tag(last + 2) is Tag.NUMBER
    ):  # fmt: skip
        last += 2
    if last - i < 4:
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


def address(reading: Reading, i: int) -> bool:
    """As in "10 Downing Street", "1600 Pennsylvania Avenue"."""
    for at in range(i + 1, min(i + 5, len(reading))):
        if not reading.capital(at):
            return False
        if reading.word(at) in WORDS["streets"] and at > i + 1:
            reading.block(i, at + 1)
            return True
    return False


def label(reading: Reading, i: int) -> bool:
    """As in "Boeing 737", "Article 5", "Game 6", "Group of 7", "page 12", "iPhone 15", and any name before a bare number."""
    text = reading.tokens[i].text
    if "," in text or i == 0 or money_before(reading.tokens, i) is not None:
        return False
    before = i - 1
    if reading.word(before) == "." and reading.glued(before):
        before -= 1
    if (
        reading.word(before) == "of"
        and reading.word(before - 1) in {"group", "big", "gang"}
        and reading.capital(before - 1)
    ):
        reading.block(i, i + 1)
        return True
    word = reading.word(before)
    if word.endswith("s") and word[:-1] in _SEVERAL:
        _block_list(reading, i)
        return True
    grouped = reading.tag(i + 1) is Tag.NUMBER and len(reading.tokens[i + 1].text) == 3 and not reading.glued(i + 1)
    bare = (
        not grouped
        and not counts_something(reading, i + 1)
        and reading.word(i + 1) not in WORDS["substantives"] | {"of"}
    )
    if word in _LINES and (reading.capital(before) or bare) and (bare or word not in _LOOSE):
        reading.block(i, i + 1)
        return True
    if bare and before > 0 and reading.capital(before) and reading.tag(before) is Tag.NOUN and not title_case(reading):
        reading.block(i, i + 1)
        return True
    return False


_SEVERAL: Final = words(
    "junction article page section chapter paragraph verse route room gate platform terminal stage clause"
)


def _block_list(reading: Reading, i: int) -> None:
    """Block the numbers of "junctions 12 and 13", "articles 5, 6 and 7"."""
    last = i + 1
    while (
        reading.word(last) in {"and", "to", "or", ",", "-", "–"}
        and reading.tag(last + 1) is Tag.NUMBER
        and last - i < 12
    ):
        last += 2
    reading.block(i, last)


_LOOSE: Final = words(
    "year week day night series season group class grade set lead question plan option zone area "
    "district act game games company unit station battalion division regiment platoon brigade object "
    "exit line lines number numbers match hall page pages measure progress party units squad chapter "
    "volume radio storey room bill lane road"
)
('Labels that are also plain nouns: with a counted noun after the number they label nothing ("last week 20 people").')


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
    ):
        _block_compound(reading, i)
        return True
    return False


def telephone(reading: Reading, i: int) -> bool:
    """Telephone numbers in groups: "0845 125 2222", "555 010 2345"."""
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
