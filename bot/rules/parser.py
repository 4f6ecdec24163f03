"""The parser: NOT binds closest, then NEAR, AND (also a space), OR; a refusal says where, and what to write instead."""

from __future__ import annotations

from babel.core import get_global

from bot.domain.errors import BadQuery
from bot.rules import hints, refusals
from bot.rules.address import read_site
from bot.rules.amount_text import read_amount
from bot.rules.document import primary_tag
from bot.rules.gazetteer import read_country
from bot.rules.lexer import Kind, Token, tokenise
from bot.rules.pattern import pattern_of
from bot.rules.proximity import near, read_near, read_slop
from bot.rules.regex import MAX_REGEXES, check_regex
from bot.rules.repetition import at_least, whole_number
from bot.rules.scope import check_scope
from bot.rules.shape_text import read_length, read_published, read_sources
from bot.rules.spelling import can_be_stemmed
from bot.rules.stems import STEMMED
from bot.rules.tree import (
    Country,
    Feed,
    Field,
    Language,
    Node,
    Phrase,
    Place,
    Query,
    Regex,
    Site,
    Word,
    all_of,
    any_of,
    negated,
    some_of,
)

MAX_CHARACTERS = 20_000
MAX_TERMS = 4_000
MAX_DEPTH = 40
"""Parentheses in one another. People write four; a tree this deep is walked without any danger to the stack."""

_TERMS = (Kind.WORD, Kind.PHRASE)
_COMPARED = {
    Kind.FIGURE: read_amount,
    Kind.LENGTH: read_length,
    Kind.PUBLISHED: read_published,
    Kind.SOURCES: read_sources,
}
_FACTS = ("lang", "site", "feed", "country")
"""Fields that hold no words."""

_TWO = 2


def parse(text: str) -> Query:
    """Read a query.

    Raises ``BadQuery``, whose sentence names the place, what was found and what could stand there, and whose ``hint`` is
    the nearest fix. The query's ``hints`` name readings that may surprise its author.
    """
    if len(text) > MAX_CHARACTERS:
        raise refusals.too_long(len(text), MAX_CHARACTERS)
    tokens = tokenise(text)
    if tokens[0].kind is Kind.END:
        raise BadQuery("the query is empty", position=0, hint="write a word to watch for, such as earthquake")
    parser = _Parser(tokens)
    tree = parser.whole()
    check_scope(tree, parser.placed)
    return Query(tree, text, tuple(dict.fromkeys((*parser.hints, *hints.hints_of(tokens)))))


