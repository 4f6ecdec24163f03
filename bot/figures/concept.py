"""The words that a figure is a figure of: its subject, or what it is so much of."""

from __future__ import annotations

from typing import Final

from bot.figures.clause import NOMINAL, REACH, TIMES, absolute_noun, before_verb, is_verb, subject_noun, verb_before
from bot.figures.cues import names_change
from bot.figures.lexicon import WORDS, Tag
from bot.figures.multiples import MULTIPLES
from bot.figures.nounphrase import NounPhrase
from bot.figures.quantity import Quantity
from bot.figures.reading import Reading
from bot.figures.roles import is_length
from bot.figures.tokens import Kind
from bot.figures.words import words

_LINKS: Final = words(
    "of in for from on at with against among to between outside inside across throughout near and before after over by"
)
_LEVELS: Final = words("by to from at")
_NOUN_OF: Final = words("of worth with")
_PERSONAL: Final = words("he she they we i you")
_AGED: Final = words("aged age ages of")
_COPULAS: Final = words("is are was were be been")
_SAID: Final = words("says said say saying adding added reported reports estimates estimated told")


def concept_of(reading: Reading, quantity: Quantity, first: int, last: int, noun: NounPhrase | None) -> tuple[str, ...]:
    """The concept of the figure at tokens ``first:last``, from the surest construction to the loosest.

    A count's concept is what it counts and who or what has it ("the clinic confirmed 27 cases"). A measure's is what it
    describes or is of, else what its clause is about, else the nearest noun.
    """
    if noun is not None:
        return _of_count(reading, quantity, first, last, noun)
    dimension = (reading.tokens[last].text,) if quantity.unit is not None and is_length(reading, last) else ()
    return (*_of_measure(reading, quantity, first, last), *dimension)


def _of_measure(reading: Reading, quantity: Quantity, first: int, last: int) -> tuple[str, ...]:
    """The concept of a measure, or of a bare number."""
    measured = quantity.unit is not None and reading.word(quantity.first) not in MULTIPLES
    attributive = _attributive(reading, quantity.last) if measured or quantity.fraction else ()
    if attributive:
        return attributive
    whose = first - 2
    named = reading.word(first - 1) in _NOUN_OF and reading.tag(whose) is Tag.NOUN and reading.word(whose) not in TIMES
    if named and not reading.taken[whose] and reading.word(whose) != "total":
        return _phrase_before(reading, first - 2)
    if reading.word(last) == "of" and reading.word(last + 1) in {"which", "whom"} and reading.word(first - 1) == ",":
        return _phrase_before(reading, first - 2)
    if reading.word(first - 1) in {"which", "whom"} and reading.word(first - 3) == ",":
        return _phrase_before(reading, first - 4)
    return (
        _beside(reading, quantity, first, last)
        or _subject(reading, first)
        or _phrase_before_comma(reading, first)
        or _pronoun(reading, first)
        or _phrase_after(reading, last + (reading.word(last) == ","))
        or _nearest_before(reading, first)
    )


def _of_count(reading: Reading, quantity: Quantity, first: int, last: int, noun: NounPhrase) -> tuple[str, ...]:
    """The concept of a count, or of a measure that describes a noun or is so much of it."""
    if quantity.unit is None and reading.word(noun.first - 1) in {"-", "‑"} and noun.last < last:
        return _words(reading, noun.last, last)
    own = _words(reading, noun.first, noun.last)
    if quantity.unit is not None:
        share = quantity.unit.kind == "share" and reading.word(first - 1) in _LEVELS | _COPULAS
        return (_subject(reading, first) if share else ()) or own
    if quantity.fraction or reading.word(quantity.last) == "of" or _is_subject(reading, first, last):
        return own
    return tuple(dict.fromkeys((*(_subject(reading, first) or _pronoun(reading, first)), *own)))


