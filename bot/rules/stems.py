"""Stems: what is left of a word without its endings, by the Snowball algorithm of the article's language.

A word has the stem of its spelling, because some algorithms go by accents (réfugiées), and that of its folded form, so that
a query typed without accents finds the same words. In a language that has no algorithm here, and where the language is not
known, a word is its own stem.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import snowballstemmer

from bot.rules.folding import fold

STEMMED = "~"
"""Stands behind a word of a query that is looked for by its stem."""

_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Primary tag -> the name of its algorithm, see https://snowballstem.org/algorithms/."""

_LONGEST = 64
"""Longer words are no words of a language; they are their own stems, so that hostile text costs nothing."""


@lru_cache(maxsize=1 << 16)
def stem_of(word: str, language: str) -> str:
    """The stem of a word in the language of a primary tag, folded."""
    algorithm = _ALGORITHMS.get(language)
    return fold(_stemmer(algorithm).stemWord(word.lower()) if algorithm and len(word) <= _LONGEST else word)


def stem_key(word: str, language: str) -> str:
    """The stem with the algorithm that made it, for words of different languages to be told apart."""
    return f"{_ALGORITHMS.get(language, '')}:{stem_of(word, language)}"


@lru_cache(maxsize=1 << 12)
def stem_keys(word: str) -> frozenset[str]:
    """The keys that a word may have in an article, whatever its language."""
    return frozenset(stem_key(word, language) for language in ("", *_ALGORITHMS))


@lru_cache(maxsize=64)
def _stemmer(algorithm: str) -> Any:
    return snowballstemmer.stemmer(algorithm)
