"""The counted noun phrase: where it begins after a number, where it ends, and which word is its head."""

from __future__ import annotations

from typing import Final, NamedTuple

from bot.figures.lexicon import WORDS, Tag
from bot.figures.reading import Reading
from bot.figures.tokens import Kind
from bot.figures.words import words

_LONGEST: Final = 8
_HYPHENS: Final = frozenset({"-", "‑"})
_SUCCESSIVE: Final = words("last first past previous next final other remaining opening latest")
_POSSESSIVES: Final = words("his her their its our my your the these those")


_PLACED: Final = words("away home overseas abroad inside outside upstairs online offshore nearby then only worldwide")
"""Adverbs that stand before a noun as adjectives do ("seven away games")."""


class NounPhrase(NamedTuple):
    """The phrase at tokens ``first:last`` with its head word at ``head``."""

    first: int
    last: int
    head: int


def counted(reading: Reading, i: int, *, one: bool) -> NounPhrase | None:
    """The noun phrase that a count before token ``i`` counts; ``one`` where the count is one and the noun singular."""
    first = i
    if reading.word(first) == "of":
        first += 1
        first = _past_determiners(reading, first)
    elif reading.word(first) == "more" and reading.tag(first + 1) not in {Tag.NOUN, Tag.ADJECTIVE, Tag.PARTICIPLE}:
        return None
    if _is_forecast(reading, i):
        return None
    if not one and reading.tag(first) is Tag.VERB and first == i and _no_verb(reading.word(first)):
        return NounPhrase(first, first + 1, first)
    phrase = _plural(reading, first) if not one else _singular(reading, first)
    if phrase is not None:
        return _coordinated(reading, phrase)
    if reading.word(first) in WORDS["substantives"] or _is_people(reading, first):
        return NounPhrase(first, first + 1, first)
    return None


def _is_people(reading: Reading, i: int) -> bool:
    """Whether token ``i`` is a people's name whose plural has no s: "22,000 Rohingya", "300 Chinese"."""
    return reading.capital(i) and (reading.word(i) in WORDS["persons"] or reading.word(i).endswith("ese"))


_FORECASTERS: Final = words(
    "analysts economists experts forecasters investors traders officials scientists they it he she police"
)
_FORECAST: Final = words(
    "had have expected forecast predicted estimated projected were are say said anticipated polled believe"
)


def _is_forecast(reading: Reading, i: int) -> bool:
    """Whether those at token ``i`` are no count but who made one: "the 431,000 analysts had forecast"."""
    at = i - 2
    while at > i - 5 and reading.tag(at) is Tag.NUMBER:
        at -= 1
    return reading.word(at) == "the" and reading.word(i) in _FORECASTERS and reading.word(i + 1) in _FORECAST


