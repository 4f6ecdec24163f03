r"""Folding: how a word is written is taken away, so that what is left is which word it is.

Two lazily filled ``str.translate`` tables do the work. ``SEPARATORS`` turns everything that is not part of a word into a
space, so that ``str.split`` finds the words of any script; it keeps case, because ``US`` and ``us`` differ for some
queries. ``FOLD`` then takes case, accents, vowel points and spelling variants from one word. ``\w+`` would cut Hindi
words at their vowel signs and vocalised Arabic ones at their marks.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = frozenset("'\u2019\u2018\u201b\u02bc\u02bb\u02bd\u02be\u02bf\u02b9\u02c8\u2032\uff07`")
"""Signs that are typed for one, and those of hamza and ayn in transliterations."""

_SPACING_ACUTES = "\u00b4\u1ffd\u0384"
"""Apostrophes of some keyboards, of which NFKC would make a space and an accent."""

GERSHAYIM = frozenset('"“”')
"""Quotes that between two Hebrew letters are the mark of an acronym, which keyboards lack."""

_INNER_GERSHAYIM = re.compile(f"[{''.join(sorted(GERSHAYIM))}](?=[\u05d0-\u05ea])(?<=[\u05d0-\u05ea].)")

_HYPHENS = frozenset("-\u2010\u2011")
_DROPPED = frozenset("\u0640\u00ad\u05f3\u05f4")
"""Tatweel, soft hyphen, geresh and gershayim: they change how a word looks, never which word it is."""

_SPELLINGS = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("كک", "ك"),
    **dict.fromkeys("يیى", "ي"),
    **dict.fromkeys("ةهہۀۃ", "ه"),
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ё": "е",
    "ѐ": "е",
    "ѝ": "и",
}
"""Letters that readers take for one another. Kurdish ە, Cyrillic й and Ukrainian ї are letters of their own."""

_CHARACTER_SCRIPTS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # CJK radicals
    (0x3005, 0x3007),  # ideographic iteration mark, closing mark and zero
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x31F0, 0x31FF),  # Katakana extensions
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x20000, 0x3FFFF),  # Han, extensions B and later
)
"""Scripts written without spaces between words: each character is a token, a longer query is a phrase."""

_MARKS_DROPPED = (
    (0x0300, 0x036F),  # combining accents, over Latin, Greek and Cyrillic
    (0x0483, 0x0489),  # Cyrillic titlo and its kin
    (0x0591, 0x05C7),  # Hebrew points and accents
    (0x0610, 0x061A),  # Arabic honorifics
    (0x064B, 0x065F),  # Arabic vowel points
    (0x0670, 0x0670),  # superscript alef
    (0x06D6, 0x06ED),  # Koranic marks
    (0x08CA, 0x08FF),  # Arabic extended marks
    (0x1AB0, 0x1AFF),  # combining accents, extended
    (0x1DC0, 0x1DFF),  # combining accents, supplement
    (0xFE00, 0xFE2F),  # variation selectors, half marks
)

_DECOMPOSED = ((0x0041, 0x024F), (0x0370, 0x03FF), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF))
"""Latin and Greek letters lose their accents; other scripts' composed letters are letters of their own."""


def _within(ranges: tuple[tuple[int, int], ...], code: int) -> bool:
    return any(low <= code <= high for low, high in ranges)


def one_token_a_character(char: str) -> bool:
    """Whether ``char`` belongs to a script that writes no spaces between words (Chinese, Japanese, Thai ...)."""
    return _within(_CHARACTER_SCRIPTS, ord(char))


def _separated(char: str) -> str:
    if char in _APOSTROPHES:
        return "'"
    if char in _HYPHENS:
        return "-"
    category = unicodedata.category(char)
    if char in _DROPPED or (category == "Cf" and char != "\u200b"):
        return ""
    if category[0] not in "LMN" and char != ".":
        return " "
    return f" {char} " if one_token_a_character(char) else char


def _folded(char: str) -> str:
    code = ord(char)
    if _within(_MARKS_DROPPED, code) and unicodedata.category(char)[0] == "M":
        return ""
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    lower = char.casefold()
    if _within(_DECOMPOSED, code):
        lower = "".join(mark for mark in unicodedata.normalize("NFD", lower) if not unicodedata.combining(mark))
    return "".join(_SPELLINGS.get(letter, letter) for letter in lower)


class _Separators(dict[int, str]):
    def __missing__(self, code: int) -> str:
        value = self[code] = _separated(chr(code))
        return value


class _Fold(dict[int, str]):
    def __missing__(self, code: int) -> str:
        value = self[code] = _folded(chr(code))
        return value


SEPARATORS = _Separators()
FOLD = _Fold()


def normalised(text: str) -> str:
    """NFKC, which most texts are already, with the acutes that it would take apart as apostrophes."""
    if text.isascii() or unicodedata.is_normalized("NFKC", text):
        return text
    for acute in _SPACING_ACUTES:
        text = text.replace(acute, "'")
    return unicodedata.normalize("NFKC", text)


def inner_gershayim(text: str) -> frozenset[int]:
    """Where quotes stand for gershayim in a normalised text: they are dropped with what is in ``_DROPPED``."""
    return frozenset(mark.start() for mark in _INNER_GERSHAYIM.finditer(text))


_TYPOGRAPHIC = {char: normalised(char).translate(SEPARATORS) for char in "’“”—–…\u00a0‘•€£«»"}
"""Signs that make an otherwise plain text no ASCII -> what is left of them. Translating ASCII alone is ten times as fast."""


def surfaces(text: str) -> list[str]:
    """The words of ``text`` as written, apostrophes, inner hyphens and full stops included, case kept."""
    return _separated_text(text).split()


def bare_surfaces(text: str) -> list[str]:
    """The surfaces of ``text`` without one full stop behind most that have one, which makes no other word of them."""
    return _separated_text(text).replace(". ", " ").split()


def _separated_text(text: str) -> str:
    if not text.isascii():
        plain = text
        for char, left in _TYPOGRAPHIC.items():
            if char in plain:
                plain = plain.replace(char, left)
        text = plain if plain.isascii() else _without_gershayim(normalised(text))
    return text.translate(SEPARATORS)


def _without_gershayim(text: str) -> str:
    return _INNER_GERSHAYIM.sub("", text) if any(mark in text for mark in GERSHAYIM) else text


def fold(word: str) -> str:
    """One word without case, accents, vowel points and spelling variants; may be empty."""
    return word.translate(FOLD)
