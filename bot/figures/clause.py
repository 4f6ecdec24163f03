"""The clause that a figure stands in: its verb, and the noun that is the subject of it."""

from __future__ import annotations

from typing import Final

from bot.figures.lexicon import WORDS, Tag, is_plural
from bot.figures.multiples import GROWN
from bot.figures.reading import Reading
from bot.figures.words import words

REACH: Final = 30
"""The most tokens from a figure to what governs it."""
NOMINAL: Final = frozenset({Tag.NOUN, Tag.ADJECTIVE, Tag.NUMBER, Tag.GERUND})
TIMES: Final = WORDS["months"] | WORDS["weekdays"] | words("year month week quarter day night years months season")
"""Nouns that only say when."""
_MOVED: Final = words("closed opened ended finished traded settled")
_SAME_PAST: Final = words("cut hit set cost put")
"""Verbs whose past is their stem, so that they agree with any subject."""
_RELATIVES: Final = words("who which that")
_INNER: Final = frozenset({"-", "‑", "$", "€", "£", "%"})


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
    if before is Tag.AUXILIARY and reading.word(i).endswith("ing"):
        return True
    if reading.word(i) in WORDS["noun_verbs"] and (
        before in {Tag.PRONOUN, Tag.AUXILIARY} or reading.word(i - 1) == "to"
    ):
        return True
    return _noun_acts(reading, i)


def _noun_acts(reading: Reading, i: int) -> bool:
    """Whether a noun is the verb of the noun before it: both agree, and an object or a level follows."""
    word, after = reading.word(i), reading.tag(i + 1)
    if reading.tag(i - 1) is Tag.ADVERB and reading.tag(i - 2) is Tag.NOUN:
        return word in WORDS["noun_verbs"] and _object_follows(reading, i)
    if reading.tag(i - 1) not in {Tag.NOUN, Tag.GERUND} or reading.taken[i - 1]:
        return word in WORDS["noun_verbs"] and reading.word(i - 1) == "," and _object_follows(reading, i)
    if reading.word(i - 1) in WORDS["noun_verbs"] and reading.tag(i - 2) is Tag.AUXILIARY:
        return False
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


def verb_before(reading: Reading, first: int) -> int:
    """The verb that governs what stands at ``first``, or -1."""
    for i in range(first - 1, max(first - REACH, -1), -1):
        if reading.word(i) in {";", ":"}:
            return -1
        if not reading.taken[i] and is_verb(reading, i):
            return i
    return -1


def before_verb(reading: Reading, first: int) -> int:
    """The token before the verb that governs what stands at ``first``, and before what it shares a subject with; or -1."""
    verb = verb_before(reading, first)
    if verb < 0:
        return -1
    stop = max(first - REACH, -1)
    i = _past_predicates(reading, verb, stop) - 1
    while i > stop and (is_verb(reading, i) or reading.tag(i) is Tag.ADVERB):
        i -= 1
    return i


def subject_noun(reading: Reading, first: int) -> int:
    """The last word of the subject of the verb that governs what stands at ``first``, or -1."""
    stop = max(first - REACH, -1)
    i = before_verb(reading, first)
    if reading.word(i) == ",":
        i = _past_parenthesis(reading, i, stop)
    while i > stop and reading.word(i) not in {";", ":"}:
        if _names(reading, i):
            past = _past_time(reading, i, stop)
            if past == i:
                return _past_relative(reading, _led(reading, i, stop), stop)
            i = past
            continue
        i -= 1
    return -1


def _past_predicates(reading: Reading, verb: int, stop: int) -> int:
    """The first verb of the subject that the verb at ``verb`` shares: "drove many from home and destroyed 350"."""
    for _ in range(3):
        at = _past_group(reading, verb, stop)
        before = verb_before(reading, at)
        joined = reading.word(at) in {"and", "or", "but"} or (
            reading.word(at) == "," and all(reading.word(k) != "," for k in range(before, at))
        )
        if not joined or before <= stop:
            break
        verb = before
    return verb


def _past_group(reading: Reading, verb: int, stop: int) -> int:
    """The index before the verb at ``verb`` and what goes with it: auxiliaries, adverbs, "was ordered to"."""
    at = verb - 1
    while at > stop and (reading.tag(at) in {Tag.ADVERB, Tag.AUXILIARY} or reading.word(at) == "to"):
        if reading.word(at) == "to" and not is_verb(reading, at - 1):
            break
        at -= 2 if reading.word(at) == "to" else 1
    return at


def _past_time(reading: Reading, i: int, stop: int) -> int:
    """The index before a phrase of time at ``i`` that only says when: "for the three months to June"; else ``i``."""
    at = i
    while at > stop and reading.word(at) in TIMES:
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
    if reading.tag(i) is Tag.GERUND:
        return i == 0
    alone = reading.capital(i) or reading.word(i) in WORDS["substantives"]
    named = reading.tag(i) is Tag.ADJECTIVE and alone and i > 0 and is_verb(reading, i + 1)
    return named or (reading.tag(i) is Tag.NOUN and not is_verb(reading, i))


def _led(reading: Reading, i: int, stop: int) -> int:
    """The noun before a passive that ends at ``i``: the offensive of "the offensive led by the rebels"; else ``i``."""
    first = i
    while first - 1 > stop and (
        reading.tag(first - 1) in NOMINAL | {Tag.DETERMINER} or reading.word(first - 1) in {"'s", "-"}
    ):
        first -= 1
    passive = reading.word(first - 1) == "by" and reading.tag(first - 2) in {Tag.VERB, Tag.PARTICIPLE}
    return first - 3 if passive and first - 3 > stop and reading.tag(first - 3) is Tag.NOUN else i


def _past_relative(reading: Reading, i: int, stop: int) -> int:
    """The noun that a relative clause which ends at ``i`` tells of: the drinkers of "drinkers who had a cup"; else ``i``."""
    for at in range(i - 1, stop + 1, -1):
        if reading.word(at) in _RELATIVES and _names(reading, at - 1):
            return at - 1
        if reading.tag(at) is Tag.MARK and reading.word(at) not in _INNER:
            return i
    return i


def _past_parenthesis(reading: Reading, i: int, stop: int) -> int:
    """The index before the comma that opens the parenthesis which the comma at ``i`` closes; ``i`` where there is none."""
    for at in range(i - 1, stop, -1):
        if reading.word(at) == ",":
            return at - 1
    return i


def absolute_noun(reading: Reading, first: int) -> int:
    """The subject of a gerund after "with": the crude of "with U.S. crude settling below $46", or -1."""
    for i in range(first - 1, max(first - 6, 0), -1):
        if reading.tag(i) is not Tag.GERUND:
            continue
        named = i - 2 if reading.tag(i - 1) is Tag.ADVERB else i - 1
        if reading.tag(named) in {Tag.NOUN, Tag.ADJECTIVE}:
            return named if "with" in {reading.word(at) for at in range(i - 5, i - 1)} else -1
    return -1
