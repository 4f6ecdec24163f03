"""The words that a figure is a figure of: its subject, or what it is so much of."""

from __future__ import annotations

from typing import Final

from bot.figures.cues import names_change
from bot.figures.lexicon import WORDS, Tag, is_plural
from bot.figures.multiples import GROWN, MULTIPLES
from bot.figures.nounphrase import NounPhrase
from bot.figures.quantity import Quantity
from bot.figures.reading import Reading
from bot.figures.tokens import Kind
from bot.figures.words import words

_NOMINAL: Final = frozenset({Tag.NOUN, Tag.ADJECTIVE, Tag.NUMBER, Tag.GERUND})
_REACH: Final = 30
_LINKS: Final = words("of in for from on at with against among to between")
_LEVELS: Final = words("by to from at")
_NOUN_OF: Final = words("of worth with")
_PERSONAL: Final = words("he she they we i you")
_COPULAS: Final = words("is are was were be been")
_TIMES: Final = WORDS["months"] | WORDS["weekdays"] | words("year month week quarter day night years months season")
_SAID: Final = words("says said say saying adding added reported reports estimates estimated told")
_SAME_PAST: Final = words("cut hit set cost put")
"""Verbs whose past is their stem, so that they agree with any subject."""


def concept_of(reading: Reading, quantity: Quantity, first: int, last: int, noun: NounPhrase | None) -> tuple[str, ...]:
    """The concept of the figure at tokens ``first:last``, from the surest construction to the loosest.

    A count's concept is who or what has it ("the clinic confirmed 27 cases"), or its own noun where that is the subject.
    A measure's is what it describes or is of, else what its clause is about.
    """
    if quantity.unit is None and noun is not None and reading.word(noun.first - 1) in {"-", "‑"} and noun.last < last:
        return _words(reading, noun.last, last)
    if quantity.unit is None and noun is not None:
        alone = quantity.fraction or reading.word(quantity.last) == "of" or _stands_alone(reading, first, last)
        return (() if alone else _subject(reading, first)) or _words(reading, noun.first, noun.last)
    if noun is not None:
        share = (
            quantity.unit is not None
            and quantity.unit.kind == "share"
            and reading.word(first - 1) in _LEVELS | _COPULAS
        )
        return (_subject(reading, first) if share else ()) or _words(reading, noun.first, noun.last)
    measured = quantity.unit is not None and reading.word(quantity.first) not in MULTIPLES
    attributive = _attributive(reading, quantity.last) if measured or quantity.fraction else ()
    if attributive:
        return attributive
    whose = first - 2
    named = reading.word(first - 1) in _NOUN_OF and reading.tag(whose) is Tag.NOUN and reading.word(whose) not in _TIMES
    if named and not reading.taken[whose]:
        return _phrase_before(reading, first - 2)
    if reading.word(first - 1) in {"which", "whom"} and reading.word(first - 3) == ",":
        return _phrase_before(reading, first - 4)
    return (
        _subject(reading, first)
        or _phrase_before_comma(reading, first)
        or _pronoun(reading, first)
        or _phrase_after(reading, last)
    )


def _pronoun(reading: Reading, first: int) -> tuple[str, ...]:
    """The pronoun that is the subject of the figure's verb ("she cleared 1.98 metres"), for want of a noun."""
    verb = _verb_before(reading, first)
    i = verb - 1
    while i > 0 and reading.tag(i) in {Tag.ADVERB, Tag.AUXILIARY}:
        i -= 1
    return (reading.tokens[i].text,) if verb > 0 and reading.word(i) in _PERSONAL else ()


def _stands_alone(reading: Reading, first: int, last: int) -> bool:
    """Whether a count is its clause's subject or hangs on a preposition, and so is a figure of what it counts."""
    before = first - 1
    while reading.tag(before) is Tag.DETERMINER or reading.taken[before]:
        before -= 1
    if before < 0 or reading.tag(before) is Tag.PREPOSITION or reading.word(before) in {"of", "by"}:
        return True
    if is_verb(reading, last) and reading.word(before) in _SAID:
        return True
    return is_verb(reading, last) and reading.tag(before) in {Tag.MARK, Tag.CONJUNCTION, Tag.PRONOUN, Tag.PREPOSITION}


def _words(reading: Reading, first: int, last: int) -> tuple[str, ...]:
    """The words of meaning at tokens ``first:last``."""
    left_out = {Tag.DETERMINER, Tag.PREPOSITION, Tag.CONJUNCTION, Tag.ADVERB, Tag.PRONOUN, Tag.AUXILIARY, Tag.MARK}
    return tuple(
        reading.tokens[i].text
        for i in range(first, last)
        if reading.tokens[i].kind is not Kind.MARK and reading.tag(i) not in left_out and not reading.taken[i]
    )


