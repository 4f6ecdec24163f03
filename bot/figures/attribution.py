"""Who said what a sentence says: "according to official sources", "ministry officials said"."""

from __future__ import annotations

from typing import Final, NamedTuple

from bot.figures.lexicon import Tag
from bot.figures.reading import Reading
from bot.figures.tokens import Kind
from bot.figures.words import words

_SAID: Final = words(
    "said says say told tells announced reported reports estimated estimates stated confirmed claimed "
    "claims added warned forecast predicted showed shows found saying"
)
_STRICT: Final = words("said says say announced stated saying")
_CITING: Final = words("citing quoting cited")
_STOPS: Final = words(
    "who whom which whose that , . ; : ( ) — – \" “ ” ' ‘ ’ on in at after during when while as and but"
)
_BEFORE_STOPS: Final = _STOPS - {"of", "in", "at", "'"} | {"that"}
_PRONOUNS: Final = words("he she they it i we you who which that there this him her them us me")
_LONGEST: Final = 12


class Attribution(NamedTuple):
    """A source at tokens ``first:last`` and the token of the verb or preposition that brings it in."""

    first: int
    last: int
    cue: int


def attribution(reading: Reading) -> Attribution | None:
    """The sentence's source: a named "according to" first, then what a verb of saying has for a subject."""
    said: Attribution | None = None
    for i in range(len(reading)):
        word = reading.word(i)
        if word == "according" and reading.word(i + 1) == "to":
            found = _phrase_after(reading, i + 2, i)
            if found is not None:
                return found
        elif word in _CITING:
            found = _phrase_after(reading, i + 1, i)
            if found is not None:
                return found
        elif said is None and word in _SAID and reading.tag(i) is not Tag.MARK:
            said = _subject(reading, i)
    return said


def _phrase_after(reading: Reading, first: int, cue: int) -> Attribution | None:
    """The noun phrase from ``first`` on, up to a relative, a clause mark or the sentence's end."""
    last = first
    while last < len(reading) and last - first < _LONGEST:
        word = reading.word(last)
        if word in _STOPS and not (word in {"and", "in", "at"} and reading.capital(last + 1)):
            break
        mark = reading.tokens[last].kind is Kind.MARK
        if mark and word not in {"'s", "&", ".", "'"} and not (reading.glued(last) and reading.glued(last + 1)):
            break
        if reading.tag(last) in {Tag.VERB, Tag.AUXILIARY} and last > first and not reading.capital(last):
            break
        last += 1
    if last == first or any(reading.taken[first:last]) or reading.word(first) in _PRONOUNS:
        return None
    if reading.tag(first) is Tag.NUMBER:
        return None
    return Attribution(first, last, cue)


def _subject(reading: Reading, verb: int) -> Attribution | None:
    """The subject of a verb of saying: before it ("officials said"), or after it ("said an official quoted by AFP")."""
    word = reading.word(verb)
    before = reading.word(verb - 1)
    inverted = verb == 0 or before in {",", '"', "”", "'", "’"} or (before in {".", "?", "!"})
    if inverted and word in _STRICT:
        found = _phrase_after(reading, verb + 1, verb)
        if found is not None:
            return found
    edge = verb - 1 if before == "," else verb
    first = _back(reading, edge)
    if reading.word(first - 1) in {"that", "which", "who"} and first > 1:
        edge = first - 2 if reading.word(first - 2) == "," else first - 1
        first = _back(reading, edge)
    while first < edge and reading.tag(first) in {Tag.ADVERB, Tag.CONJUNCTION, Tag.PREPOSITION, Tag.MARK}:
        first += 1
    last = edge
    while last > first and reading.tag(last - 1) is Tag.ADVERB:
        last -= 1
    if last <= first or any(reading.taken[first:last]) or reading.word(first) in _PRONOUNS:
        return None
    if reading.tokens[last - 1].kind is Kind.MARK:
        return None
    if reading.word(last - 1) in _ANYBODY or reading.tag(last - 1) in {Tag.VERB, Tag.PARTICIPLE, Tag.PRONOUN}:
        return None
    if word not in _STRICT | {"told", "tells"} and not _speaks(reading, first, last):
        return None
    return Attribution(first, last, verb)


def _back(reading: Reading, edge: int) -> int:
    """Where the words before token ``edge`` begin that may be a subject."""
    first = edge
    while first > 0 and edge - first < _LONGEST:
        word_before = reading.word(first - 1)
        if word_before in _BEFORE_STOPS or reading.tag(first - 1) in {Tag.VERB, Tag.AUXILIARY, Tag.NUMBER, Tag.GERUND}:
            break
        first -= 1
    return first


_ANYBODY: Final = words(
    "people person others men women man woman children many some most all both those least half dead"
)
"""Who is counted, and no source of a count."""

_SPEAKERS: Final = words(
    "official officials spokesman spokeswoman spokesperson minister ministry police agency government "
    "authorities sources source report study data survey poll bank analysts economists researchers "
    "scientists doctors rescuers witnesses media army military office department commission council "
    "organisation organization observatory bureau un reuters afp ap"
)


def _speaks(reading: Reading, first: int, last: int) -> bool:
    return any(reading.word(i) in _SPEAKERS for i in range(first, last))


def source_text(reading: Reading, found: Attribution) -> str:
    """The source as written, without its article or possessive: "official sources"."""
    first = found.first
    if reading.word(first) in {"the", "its", "their"} and found.last - first > 1:
        first += 1
    return reading.span(first, found.last)
