"""Cutting a sentence into words, numbers and marks, each with its place in the text."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """What a token is made of."""

    NUMBER = 0
    WORD = 1
    MARK = 2


class Token(NamedTuple):
    """One word, number or mark. ``start:end`` are offsets in the text; ``glued`` if no space is before it."""

    text: str
    lower: str
    start: int
    end: int
    kind: Kind
    glued: bool


_TOKEN = re.compile(
    r"(?P<number>(?<![\w.])\.\d+|\d+(?:[.,'’\u00a0\u2009\u202f]\d+)*)"
    r"|(?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’](?!s\b|S\b)[^\W\d_]+)*)"
    r"|(?P<mark>['’][sS]\b|\S)"
)
"""Every alternative takes a run of characters without giving any back to a later start, so that cutting is linear."""

_KINDS = {"number": Kind.NUMBER, "word": Kind.WORD, "mark": Kind.MARK}


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Cut ``text[start:end]`` into tokens whose offsets point into ``text``."""
    found: list[Token] = []
    last = start
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = match.group()
        at = match.start()
        kind = _KINDS[match.lastgroup or "mark"]
        found.append(Token(word, word.lower().replace("’", "'"), at, match.end(), kind, at == last and at > start))
        last = match.end()
    return found
