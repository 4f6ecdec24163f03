"""What looks like a number and is no quantity: dates, years, times, ordinals, identifiers, names, scores, addresses.

Every rule marks tokens in a reading before anything is extracted, so that the later stages need not know why.
"""

from __future__ import annotations

from typing import Final

from bot.figures.dates import year_value
from bot.figures.lexicon import WORDS, Tag
from bot.figures.nounphrase import DESCRIBERS
from bot.figures.numerals import ONES, SCALES, SHORT_SCALES, TENS, digits_value
from bot.figures.reading import Reading
from bot.figures.tokens import Kind
from bot.figures.units import money_before, unit_after

_HYPHENS: Final = frozenset({"-", "–", "‑", "−"})
_SCORES: Final = frozenset(
    "win wins victory victories defeat defeats loss losses draw draws lead scoreline deficit record decision ruling verdict vote "
    "tie ties aggregate margin penalties shootout series split triumph thrashing advantage comeback".split()
)
_YEAR_CUES: Final = frozenset(
    "in since by until till before after during from between through of late early mid year around fiscal spring summer autumn "
    "winter fall back circa".split()
)
_TIME_MARKS: Final = frozenset("am pm a.m a.m. p.m p.m. gmt utc bst est edt pst pdt cet cest ist et pt hrs hours o'clock local".split())
_NAME_NUMBERS: Final = frozenset({*ONES, *TENS, *SCALES})
_PRONOUN_AFTER_ONE: Final = frozenset("of another such thing way day hand afternoon morning evening night monday tuesday wednesday thursday friday saturday sunday summer winter in to who that which at on or and for by for as more".split())
_BEFORE_ONE: Final = frozenset(
    "this that the each every no any which another first last next latest new only other big good either former".split()
)
_DECADES: Final = frozenset("twenties thirties forties fifties sixties seventies eighties nineties".split())
_LINES: Final = WORDS["labels"]


def veto(reading: Reading) -> None:
    """Block every token of ``reading`` that belongs to no quantity."""
    for span in reading.dates:
        reading.block(span.first, span.last)
    _list_number(reading)
    for i, token in enumerate(reading.tokens):
        if reading.blocked[i]:
            continue
        if token.kind is Kind.NUMBER:
            _digits(reading, i)
        elif token.kind is Kind.WORD and token.lower in _NAME_NUMBERS:
            _number_word(reading, i)


def _digits(reading: Reading, i: int) -> None:
    """Every rule for a number in digits, the surest first."""
    for rule in (_telephone, _unreadable, _identifier, _chain, _clock, _ordinal, _decade, _pair, _year, _address, _airliner, _label, _set_phrase):
        if rule(reading, i):
            return


_AIRLINERS: Final = frozenset("707 717 727 737 747 757 767 777 787 380 320 321 350 330".split())


def _airliner(reading: Reading, i: int) -> bool:
    """ "its 737 Max jets" in a sentence that names the maker."""
    if reading.tokens[i].text in _AIRLINERS and any(t.lower in {"boeing", "airbus", "max", "dreamliner"} for t in reading.tokens[:60]):
        reading.block(i, i + 1)
        return True
    return False


def _unreadable(reading: Reading, i: int) -> bool:
    """Versions, addresses of machines, codes: digits that are no number in any grouping, or too long for one."""
    if digits_value(reading.tokens[i].text) is None or reading.word(i - 1) == "#":
        reading.block(i, i + 1)
        return True
    text = reading.tokens[i].text
    if text[0] == "0" and text.isdigit() and len(text) > 1 and not (len(text) == 3 and reading.tokens[i - 1].kind is Kind.NUMBER):
        reading.block(i, i + 1)
        return True
    return False


