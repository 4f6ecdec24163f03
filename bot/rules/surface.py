"""What one written word is known by: its tokens, each with its forms, and the compound that its hyphens join."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

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

_ELISIONS = frozenset(
    {"l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"}
    | {"un", "dell", "nell", "all", "sull", "dall", "quell", "sant"}
)
"""French, Italian and Catalan words that lose their vowel before another: l'iran is iran."""

_TURKISH_ENDINGS = frozenset(
    {
        "da",
        "de",
        "ta",
        "te",
        "dan",
        "den",
        "tan",
        "ten",
        "nin",
        "nun",
        "in",
        "un",
        "ya",
        "ye",
        "yi",
        "yu",
        "daki",
        "deki",
    }
)
"""Case endings that Turkish sets off from a name by an apostrophe, folded: Ankara'dan is Ankara."""


@dataclass(frozen=True, slots=True)
class Token:
    """One position of a text.

    ``forms`` are what it is known by: folded words, the one a query's own word is compared by first, and last the word as
    written, behind ``EXACTLY``. ``exact`` is the word as written. ``start:end`` are offsets in the surface.
    """

    forms: tuple[str, ...]
    exact: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Surface:
    """A written word: its tokens in order, and the one word that they make without their hyphens (or None)."""

    tokens: tuple[Token, ...]
    compound: str | None


def read_surface(surface: str) -> Surface:
    """Tokens and forms of a surface (see ``folding.surfaces``). Takes time linear in its length."""
    return _cached(surface) if len(surface) <= CACHED_LENGTH else _read(surface)


def _read(surface: str) -> Surface:
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
    if bare.isascii() and bare.isalpha():
        # Nearly every word of a text in Latin letters: one token, in which nothing is to be folded but its case.
        folded = bare.lower()
        if bare.isupper() and len(folded) in _ACRONYM_LETTERS:
            return (folded, f"{'.'.join(folded)}.", EXACTLY + bare)
        return (folded, EXACTLY + bare)
    read = read_surface(surface)
    forms = [form for token in read.tokens for form in token.forms]
    return tuple(forms) if read.compound is None else (*forms, read.compound)


def _tokens(piece: str, start: int) -> list[Token]:
    """Tokens of what stands between two hyphens: an acronym, or words separated by full stops."""
    bare = piece.lstrip(AROUND)
    start += len(piece) - len(bare)
    bare = bare.rstrip(AROUND)
    if not bare:
        return []
    letters = _acronym(bare)
    if letters:
        forms = (f"{'.'.join(letters)}.", letters, *_exactly(bare))
        return [Token(forms, bare, start, start + len(bare))]
    tokens = []
    for word in bare.split("."):
        token = _token(word, start)
        if token:
            tokens.append(token)
        start += len(word) + 1
    return tokens


def _acronym(bare: str) -> str:
    """``us`` for U.S or U.S.'s, the empty string for what is no dotted acronym."""
    parts = bare.removesuffix("'s").rstrip(".").split(".")
    if len(parts) < 2 or not all(len(part) == 1 and part.isalpha() for part in parts):
        return ""
    return fold("".join(parts))


def _token(word: str, start: int) -> Token | None:
    bare = word.lstrip("'")
    start += len(word) - len(bare)
    bare = bare.rstrip("'")
    folded = fold(bare)
    if not folded.strip("'"):
        return None
    forms = _with_apostrophe(folded) if "'" in folded else (folded,)
    if len(folded) in _ACRONYM_LETTERS and bare.isupper() and bare.isalpha():
        forms = (*forms, f"{'.'.join(folded)}.")
    return Token((*forms, *_exactly(bare)), bare, start, start + len(bare))


def _exactly(bare: str) -> tuple[str, ...]:
    owner = bare.removesuffix("'s")
    return (EXACTLY + bare,) if owner == bare else (EXACTLY + owner, EXACTLY + bare)


def _with_apostrophe(folded: str) -> tuple[str, ...]:
    before, _, after = folded.rpartition("'")
    if after in _CONTRACTIONS:
        stem = (before.replace("'", ""),) if after == "s" else ()
        return (folded, *stem)
    forms = [folded.replace("'", "")]
    if folded.partition("'")[0] in _ELISIONS:
        forms.append(folded.partition("'")[2].replace("'", ""))
    if after in _TURKISH_ENDINGS and len(before) > 2:
        forms.append(before.replace("'", ""))
    return tuple(forms)
