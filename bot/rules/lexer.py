"""The query's text cut into tokens, each with its place, or a ``BadQuery`` that names the place of what cannot stand."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum

from bot.domain.errors import BadQuery
from bot.rules.amount_text import SHORT, read_amount
from bot.rules.folding import normalised
from bot.rules.numeral import compares, past_spaces
from bot.rules.quotes import QUOTES, closing, joins_letters, without_quotes
from bot.rules.shape_text import asks_for_time, read_length, read_published, read_sources
from bot.rules.spelling import check_phrase, check_stemmed, check_word
from bot.rules.stems import STEMMED


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    PHRASE = "phrase"
    FIELD = "field"
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    NEAR = "NEAR"
    SLOP = "~"
    STEMS = "~("
    REGEX = "/"
    ATLEAST = "atleast"
    FIGURE = "figure"
    LENGTH = "length"
    PUBLISHED = "published"
    SOURCES = "sources"
    COMMA = ","
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` is what the parser needs (a phrase without its quotes); ``start:end`` are offsets in the query.

    A regular expression's text lacks its first /, and ends with its last one and its flags.
    """

    kind: Kind
    text: str
    start: int
    end: int


FIELDS = ("title", "text", "outlet", "feed", "site", "url", "author", "place", "country", "lang", "tag")

_DASHES = frozenset("-‐‑‒–—―−﹣－")
"""What telephones and word processors make of a minus before a word."""

_SINGLE = {
    "(": Kind.OPEN,
    ")": Kind.CLOSE,
    ",": Kind.COMMA,
    "（": Kind.OPEN,
    "）": Kind.CLOSE,
    "，": Kind.COMMA,
    "、": Kind.COMMA,
}
"""Signs that are a token each; Chinese and Japanese keyboards have wide ones."""

_KEYWORDS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}

_FOREIGN = {"&": "AND", "&&": "AND", "+": "AND", "|": "OR", "||": "OR", "!": "NOT"}
"""Operators of other tools, with ours."""


def tokenise(text: str) -> list[Token]:
    """Cut a query into tokens; the last is ``END``. Raises ``BadQuery``. Linear in the length of ``text``."""
    tokens: list[Token] = []
    here = 0
    while here < len(text):
        if text[here].isspace():
            here += 1
            continue
        token = _token(text, here)
        tokens.append(token)
        here = token.end
    tokens.append(Token(Kind.END, "", len(text), len(text)))
    return tokens


def _token(text: str, start: int) -> Token:
    char = text[start]
    if char in _SINGLE:
        return Token(_SINGLE[char], char, start, start + 1)
    if char in _DASHES:
        return _minus(text, start)
    if char == "~":
        return _slop(text, start)
    if char == "/":
        return _regex(text, start)
    return _phrase(text, start) if char in QUOTES else _bare(text, start)


def _minus(text: str, start: int) -> Token:
    after = text[start + 1 : start + 2]
    if not after or after.isspace() or after in _DASHES or _SINGLE.get(after) in (Kind.CLOSE, Kind.COMMA):
        trouble = "is followed by another" if after and after in _DASHES else "stands alone"
        raise BadQuery(
            f"the {text[start]} at character {start + 1} {trouble}",
            position=start,
            hint="write -word to leave out articles with that word, or NOT",
        )
    return Token(Kind.NOT, text[start], start, start + 1)


def _phrase(text: str, start: int) -> Token:
    end = closing(text, start)
    if end == len(text):
        raise BadQuery(
            f"the phrase that opens at character {start + 1} is never closed",
            position=start,
            hint=f"put {QUOTES[text[start]][0]} behind its last word",
        )
    check_phrase(text[start + 1 : end], start + 1)
    return Token(Kind.PHRASE, without_quotes(text[start + 1 : end]), start, end + 1)


