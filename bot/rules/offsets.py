"""Where a document's tokens stand in the text as it was published.

Matching throws offsets away; only an explanation needs them, and finds them again here, for the few tokens that matched.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from bot.domain.figure import Part
from bot.domain.news import Article
from bot.rules.document import RANGES
from bot.rules.folding import SEPARATORS, inner_gershayim, normalised
from bot.rules.surface import read_surface
from bot.rules.tree import Field

Place = tuple[Part, int, int]
"""The part of an article and the character offsets in it."""


def token_places(article: Article, positions: Collection[int]) -> dict[int, Place]:
    """The place of the token at each of ``positions`` that is in title or text, in time linear in their length."""
    places: dict[int, Place] = {}
    for part, field, text in ((Part.TITLE, Field.TITLE, article.title), (Part.TEXT, Field.TEXT, article.text)):
        low, high = RANGES[field]
        wanted = {position for position in positions if low <= position < high}
        if wanted:
            upto = range(low, max(wanted) + 1)
            for position, (start, end) in zip(upto, token_offsets(text), strict=False):
                if position in wanted:
                    places[position] = (part, start, end)
    return places


def token_offsets(text: str) -> Iterator[tuple[int, int]]:
    """Character offsets of the tokens of ``text``, in the order in which matching sees them."""
    written, starts, ends = _separated(text)
    here = 0
    for surface in written.split():
        here = written.index(surface, here)
        for token in read_surface(surface).tokens:
            yield starts[here + token.start], ends[here + token.end - 1]
        here += len(surface)


def _separated(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The text as it is split into surfaces, and where each character of that begins and ends in ``text``."""
    if _keeps_length(text):
        return text.translate(SEPARATORS), range(len(text)), range(1, len(text) + 1)
    clusters = list(_clusters(text))
    pieces = [normalised(text[start:end]) for start, end in clusters]
    dropped = inner_gershayim("".join(pieces))
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    here = 0
    for (start, end), piece in zip(clusters, pieces, strict=True):
        left = "" if here in dropped else piece.translate(SEPARATORS)
        here += len(piece)
        written.append(left)
        starts += [start] * len(left)
        ends += [end] * len(left)
    return "".join(written), starts, ends


def _keeps_length(text: str) -> bool:
    """Whether every character stays one character, in its place."""
    return text.isascii() or (
        unicodedata.is_normalized("NFKC", text)
        and all(len(char.translate(SEPARATORS)) == 1 for char in set(text))
        and not inner_gershayim(text)
    )


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