def _identifier(reading: Reading, i: int) -> bool:
    """ "F-16", "COVID-19", "G7", "TA-35", "5G", "737-800", "+44": digits joined to a word that is no unit or scale."""
    before = i - 1
    if reading.glued(i) and before >= 0:
        if reading.tokens[before].kind is Kind.WORD and money_before(reading.tokens, i) is None:
            return _block_compound(reading, i)
        if reading.word(before) in _HYPHENS | {"/", "_"} and reading.glued(before):
            word = reading.tokens[before - 1]
            if word.kind is Kind.WORD and word.lower not in {"mid", "sub", "pre", "post", "under", "over", "to", "and"}:
                return word.lower not in ONES and word.lower not in TENS and _block_compound(reading, i)
        if reading.word(before) == "+" and len(reading.tokens[i].text) <= 3 and reading.tag(i + 1) is Tag.NUMBER:
            return _block_compound(reading, i)
    after = i + 1
    if reading.glued(after) and reading.tokens[after].kind is Kind.WORD:
        token = reading.tokens[after]
        if token.text == "K" and reading.tokens[i].text in {"4", "5", "8", "10"} and money_before(reading.tokens, i) is None:
            return _block_compound(reading, i)
        if token.text in SHORT_SCALES or token.lower in {"st", "nd", "rd", "th", "s", "x", "am", "pm"}:
            return False
        if unit_after(reading.tokens, after) is None and money_before(reading.tokens, i) is None:
            return _block_compound(reading, i)
    return False


def _block_compound(reading: Reading, i: int) -> bool:
    """Block a number and what is joined to it on the right."""
    last = i + 1
    while reading.glued(last) and last - i < 8 and (
        reading.tokens[last].kind is not Kind.MARK or (reading.word(last) in _HYPHENS and reading.glued(last + 1))
    ):  # fmt: skip
        last += 1
    reading.block(i, last)
    return True


def _chain(reading: Reading, i: int) -> bool:
    """Three or more numbers joined by hyphens, dots or slashes: telephone numbers, codes, numeric dates, formations."""
    last = i
    while last + 2 < len(reading) and reading.word(last + 1) in _HYPHENS | {"/", ".", ":"} and reading.glued(last + 1) and (
        reading.glued(last + 2) and reading.tag(last + 2) is Tag.NUMBER
    ):  # fmt: skip
        last += 2
    if last - i < 4:
        return False
    reading.block(i, last + 1)
    return True


def _clock(reading: Reading, i: int) -> bool:
    """ "10:30", "10.30am", "5 p.m.", "1400 GMT", and ratios such as "3:1"."""
    if reading.word(i + 1) == ":" and reading.glued(i + 1) and reading.glued(i + 2) and reading.tag(i + 2) is Tag.NUMBER:
        reading.block(i, i + 3)
        return True
    value = digits_value(reading.tokens[i].text)
    mark = reading.word(i + 1)
    if value is None or mark not in _TIME_MARKS or not 0 <= value <= 2400:
        return False
    if mark in {"hrs", "hours", "local", "est", "et", "pt"} and (value < 100 or len(reading.tokens[i].text) != 4 or mark == "hrs"):
        return False
    reading.block(i, i + 2)
    if reading.word(i - 1) in {"-", "–", "to", "and"} and reading.tag(i - 2) is Tag.NUMBER:
        reading.block(i - 2, i)
    return True


def _ordinal(reading: Reading, i: int) -> bool:
    """ "5th", "21st"; a minute of a match ("96th-minute") among them."""
    if reading.glued(i + 1) and reading.word(i + 1) in {"st", "nd", "rd", "th"}:
        reading.block(i, i + 2)
        return True
    return False


def _decade(reading: Reading, i: int) -> bool:
    """ "the 1990s", "'90s"."""
    if reading.glued(i + 1) and reading.word(i + 1) in {"s", "'s"} and len(reading.tokens[i].text) in {2, 4}:
        reading.block(i, i + 2)
        return True
    return False


def _pair(reading: Reading, i: int) -> bool:
    """ "2-1", "52-48", "24/7", "9/11": a score, a vote or a name, unless a unit or a counted noun makes it a range."""
    joint = reading.word(i + 1)
    if joint not in _HYPHENS | {"/"} or not (reading.glued(i + 1) and reading.glued(i + 2)) or reading.tag(i + 2) is not Tag.NUMBER:
        return False
    low, high = reading.tokens[i].text, reading.tokens[i + 2].text
    if not (low.isdigit() and high.isdigit()):
        return False
    year = year_value(reading.tokens[i])
    if joint == "/":
        if high in {"2", "3", "4", "5", "8", "16"} and int(low) < int(high) and year is None and reading.word(i + 3) not in {"", "/"}:
            return False
        reading.block(i, i + 3)
        return True
    if year is not None and (year_value(reading.tokens[i + 2]) or len(high) == 2):
        reading.block(i, i + 3)
        return True
    after = i + 3
    score = reading.word(after) in _SCORES or (reading.glued(after) and reading.word(after) in _HYPHENS)
    if len(low) < 4 and len(high) < 4 and (score or int(low) >= int(high) or not _counts(reading, after)):
        if money_before(reading.tokens, i) is not None and not score:
            return False
        reading.block(i, after)
        return True
    return False


