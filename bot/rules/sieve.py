"""A first look at many stored articles: which of them a query may match, told by substrings and without reading a word.

Whatever a query matches passes its sieve; most of what it does not match fails. A text is looked at with case, accents and
the signs inside words taken away, so that every form of a word that the rules know is a substring of it. Of many texts at
once most are given up before that, because the rarest words of the query are not in them in any spelling.
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain

from bot.rules.atoms import AtomSet, scope_and_text
from bot.rules.folding import normalised
from bot.rules.lexicon import scope_of
from bot.rules.pattern import LETTER, REST
from bot.rules.plan import rows_of
from bot.rules.rarity import frequency
from bot.rules.surface import EXACTLY
from bot.rules.tree import Field, Query
from bot.rules.unfolding import LOOSE, any_of, any_spelling_of

_SEEN = {scope_of(field) for field in (Field.ANY, Field.TITLE, Field.TEXT)}

_SIGNS_WRITTEN = (b"-", b"'", b"`", b".", b'"')
"""What is dropped of a text in ASCII."""

_MOSTLY_FOREIGN = 1.1
"""Bytes a character from which a text is folded whole; with fewer, folding each run of what is no ASCII is faster."""

_FEW = 4
"""Pieces that are found one by one as fast as by an expression of all of them."""


class Sieve:
    """Lets through every article that the query matches."""

    def __init__(self, query: Query) -> None:
        rows = [sorted(row.required, key=frequency) for row in rows_of(query.tree)]
        told = [[pieces for atoms in row if (pieces := _pieces_of(atoms)) is not None] for row in rows]
        self._rows = [[_one_found(pieces) for pieces in row] for row in told]
        rarest = {piece for row in told for piece in next(iter(row), ())}
        self._glance = any_spelling_of(rarest) if all(told) else None

    def passing(self, articles: Sequence[tuple[bytes, bytes]]) -> list[int]:
        """The places of those that may match among articles, each its title and its text, in UTF-8."""
        return [
            place
            for place in self._glanced(articles)
            if self.may_match(*(part.decode("utf-8", "replace") for part in articles[place]))
        ]

    def may_match(self, title: str, text: str) -> bool:
        """Whether an article of this title and text may match. Takes time linear in their length."""
        loose = _loosened(f"{title} {text}")
        return any(all(one_found(loose) for one_found in row) for row in self._rows)

    def _glanced(self, articles: Sequence[tuple[bytes, bytes]]) -> Iterator[int]:
        """The places of articles that have one of the rarest pieces in whatever spelling, and of a few others."""
        if self._glance is None:
            yield from range(len(articles))
            return
        # As one text, because to begin a search and to end it takes a third of the time that an article does.
        joined = b"\n".join(chain.from_iterable(articles))
        ends = list(accumulate(len(title) + len(text) + 2 for title, text in articles))
        start = 0
        while start < len(joined) and (found := self._glance.search(joined, start)):
            place = bisect_right(ends, found.start())
            yield place
            start = ends[place]


def _pieces_of(atoms: AtomSet) -> list[str] | None:
    """Substrings of which a text has one if it has one of the atoms; None where that cannot be told by substrings."""
    pieces = [_piece_of(atom) for atom in atoms]
    return None if None in pieces else sorted({piece for piece in pieces if piece is not None}, key=len)


def _piece_of(atom: str) -> str | None:
    scope, text = scope_and_text(atom)
    if scope not in _SEEN:
        return None
    word = text.removeprefix(EXACTLY).strip(REST)
    longest = max(word.split(LETTER), key=len)
    return longest.translate(LOOSE).strip() or None


def _one_found(pieces: Sequence[str]) -> Callable[[bytes], object]:
    """What tells whether a text has one of these pieces: looked for one by one while they are few."""
    if len(pieces) > _FEW:
        search: Callable[[bytes], object] = any_of(pieces).search
        return search
    encoded = [piece.encode() for piece in pieces]
    return lambda loose: any(piece in loose for piece in encoded)


def _loosened(text: str) -> bytes:
    encoded = text.encode("utf-8", "replace")
    if len(encoded) > len(text) * _MOSTLY_FOREIGN:
        return normalised(text).translate(LOOSE).encode("utf-8", "replace")
    if len(encoded) > len(text):
        encoded = text.encode("ascii", _HANDLER)
    # One pass after the other, many bytes at a time; translating and deleting at once would go byte by byte.
    encoded = encoded.lower()
    for sign in _SIGNS_WRITTEN:
        encoded = encoded.replace(sign, b"")
    return encoded


def _loosen_run(error: UnicodeError) -> tuple[bytes, int]:
    """What stands for a run of characters that are not ASCII, as an error handler of ``str.encode``."""
    assert isinstance(error, UnicodeEncodeError)
    return _loose_run(error.object[error.start : error.end]), error.end


@lru_cache(maxsize=1 << 16)
def _loose_run(run: str) -> bytes:
    return normalised(run).translate(LOOSE).encode("utf-8", "replace")


_HANDLER = "dateline.loosen"
codecs.register_error(_HANDLER, _loosen_run)
