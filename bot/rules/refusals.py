"""The sentences in which the parser refuses: what was found, where, what could stand there, and the nearest fix."""

from __future__ import annotations

from bot.domain.errors import BadQuery
from bot.rules.lexer import Kind, Token

_OPERATORS = (Kind.AND, Kind.OR, Kind.NOT)


def unexpected(token: Token, before: Token | None) -> BadQuery:
    """``token`` stands where a word, a phrase or a group must; ``before`` is what precedes it."""
    where = f"behind {_shown(before)}" if before else "at the beginning of a query"
    found = "the query ends" if token.kind is Kind.END else f"{_shown(token)} stands"
    return BadQuery(
        f"{found} {where} (character {token.start + 1}), where a word, a phrase in quotes or ( must stand",
        position=token.start,
        hint=_mend(token, before),
    )


def _shown(token: Token) -> str:
    return f"{token.text}:" if token.kind is Kind.FIELD else token.text


def _mend(token: Token, before: Token | None) -> str:
    if before is None:
        return f"remove {_shown(token)}"
    if before.kind is Kind.OPEN:
        return "write something between ( and )" if token.kind is Kind.CLOSE else f"remove {_shown(token)}"
    if before.kind is Kind.FIELD:
        return f"write {before.text}:word, or {before.text}:(one OR another)"
    if token.kind in _OPERATORS:
        return f"remove either {before.text} or {token.text}"
    return f"remove {before.text}, or write a word behind it"


def unopened(token: Token) -> BadQuery:
    """A ) that no ( opens."""
    return BadQuery(
        f"unbalanced ) at character {token.start + 1}: no ( opens it",
        position=token.start,
        hint="remove it, or put a ( before it",
    )


def unclosed(opening: Token) -> BadQuery:
    """A ( that no ) closes."""
    return BadQuery(
        f"unbalanced ( at character {opening.start + 1}: no ) closes it",
        position=opening.start,
        hint="put a ) behind the last word that belongs to it",
    )


def too_deep(opening: Token, allowed: int) -> BadQuery:
    """More parentheses in one another than a person can mean."""
    return BadQuery(
        f"the ( at character {opening.start + 1} is nested too deeply; {allowed} levels are allowed",
        position=opening.start,
        hint="take away parentheses that change nothing",
    )


def too_long(length: int, allowed: int) -> BadQuery:
    """More characters than a query may have."""
    return BadQuery(
        f"the query is {length:,} characters long; {allowed:,} are allowed",
        position=allowed,
        hint="split it into several topics",
    )


def too_many_terms(token: Token, allowed: int) -> BadQuery:
    """More words and phrases than a query may have."""
    return BadQuery(
        f"the query has more than {allowed:,} words and phrases",
        position=token.start,
        hint="split it into several topics",
    )


def field_in_field(inner: Token, outer: Token) -> BadQuery:
    """``title:(text:a)``."""
    return BadQuery(
        f"{inner.text}: at character {inner.start + 1} stands inside {outer.text}:, and a word is in one place only",
        position=inner.start,
        hint="give each part its own field, joined by AND or OR",
    )


def not_a_language(token: Token) -> BadQuery:
    """``lang:english``."""
    return BadQuery(
        f"lang: takes a language code of two or three letters, not {token.text} (character {token.start + 1})",
        position=token.start,
        hint="write lang:en for English, lang:ar for Arabic",
    )
