"""What looks like a number and is no quantity: dates, years, times, ordinals, identifiers, names, scores, addresses.

Every rule marks tokens in a reading before anything is extracted, so that the later stages need not know why.
"""

from __future__ import annotations

from typing import Final

from bot.figures.dates import year_value
from bot.figures.identifiers import (
    HYPHENS,
    airliner,
    chain,
    counts_something,
    identifier,
    set_phrase,
    telephone,
    title_case,
    unreadable,
)
from bot.figures.lexicon import WORDS, Tag
from bot.figures.nominals import address, label
from bot.figures.numerals import digits_value
from bot.figures.reading import Reading
from bot.figures.scores import innings, pair, strokes
from bot.figures.spelled import ONES, OWNERS, SCALES, TENS
from bot.figures.tokens import Kind
from bot.figures.units import money_before, unit_after
from bot.figures.words import words

_YEAR_CUES: Final = words(
    "in since by until till before after during from between through of late early mid year around "
    "fiscal spring summer autumn winter fall back circa"
)


_TIME_MARKS: Final = words(
    "am pm a.m a.m. p.m p.m. gmt utc bst est edt pst pdt cet cest ist et pt hrs hours o'clock local"
)


_NAME_NUMBERS: Final = frozenset({*ONES, *TENS, *SCALES})


_PRONOUN_AFTER_ONE: Final = words(
    "of another such last final thing way day hand afternoon morning evening night monday tuesday wednesday "
    "thursday friday saturday sunday summer winter in to who that which at on or and for by for as more"
)


_BEFORE_ONE: Final = words(
    "this that the each every no any which another first last next latest new only other big good either former"
)


_DECADES: Final = words("twenties thirties forties fifties sixties seventies eighties nineties")


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
    for rule in (
        telephone,
        _clock,
        unreadable,
        identifier,
        chain,
        _tally,
        innings,
        strokes,
        _ordinal,
        _decade,
        pair,
        _year,
        address,
        airliner,
        label,
        set_phrase,
    ):
        if rule(reading, i):
            return


def _tally(reading: Reading, i: int) -> bool:
    """As in "voted 312 to 117", "a vote of 52 to 48", "by 5 to 4": what each side got."""
    if reading.word(i + 1) != "to" or reading.tag(i + 2) is not Tag.NUMBER:
        return False
    if reading.word(i - 1) not in _TALLIED and reading.word(i - 2) not in {"voted", "votes", "vote"}:
        return False
    low, high = digits_value(reading.tokens[i + 2].text), digits_value(reading.tokens[i].text)
    if low is None or high is None or low > high or counts_something(reading, i + 3):
        return False
    reading.block(i, i + 3)
    return True


_TALLIED: Final = words("voted vote of by won lost")


def _clock(reading: Reading, i: int) -> bool:
    """As in "10:30", "2:01:39", "10.30am", "5 p.m.", "1400 GMT", and ratios such as "3:1"."""
    if (
        reading.word(i + 1) == ":"
        and reading.glued(i + 1)
        and reading.glued(i + 2)
        and reading.tag(i + 2) is Tag.NUMBER
    ):
        further = reading.word(i + 3) == ":" and reading.glued(i + 3) and reading.glued(i + 4)
        reading.block(i, i + 5 if further else i + 3)
        return True
    if reading.word(i + 1) == "(" and reading.word(i + 3) in {"gmt", "utc"} and len(reading.tokens[i].text) == 4:
        reading.block(i, i + 1)
        return True
    value = digits_value(reading.tokens[i].text)
    mark = reading.word(i + 1)
    if mark in {"a", "p"} and reading.word(i + 2) == "." and reading.word(i + 3) == "m":
        reading.block(i, i + 4)
        return True
    if value is None or mark not in _TIME_MARKS or not 0 <= value <= 2400:
        return False
    if mark in {"hrs", "hours", "local", "est", "et", "pt"} and (
        value < 100 or len(reading.tokens[i].text) != 4 or mark == "hrs"
    ):
        return False
    reading.block(i, i + 2)
    if reading.word(i - 1) in {"-", "–", "to", "and"} and reading.tag(i - 2) is Tag.NUMBER:
        reading.block(i - 2, i)
    return True


def _ordinal(reading: Reading, i: int) -> bool:
    """As in "5th", "21st"; a minute of a match ("96th-minute") among them."""
    if reading.glued(i + 1) and reading.word(i + 1) in {"st", "nd", "rd", "th"}:
        reading.block(i, i + 2)
        return True
    return False


