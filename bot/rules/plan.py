"""From a tree to what must be there: the rows under which an index files a query.

A row is necessary for a match, and with its residual, a part of the tree that is to be asked besides, also sufficient. A
query matches if one of its rows does, and only then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.rules.amounts import counted_word
from bot.rules.atoms import COUNTRY, FEED, FIGURE, LANGUAGE, SITE, AtomSet, stem_atom, word_atom
from bot.rules.gazetteer import place_words
from bot.rules.lexicon import scope_of
from bot.rules.pattern import Form, Run, is_stemmed, pattern_of, stemmed_words
from bot.rules.rarity import frequency
from bot.rules.rows import REQUIRED
from bot.rules.stems import stem_keys
from bot.rules.tree import (
    Amount,
    And,
    AtLeast,
    Change,
    Country,
    Fact,
    Feed,
    Field,
    Language,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Place,
    Site,
    Some,
    Term,
    Word,
    all_of,
)

_MAX_ROWS = 16


@dataclass(frozen=True, slots=True)
class Row:
    """An article matches a row if it has an atom of each of ``required``, none of ``excluded``, and the ``residual`` holds.

    ``wanted`` are the atoms whose places tell whether the residual holds; None where it asks for more than places of words.
    """

    required: tuple[AtomSet, ...]
    excluded: AtomSet
    residual: Node | None = None
    wanted: AtomSet | None = None


@dataclass(frozen=True, slots=True)
class _Demand:
    """What a part of a tree demands; ``exact`` where that is all it says."""

    required: tuple[AtomSet, ...]
    excluded: AtomSet = frozenset()
    exact: bool = False

    @property
    def alternative(self) -> AtomSet | None:
        """The set that says all, where one set does."""
        return self.required[0] if self.exact and len(self.required) == 1 and not self.excluded else None


def rows_of(tree: Node) -> tuple[Row, ...]:
    """The rows of a tree. One that has something to go by has at least one required set that is no language in each."""
    if isinstance(tree, Or) and _demand(tree).alternative is None and len(tree.items) <= _MAX_ROWS:
        return tuple(dict.fromkeys(_row(item) for item in tree.items))
    return (_row(tree),)


def _row(node: Node) -> Row:
    items = node.items if isinstance(node, And) else (node,)
    demands = [_demand(item) for item in items]
    required = tuple(dict.fromkeys(atoms for demand in demands for atoms in demand.required))
    if len(required) > REQUIRED:
        required = tuple(sorted(required, key=frequency)[:REQUIRED])
    excluded: AtomSet = frozenset().union(*(demand.excluded for demand in demands))
    left = [
        item
        for item, demand in zip(items, demands, strict=True)
        if not demand.exact or not all(atoms in required for atoms in demand.required)
    ]
    if not left:
        return Row(required, excluded)
    residual = all_of(left)
    return Row(required, excluded, residual, _wanted(residual))


def _demand(node: Node) -> _Demand:
    match node:
        case Word() | Phrase():
            return _term(node)
        case And(items=items):
            return _all(_demand(item) for item in items)
        case Or(items=items):
            return _any([_demand(item) for item in items])
        case Near(items=items):
            return replace(_all(_demand(item) for item in items), exact=False)
        case AtLeast(item=item):
            return replace(_demand(item), exact=False)
        case Some(count=count, items=items):
            return _some(count, [_demand(item) for item in items])
        case Not(item=item):
            excluded = _demand(item).alternative
            return _Demand((), excluded, exact=True) if excluded is not None else _Demand(())
        case _:
            return _fact(node)


def _fact(fact: Fact) -> _Demand:
    match fact:
        case Language(code=code):
            return _exactly(f"{LANGUAGE}{code}")
        case Site(host=host):
            return _exactly(f"{SITE}{host}")
        case Feed(number=number):
            return _exactly(f"{FEED}{number}")
        case Country(code=code):
            return _exactly(f"{COUNTRY}{code}")
        case Place():
            return _Demand((frozenset(scope_of(field) + word for field, word in place_words(fact)),))
        case Amount(of=of) | Change(of=of):
            return _Demand((frozenset((f"{FIGURE}{counted_word(of)}",)),))
        case _:
            return _Demand(())


def _exactly(atom: str) -> _Demand:
    return _Demand((frozenset((atom,)),), exact=True)


def _all(demands: Iterable[_Demand]) -> _Demand:
    required: list[AtomSet] = []
    excluded: list[str] = []
    exact = True
    for demand in demands:
        required.extend(demand.required)
        excluded.extend(demand.excluded)
        exact = exact and demand.exact
    return _Demand(tuple(required), frozenset(excluded), exact)


def _any(demands: list[_Demand]) -> _Demand:
    """One set that any of the demands has a share in; nothing where one of them has none to give."""
    if not all(demand.required for demand in demands):
        return _Demand(())
    alternatives = [demand.alternative for demand in demands]
    if None not in alternatives:
        return _Demand((frozenset().union(*(atoms for atoms in alternatives if atoms is not None)),), exact=True)
    return _Demand((frozenset().union(*(min(demand.required, key=frequency) for demand in demands)),))


def _some(count: int, demands: list[_Demand]) -> _Demand:
    """Of any ``len - count + 1`` of the demands one must hold, so the rarest of that number are asked for."""
    telling = sorted((demand for demand in demands if demand.required), key=_share)
    needed = len(demands) - count + 1
    return replace(_any(telling[:needed]), exact=False) if len(telling) >= needed else _Demand(())


def _share(demand: _Demand) -> float:
    return min(map(frequency, demand.required))


def _term(term: Term) -> _Demand:
    text = term.text
    if text.isascii() and text.isalpha():
        # One word in Latin letters is by far the commonest part of a query.
        return _exactly(scope_of(term.field) + text.lower())
    if is_stemmed(term):
        return _Demand((_stems(term),), exact=True)
    required: list[AtomSet] = []
    slots = pattern_of(text)
    for slot in slots:
        if len(slot) == 1:
            required.extend(frozenset((word_atom(form, term.field),)) for form in slot[0])
        else:
            required.append(frozenset(_rarest(run, term.field) for run in slot))
    exact = len(slots) == 1 and all(len(run) == 1 for run in slots[0])
    return _Demand(tuple(required), exact=exact)


def _stems(term: Term) -> AtomSet:
    return frozenset(stem_atom(key, term.field) for word in stemmed_words(term) for key in stem_keys(word))


def _rarest(run: Run, field: Field) -> str:
    return min((word_atom(form, field) for form in run), key=lambda atom: frequency(frozenset((atom,))))


def _wanted(residual: Node) -> AtomSet | None:
    """The atoms of the words whose places a residual asks for; None where it asks for something else."""
    found: set[str] = set()
    for leaf in _leaves(residual):
        if not isinstance(leaf, Word | Phrase):
            return None
        if is_stemmed(leaf):
            found |= _stems(leaf)
        else:
            found.update(word_atom(form, leaf.field) for form in _forms(leaf))
    return frozenset(found)


def _forms(term: Term) -> Iterator[Form]:
    for slot in pattern_of(term.text):
        for run in slot:
            yield from run


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case And(items=items) | Or(items=items) | Some(items=items) | Near(items=items):
            for item in items:
                yield from _leaves(item)
        case Not(item=item) | AtLeast(item=item):
            yield from _leaves(item)
        case _:
            yield node