def _counts(reading: Reading, i: int) -> bool:
    """Whether a unit, a scale word or a plural noun (within a few adjectives) stands at ``i``."""
    if i >= len(reading):
        return False
    token = reading.tokens[i]
    if token.lower in SCALES or token.text in SHORT_SCALES or unit_after(reading.tokens, i) is not None:
        return True
    if reading.word(i) in _HYPHENS and reading.glued(i):
        return unit_after(reading.tokens, i + 1) is not None or token.lower in SCALES
    for at in range(i, min(i + 5, len(reading))):
        if reading.plural(at):
            return True
        if reading.tag(at) not in {Tag.ADJECTIVE, Tag.NOUN, Tag.PARTICIPLE} or reading.tokens[at].kind is not Kind.WORD:
            return False
    return False


def _year(reading: Reading, i: int) -> bool:
    """Four plain digits from 1500 to 2100, unless money stands before them or a unit or counted people after them."""
    year = year_value(reading.tokens[i])
    if year is None or not 1500 <= year <= 2100 or money_before(reading.tokens, i) is not None:
        return False
    after = i + 1
    if reading.word(after) in _HYPHENS and reading.glued(after) and unit_after(reading.tokens, after + 1):
        return False
    named = reading.word(i - 1) in _YEAR_CUES or reading.word(i - 1) in {"the", "a", "an", "'s"}
    if not named and after < len(reading):
        if unit_after(reading.tokens, after) is not None or reading.tokens[after].lower in SCALES:
            return False
        if reading.word(after) in WORDS["persons"] or (year % 100 == 0 and year != 2000 and _counts(reading, after)):
            return False
    elif unit_after(reading.tokens, after) is not None and reading.word(i - 1) not in {"in", "since"}:
        return False
    reading.block(i, after)
    return True


def _address(reading: Reading, i: int) -> bool:
    """ "10 Downing Street", "1600 Pennsylvania Avenue"."""
    for at in range(i + 1, min(i + 5, len(reading))):
        if not reading.capital(at):
            return False
        if reading.word(at) in WORDS["streets"] and at > i + 1:
            reading.block(i, at + 1)
            return True
    return False


def _label(reading: Reading, i: int) -> bool:
    """ "Boeing 737", "Article 5", "Game 6", "Group of 7", "page 12", "iPhone 15", and any name before a bare number."""
    text = reading.tokens[i].text
    if "," in text or i == 0 or money_before(reading.tokens, i) is not None:
        return False
    before = i - 1
    if reading.word(before) == "." and reading.glued(before):
        before -= 1
    if reading.word(before) == "of" and reading.word(before - 1) in {"group", "big", "gang"} and reading.capital(before - 1):
        reading.block(i, i + 1)
        return True
    word = reading.word(before)
    bare = not _counts(reading, i + 1) and reading.word(i + 1) not in WORDS["substantives"] | {"of"}
    if word in _LINES and (reading.capital(before) or bare) and (bare or word not in _LOOSE):
        reading.block(i, i + 1)
        return True
    if bare and before > 0 and reading.capital(before) and reading.tag(before) is Tag.NOUN and not _title_case(reading):
        reading.block(i, i + 1)
        return True
    return False


_LOOSE: Final = frozenset(
    "year week day night series season group class grade set lead question plan option zone area district act game games company "
    "unit station battalion division regiment platoon brigade object exit line lines number numbers match hall page pages "
    "measure progress party units squad chapter volume radio storey room bill lane road".split()
)
"""Labels that are also plain nouns: with a counted noun after the number they label nothing ("last week 20 people")."""


