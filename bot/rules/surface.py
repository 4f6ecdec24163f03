"""What one written word is known by: its tokens, each with its forms, and the compound that its hyphens join."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.rules.folding import fold

CACHED_LENGTH = 64
"""Longer surfaces are not words; they are read each time, so that hostile text cannot fill the cache."""

COMPOUND_PARTS = 4
"""A hyphenated chain of more parts (``a-b-c-d-e``) is no compound that anybody writes as one word."""

EXACTLY = "="
"""Stands before a form that keeps its case and accents; no folded word holds the sign."""

_ACRONYM_LETTERS = range(2, 6)

AROUND = ".'"
"""Signs at the ends of a word that are none of it."""

_CONTRACTIONS = frozenset({"s", "t", "d", "m", "ll", "re", "ve"})
"""English endings after an apostrophe. Joining them would make other words: he'll, we're, it's."""

_OWNER = "s"
"""The one of them that leaves the name a word of its own: Syria's is Syria."""

_ELISIONS = frozenset(
    {"l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"}
    | {"un", "dell", "nell", "all", "sull", "dall", "quell", "sant"}
)
"""French, Italian and Catalan words that lose their vowel before another: l'iran is iran."""

_TURKISH_ENDINGS = frozenset(
    {"i", "u", "yi", "yu", "ni", "nu", "a", "e", "ya", "ye", "na", "ne", "in", "un", "nin", "nun"}
    | {"da", "de", "ta", "te", "nda", "nde", "dan", "den", "tan", "ten", "ndan", "nden"}
    | {"daki", "deki", "taki", "teki", "ndaki", "ndeki", "ki", "li", "lu", "lilar", "liler", "lular"}
    | {"la", "le", "yla", "yle", "nca", "nce", "lar", "ler", "dir", "dur", "tir", "tur"}
)
"""Endings that Turkish sets off from names, acronyms and numbers by an apostrophe: Ankara'dan is Ankara, ABD'li is ABD.

Cases first, as they stand behind consonants, vowels and possessives; then who is there or from there; then with, by, the
plural, and is.
"""

_TURKISH_LETTERS = str.maketrans("ıİüÜ", "iIuU")
"""Letters of endings as ``_TURKISH_ENDINGS`` has them. Other accents are none of Turkish: cos'è is no dative of cos."""

_VOWELS = frozenset("aeiou")

_SPOKEN_VOWELS = _VOWELS - {"e"}
"""Vowels that end a name in speech too; the e of Google does not."""


class Token(NamedTuple):
    """One position of a text.

    ``forms`` are what it is known by: folded words, the one a query's own word is compared by first, and last the word as
    written, behind ``EXACTLY``. ``exact`` is the word as written. ``start:end`` are offsets in the surface.
    """

    forms: tuple[str, ...]
    exact: str
    start: int
    end: int


class Surface(NamedTuple):
    """A written word: its tokens in order, and the one word that they make without their hyphens (or None)."""

    tokens: tuple[Token, ...]
    compound: str | None


def read_surface(surface: str) -> Surface:
    """Tokens and forms of a surface (see ``folding.surfaces``). Takes time linear in its length."""
    return _cached(surface) if len(surface) <= CACHED_LENGTH else _read(surface)


def _read(surface: str) -> Surface:
    bare = surface.strip(AROUND)
    if is_plain(bare):
        start = surface.index(bare)
        return Surface((Token(_plain_forms(bare), bare, start, start + len(bare)),), None)
    tokens: list[Token] = []
    start = 0
    pieces = surface.split("-")
    for piece in pieces:
        tokens.extend(_tokens(piece, start))
        start += len(piece) + 1
    compound = None
    if 1 < len(tokens) == len(pieces) <= COMPOUND_PARTS:
        compound = "".join(token.forms[0] for token in tokens)
    return Surface(tuple(tokens), compound)


_cached = lru_cache(maxsize=1 << 14)(_read)


def forms_of(surface: str) -> tuple[str, ...]:
    """Every form that a surface is known by: those of its tokens, and its compound."""
    bare = surface.strip(AROUND)
    if is_plain(bare):
        return _plain_forms(bare)
    read = read_surface(surface)
    forms = [form for token in read.tokens for form in token.forms]
    return tuple(forms) if read.compound is None else (*forms, read.compound)


