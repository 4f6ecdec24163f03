"""A first look at many stored articles: which of them a query may match, told by substrings and without reading a word.

Whatever a query matches passes its sieve; most of what it does not match fails. A text is looked at with case, accents and
the signs inside words taken away, so that every form of a word that the rules know is a substring of it.
"""

from __future__ import annotations

import codecs
from functools import lru_cache

from bot.rules.atoms import AtomSet, scope_and_text
from bot.rules.folding import FOLD, SEPARATORS, normalised
from bot.rules.lexicon import scope_of
from bot.rules.pattern import LETTER, REST
from bot.rules.plan import rows_of
from bot.rules.surface import EXACTLY
from bot.rules.tree import Field, Query

_SEEN = {scope_of(field) for field in (Field.ANY, Field.TITLE, Field.TEXT)}

_SIGNS = "-'."
_SIGNS_WRITTEN = tuple(sign.encode() for sign in _SIGNS)
_MOSTLY_FOREIGN = 1.3
"""Bytes a character from which a text is folded whole; with fewer, folding each run of what is no ASCII is faster."""


class _Loose(dict[int, str]):
    """A character -> what is left of it: nothing of signs inside words, a space of what stands between them."""

    def __missing__(self, code: int) -> str:
        separated = chr(code).translate(SEPARATORS)
        left = " " if separated.isspace() else separated.strip().translate(FOLD)
        value = self[code] = "" if separated in _SIGNS else left
        return value


_LOOSE = _Loose()


class Sieve:
    """``may_match`` is false only for articles that the query does not match."""

    def __init__(self, query: Query) -> None:
        rows = rows_of(query.tree)
        self._rows = [[pieces for atoms in row.required if (pieces := _pieces_of(atoms)) is not None] for row in rows]

    def may_match(self, title: str, text: str) -> bool:
        """Whether an article of this title and text may match. Takes time linear in their length."""
        loose = _loosened(f"{title} {text}")
        return any(all(any(piece in loose for piece in pieces) for pieces in row) for row in self._rows)


def _pieces_of(atoms: AtomSet) -> list[bytes] | None:
    """Substrings of which a text has one if it has one of the atoms; None where that cannot be told by substrings."""
    pieces = [_piece_of(atom) for atom in atoms]
    return None if None in pieces else sorted({piece for piece in pieces if piece is not None}, key=len)


def _piece_of(atom: str) -> bytes | None:
    scope, text = scope_and_text(atom)
    if scope not in _SEEN:
        return None
    word = text.removeprefix(EXACTLY).strip(REST)
    longest = max(word.split(LETTER), key=len)
    return longest.translate(_LOOSE).strip().encode() or None


def _loosened(text: str) -> bytes:
    encoded = text.encode("utf-8", "replace")
    if len(encoded) > len(text) * _MOSTLY_FOREIGN:
        return normalised(text).translate(_LOOSE).encode("utf-8", "replace")
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
    return normalised(run).translate(_LOOSE).encode("utf-8", "replace")


_HANDLER = "dateline.loosen"
codecs.register_error(_HANDLER, _loosen_run)