def _beside(reading: Reading, quantity: Quantity, first: int, last: int) -> tuple[str, ...]:
    """The noun that a measure stands beside: "the boy, 9,", "men aged 19", "positions 5 km inside"."""
    at = first - 1
    if reading.word(at) in {",", "("}:
        closed = reading.word(last) in {",", ")", ".", ";", ""} and quantity.unit is not None
        return _phrase_before(reading, at - 1) if closed and _may_name(reading, at - 1) else ()
    while at > 1 and reading.word(at) in {"and", "or"} and reading.taken[at - 1]:
        at -= 2
    if reading.word(at) in _AGED:
        while at > 0 and (reading.word(at) in _AGED or reading.word(at) == ","):
            at -= 1
        person = reading.word(at) in WORDS["persons"] or reading.capital(at)
        return _phrase_before(reading, at) if person and _may_name(reading, at) else ()
    far = quantity.unit is not None and quantity.unit.kind in {"distance", "area"}
    return _phrase_before(reading, at) if far and _may_name(reading, at) and not is_verb(reading, at) else ()


def _may_name(reading: Reading, i: int) -> bool:
    """Whether token ``i`` is a noun of no quantity and no time."""
    return i >= 0 and reading.tag(i) is Tag.NOUN and not reading.taken[i] and reading.word(i) not in TIMES


def _nearest_before(reading: Reading, first: int) -> tuple[str, ...]:
    """The noun phrase that ends nearest before the figure."""
    for i in range(first - 1, max(first - REACH, -1), -1):
        if _may_name(reading, i) and not reading.blocked[i] and not is_verb(reading, i):
            return _phrase_before(reading, i)
    return ()


def _pronoun(reading: Reading, first: int) -> tuple[str, ...]:
    """The pronoun that is the subject of the figure's verb ("she cleared 1.98 metres"), for want of a noun."""
    i = before_verb(reading, first)
    if i < 0 and first <= 1 and "," in {reading.word(at) for at in range(first, first + 8)}:
        i = next(at for at in range(first, first + 8) if reading.word(at) == ",") + 1
    said = reading.word(first - 1) in _SAID
    return (reading.tokens[i].text,) if reading.word(i) in _PERSONAL and not said else ()


def _is_subject(reading: Reading, first: int, last: int) -> bool:
    """Whether a count opens its clause or has its verb right after it, and so is a figure of what it counts alone."""
    before = first - 1
    while before >= 0 and (reading.tag(before) is Tag.DETERMINER or reading.taken[before]):
        before -= 1
    if before < 0:
        return True
    if not is_verb(reading, last):
        return False
    opens = reading.tag(before) in {Tag.MARK, Tag.CONJUNCTION, Tag.PRONOUN, Tag.PREPOSITION}
    return opens or reading.word(before) in _SAID


def _words(reading: Reading, first: int, last: int) -> tuple[str, ...]:
    """The words of meaning at tokens ``first:last``."""
    left_out = {Tag.DETERMINER, Tag.PREPOSITION, Tag.CONJUNCTION, Tag.ADVERB, Tag.PRONOUN, Tag.AUXILIARY, Tag.MARK}
    return tuple(
        reading.tokens[i].text
        for i in range(first, last)
        if reading.tokens[i].kind is not Kind.MARK
        and reading.tag(i) not in left_out
        and not reading.taken[i]
        and not (reading.word(i) == "s" and reading.glued(i))
    )


_COMPASS: Final = words("north south east west northeast northwest southeast southwest")


def _attributive(reading: Reading, last: int) -> tuple[str, ...]:
    """What a measure stands before ("$700,000 deal", "5% rise in sales"), and what that is in or of."""
    first = last
    if reading.word(first) == "of":
        return _phrase_after(reading, first + 1)
    if reading.word(first) in _COMPASS:
        return ()
    end = first
    while (
        end < len(reading)
        and end - first < 4
        and (reading.tag(end) in {Tag.NOUN, Tag.ADJECTIVE} or (reading.word(end) == "-" and reading.glued(end)))
        and not is_verb(reading, end)
    ):
        end += 1
    while end > first and reading.tag(end - 1) is not Tag.NOUN and reading.word(end - 1) not in {"low", "high"}:
        end -= 1
    if end == first or reading.word(end - 1) in TIMES:
        return ()
    further = _phrase_after(reading, end + 1) if reading.word(end) in {"in", "of"} else ()
    return (*(() if names_change(reading.word(end - 1)) else _words(reading, first, end)), *further)