def is_plain(word: str) -> bool:
    """Whether a word is written in Latin letters without accents, and so is one token, with nothing to fold but its case."""
    return word.isascii() and word.isalpha()


def _plain_forms(word: str) -> tuple[str, ...]:
    folded = word.lower()
    if word.isupper() and len(folded) in _ACRONYM_LETTERS:
        return (folded, f"{'.'.join(folded)}.", EXACTLY + word)
    return (folded, EXACTLY + word)


def _tokens(piece: str, start: int) -> list[Token]:
    """Tokens of what stands between two hyphens: an acronym, or words separated by full stops."""
    behind = piece.lstrip(AROUND)
    start += len(piece) - len(behind)
    bare = behind.rstrip(AROUND)
    if not bare:
        return []
    letters = _acronym(bare)
    if letters:
        # The stop behind its last letter is the acronym's own, even where it ends a sentence too.
        stop = bare[-2] == "." and behind.startswith(".", len(bare))
        forms = (f"{'.'.join(letters)}.", letters, *_exactly(_known_as(bare)))
        return [Token(forms, bare, start, start + len(bare) + stop)]
    tokens = []
    for word in bare.split("."):
        token = _token(word, start)
        if token:
            tokens.append(token)
        start += len(word) + 1
    return tokens


def _acronym(bare: str) -> str:
    """``us`` for U.S, U.S.'s or l'U.S, the empty string for what is no dotted acronym."""
    for known in _known_as(bare):
        parts = known.rstrip(".").split(".")
        if len(parts) > 1 and all(len(part) == 1 and part.isalpha() for part in parts):
            return fold("".join(parts))
    return ""


def _token(word: str, start: int) -> Token | None:
    bare = word.lstrip("'")
    start += len(word) - len(bare)
    bare = bare.rstrip("'")
    folded = fold(bare)
    if not folded.strip("'"):
        return None
    known = _known_as(bare)
    if folded.rpartition("'")[2] not in _CONTRACTIONS:
        folded = folded.replace("'", "")
    forms = [folded, *(fold(alone).replace("'", "") for alone in known[1:])]
    acronyms = [f"{'.'.join(fold(each))}." for each in known if _is_acronym(each)]
    return Token((*filter(None, forms), *acronyms, *_exactly(known)), bare, start, start + len(bare))


def _is_acronym(word: str) -> bool:
    return word.isupper() and word.isalpha() and len(fold(word)) in _ACRONYM_LETTERS


def _exactly(known: Sequence[str]) -> tuple[str, ...]:
    bare, *others = known
    return (*(EXACTLY + alone.rstrip(".") for alone in others), EXACTLY + bare)


def _known_as(bare: str) -> Sequence[str]:
    """A word as written, and what is left of it without what an apostrophe joins to it: Iraq's and Iraq, l'Iran and Iran."""
    known = [bare]
    before, ending = _parted(bare)
    if ending.lower() in _CONTRACTIONS:
        if not before or ending.lower() != _OWNER:
            return known
        known.append(before)
        before, ending = _parted(before)
    if not before:
        return known
    first, _, rest = known[-1].partition("'")
    if first.lower() in _ELISIONS:
        known.append(rest.lstrip("'"))
    if _is_turkish(before, ending):
        known.append(before)
    return known


def _parted(word: str) -> tuple[str, str]:
    """What stands before a word's last apostrophe, empty where it has none, and what behind it."""
    before, _, behind = word.rpartition("'")
    return before.rstrip("'"), behind


def _is_turkish(name: str, ending: str) -> bool:
    """Whether an ending is one of Turkish, and may stand behind this name."""
    ending = ending.translate(_TURKISH_LETTERS).lower()
    if ending not in _TURKISH_ENDINGS:
        return False
    if name.isupper():
        return len(name) > 1
    # A vowel follows none in Turkish, but in Sana'a and Hawai'i.
    return len(name) > 2 and not (ending[0] in _VOWELS and fold(name)[-1:] in _SPOKEN_VOWELS)