def _regex(text: str, start: int) -> Token:
    """``/…/i``; a / inside it has a backslash before it."""
    end = start + 1
    while end < len(text) and text[end] != "/":
        end += 1 + (text[end] == "\\")
    if end >= len(text) or end == start + 1:
        trouble = "empty" if end < len(text) else "never closed"
        raise BadQuery(
            f"the regular expression that opens at character {start + 1} is {trouble}",
            position=start,
            hint="write it between two /, as in /Q[1-4] results/i, and a / inside it as \\/; put other signs in quotes",
        )
    stop = end + 1
    while stop < len(text) and not _ends_word(text, stop):
        stop += 1
    if text[end + 1 : stop] not in ("", "i"):
        raise BadQuery(
            f"{text[end + 1 : stop][:20]} stands right behind the regular expression at character {start + 1}",
            position=end + 1,
            hint="write i there, for small letters and capitals alike, or nothing; a / inside it is written \\/",
        )
    return Token(Kind.REGEX, text[start + 1 : stop], start, stop)


def _slop(text: str, start: int) -> Token:
    """``~3`` right behind a phrase, or ``~`` before a parenthesis; the parser refuses it elsewhere."""
    if text[start + 1 : start + 2] == "(":
        return Token(Kind.STEMS, "~", start, start + 1)
    end = start + 1
    while end < len(text) and text[end].isdigit():
        end += 1
    return Token(Kind.SLOP, text[start:end], start, end)


def _bare(text: str, start: int) -> Token:
    end = start
    while end < len(text) and not _ends_word(text, end):
        if text[end] in ":：" and text[start:end].isalpha():
            return _field(text, start, end)
        end += 1
    word = text[start:end]
    narrow = normalised(word)
    if narrow in _KEYWORDS:
        return Token(_KEYWORDS[narrow], word, start, end)
    if narrow in _FOREIGN:
        raise BadQuery(
            f"{word} at character {start + 1} is not an operator here", position=start, hint=f"write {_FOREIGN[narrow]}"
        )
    if word.partition("/")[0] in ("NEAR", "ONEAR"):
        return Token(Kind.NEAR, word, start, end)
    opening = past_spaces(text, end) if word[-1].isdigit() else end
    if word[: len("atleast")].lower() == "atleast" and _SINGLE.get(text[opening : opening + 1]) is Kind.OPEN:
        return Token(Kind.ATLEAST, word, start, end)
    condition = _condition(text, start, word)
    if condition:
        return condition
    check = check_stemmed if word.endswith(STEMMED) else check_word
    check(word, start)
    return Token(Kind.WORD, word, start, end)


def _condition(text: str, start: int, word: str) -> Token | None:
    """The condition on the article or its figures that begins with ``word``."""
    name = word[: next((index for index, char in enumerate(word) if not char.isalpha()), len(word))]
    name, behind = name.lower(), start + len(name)
    if (name == "figure" and text[behind : behind + 1] == "(") or (name in SHORT and compares(text, behind)):
        kind, stop = Kind.FIGURE, read_amount(text, start)[1]
    elif name == "length" and compares(text, behind):
        kind, stop = Kind.LENGTH, read_length(text, start)[1]
    elif word.lower() == "published" and asks_for_time(text, start):
        kind, stop = Kind.PUBLISHED, read_published(text, start)[1]
    elif name == "sources" and compares(text, behind):
        kind, stop = Kind.SOURCES, read_sources(text, start)[1]
    else:
        return None
    return Token(kind, text[start:stop], start, stop)


def _ends_word(text: str, index: int) -> bool:
    char = text[index]
    if char == ",":
        return not (text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit())
    return char.isspace() or char in _SINGLE or (char in QUOTES and not joins_letters(text, index))


_WORDS = "put it in quotes to search for the words"
_ADDRESS = "write site:bbc.co.uk for all of a site, or put the address in quotes to search for its words"


def _field(text: str, start: int, colon: int) -> Token:
    name = text[start:colon].lower()
    if name not in FIELDS:
        near = get_close_matches(name[:20], FIELDS, n=1)
        raise BadQuery(
            f"there is no field {text[start:colon][:20]}: (character {start + 1}); "
            f"the fields are {', '.join(f'{known}:' for known in FIELDS)}",
            position=start,
            hint=f"write {near[0]}:" if near else _ADDRESS if name in ("http", "https") else _WORDS,
        )
    return Token(Kind.FIELD, name, start, colon + 1)