class _Parser:
    """Recursive descent over the tokens.

    ``hints`` collects readings that may surprise the author, each once; ``placed`` the parts that may prove to go by
    nothing, with where they begin.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0
        self._terms = 0
        self._regexes = 0
        self._stems = False
        self._field: Token | None = None
        self.hints: dict[str, None] = {}
        self.placed: list[tuple[Node, int]] = []

    def whole(self) -> Node:
        tree = self._or()
        if self._peek().kind is not Kind.END:
            raise refusals.unopened(self._peek())
        return tree

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _or(self) -> Node:
        items = [self._and(mixed=False)]
        while self._peek().kind is Kind.OR:
            self._take()
            items.append(self._and(mixed=True))
        return any_of(items)

    def _and(self, *, mixed: bool) -> Node:
        start = self._peek().start
        items = [self._not()]
        while self._peek().kind not in (Kind.OR, Kind.COMMA, Kind.CLOSE, Kind.END):
            if self._peek().kind is Kind.AND:
                self._take()
            elif self._peek().kind is not Kind.NOT:
                self.hints[hints.SPACE] = None
            items.append(self._not())
        if len(items) == 1:
            return items[0]
        if mixed or self._peek().kind is Kind.OR:
            self.hints[hints.MIXED] = None
        return self._place(all_of(items), start)

    def _not(self) -> Node:
        start = self._peek().start
        turned, negations = False, 0
        while self._peek().kind is Kind.NOT:
            self._take()
            turned, negations = not turned, negations + 1
        item = self._operand()
        if self._peek().kind is Kind.NEAR:
            if negations:
                raise refusals.not_before_near(self._peek())
            item = self._near(item)
        return self._place(negated(item), start) if turned else item

    def _near(self, first: Node) -> Node:
        operator = self._peek()
        distance, ordered = read_near(operator)
        items = [first]
        while self._peek().kind is Kind.NEAR:
            token = self._take()
            if read_near(token) != (distance, ordered):
                raise refusals.mixed_near(token, operator)
            items.append(self._operand())
        return near(items, distance, ordered=ordered, at=operator)

    def _place(self, node: Node, start: int) -> Node:
        self.placed.append((node, start))
        return node

    def _operand(self) -> Node:
        token = self._take()
        if token.kind is Kind.OPEN:
            return self._group(token)
        if token.kind is Kind.STEMS:
            return self._stemmed()
        if token.kind is Kind.FIELD:
            return self._scoped(token)
        if token.kind is Kind.REGEX:
            return self._regex(token)
        if token.kind is Kind.ATLEAST:
            return self._at_least(token)
        if token.kind in _COMPARED:
            return self._compared(token)
        if token.kind in _TERMS:
            return self._some(token) if self._counts(token) else self._term(token)
        raise refusals.unexpected(token, self._before())

    def _before(self) -> Token | None:
        return self._tokens[self._next - 2] if self._next > 1 else None

    def _group(self, opening: Token) -> Node:
        self._open(opening)
        item = self._or()
        self._close(opening)
        return item

    def _open(self, opening: Token) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise refusals.too_deep(opening, MAX_DEPTH)

    def _close(self, opening: Token) -> None:
        token = self._take()
        if token.kind is not Kind.CLOSE:
            raise refusals.unclosed(opening, token)
        self._depth -= 1

    def _some(self, number: Token) -> Node:
        """``2 OF (a, b, c)``; OF is next."""
        self._take()
        opening = self._take()
        self._open(opening)
        items = [self._or()]
        while self._peek().kind is Kind.COMMA:
            self._take()
            items.append(self._or())
        self._close(opening)
        if not 1 <= (count := whole_number(number.text)) <= len(items):
            raise refusals.impossible_count(number, len(items))
        return self._place(some_of(count, items), number.start)

    def _compared(self, token: Token) -> Node:
        if self._field is not None:
            raise refusals.comparison_in_field(token, self._field)
        return self._place(_COMPARED[token.kind](token.text, 0)[0], token.start)

    def _at_least(self, token: Token) -> Node:
        item = self._group(self._take())
        return at_least(item, token)

    def _counts(self, token: Token) -> bool:
        following = self._tokens[self._next : self._next + 2]
        return (
            token.text.isdigit()
            and len(following) == 2
            and (following[0].kind, following[0].text, following[1].kind) == (Kind.WORD, "OF", Kind.OPEN)
        )

    def _scoped(self, field: Token) -> Node:
        if self._field is not None:
            raise refusals.field_in_field(field, self._field)
        if self._peek().kind not in (Kind.OPEN, Kind.STEMS, Kind.REGEX, *_TERMS):
            raise refusals.unexpected(self._peek(), field)
        self._field = field
        item = self._operand()
        self._field = None
        return item

    def _stemmed(self) -> Node:
        """``~( … )``; the parenthesis is next."""
        before, self._stems = self._stems, True
        item = self._group(self._take())
        self._stems = before
        return item

    def _regex(self, token: Token) -> Node:
        self._regexes += 1
        if self._regexes > MAX_REGEXES:
            raise refusals.too_many_regexes(token, MAX_REGEXES)
        if self._field is not None and self._field.text in _FACTS:
            raise refusals.no_words_in_field(token, self._field)
        pattern, _, flags = token.text.rpartition("/")
        regex = Regex(pattern, flags == "i", Field(self._field.text if self._field else ""))
        check_regex(regex, token.start)
        return regex

    def _term(self, token: Token) -> Node:
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise refusals.too_many_terms(token, MAX_TERMS)
        name = self._field.text if self._field else ""
        if name in _FACTS:
            return self._fact(token, name)
        if name == "place" and not any(sign in token.text for sign in "*?=~") and self._peek().kind is not Kind.SLOP:
            return Place(token.text)
        if token.kind is Kind.PHRASE:
            return self._phrase(token, Field(name))
        stemmed = self._stems and not token.text.endswith(STEMMED) and can_be_stemmed(token.text)
        return Word(f"{token.text}{STEMMED * stemmed}", Field(name))

    def _phrase(self, token: Token, field: Field) -> Node:
        if self._peek().kind is not Kind.SLOP:
            return Phrase(token.text, field)
        slop = self._take()
        words = [Phrase(word, field) for word in token.text.split() if pattern_of(word)]
        return near(words, read_slop(slop), ordered=False, at=slop)

    def _fact(self, token: Token, field: str) -> Node:
        match field:
            case "site":
                return Site(read_site(token.text, token.start))
            case "country":
                return Country(read_country(token.text, token.start))
            case "feed":
                return self._feed(token)
            case _:
                return self._language(token)

    def _feed(self, token: Token) -> Node:
        number = whole_number(token.text[token.text[:1] in "fF" :])
        if number < 1:
            raise refusals.not_a_feed(token)
        return Feed(number)

    def _language(self, token: Token) -> Node:
        code = primary_tag(token.text)
        if not (code.isascii() and code.isalpha() and 2 <= len(code) <= 3):
            raise refusals.not_a_language(token)
        return self._place(Language(_shortest(code)), token.start)


def _shortest(code: str) -> str:
    """A language's code of two letters, by which articles have it, where there is one."""
    return get_global("language_aliases").get(code, code) if len(code) > _TWO else code
