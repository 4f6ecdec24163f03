"""Hints for the author of a query that can be read: what it may mean to them that it does not mean here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.rules.lexer import Kind, Token

SPACE = "a space between words means AND: all of them must be there; write OR where any will do"
MIXED = "AND binds closer than OR: a AND b OR c is read as (a AND b) OR c; use ( ) to say which you mean"
NEAR_OR = "NEAR binds closer than OR: a OR b NEAR/5 c is read as a OR (b NEAR/5 c); use ( ) to say which you mean"

_SINGLE_QUOTES = "'‘’‚"

_NEAR_ELSEWHERE = ("w/", "n/", "p/", "pre/", "within/", "adj/", "adj", "near", "onear")
"""What other tools write before the number of NEAR/5."""

_GROUP = 3
"""Digits between two separators of a long number."""


def hints_of(tokens: Sequence[Token]) -> Iterator[str]:
    """Hints that go by what was typed, and not by how it was read."""
    for token, following in pairwise(tokens):
        if token.kind is Kind.WORD:
            yield from _of_word(token.text)
        elif token.kind is Kind.FIGURE:
            yield from _of_number(token.text)
        elif (
            token.kind is Kind.NEAR
            and token.text.isalpha()
            and following.kind is Kind.WORD
            and following.text.isdigit()
        ):
            yield (
                f"{token.text} {following.text} looks for the number {following.text} nearby; "
                f"write {token.text}/{following.text} for how many words may stand between"
            )
    if _mixes_near_and_or(tokens):
        yield NEAR_OR
    yield from _of_single_quotes([token.text for token in tokens if token.kind is Kind.WORD])


def _mixes_near_and_or(tokens: Sequence[Token]) -> bool:
    """Whether both stand in the same parentheses, or both in none."""
    levels: list[set[Kind]] = [set()]
    for token in tokens:
        match token.kind:
            case Kind.OPEN:
                levels.append(set())
            case Kind.CLOSE:
                levels.pop()
            case Kind.COMMA:
                levels[-1].clear()
            case Kind.NEAR | Kind.OR:
                levels[-1].add(token.kind)
                if len(levels[-1]) > 1:
                    return True
    return False


def _of_word(word: str) -> Iterator[str]:
    if word.upper() in ("AND", "OR", "NOT") or word.lower().startswith(("near/", "onear/")):
        # In capitals they are operators, and never come here.
        written = f"{word} in small letters" if word.islower() else word
        yield f"{written} is a word to search for; write {word.upper()} for the operator"
        return
    operator = word.rstrip("0123456789")
    if operator != word and operator.lower() in _NEAR_ELSEWHERE:
        yield f"{word} is a word to search for; write NEAR/{word[len(operator) :]} for the operator"


def _of_number(comparison: str) -> Iterator[str]:
    """``10.000`` is ten thousand to half of the world, and ten to the other."""
    head, point, decimals = comparison.rpartition(".")
    whole = head[len(head.rstrip("0123456789")) :]
    if point and whole and decimals.isdigit() and len(decimals) == _GROUP:
        yield f"{whole}.{decimals} has a decimal point; write {whole},{decimals} or {whole}{decimals} for thousands"


def _of_single_quotes(words: Sequence[str]) -> Iterator[str]:
    opened = [word for word in words if word[0] in _SINGLE_QUOTES and word[-1] not in _SINGLE_QUOTES]
    if opened and any(word[-1] in _SINGLE_QUOTES and word[0] not in _SINGLE_QUOTES for word in words):
        yield f'{opened[0][0]} opens no phrase; put double quotes around words that stand side by side: "sent back"'
