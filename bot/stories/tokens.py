"""Text -> terms: stemmed, folded words, proper names and numbers, in any script."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from bot.stories.lexicon import stop_words

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0970-\u0e7f"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_TOKEN = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<initials>(?:[A-Z]\.){2,})"
    rf"|(?P<word>(?:(?![{_UNSPACED}])[^\W\d_]|[{_MARKS}])+(?:['\u2019](?:(?![{_UNSPACED}])[^\W\d_]|[{_MARKS}])+)*)"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LONGEST = 40
"""Characters of a word; what is longer is not a word."""

_SENTENCE_ENDS = frozenset(".!?:;\u2026\u3002\"'`\u201c\u201d\u2018\u00ab\u2014\u2013(-|\u2022*")
"""A capital after one of these says nothing: a sentence, a quotation or a list item may begin there."""

_FOLDED = str.maketrans(
    {"\u0131": "i", "\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00e6": "ae", "\u0153": "oe", "\u00df": "ss"}
)

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One term where it stands. ``start`` is its character offset.

    ``capital`` tells that it is capitalised where grammar alone would not have it; ``word`` is its folded form unstemmed.
    """

    term: str
    word: str
    start: int
    capital: bool
    number: bool = False


def tokens(text: str, language: str | None) -> list[Token]:
    """The terms of a text in order, without words of grammar. Time and memory are linear in its length."""
    stop = stop_words(language)
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind, raw, start = match.lastgroup, match[0], match.start()
        if kind == "word":
            token = _word(raw, start, language, stop, text)
            if token is not None:
                found.append(token)
        elif kind == "number":
            number = _number(raw)
            found.append(Token(number, number, start, capital=False, number=True))
        elif kind == "initials":
            word = raw.casefold().rstrip(".")
            found.append(Token(word, word, start, capital=True))
        else:
            found.extend(_pairs(raw, start))
    return found


def words(text: str) -> list[str]:
    """Every word and number of a text, folded and unstemmed, for comparing texts word by word."""
    return [fold(match[0]) for match in _TOKEN.finditer(text)]


def fold(word: str) -> str:
    """Lower case without diacritics, so that one name spelt two ways is one word."""
    if word.isascii():
        return word.lower()
    lowered = unicodedata.normalize("NFKD", word.casefold().translate(_FOLDED))
    return "".join(char for char in lowered if not unicodedata.combining(char))


def _word(raw: str, start: int, language: str | None, stop: frozenset[str], text: str) -> Token | None:
    bare = _without_clitic(raw)
    lowered = bare.casefold()
    if lowered in stop or len(bare) > _LONGEST or (len(bare) < 2 and bare.isascii()):
        return None
    capital = bare[0].isupper() and not _begins_sentence(text, start)
    term = _stem(lowered, language or "en")
    return Token(term, fold(lowered), start, capital) if term else None  # marks without a letter fold to nothing


def _without_clitic(raw: str) -> str:
    """The word in ``Assad's``, ``l'accord`` or ``Hay'at``: Assad, accord, Hayat."""
    if not ("'" in raw or "\u2019" in raw):
        return raw
    head, _, tail = raw.replace("\u2019", "'").partition("'")
    if tail in {"s", "S", "t", "re", "ve", "ll", "d", "m"}:
        return head
    if len(head) <= 2 and len(tail) > 2:
        return tail.replace("'", "")
    return raw.replace("\u2019", "'").replace("'", "")


def _begins_sentence(text: str, start: int) -> bool:
    before = start - 1
    if before >= 0 and text[before] == "-":
        return False  # the second half of "Al-Qaim"; a list item's dash has a space behind it
    while before >= 0 and text[before].isspace():
        before -= 1
    return before < 0 or text[before] in _SENTENCE_ENDS


def _number(raw: str) -> str:
    bare = raw[:_LONGEST]
    return bare.replace(",", "") if _THOUSANDS.fullmatch(bare) else bare.replace(",", ".")


def _pairs(raw: str, start: int) -> list[Token]:
    """Scripts written without spaces give pairs of characters."""
    if len(raw) == 1:
        return [Token(raw, raw, start, capital=False)]
    return [Token(raw[at : at + 2], raw[at : at + 2], start + at, capital=False) for at in range(len(raw) - 1)]


@lru_cache(maxsize=65_536)
def _stem(word: str, language: str) -> str:
    name = _STEMMERS.get(language)
    # A stemmer object holds the word it works on, so each has its own: callers may be on different threads.
    return fold(snowballstemmer.stemmer(name).stemWord(word) if name else word)
