"""Doubts about a query that can be read: that it can never match anything, or that it matches nearly everything.

The one is told from its tree, the other from how often its words stand in news (``rarity``), and both from a search in
stored articles, where there was one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from bot.domain.news import Article
from bot.rules.address import is_on
from bot.rules.amounts import number_holds
from bot.rules.document import Document, read_article
from bot.rules.plan import rows_of
from bot.rules.positions import spans_of
from bot.rules.printer import print_query
from bot.rules.rarity import frequency
from bot.rules.surface import EXACTLY
from bot.rules.tree import (
    And,
    Feed,
    Field,
    Language,
    Length,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Site,
    Some,
    Sources,
    Word,
)

EVERYWHERE = 0.5
"""Share of articles from which a query matches nearly everything."""

_ENOUGH = 200
"""Stored articles that say something of those to come."""

_SPREAD = 200
"""Parts of a conjunction that are compared with one another."""

_COMPARED = 40
"""Parts that are asked for whose words are looked at, and not the parts as a whole alone."""

_SHOWN = 60
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def doubts_of(query: Query) -> tuple[str, ...]:
    """Sentences for the author of a query; none where nothing is in doubt."""
    impossible = next(_contradictions(query.tree), None)
    if impossible:
        return (f"this can never match: {impossible}",)
    if any(row.required and min(map(frequency, row.required)) >= EVERYWHERE for row in rows_of(query.tree)):
        return ("this matches nearly everything: its words stand in most articles; add one that says what you mean",)
    return ()


def doubts_after(searched: int, matched: int, absent: tuple[str, ...]) -> tuple[str, ...]:
    """The same after a search in stored articles; ``absent`` are required parts that none of them has."""
    if searched < _ENOUGH:
        return ()
    if matched >= EVERYWHERE * searched:
        return (f"this matches nearly everything: {matched:,} of {searched:,} stored articles; add a word",)
    if not matched and absent:
        return (f"no stored article has {', '.join(absent[:5])}; see whether the spelling is right",)
    return ()


def required_parts(query: Query) -> tuple[Node, ...]:
    """The parts of a query of which every match has each."""
    items = query.tree.items if isinstance(query.tree, And) else (query.tree,)
    return tuple(part for item in items for part in (item.items if isinstance(item, Near) else (item,)))


def _contradictions(node: Node) -> Iterator[str]:
    """Why a node never holds; nothing where it may."""
    match node:
        case And(items=items):
            yield from _conflicts(items)
            for item in items:
                yield from _contradictions(item)
        case Or(items=items):
            every = [reason for item in items if (reason := next(_contradictions(item), None))]
            if len(every) == len(items):
                yield from every
        case Some(count=count, items=items):
            reasons = [reason for item in items if (reason := next(_contradictions(item), None))]
            if len(items) - len(reasons) < count:
                yield from reasons


def _conflicts(items: tuple[Node, ...]) -> Iterator[str]:
    asked = dict.fromkeys(item for item in items if not isinstance(item, Not))
    excluded = dict.fromkeys(one for item in items if isinstance(item, Not) for one in _alternatives(item.item))
    for one in asked:
        if one in excluded:
            yield f"it asks for {print_query(one)} and excludes it"
    for one in islice(asked, _COMPARED):
        other = _that_excludes(one, list(islice(excluded, _SPREAD)))
        if other is not None:
            yield f"it asks for {_shown(one)} and excludes {_shown(other)}"
    facts = [item for item in items if isinstance(item, Language | Site | Feed | Length | Sources)][:_SPREAD]
    for number, one in enumerate(facts):
        if isinstance(one, Sources) and not any(_has(one, count) for count in _edges(one) if count):
            yield f"every story has one source, so none has {print_query(one)}"
        for other in facts[number + 1 :]:
            if _exclude_each_other(one, other):
                yield f"no article is both {print_query(one)} and {print_query(other)}"


def _alternatives(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Or) else (node,)


def _that_excludes(asked: Node, excluded: Sequence[Node]) -> Node | None:
    """Which of ``excluded`` stands wherever ``asked`` does; None where that is not sure."""
    match asked:
        case Or(items=items):
            each = [_that_excludes(item, excluded) for item in items]
            return None if None in each else each[0]
        case Near(items=items):
            return next((one for item in items if (one := _that_excludes(item, excluded)) is not None), None)
        case Word(text=text, field=field) | Phrase(text=text, field=field) if not any(sign in text for sign in "=~*?-"):
            # What stands in a text that is nothing but the words asked for stands in every text that has them.
            document = _document_of(text, field)
            return next((one for one in excluded if _stands_in(one, document)), None)
        case _:
            return None


def _document_of(text: str, field: Field) -> Document:
    return read_article(
        Article(
            outlet=text if field is Field.OUTLET else "",
            url=None,
            title=text if field is Field.TITLE else "",
            text=text if field in {Field.ANY, Field.TEXT} else "",
            seen_at=_SOME_DAY,
        )
    )


def _stands_in(node: Node, document: Document) -> bool:
    match node:
        case Word(text=text, field=field) | Phrase(text=text, field=field):
            # What may stand in title or text need not stand in the one that a field names.
            return not text.startswith(EXACTLY) and field is not Field.TEXT and bool(spans_of(node, document))
        case _:
            return False


def _shown(node: Node) -> str:
    printed = print_query(node)
    return printed if len(printed) <= _SHOWN else f"{printed[: _SHOWN - 3]}..."


def _exclude_each_other(one: Node, other: Node) -> bool:
    match one, other:
        case (Language(), Language()) | (Feed(), Feed()):
            return one != other
        case Site(host=mine), Site(host=theirs):
            return not is_on(mine, theirs) and not is_on(theirs, mine)
        case (Length(), Length()) | (Sources(), Sources()):
            return not any(_has(one, number) and _has(other, number) for number in _edges(one, other))
        case _:
            return False


def _edges(*conditions: Node) -> Iterator[int]:
    """Numbers of which one satisfies all the conditions if any number does."""
    for condition in conditions:
        asked = _asked(condition)
        yield from (max(asked - 1, 0), asked, asked + 1)


def _asked(condition: Node) -> int:
    match condition:
        case Length(words=number) | Sources(count=number):
            return number
        case _:
            return 0


def _has(condition: Node, number: int) -> bool:
    return isinstance(condition, Length | Sources) and number_holds(condition.relation, number, _asked(condition))