def _no_verb(word: str) -> bool:
    """Whether a word after a plural number cannot be its verb, since it ends as a verb of one does ("52 catches")."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in {"has", "does", "was"}


def _past_determiners(reading: Reading, i: int) -> int:
    """The index after "the", "his", "the 12", "Syria's" and the like."""
    for _ in range(4):
        if reading.word(i) in _POSSESSIVES or reading.tag(i) in {Tag.NUMBER, Tag.DETERMINER}:
            i += 1
            while _joined(reading, i):
                i += 2
        elif (reading.word(i + 1) == "'s" and reading.tag(i) is Tag.NOUN) or (
            reading.word(i) in _SUCCESSIVE and reading.tag(i + 1) is Tag.NUMBER
        ):
            i += 2
    return i


def _joined(reading: Reading, i: int) -> bool:
    """Whether token ``i`` is a hyphen inside of a compound."""
    return reading.word(i) in _HYPHENS and reading.glued(i) and reading.glued(i + 1)


def _modifier(reading: Reading, i: int) -> bool:
    """Whether token ``i`` may stand before a noun."""
    if reading.word(i) in _PLACED and reading.tag(i + 1) is Tag.NOUN and reading.plural(i + 1):
        return True
    if reading.blocked[i]:
        return reading.tag(i) is Tag.NUMBER and reading.capital(i - 1)
    return reading.tag(i) in {Tag.ADJECTIVE, Tag.PARTICIPLE, Tag.NOUN, Tag.GERUND}


def _plural(reading: Reading, first: int) -> NounPhrase | None:
    """Modifiers up to the first plural noun, its head."""
    i = first
    seen = False
    while i < len(reading) and i - first < _LONGEST:
        if reading.plural(i):
            return _compound(reading, first, i)
        if _is_coded(reading, i):
            return NounPhrase(first, i + 4, i)
        if reading.tag(i) is Tag.ADVERB and reading.word(i).endswith("ly") and reading.tag(i + 1) in _DESCRIBED:
            i += 1
            continue
        if _joined(reading, i) and i > first:
            i += 1
            continue
        compound = _joined(reading, i + 1) or (i > first and _joined(reading, i - 1))
        if compound and reading.tokens[i].kind is not Kind.MARK:
            i += 1
            continue
        if reading.word(i) in _QUOTED and not (i == first and reading.glued(i)):
            i += 1
            continue
        if _describes(reading, first, i):
            i += 1
            continue
        ends = not _modifier(reading, i) or (seen and reading.tag(i) is Tag.PARTICIPLE)
        if ends and not _adjectives_about(reading, first, i):
            return None
        seen = seen or reading.tag(i) is Tag.NOUN
        i += 1
    return None


_QUOTED: Final = frozenset({'"', "“", "”"})


def _describes(reading: Reading, first: int, i: int) -> bool:
    """Whether the verb at token ``i`` is a noun between an adjective and a plural: the bear of "black bear cubs"."""
    inside = i > first and reading.tag(i) is Tag.VERB and reading.tag(i - 1) is Tag.ADJECTIVE
    return inside and reading.plural(i + 1) and not reading.word(i).endswith(("s", "d"))


_DESCRIBED: Final = frozenset({Tag.ADJECTIVE, Tag.PARTICIPLE})


def _is_coded(reading: Reading, i: int) -> bool:
    """Whether a plural of a model's name begins at token ``i``: "AK-47s", "F-16s"."""
    letters = reading.capital(i) and _joined(reading, i + 1) and reading.tag(i + 2) is Tag.NUMBER
    return letters and reading.word(i + 3) == "s" and reading.glued(i + 3)


def _adjectives_about(reading: Reading, first: int, i: int) -> bool:
    """Whether the conjunction at ``i`` joins two adjectives ("Syrian and Iraqi officers")."""
    kinds = {Tag.ADJECTIVE, Tag.PARTICIPLE}
    return (
        reading.tag(i) is Tag.CONJUNCTION and i > first and reading.tag(i - 1) in kinds and reading.tag(i + 1) in kinds
    )


def _compound(reading: Reading, first: int, head: int) -> NounPhrase:
    """The phrase up to ``head``, or to the plural after it where the first plural only describes ("arms dealers")."""
    after = head + 1
    named = reading.capital(head) and not reading.capital(after) and reading.word(after) in WORDS["persons"]
    if reading.plural(after) and (named or reading.word(head) in _DESCRIBING_PLURALS) and not _acts(reading, after):
        head = after
    if reading.word(head) == "police" and reading.tag(head + 1) is Tag.NOUN and reading.plural(head + 1):
        head += 1
    return NounPhrase(first, head + 1, head)


_DESCRIBING_PLURALS: Final = words(
    "arms sports police sales goods rights women troop crew staff people youth customs communications systems news"
)


def _acts(reading: Reading, i: int) -> bool:
    """Whether the word at ``i`` may be the verb of a plural before it: it is one, or takes an object."""
    return reading.word(i) in WORDS["noun_verbs"] and reading.tag(i + 1) in {
        Tag.DETERMINER,
        Tag.NUMBER,
        Tag.PREPOSITION,
    }


def _singular(reading: Reading, first: int) -> NounPhrase | None:
    """Modifiers and nouns up to the last noun in a row."""
    i = first
    head = -1
    while i < len(reading) and i - first < _LONGEST:
        if _joined(reading, i) and i > first:
            i += 1
            continue
        if not _modifier(reading, i) or (head >= 0 and reading.tag(i) in {Tag.PARTICIPLE, Tag.GERUND}):
            break
        if reading.tag(i) is Tag.NOUN and not (reading.capital(i) and head >= 0 and not reading.capital(head)):
            head = i
        i += 1
    if head < 0 and reading.capital(first) and reading.tag(first) is Tag.ADJECTIVE:
        head = first
    return NounPhrase(first, head + 1, head) if head >= 0 else None


