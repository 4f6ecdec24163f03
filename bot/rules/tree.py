"""The tree of a query: frozen dataclasses in one normal form, so that equal questions are equal trees.

In the normal form an ``And`` never holds an ``And`` nor an ``Or`` an ``Or``, both hold at least two items, and a ``Not``
never holds a ``Not``. A field stands on each leaf: ``title:(a OR b)`` is the same tree as ``title:a OR title:b``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Field(StrEnum):
    """Where a leaf looks. ``ANY`` is title and text."""

    ANY = ""
    TITLE = "title"
    TEXT = "text"
    OUTLET = "outlet"
    AUTHOR = "author"
    PLACE = "place"
    URL = "url"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed; ``?`` in it is any letter, ``*`` at one end any or no letters.

    With a hyphen (``cease-fire``) it meets cease-fire, ceasefire and cease fire. ``=`` before it asks for its very spelling,
    ``~`` behind it for any word of its stem.
    """

    text: str
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, as typed between the quotes, ``?`` and ``*`` included."""

    text: str
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Near:
    """Two to ``MAX_NEAR`` words, phrases, or OR groups of them, none on top of another.

    At most ``distance`` words stand between one and the next; ``ordered`` asks for them in this order.
    """

    items: tuple[Node, ...]
    distance: int
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A word, a phrase, or an OR group of them, in at least ``count`` places."""

    count: int
    item: Node


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of ``of`` (``soldiers``, ``killed``, ``distance``) that stands in ``relation`` to ``value``.

    ``relation`` is one of ``>= <= > < =``; ``unit`` is canonical ("kilometre"), None where any unit will do.
    """

    of: str
    relation: str
    value: Decimal
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of ``of`` that is at least ``percent`` higher, or lower where not ``up``, than its story had it before."""

    of: str
    percent: Decimal
    up: bool = True


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression as typed between its two /, looked for in a field as published."""

    pattern: str
    ignore_case: bool = False
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Length:
    """Articles whose words, title and text together, stand in ``relation`` to ``words``; relations as of ``Amount``."""

    relation: str
    words: int


@dataclass(frozen=True, slots=True)
class Published:
    """Articles whose feed says that they were published no more than ``hours`` hours before they were first seen."""

    hours: int


@dataclass(frozen=True, slots=True)
class Sources:
    """Articles whose story so many independent outlets report, this one counted; relations as of ``Amount``."""

    relation: str
    count: int


@dataclass(frozen=True, slots=True)
class Country:
    """Articles that name the country of this ISO 3166 code of two letters, its people, or a large city of it."""

    code: str


@dataclass(frozen=True, slots=True)
class Place:
    """Articles that are datelined at a place or name it, by this name or another of its names."""

    name: str


@dataclass(frozen=True, slots=True)
class Feed:
    """Articles that the feed of this number brought."""

    number: int


@dataclass(frozen=True, slots=True)
class Language:
    """Articles in the language of this primary tag ("en")."""

    code: str


@dataclass(frozen=True, slots=True)
class Site:
    """Articles whose address is on this host or one that belongs to it ("bbc.co.uk"), in small ASCII letters."""

    host: str


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that ``item`` does not match."""

    item: Node


@dataclass(frozen=True, slots=True)
class And:
    """Articles that every item matches."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that at least one item matches."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Articles that at least ``count`` of the items match, more than one and fewer than all."""

    count: int
    items: tuple[Node, ...]


Term = Word | Phrase
Fact = Language | Site | Feed | Country | Place | Regex | Amount | Change | Length | Published | Sources
Leaf = Term | Fact
Node = Leaf | Near | AtLeast | Not | And | Or | Some

MAX_NEAR = 5


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: its tree, the text it was read from, and hints for its author. Equal when the trees are."""

    tree: Node
    text: str = field(default="", compare=False)
    hints: tuple[str, ...] = field(default=(), compare=False)


def all_of(items: Iterable[Node]) -> Node:
    """The conjunction of at least one item, in normal form."""
    flat = tuple(_flattened(And, items))
    return flat[0] if len(flat) == 1 else And(flat)


def any_of(items: Iterable[Node]) -> Node:
    """The disjunction of at least one item, in normal form."""
    flat = tuple(_flattened(Or, items))
    return flat[0] if len(flat) == 1 else Or(flat)


def some_of(count: int, items: Iterable[Node]) -> Node:
    """At least ``count`` of the items, in normal form."""
    given = tuple(items)
    if count == 1:
        return any_of(given)
    return all_of(given) if count == len(given) else Some(count, given)


def negated(item: Node) -> Node:
    """The negation, in normal form."""
    return item.item if isinstance(item, Not) else Not(item)


def _flattened(kind: type[And | Or], items: Iterable[Node]) -> Iterator[Node]:
    for item in items:
        if isinstance(item, kind):
            yield from item.items
        else:
            yield item