def _title_case(reading: Reading) -> bool:
    """Whether most words have capital letters, as in some headlines, so that a capital says nothing."""
    words = [t for t in reading.tokens if t.kind is Kind.WORD and len(t.text) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.85 * len(words)


def _set_phrase(reading: Reading, i: int) -> bool:
    """ "two-way", "five-star", "1-for-8", "32-bit": what the hyphen joins describes and counts nothing."""
    if reading.word(i + 1) in _HYPHENS and reading.glued(i + 1) and reading.glued(i + 2) and reading.word(i + 2) in DESCRIBERS:
        _block_compound(reading, i)
        return True
    return False


def _telephone(reading: Reading, i: int) -> bool:
    """Telephone numbers in groups: "0845 125 2222", "555 010 2345"."""
    last = i + 1
    while last < len(reading) and last - i < 6 and reading.tokens[last].kind is Kind.NUMBER and reading.tokens[last].text.isdigit():
        last += 1
    groups = [t.text for t in reading.tokens[i:last]]
    opens = groups[0].startswith("0") and len(groups[0]) > 2 and groups[0].isdigit()
    if (opens and last - i > 1) or (last - i > 2 and not all(len(g) == 3 for g in groups[1:])):
        reading.block(i, last)
        return True
    return False


def _list_number(reading: Reading) -> None:
    """A list's number that opens the sentence: "1. ", "(2)", "3)"."""
    first = 1 if reading.word(0) == "(" else 0
    if reading.tag(first) is Tag.NUMBER and len(reading.tokens[first].text) <= 2 and reading.glued(first + 1):
        if reading.word(first + 1) in {".", ")"} and len(reading) > first + 2:
            reading.block(first, first + 1)


def _number_word(reading: Reading, i: int) -> None:
    """Names ("Three Mile Island", "Formula One"), pronouns ("one of the"), and set phrases ("ground zero")."""
    word = reading.word(i)
    if word == "zero" and _zero_phrase(reading, i):
        reading.block(i, i + 1)
    elif word in {"nineteen", "eighteen", "twenty", "the"} and reading.word(i + 1) in _DECADES:
        reading.block(i, i + 2)
    elif word == "one" and _is_pronoun_one(reading, i):
        reading.block(i, i + 1)
    elif _set_phrase(reading, i):
        return
    elif reading.capital(i) and _is_name(reading, i):
        reading.block(i, i + 1)


def _zero_phrase(reading: Reading, i: int) -> bool:
    after = reading.word(i + 1)
    return reading.word(i - 1) in {"ground", "net", "net-zero", "from", "absolute", "patient", "sub", "-"} or after in {
        "tolerance", "sum", "-", "carbon", "emissions", "hour", "gravity",
    }  # fmt: skip


def _is_pronoun_one(reading: Reading, i: int) -> bool:
    after, before = reading.word(i + 1), reading.word(i - 1)
    if after == "in" and (reading.word(i + 2) in ONES or reading.tag(i + 2) is Tag.NUMBER):
        return False
    if after in {"to", "or"} and reading.tag(i + 2) is Tag.NUMBER:
        return False
    if after in {"million", "billion", "trillion", "hundred", "thousand", "dozen"} or after in WORDS["substantives"] - {"others", "more"}:
        return False
    if reading.word(i + 1) in _HYPHENS and reading.glued(i + 1):
        return unit_after(reading.tokens, i + 2) is None and reading.word(i + 2) not in {"third", "fifth", "quarter", "half"}
    if before in _BEFORE_ONE or after in _PRONOUN_AFTER_ONE:
        return True
    if unit_after(reading.tokens, i + 1) is not None:
        return after in {"time", "day", "point", "night", "second"}
    follows = reading.tag(i + 1)
    return follows not in {Tag.NOUN, Tag.ADJECTIVE, Tag.PARTICIPLE} and before not in {"killed", "killing", "wounding", "injuring", "injured"}


def _is_name(reading: Reading, i: int) -> bool:
    """A number word with a capital letter inside of a sentence, or before another capital that is no adjective of people."""
    if _title_case(reading):
        return False
    if i > 0 and reading.tokens[i - 1].kind is Kind.WORD:
        return True
    return i > 1 and reading.capital(i + 1) and reading.tag(i + 1) is Tag.NOUN and not _counts(reading, i + 1)