def _phrase_after(reading: Reading, i: int) -> tuple[str, ...]:
    """The noun phrase that begins near token ``i``, a preposition and determiners passed over; empty if it has no noun."""
    first = i
    while first < len(reading) and first - i < 6 and _is_passed_over(reading, first, i):
        first += 1
    if reading.word(first) in WORDS["substantives"] or (
        reading.word(first - 1) == "those" and reading.tag(first) is Tag.PARTICIPLE
    ):
        return (reading.tokens[first].text,)
    end = first
    while end < len(reading) and end - first < 6 and (reading.tag(end) in NOMINAL or reading.word(end) in {"'s", "-"}):
        if reading.taken[end] or is_verb(reading, end):
            break
        end += 1
    return _words(reading, first, end) if any(reading.tag(k) is Tag.NOUN for k in range(first, end)) else ()


def _is_passed_over(reading: Reading, at: int, i: int) -> bool:
    """Whether token ``at`` only leads in the phrase that begins near ``i``: "of its $3.5 trillion of reserves"."""
    if at - i < 3 and reading.tag(at) in {Tag.PREPOSITION, Tag.DETERMINER, Tag.NUMBER}:
        return True
    quantity = reading.taken[at] or reading.tag(at) is Tag.NUMBER or reading.tokens[at].text in {"$", "€", "£", "¥"}
    return quantity or (reading.word(at) == "of" and at > i)


def _phrase_before_comma(reading: Reading, first: int) -> tuple[str, ...]:
    """The noun phrase before the comma that stands before the figure ("the bridge, 1.2 miles long,")."""
    if reading.word(first - 1) in {",", "(", ":", "–", "—"} and reading.tag(first - 2) is Tag.NOUN:
        return _phrase_before(reading, first - 2)
    return ()


def _phrase_before(reading: Reading, i: int, depth: int = 3) -> tuple[str, ...]:
    """The noun phrase whose last word is token ``i``, with the one that it is of or in before it."""
    first = i
    while first > 0 and i - first < 7 and (
        (reading.tag(first - 1) in NOMINAL and not is_verb(reading, first - 1))
        or reading.word(first - 1) in {"'s", "-", "&"}
    ):  # fmt: skip
        first -= 1
    words = _words(reading, first, i + 1)
    before = first - 1
    while before > 0 and reading.tag(before) is Tag.DETERMINER:
        before -= 1
    if depth == 0 or before <= 0 or reading.word(before) not in _LINKS:
        return words
    linked = before - 1
    if reading.tag(linked) in {Tag.GERUND, Tag.PARTICIPLE} and reading.word(before) != "and":
        linked -= 1
    if linked < 0 or reading.tag(linked) is not Tag.NOUN or reading.taken[linked]:
        return words
    return (*_phrase_before(reading, linked, depth - 1), *words)


def _subject(reading: Reading, first: int) -> tuple[str, ...]:
    """What the clause of the figure is about: the object that the figure is the measure of, else the verb's subject."""
    if reading.word(first - 1) in _SAID | {"that"} and reading.word(first - 1) not in {"adding", "estimated"}:
        return ()
    i = _level_noun(reading, first)
    if i < 0:
        i = absolute_noun(reading, first)
    if i < 0:
        i = subject_noun(reading, first)
    return _phrase_before(reading, i) if i >= 0 else ()


def _level_noun(reading: Reading, first: int) -> int:
    """The noun that a figure after "by", "to", "from" or "at" is the level of ("raised its key rate by"), or -1."""
    if reading.word(first - 1) not in _LEVELS:
        return -1
    stop = max(first - REACH, -1)
    i = first - 2
    while i > stop and (reading.taken[i] or reading.word(i) in _LEVELS):
        i -= 1
    found = i > max(verb_before(reading, first), stop) and reading.tag(i) is Tag.NOUN and reading.word(i) not in TIMES
    return i if found else -1
