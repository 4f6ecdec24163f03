"""Counting: how ``atleast3(word)`` and the number of ``2 OF (a, b, c)`` are written."""

from __future__ import annotations

from bot.domain.errors import BadQuery
from bot.rules.lexer import Token
from bot.rules.printer import print_query
from bot.rules.proximity import has_place
from bot.rules.tree import AtLeast, Node

MAX_COUNT = 50


def whole_number(digits: str) -> int:
    """The number, or -1 where ``digits`` is none, or one that no query can mean."""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else -1


def at_least(item: Node, token: Token) -> AtLeast:
    """The node for ``token`` (``atleast3``), or ``BadQuery`` where its number or ``item`` cannot be."""
    count = whole_number(token.text[len("atleast") :])
    if not 2 <= count <= MAX_COUNT:
        raise BadQuery(
            f"{token.text} at character {token.start + 1} needs a number from 2 to {MAX_COUNT}",
            position=token.start,
            hint="write atleast3(word) for a word that stands in three places or more",
        )
    if not has_place(item):
        raise BadQuery(
            f"{token.text} at character {token.start + 1} cannot take {print_query(item)[:60]}: "
            "it takes a word, a phrase, or an OR group of them",
            position=token.start,
            hint="join the rest by AND outside the parentheses",
        )
    return AtLeast(count, item)