def _coordinated(reading: Reading, phrase: NounPhrase) -> NounPhrase:
    """The phrase with a second noun of the same kind: "soldiers and officers", "dogs and cats"."""
    if reading.word(phrase.last) not in {"and", "or"}:
        return phrase
    second = phrase.last + 1
    while (
        second < phrase.last + 4
        and reading.tag(second) is Tag.ADJECTIVE
        and reading.word(second) not in WORDS["substantives"]
    ):
        second += 1
    if not reading.plural(second) or second >= len(reading) or reading.capital(second):
        return phrase
    people = WORDS["persons"]
    if (reading.word(phrase.head) in people) is not (reading.word(second) in people):
        return phrase
    closed = {Tag.MARK, Tag.PRONOUN, Tag.CONJUNCTION}
    if reading.word(second) in people:
        closed |= {Tag.PREPOSITION, Tag.VERB, Tag.AUXILIARY, Tag.PARTICIPLE, Tag.ADVERB}
    return NounPhrase(phrase.first, second + 1, phrase.head) if reading.tag(second + 1) in closed else phrase


DESCRIBERS: Final = words(
    "time way star state sided pronged on off of dimensional up stop handed party step tier hit eyed bit word for by man "
    "pointer pointers wheeler factor tone toned all digit faced fisted"
)
"""A number joined to one of these is part of a describing word ("two-way", "five-star"), and counts nothing."""


def joined(reading: Reading, i: int) -> NounPhrase | None:
    """The noun that a hyphen at token ``i`` joins to its number: the member of "120-member chamber"."""
    if not _joined(reading, i) or reading.tag(i + 1) not in {Tag.NOUN, Tag.VERB}:
        return None
    if reading.word(i + 1) in DESCRIBERS - {"man"}:
        return None
    lettered = reading.tokens[i + 1].text.isupper()
    listed = reading.word(i + 2) == "," and reading.tag(i + 3) is Tag.NUMBER
    if (
        reading.plural(i + 1)
        or (reading.capital(i + 1) and not lettered)
        or not (listed or reading.tag(i + 2) in {Tag.NOUN, Tag.ADJECTIVE, Tag.PARTICIPLE, Tag.GERUND})
    ):
        return None
    return NounPhrase(i + 1, i + 2, i + 1)


def described(reading: Reading, i: int) -> NounPhrase | None:
    """What a hyphenated measure describes: the offensive of "11-day offensive", the rule of "five-decade-long rule"."""
    first = i
    while reading.word(first) in _HYPHENS and reading.glued(first) and reading.glued(first + 1) and first - i < 6:
        first += 2
    if first < len(reading) and reading.tag(first) in {Tag.ADJECTIVE, Tag.NOUN, Tag.PARTICIPLE, Tag.GERUND}:
        return _plural_or_singular(reading, first)
    return None


def _plural_or_singular(reading: Reading, first: int) -> NounPhrase | None:
    single = _singular(reading, first)
    plural = _plural(reading, first)
    if plural is not None and _stands_as_verb(reading, plural):
        plural = None
    if plural is not None and (single is None or plural.head <= single.head):
        return plural
    return single


def _stands_as_verb(reading: Reading, phrase: NounPhrase) -> bool:
    """Whether the plural that ends a phrase is the verb of a singular before it: "the space stands empty"."""
    before = phrase.head - 1
    return (
        before >= phrase.first
        and reading.word(phrase.head) in WORDS["noun_verbs"]
        and reading.tag(before) is Tag.NOUN
        and not reading.plural(before)
        and reading.tag(phrase.last) in {Tag.ADJECTIVE, Tag.ADVERB, Tag.DETERMINER}
    )


def complement(reading: Reading, i: int) -> NounPhrase | None:
    """The noun phrase at token ``i`` with its possessor: "the Assad family's rule", "Anbar province", "wheat"."""
    first = i
    while reading.tag(first) in {Tag.DETERMINER, Tag.NUMBER} and first - i < 3:
        first += 1
    phrase = _plural_or_singular(reading, first)
    for _ in range(2):
        if phrase is None or reading.word(phrase.last) not in {"'s", "'"}:
            break
        after = _plural_or_singular(reading, phrase.last + 1)
        if after is None:
            break
        phrase = NounPhrase(first, after.last, after.head)
    return phrase
