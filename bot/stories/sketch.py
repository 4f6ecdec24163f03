"""Sketches: a few numbers that tell how much of one text stands in another.

A text is sketched by the smallest hashes of its word 4-grams (bottom-k sketch: Broder, "On the resemblance and containment
of documents", 1997; Cohen and Kaplan, "Summarizing data using bottom-k sketches", 2007). Two sketches tell how much of the
shorter text is contained in the other without either text at hand.
"""

from __future__ import annotations

from base64 import b85decode, b85encode
from dataclasses import dataclass
from struct import pack, unpack
from zlib import crc32

from bot.stories.tokens import words

_SHINGLE = 4
_HASHES = 64
_READ_WORDS = 250
"""Words of a text that are sketched: outlets cut agency copy from its end."""

_ENOUGH_WORDS = 12
"""A shorter text is sketched together with its title."""

_ENOUGH_COMMON = 6
"""Common shingles below this number are chance or one quotation."""

COPIED = 0.55
"""The part of the shorter text that must be contained in the other to call one a copy of the other."""

_SPREAD, _MASK = 0x9E3779B1, 0xFFFFFFFF
"""Knuth's multiplicative constant: CRC-32 alone is linear, and its smallest values are not a fair sample."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """The ``_HASHES`` smallest 32-bit hashes of a text's word 4-grams, ascending; fewer where the text is shorter.

    They are packed, four bytes each with the highest first: a window holds tens of thousands of sketches.
    """

    packed: bytes = b""

    def to_text(self) -> str:
        """Base 85, five characters a hash."""
        return b85encode(self.packed).decode("ascii")

    @classmethod
    def from_text(cls, text: str) -> Sketch:
        """The inverse of ``to_text``. Raises ``ValueError`` for other texts."""
        if len(text) % 5:
            raise ValueError("a sketch is a row of 32-bit numbers")
        return cls(b85decode(text))

    def hashes(self) -> tuple[int, ...]:
        """The hashes, ascending."""
        return unpack(f">{len(self.packed) // 4}I", self.packed)


EMPTY = Sketch()


def sketch_of(title: str, text: str) -> Sketch:
    """The sketch of a text, or of title and text where the text is very short."""
    read = words(text[: _READ_WORDS * 12])[:_READ_WORDS]
    if len(read) < _ENOUGH_WORDS:
        read = words(title[:600]) + read
    shingles = {" ".join(read[at : at + _SHINGLE]) for at in range(len(read) - _SHINGLE + 1)}
    hashes = {crc32(shingle.encode("utf-8", "replace")) * _SPREAD & _MASK for shingle in shingles}
    kept = sorted(hashes)[:_HASHES]
    return Sketch(pack(f">{len(kept)}I", *kept))


def containment(one: Sketch, other: Sketch) -> float:
    """About how much of the shorter text is in the other, 0 to 1; 0 where there is too little to tell."""
    ours, theirs = one.hashes(), other.hashes()
    if not ours or not theirs:
        return 0.0
    # Up to this limit both sketches hold every hash of their text, so that they are samples of the same kind.
    limit = min(_MASK if len(hashes) < _HASHES else hashes[-1] for hashes in (ours, theirs))
    within, other_within = ({value for value in hashes if value <= limit} for hashes in (ours, theirs))
    common = len(within & other_within)
    return common / min(len(within), len(other_within)) if common >= _ENOUGH_COMMON else 0.0
