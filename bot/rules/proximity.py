"""Words near one another: how ``NEAR/5``, ``ONEAR/5`` and ``"a b"~3`` are written, and what they may join."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.errors import BadQuery
from bot.rules.lexer import Token
from bot.rules.printer import print_query
from bot.rules.tree import MAX_NEAR, Near, Node, Or, Phrase, Word

DEFAULT_DISTANCE = 4
MAX_DISTANCE = 50


def read_near(token: Token) -> tuple[int, bool]:
    """Distance and order of an operator such as ``NEAR``, ``NEAR/5``, ``NEAR/5f`` or ``ONEAR/5``."""
    name, slash, number = token.text.partition("/")
    ordered = name == "ONEAR"
    if name == "NEAR" and number.endswith("f"):
        number, ordered = number[:-1], True
    if not slash:
        return DEFAULT_DISTANCE, ordered
    return _distance(number, token, f"{name} needs a number: {name}/5"), ordered


def read_slop(token: Token) -> int:
    """The distance of ``~3`` behind a phrase."""
    return _distance(token.text[1:], token, '~ needs a number: "sent back"~3')


def _distance(number: str, token: Token, complaint: str) -> int:
    if not (number.isascii() and number.isdigit()):
        raise BadQuery(
            f"{complaint} (character {token.start + 1})",
            position=token.start,
            hint="the number is how many words may stand between",
        )
    distance = int(number) if len(number) < 4 else MAX_DISTANCE + 1
    if distance > MAX_DISTANCE:
        raise BadQuery(
            f"{token.text} at character {token.start + 1} is too far: at most {MAX_DISTANCE} words may stand between",
            position=token.start,
            hint=f"write {token.text.removesuffix('f').removesuffix(number)}{MAX_DISTANCE}, or AND for anywhere in it",
        )
    return distance


def near(items: Sequence[Node], distance: int, *, ordered: bool, at: Token) -> Near:
    """The node, or ``BadQuery`` where ``items`` have no place in a text or are too few or too many."""
    for item in items:
        if not has_place(item):
            raise BadQuery(
                f"{at.text} at character {at.start + 1} cannot take {print_query(item)[:60]}: "
                "it takes words, phrases, and OR groups of them",
                position=at.start,
                hint="join the rest by AND outside the parentheses",
            )
    if not 2 <= len(items) <= MAX_NEAR:
        raise BadQuery(
            f"{at.text} at character {at.start + 1} joins {len(items)} parts; 2 to {MAX_NEAR} are allowed",
            position=at.start,
            hint="join others by AND",
        )
    return Near(tuple(items), distance, ordered)


def has_place(node: Node) -> bool:
    """Whether ``node`` is a word, a phrase, or an OR group of them, and so stands in places of a text."""
    if isinstance(node, Or):
        return all(has_place(item) for item in node.items)
    return isinstance(node, Word | Phrase)
