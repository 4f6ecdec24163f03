"""Unfolding: folding run backwards, an expression that finds folded words in a text however they are written in it.

RE2 runs it over the UTF-8 that is stored, as fast for one script as for another: nothing is decoded, folded or copied. It
knows what is left of a character wherever it stands; a text with any other character in it is found as well.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import re2

from bot.rules.folding import FOLD, GERSHAYIM, SEPARATORS, normalised

_READ = (
    (0x0000, 0x024F),  # Latin
    (0x0370, 0x058F),  # Greek, Cyrillic, Armenian
    (0x0590, 0x06FF),  # Hebrew, Arabic
    (0x10A0, 0x10FF),  # Georgian
    (0x1E00, 0x1FFF),  # Latin of Vietnam, polytonic Greek
    (0x2000, 0x214F),  # punctuation, currencies, letters as signs
    (0x3000, 0x30FF),  # Chinese punctuation, Hiragana, Katakana
    (0xFF00, 0xFFEF),  # full and half width
)
"""Blocks of which each character is looked up: what is left of it, if that does not hang on its neighbours."""

_AS_WRITTEN = (
    (0x2190, 0x23FF),  # arrows, operators
    (0x2500, 0x27BF),  # shapes
    (0x4E00, 0x9FFF),  # Han
    (0xAC00, 0xD7A3),  # Hangul
    (0x1F300, 0x1FAFF),  # pictures
)
"""Blocks of which each character stands for itself, or between words."""

_CONJOINING = range(0x1100, 0x1200)
"""The parts of Hangul syllables, which normalising joins."""

_LETTERS = 400
"""Letters of all the words of an expression: each is some forty steps of RE2's program, whose size bounds its memory."""

_LONGEST, _SHORTEST = 16, 4
"""Letters of each word that are looked for, at most, and where there are so many words that they have to be short."""

_MEMORY = 1 << 26
"""Bytes that RE2 may take: ten times what it needs, because it gets a thousand times as slow when there are too few."""

_SIGNS = "-'."


class _Loose(dict[int, str]):
    """A character -> what is left of it: nothing of signs inside words, a space of what stands between them.

    Quotes are signs inside words here, whatever is beside them: what it takes away too much makes no word be missed.
    """

    def __missing__(self, code: int) -> str:
        separated = chr(code).translate(SEPARATORS)
        left = " " if separated.isspace() else separated.strip().translate(FOLD)
        value = self[code] = "" if separated in _SIGNS or chr(code) in GERSHAYIM else left
        return value


LOOSE = _Loose()


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """How letters are written: ``written[letter]`` are characters of which it is left, alone or with other letters.

    ``dropped`` are those of which nothing is left; of one character are left letters that stand ``together``; ``other`` is
    what nothing is known of, as a class of RE2's.
    """

    written: dict[str, list[str]]
    dropped: list[str]
    together: frozenset[tuple[str, str]]
    other: str


def any_spelling_of(words: Collection[str]) -> Any | None:
    """An expression that finds each text, in UTF-8, of which one of these words is left (see ``LOOSE``), and few others.

    What it finds lies within a line. None where there are too many words to find anything by.
    """
    length = min(_LONGEST, _LETTERS // max(len(words), 1))
    if length < _SHORTEST:
        return None
    alphabet = _alphabet()
    ways = [_ways(word, alphabet) for word in sorted({word[:length] for word in words})]
    return _compiled("|".join((*ways, alphabet.other)))


def any_of(words: Iterable[str]) -> Any:
    """An expression that finds each text, in UTF-8, with one of these words in it as it stands; there may be thousands."""
    return _compiled("|".join(map(re2.escape, words)))


def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.never_capture = True
    options.max_mem = _MEMORY
    return re2.compile(pattern.encode(), options)


def _ways(word: str, alphabet: _Alphabet) -> str:
    """How a word may be written: between its letters may be what is dropped, and one character may be several of them."""
    dropped = f"{_class(alphabet.dropped)}*"
    letters = [_class([letter, *alphabet.written.get(letter, ())]) for letter in word]
    for place, pair in enumerate(pairwise(word), 1):
        letters[place] = f"(?:{dropped}{letters[place]})" + "?" * (pair in alphabet.together)
    return "".join(letters)


@cache
def _alphabet() -> _Alphabet:
    written: defaultdict[str, list[str]] = defaultdict(list)
    dropped: list[str] = []
    together: set[tuple[str, str]] = set()
    known = [chr(code) for first, last in _READ for code in range(first, last + 1) if _stands_alone(chr(code))]
    for char in known:
        left = normalised(char).translate(LOOSE)
        together.update(pairwise(left))
        for letter in left:
            written[letter].append(char)
        if not left:
            dropped.append(char)
    as_written = "".join(f"\\x{{{first:x}}}-\\x{{{last:x}}}" for first, last in _AS_WRITTEN)
    return _Alphabet(dict(written), dropped, frozenset(together), f"[^{as_written}{_class(known)[1:]}")


def _stands_alone(char: str) -> bool:
    """Whether what is left of a character is the same beside any other; marks join the letter before them."""
    return not any(unicodedata.category(part)[0] == "M" or ord(part) in _CONJOINING for part in normalised(char))


def _class(chars: Iterable[str]) -> str:
    return "[" + "".join(f"\\x{{{code:x}}}" for code in sorted(set(map(ord, chars)))) + "]"