_MOVED: Final = words("closed opened ended finished traded settled")


def is_verb(reading: Reading, i: int) -> bool:
    """Whether token ``i`` is a finite verb or a part of one, by its class and its neighbours."""
    tag = reading.tag(i)
    if tag in {Tag.VERB, Tag.AUXILIARY}:
        return reading.word(i) != "'s"
    before = reading.tag(i - 1)
    if reading.word(i) in GROWN:
        return before is not Tag.DETERMINER
    if reading.word(i) in _MOVED and before in {Tag.NOUN, Tag.AUXILIARY, Tag.ADVERB, Tag.PRONOUN}:
        return True
    if tag is Tag.PARTICIPLE:
        return before in {Tag.NOUN, Tag.AUXILIARY, Tag.ADVERB, Tag.PRONOUN} or reading.tag(i + 1) is not Tag.NOUN
    if tag is not Tag.NOUN or i == 0:
        return False
    if reading.word(i) in WORDS["noun_verbs"] and (
        before in {Tag.PRONOUN, Tag.AUXILIARY} or reading.word(i - 1) == "to"
    ):
        return True
    return _noun_acts(reading, i)


def _noun_acts(reading: Reading, i: int) -> bool:
    """Whether a noun is the verb of the noun before it: both agree, and an object or a level follows."""
    word, after = reading.word(i), reading.tag(i + 1)
    if reading.tag(i - 1) is not Tag.NOUN or reading.taken[i - 1]:
        return word in WORDS["noun_verbs"] and reading.word(i - 1) == "," and _object_follows(reading, i)
    many = is_plural(reading.word(i - 1))
    if many and after is Tag.DETERMINER and not is_plural(word):
        return True
    if not _object_follows(reading, i) or (many is word.endswith("s") and word not in _SAME_PAST):
        return False
    return word in WORDS["noun_verbs"] or (not many and word not in WORDS["persons"])


def _object_follows(reading: Reading, i: int) -> bool:
    """Whether a verb's object, an adverb, or the level that it reaches follows token ``i``."""
    after = reading.word(i + 1)
    if reading.tag(i + 1) in {Tag.DETERMINER, Tag.NUMBER, Tag.ADVERB} or after in {"$", "€", "£", "¥"}:
        return True
    return after in {"to", "by", "from"} and reading.tag(i + 2) in {Tag.NUMBER, Tag.MARK}


def _attributive(reading: Reading, last: int) -> tuple[str, ...]:
    """What a measure stands before ("$700,000 deal", "5% rise in sales"), and what that is in or of."""
    first = last
    if reading.word(first) == "of":
        return _phrase_after(reading, first + 1)
    end = first
    while (
        end < len(reading)
        and end - first < 4
        and reading.tag(end) in {Tag.NOUN, Tag.ADJECTIVE}
        and not is_verb(reading, end)
    ):
        end += 1
    while end > first and reading.tag(end - 1) is not Tag.NOUN:
        end -= 1
    if end == first or reading.word(end - 1) in _TIMES:
        return ()
    if reading.word(end) in {"in", "of"}:
        further = _phrase_after(reading, end + 1)
        if further:
            return further
    return () if names_change(reading.word(end - 1)) else _words(reading, first, end)


def _phrase_after(reading: Reading, i: int) -> tuple[str, ...]:
    """The noun phrase that begins near token ``i``, a preposition and determiners passed over; empty if it has no noun."""
    first = i
    while (
        first < len(reading) and first - i < 3 and reading.tag(first) in {Tag.PREPOSITION, Tag.DETERMINER, Tag.NUMBER}
    ):
        first += 1
    end = first
    while end < len(reading) and end - first < 6 and (reading.tag(end) in _NOMINAL or reading.word(end) in {"'s", "-"}):
        if reading.taken[end] or is_verb(reading, end):
            break
        end += 1
    return _words(reading, first, end) if any(reading.tag(k) is Tag.NOUN for k in range(first, end)) else ()


def _phrase_before_comma(reading: Reading, first: int) -> tuple[str, ...]:
    """The noun phrase before the comma that stands before the figure ("the bridge, 1.2 miles long,")."""
    if reading.word(first - 1) in {",", "(", ":", "–", "—"} and reading.tag(first - 2) is Tag.NOUN:
        return _phrase_before(reading, first - 2)
    return ()


