"""The query's text cut into tokens, each with its place, or a ``BadQuery`` that names the place of what cannot stand."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum

from bot.domain.errors import BadQuery
from bot.rules.amount_text import compares, read_amount, read_length
from bot.rules.spelling import check_phrase, check_word


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
    ATLEAST = "atleast"
    FIGURE = "figure"
    LENGTH = "length"
    COMMA = ","
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` is what the parser needs (a phrase without its quotes); ``start:end`` are offsets in the query."""

    kind: Kind
    text: str
    start: int
    end: int


FIELDS = ("title", "text", "outlet", "lang", "tag")

_QUOTES = {'"': '"', "“": '”"', "”": '”"', "„": '“”"', "«": "»", "»": "«"}
"""Opening quotes with those that close them; telephones turn the straight ones into curly ones."""

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
    if char == "(":
        return Token(Kind.OPEN, char, start, start + 1)
    if char == ")":
        return Token(Kind.CLOSE, char, start, start + 1)
    if char == "-":
        return _minus(text, start)
    if char == ",":
        return Token(Kind.COMMA, char, start, start + 1)
    if char == "~":
        return _slop(text, start)
    return _phrase(text, start) if char in _QUOTES else _bare(text, start)


def _minus(text: str, start: int) -> Token:
    after = text[start + 1 : start + 2]
    if not after or after.isspace() or after == ")":
        raise BadQuery(
            f"the - at character {start + 1} stands alone",
            position=start,
            hint="write -word to leave out articles with that word, or NOT",
        )
    return Token(Kind.NOT, "-", start, start + 1)


def _phrase(text: str, start: int) -> Token:
    closing = _QUOTES[text[start]]
    end = start + 1
    while end < len(text) and text[end] not in closing:
        end += 1
    if end == len(text):
        raise BadQuery(
            f"the phrase that opens at character {start + 1} is never closed",
            position=start,
            hint=f"put {closing[0]} behind its last word",
        )
    check_phrase(text[start + 1 : end], start + 1)
    return Token(Kind.PHRASE, " ".join(text[start + 1 : end].split()), start, end + 1)


def _slop(text: str, start: int) -> Token:
    """``~3`` right behind a phrase; the parser refuses it elsewhere."""
    end = start + 1
    while end < len(text) and text[end].isdigit():
        end += 1
    return Token(Kind.SLOP, text[start:end], start, end)


def _bare(text: str, start: int) -> Token:
    end = start
    while end < len(text) and not _ends_word(text, end):
        if text[end] == ":" and text[start:end].isalpha():
            return _field(text, start, end)
        end += 1
    word = text[start:end]
    if word in _KEYWORDS:
        return Token(_KEYWORDS[word], word, start, end)
    if word in _FOREIGN:
        raise BadQuery(
            f"{word} at character {start + 1} is not an operator here", position=start, hint=f"write {_FOREIGN[word]}"
        )
    if word.partition("/")[0] in ("NEAR", "ONEAR"):
        return Token(Kind.NEAR, word, start, end)
    if word[:7] == "atleast" and text[end : end + 1] == "(":
        return Token(Kind.ATLEAST, word, start, end)
    if word == "figure" and text[end : end + 1] == "(":
        _, stop = read_amount(text, start)
        return Token(Kind.FIGURE, text[start:stop], start, stop)
    if text.startswith("length", start) and compares(text, start + len("length")):
        _, stop = read_length(text, start)
        return Token(Kind.LENGTH, text[start:stop], start, stop)
    check_word(word, start)
    return Token(Kind.WORD, word, start, end)


def _ends_word(text: str, index: int) -> bool:
    char = text[index]
    if char == ",":
        return not (text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit())
    return char.isspace() or char in "()" or char in _QUOTES


def _field(text: str, start: int, colon: int) -> Token:
    name = text[start:colon].lower()
    if name not in FIELDS:
        near = get_close_matches(name[:20], FIELDS, n=1)
        raise BadQuery(
            f"there is no field {text[start:colon][:20]}: (character {start + 1}); "
            f"the fields are {', '.join(f'{known}:' for known in FIELDS)}",
            position=start,
            hint=f"write {near[0]}:" if near else "put it in quotes to search for the words",
        )
    return Token(Kind.FIELD, name, start, colon + 1)
