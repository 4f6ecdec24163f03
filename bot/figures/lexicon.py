"""Word classes: a compact lexicon with suffix rules for the words it does not hold.

The tags are few, since all that hangs on them is where a noun phrase begins and ends.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Final

from bot.figures.spelled import CROWDS, ONES, SCALES, TENS
from bot.figures.tokens import Kind, Token
from bot.figures.words import words


class Tag(StrEnum):
    """The class of a word in its sentence."""

    NOUN = "noun"
    ADJECTIVE = "adjective"
    PARTICIPLE = "participle"
    GERUND = "gerund"
    VERB = "verb"
    AUXILIARY = "auxiliary"
    DETERMINER = "determiner"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    PRONOUN = "pronoun"
    ADVERB = "adverb"
    NUMBER = "number"
    MARK = "mark"


def _read() -> dict[str, frozenset[str]]:
    data = tomllib.loads((files("bot.figures") / "data" / "lexicon.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in data.items()}


WORDS: Final = _read()
"""The word lists of data/lexicon.toml by name."""

_CLOSED: Final[tuple[tuple[str, Tag], ...]] = (
    ("nouns", Tag.NOUN),
    ("adjectives", Tag.ADJECTIVE),
    ("verbs", Tag.VERB),
    ("noun_verbs", Tag.NOUN),
    ("plurals", Tag.NOUN),
    ("persons", Tag.NOUN),
    ("adverbs", Tag.ADVERB),
    ("pronouns", Tag.PRONOUN),
    ("auxiliaries", Tag.AUXILIARY),
    ("prepositions", Tag.PREPOSITION),
    ("relatives", Tag.PRONOUN),
    ("determiners", Tag.DETERMINER),
    ("conjunctions", Tag.CONJUNCTION),
    ("substantives", Tag.ADJECTIVE),
)
_STEMS: Final = WORDS["stems"] | {
    stem[:-1] + "ies"
    if stem.endswith("y") and stem[-2] not in "aeou"
    else stem + ("es" if stem.endswith(("s", "x", "ch", "sh")) else "s")
    for stem in WORDS["stems"]
}
_NUMBER_WORDS: Final = (ONES.keys() | TENS.keys() | SCALES.keys() | CROWDS.keys() | {"dozen"}) - {"one"}
_TAGS: Final = (
    dict.fromkeys(_STEMS, Tag.VERB)
    | {word: tag for name, tag in _CLOSED for word in WORDS[name]}
    | dict.fromkeys(_NUMBER_WORDS, Tag.NUMBER)
)

_ADJECTIVE_ENDINGS: Final = (
    "ian", "ean", "ese", "ish", "ous", "ful", "ive", "able", "ible", "less", "ical", "ional", "est", "ary", "ic",
)  # fmt: skip
_NOUN_ENDINGS: Final = ("tion", "ment", "ness", "ship", "ity", "ance", "ence", "ery", "logy", "ism")
_NOT_PARTICIPLES: Final = words("hundred shed bed seed deed breed feed speed need red bred weed creed greed sled steed")
_NOT_GERUNDS: Final = words(
    "building buildings king ring spring string wing thing morning evening ceiling beijing viking "
    "pudding wedding hearing meeting offering killing bombing shooting painting funding banking housing "
    "trading mining shipping gathering feeling finding ruling filing opening setting warning beginning "
    "earning saving crossing landing sitting listing reading drawing swing being pricing spending "
    "lightning clothing stabbing flooding warming"
)


@lru_cache(maxsize=65536)
def word_tag(lower: str) -> Tag:
    """The class that a word has by itself; an unknown word is a noun unless its ending says otherwise."""
    known = _TAGS.get(lower)
    if known is not None:
        return known
    if lower.endswith("ed") and len(lower) > 4 and lower not in _NOT_PARTICIPLES:
        return Tag.PARTICIPLE
    if lower.endswith("ing") and len(lower) > 5 and lower not in _NOT_GERUNDS:
        return Tag.GERUND
    if lower.endswith("ly") and len(lower) > 4:
        return Tag.ADVERB
    if lower.endswith(_NOUN_ENDINGS):
        return Tag.NOUN
    if lower.endswith(_ADJECTIVE_ENDINGS):
        return Tag.ADJECTIVE
    return Tag.NOUN


def tag(token: Token) -> Tag:
    """The class of a token by its word alone."""
    if token.kind is Kind.NUMBER:
        return Tag.NUMBER
    if token.kind is Kind.MARK and token.lower not in {"&", "'s"}:
        return Tag.MARK
    if (token.lower in {"who", "us", "it"} and token.text.isupper()) or token.text == "May":
        return Tag.NOUN
    return word_tag(token.lower)


@lru_cache(maxsize=65536)
def is_plural(lower: str) -> bool:
    """Whether a noun is a plural, or a word that counts as one ("people", "police")."""
    if lower in WORDS["plurals"]:
        return True
    if lower in WORDS["singulars"] or len(lower) < 4:
        return False
    return lower.endswith("s") and not lower.endswith(("ss", "us", "is"))


def singular(lower: str) -> str:
    """The singular of a plural noun: "soldiers" -> "soldier", "countries" -> "country", "people" -> "person"."""
    if lower in _SINGULARS:
        return _SINGULARS[lower]
    if not is_plural(lower) or not lower.endswith("s") or lower.endswith("ss"):
        return lower[:-3] + "man" if lower.endswith("men") and len(lower) > 4 else lower
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return lower[:-2]
    return lower[:-1]


_SINGULARS: Final = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "geese": "goose",
    "mice": "mouse",
    "lives": "life",
    "wolves": "wolf",
    "halves": "half",
    "knives": "knife",
    "leaves": "leaf",
    "crises": "crisis",
    "shoes": "shoe",
    "series": "series",
    "species": "species",
    "headquarters": "headquarters",
    "barracks": "barracks",
    "movies": "movie",
    "canoes": "canoe",
    "buses": "bus",
    "viruses": "virus",
    "campuses": "campus",
    "bonuses": "bonus",
    "gases": "gas",
    "lenses": "lens",
    "analyses": "analysis",
    "bases": "base",
    "theses": "thesis",
    "waltzes": "waltz",
    "quizzes": "quiz",
    "cookies": "cookie",
    "ties": "tie",
    "zombies": "zombie",
    "selfies": "selfie",
    "calories": "calorie",
    "rookies": "rookie",
    "birdies": "birdie",
    "bogeys": "bogey",
    "criteria": "criterion",
    "bacteria": "bacterium",
    "phenomena": "phenomenon",
    "sorties": "sortie",
    "prairies": "prairie",
    "smoothies": "smoothie",
    "hoodies": "hoodie",
    "pies": "pie",
    "dies": "die",
    "goalies": "goalie",
    "freebies": "freebie",
    "oxen": "ox",
    "aircraft": "aircraft",
    "schoolchildren": "schoolchild",
    "grandchildren": "grandchild",
}
