"""Where a document's tokens stand in the text as it was published.

Matching throws offsets away; only an explanation needs them, and finds them again here, character by character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bot.domain.figure import Part
from bot.domain.news import Article
from bot.rules.document import RANGES
from bot.rules.folding import SEPARATORS, normalised
from bot.rules.surface import read_surface
from bot.rules.tree import Field

Place = tuple[Part, int, int]
"""The part of an article and the character offsets in it."""


def token_places(article: Article) -> dict[int, Place]:
    """Position of each token of title and text -> its place, in time linear in their length."""
    places: dict[int, Place] = {}
    for part, field, text in ((Part.TITLE, Field.TITLE, article.title), (Part.TEXT, Field.TEXT, article.text)):
        position = RANGES[field][0]
        for start, end in token_offsets(text):
            places[position] = (part, start, end)
            position += 1
    return places


def token_offsets(text: str) -> Iterator[tuple[int, int]]:
    """Character offsets of the tokens of ``text``, in the order in which matching sees them."""
    for surface, origins in _located(text):
        for token in read_surface(surface).tokens:
            yield origins[token.start][0], origins[token.end - 1][1]


def _located(text: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each surface with the offsets that each of its characters came from."""
    letters: list[str] = []
    origins: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        for char in normalised(text[start:end]).translate(SEPARATORS):
            if char != " ":
                letters.append(char)
                origins.append((start, end))
            elif letters:
                yield "".join(letters), origins
                letters, origins = [], []
    if letters:
        yield "".join(letters), origins


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Pieces that normalisation treats as one: a character with what composes with it."""
    start = 0
    for here in range(1, len(text)):
        if not _joins_previous(text[here]):
            yield start, here
            start = here
    if text:
        yield start, len(text)


@lru_cache(maxsize=1 << 12)
def _joins_previous(char: str) -> bool:
    """Whether normalisation may compose or reorder ``char`` with the one before: marks, and Hangul vowels and finals."""
    if char < "\u0300":
        return False
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.combining(first) != 0 or unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"
