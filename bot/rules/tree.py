"""The tree of a query: frozen dataclasses in one normal form, so that equal questions are equal trees.

In the normal form an ``And`` never holds an ``And`` nor an ``Or`` an ``Or``, both hold at least two items, and a ``Not``
never holds a ``Not``. A field stands on each leaf: ``title:(a OR b)`` is the same tree as ``title:a OR title:b``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Field(StrEnum):
    """Where a leaf looks. ``ANY`` is title and text."""

    ANY = ""
    TITLE = "title"
    TEXT = "text"
    OUTLET = "outlet"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed; ``?`` in it is any letter, ``*`` at its end any or no letters.

    With a hyphen (``cease-fire``) it meets cease-fire, ceasefire and cease fire.
    """

    text: str
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, as typed between the quotes, ``?`` and ``*`` included."""

    text: str
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Language:
    """Articles in the language of this primary tag ("en")."""

    code: str


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


Term = Word | Phrase
Leaf = Term | Language
Node = Leaf | Not | And | Or


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


def negated(item: Node) -> Node:
    """The negation, in normal form."""
    return item.item if isinstance(item, Not) else Not(item)


def _flattened(kind: type[And | Or], items: Iterable[Node]) -> Iterator[Node]:
    for item in items:
        if isinstance(item, kind):
            yield from item.items
        else:
            yield item
