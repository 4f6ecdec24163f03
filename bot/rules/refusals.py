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
    if token.kind is Kind.SLOP:
        return f"remove {token.text}; it stands right behind a phrase in quotes"
    if before is None:
        return f"remove {_shown(token)}"
    if Kind.COMMA in (token.kind, before.kind):
        return "remove the comma, or write a word before and behind it"
    if before.kind is Kind.OPEN and token.kind is Kind.END:
        return "write something behind ( and close it with )"
    if before.kind is Kind.OPEN:
        return "write something between ( and )" if token.kind is Kind.CLOSE else f"remove {_shown(token)}"
    if before.kind is Kind.FIELD:
        return f"write {before.text}:word, or {before.text}:(one OR another)"
    if token.kind in _OPERATORS:
        return f"remove either {before.text} or {token.text}"
    return f"remove {before.text}, or write a word behind it"


def not_before_near(token: Token) -> BadQuery:
    """``NOT a NEAR/5 b``: nothing can be near to what is not there."""
    return BadQuery(
        f"{token.text} at character {token.start + 1} stands behind a word with NOT, and nothing is near a missing word",
        position=token.start,
        hint=f"write NOT (one {token.text} another) to leave out articles where they are near",
    )


def mixed_near(token: Token, first: Token) -> BadQuery:
    """``a NEAR/5 b NEAR/9 c``."""
    return BadQuery(
        f"{token.text} at character {token.start + 1} joins a row that began with {first.text}",
        position=token.start,
        hint=f"use {first.text} for the whole row, or join two rows by AND",
    )


def unopened(token: Token) -> BadQuery:
    """A ) or a comma that belongs to no (."""
    if token.kind is Kind.COMMA:
        return _stray_comma(token)
    return BadQuery(
        f"unbalanced ) at character {token.start + 1}: no ( opens it",
        position=token.start,
        hint="remove it, or put a ( before it",
    )


def unclosed(opening: Token, found: Token) -> BadQuery:
    """A ( that no ) closes."""
    if found.kind is Kind.COMMA:
        return _stray_comma(found)
    return BadQuery(
        f"unbalanced ( at character {opening.start + 1}: no ) closes it",
        position=opening.start,
        hint="put a ) behind the last word that belongs to it",
    )


def _stray_comma(token: Token) -> BadQuery:
    return BadQuery(
        f"{token.text} at character {token.start + 1} stands outside a list such as 2 OF (a, b, c)",
        position=token.start,
        hint="put a space between words that must all be there, OR between those of which any will do",
    )


def impossible_count(number: Token, items: int) -> BadQuery:
    """``4 OF (a, b)``."""
    return BadQuery(
        f"{number.text[:20]} OF at character {number.start + 1} has {items} part{'s' * (items != 1)} to choose from",
        position=number.start,
        hint=f"write a number from 1 to {items}" if items > 1 else "separate the parts by commas: 2 OF (a, b, c)",
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


def comparison_in_field(token: Token, field: Token) -> BadQuery:
    """``title:(figure(killed) > 10)``, ``title:(length > 300)``."""
    return BadQuery(
        f"{token.kind.value} at character {token.start + 1} stands inside {field.text}:, and is that of the whole article",
        position=token.start,
        hint=f"join it to {field.text}: by AND",
    )


def not_a_language(token: Token) -> BadQuery:
    """``lang:english``."""
    return BadQuery(
        f"lang: takes a language code of two or three letters, not {token.text} (character {token.start + 1})",
        position=token.start,
        hint="write lang:en for English, lang:ar for Arabic",
    )


def too_many_regexes(token: Token, allowed: int) -> BadQuery:
    """More regular expressions than a query may have."""
    return BadQuery(
        f"the query has more than {allowed} regular expressions",
        position=token.start,
        hint="join their patterns by | between two /, or write words",
    )


def no_words_in_field(token: Token, field: Token) -> BadQuery:
    """``lang:/e./``."""
    return BadQuery(
        f"{field.text}: takes no regular expression (character {token.start + 1})",
        position=token.start,
        hint=f"write {field.text}: and one value, or several as in {field.text}:(… OR …)",
    )


def not_a_feed(token: Token) -> BadQuery:
    """``feed:reuters``."""
    return BadQuery(
        f"feed: takes the number of a feed such as f3, not {token.text[:40]} (character {token.start + 1})",
        position=token.start,
        hint="feeds list shows the numbers; outlet: looks for an outlet's name",
    )