def _phrase_before(reading: Reading, i: int, depth: int = 3) -> tuple[str, ...]:
    """The noun phrase whose last word is token ``i``, with the one that it is of or in before it."""
    first = i
    while first > 0 and i - first < 7 and not reading.taken[first - 1] and (
        reading.tag(first - 1) in _NOMINAL or reading.word(first - 1) in {"'s", "-", "&"}
    ):  # fmt: skip
        first -= 1
    words = _words(reading, first, i + 1)
    before = first - 1
    while before > 0 and reading.tag(before) is Tag.DETERMINER:
        before -= 1
    linked = depth > 0 and before > 0 and reading.word(before) in _LINKS and reading.tag(before - 1) is Tag.NOUN
    if linked and not reading.taken[before - 1]:
        return (*_phrase_before(reading, before - 1, depth - 1), *words)
    return words


def _verb_before(reading: Reading, first: int) -> int:
    """The verb that governs what stands at ``first``, or -1."""
    for i in range(first - 1, max(first - _REACH, -1), -1):
        if reading.word(i) in {";", ":"}:
            return -1
        if not reading.taken[i] and is_verb(reading, i):
            return i
    return -1


def _subject(reading: Reading, first: int) -> tuple[str, ...]:
    """What the clause of the figure is about: the object that the figure is the measure of, else the verb's subject."""
    i = _level_noun(reading, first)
    if i < 0:
        i = subject_noun(reading, first)
    return _phrase_before(reading, i) if i >= 0 else ()


def _level_noun(reading: Reading, first: int) -> int:
    """The noun that a figure after "by", "to", "from" or "at" is the level of ("raised its key rate by"), or -1."""
    if reading.word(first - 1) not in _LEVELS:
        return -1
    stop = max(first - _REACH, -1)
    i = first - 2
    while i > stop and (reading.taken[i] or reading.word(i) in _LEVELS):
        i -= 1
    found = i > max(_verb_before(reading, first), stop) and reading.tag(i) is Tag.NOUN and reading.word(i) not in _TIMES
    return i if found else -1


def subject_noun(reading: Reading, first: int) -> int:
    """The last word of the subject of the verb that governs what stands at ``first``, or -1."""
    verb = _verb_before(reading, first)
    if verb < 0:
        return -1
    stop = max(first - _REACH, -1)
    i = verb - 1
    while i > stop and (is_verb(reading, i) or reading.tag(i) is Tag.ADVERB):
        i -= 1
    if reading.word(i) == ",":
        i = _past_parenthesis(reading, i, stop)
    while i > stop and reading.word(i) not in {";", ":"}:
        if _names(reading, i):
            past = _past_time(reading, i, stop)
            if past == i:
                return _led(reading, i, stop)
            i = past
            continue
        i -= 1
    return -1


def _past_time(reading: Reading, i: int, stop: int) -> int:
    """The index before a phrase of time at ``i`` that only says when: "for the three months to June"; else ``i``."""
    at = i
    while at > stop and reading.word(at) in _TIMES:
        at -= 1
        while at > stop and (reading.tag(at) in {Tag.DETERMINER, Tag.PREPOSITION} or reading.taken[at]):
            at -= 1
    return at if at > stop and at != i and reading.tag(i + 1) is not Tag.GERUND else i


def _names(reading: Reading, i: int) -> bool:
    """Whether token ``i`` is a noun, or the number at a name's end ("the S&P 500"), and no part of a quantity."""
    if reading.taken[i]:
        return False
    if reading.tag(i) is Tag.NUMBER:
        return reading.blocked[i] and reading.tag(i - 1) is Tag.NOUN
    return reading.tag(i) is Tag.NOUN and not is_verb(reading, i)


def _led(reading: Reading, i: int, stop: int) -> int:
    """The noun before a passive that ends at ``i``: the offensive of "the offensive led by the rebels"; else ``i``."""
    first = i
    while first - 1 > stop and (
        reading.tag(first - 1) in _NOMINAL | {Tag.DETERMINER} or reading.word(first - 1) in {"'s", "-"}
    ):
        first -= 1
    passive = reading.word(first - 1) == "by" and reading.tag(first - 2) in {Tag.VERB, Tag.PARTICIPLE}
    return first - 3 if passive and first - 3 > stop and reading.tag(first - 3) is Tag.NOUN else i


def _past_parenthesis(reading: Reading, i: int, stop: int) -> int:
    """The index before the comma that opens the parenthesis which the comma at ``i`` closes; ``i`` where there is none."""
    for at in range(i - 1, stop, -1):
        if reading.word(at) == ",":
            return at - 1
    return i