def _decade(reading: Reading, i: int) -> bool:
    """As in "the 1990s", "'90s"; not somebody's decade of life ("in his 30s")."""
    staged = reading.word(i - 1) in {"early", "late", "mid", "-"} and OWNERS & {
        reading.word(i - 2),
        reading.word(i - 3),
    }
    if (staged or reading.word(i - 1) in OWNERS) and len(reading.tokens[i].text) == 2:
        return False
    short = reading.word(i - 1) in {"'", "’", "‘"} and reading.glued(i) and not reading.glued(i - 1)
    if short and len(reading.tokens[i].text) == 2 and not counts_something(reading, i + 1):
        reading.block(i, i + 1)
        return True
    if reading.glued(i + 1) and reading.word(i + 1) in {"s", "'s"} and len(reading.tokens[i].text) in {2, 4}:
        reading.block(i, i + 2)
        return True
    return False


def _year(reading: Reading, i: int) -> bool:
    """Four plain digits from 1500 to 2100, unless money stands before them or a unit or counted people after them."""
    year = year_value(reading.tokens[i])
    if year is None or not 1500 <= year <= 2100 or money_before(reading.tokens, i) is not None:
        return False
    after = i + 1
    if reading.word(after) == "second":
        reading.block(i, after)
        return True
    if reading.word(after) in HYPHENS and reading.glued(after) and unit_after(reading.tokens, after + 1):
        return False
    named = reading.word(i - 1) in _YEAR_CUES or reading.word(i - 1) in {"the", "a", "an", "'s"}
    if not named and after < len(reading):
        if unit_after(reading.tokens, after) is not None or reading.tokens[after].lower in SCALES:
            return False
        if reading.word(after) in WORDS["persons"] or (
            year % 100 == 0 and year != 2000 and counts_something(reading, after)
        ):
            return False
    elif unit_after(reading.tokens, after) is not None and reading.word(i - 1) not in {"in", "since"}:
        return False
    reading.block(i, after)
    return True


def _list_number(reading: Reading) -> None:
    """A list's number that opens the sentence: "1. ", "(2)", "3)"."""
    first = 1 if reading.word(0) == "(" else 0
    if reading.tag(first) is not Tag.NUMBER or len(reading.tokens[first].text) > 2 or not reading.glued(first + 1):
        return
    if reading.word(first + 1) in {".", ")"}:
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
    elif set_phrase(reading, i):
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
    follows = reading.tag(i + 1)
    if after == "and" and reading.word(i + 3) in {"half", "quarter"}:
        return False
    whole = i + 3 if reading.word(i + 2) == "every" else i + 2
    if after == "in" and (reading.word(whole) in ONES or reading.tag(whole) is Tag.NUMBER):
        return False
    if after in {"to", "or"} and reading.tag(i + 2) is Tag.NUMBER:
        return False
    if after in {"million", "billion", "trillion", "hundred", "thousand", "dozen"} or after in WORDS["substantives"] - {
        "others",
        "more",
    }:
        return False
    if reading.word(i + 1) in HYPHENS and reading.glued(i + 1):
        return unit_after(reading.tokens, i + 2) is None and reading.word(i + 2) not in {
            "third",
            "fifth",
            "quarter",
            "half",
        }
    if before == "only" and follows in {Tag.NOUN, Tag.ADJECTIVE} and after not in _PRONOUN_AFTER_ONE:
        return False
    if before in _BEFORE_ONE or after in _PRONOUN_AFTER_ONE:
        return True
    if unit_after(reading.tokens, i + 1) is not None:
        return after in {"time", "day", "point", "night", "second"}
    return follows not in {Tag.NOUN, Tag.ADJECTIVE, Tag.PARTICIPLE} and before not in {
        "killed",
        "killing",
        "wounding",
        "injuring",
        "injured",
    }


_HURTS: Final = words("kills killed kill wounds wounded injures injured hurts leaves")


def _is_name(reading: Reading, i: int) -> bool:
    """A number word with a capital letter inside of a sentence, or before another capital that is no adjective of people."""
    if title_case(reading):
        return False
    if reading.word(i - 1) in _HURTS:
        return False
    if i > 0 and reading.tokens[i - 1].kind is Kind.WORD:
        return True
    return i > 1 and reading.capital(i + 1) and reading.tag(i + 1) is Tag.NOUN and not counts_something(reading, i + 1)
