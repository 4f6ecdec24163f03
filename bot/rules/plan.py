"""From a tree to what must be there: the rows under which an index files a query.

A row is necessary for a match, and where it is ``exact`` also sufficient. A query matches only if one of its rows does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.rules.amounts import counted_word
from bot.rules.atoms import FIGURE, LANGUAGE, SITE, STEM, Atom, AtomSet
from bot.rules.pattern import Form, Run, is_stemmed, pattern_of, stemmed_words
from bot.rules.rarity import frequency
from bot.rules.stems import stem_keys
from bot.rules.tree import (
    Amount,
    And,
    AtLeast,
    Fact,
    Field,
    Language,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Site,
    Some,
    Term,
    Word,
)

REQUIRED = 4
"""Sets that a row can require; the rarest are kept, and the rest is left to the tree."""

_MAX_ROWS = 16


@dataclass(frozen=True, slots=True)
class Row:
    """An article matches a row if it has an atom of each of ``required``, rarest first, and none of ``excluded``."""

    required: tuple[AtomSet, ...]
    excluded: AtomSet
    exact: bool


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
    """The rows of a tree that has something to go by; each has at least one required set that is no language."""
    whole = _demand(tree)
    if isinstance(tree, Or) and whole.alternative is None and len(tree.items) <= _MAX_ROWS:
        return tuple(_row(_demand(item)) for item in tree.items)
    return (_row(whole),)


def _row(demand: _Demand) -> Row:
    ordered = sorted(set(demand.required), key=frequency)
    exact = demand.exact and len(ordered) <= REQUIRED
    return Row(tuple(ordered[:REQUIRED]), demand.excluded, exact)


def _demand(node: Node) -> _Demand:
    match node:
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
        case Word() | Phrase():
            return _term(node)
        case _:
            return _fact(node)


def _fact(fact: Fact) -> _Demand:
    match fact:
        case Language(code=code):
            return _Demand((frozenset({Atom(LANGUAGE, code)}),), exact=True)
        case Site(host=host):
            return _Demand((frozenset({Atom(SITE, host)}),), exact=True)
        case Amount(of=of):
            return _Demand((frozenset({Atom(FIGURE, counted_word(of))}),))
        case _:
            return _Demand(())


def _all(demands: Iterable[_Demand]) -> _Demand:
    required: list[AtomSet] = []
    excluded: list[Atom] = []
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
    shares = [min(demand.required, key=frequency) for demand in demands]
    exact = all(demand.alternative is not None for demand in demands)
    return _Demand((frozenset().union(*shares),), exact=exact)


def _some(count: int, demands: list[_Demand]) -> _Demand:
    """Of any ``len - count + 1`` of the demands one must hold, so the rarest of that number are asked for."""
    telling = sorted((demand for demand in demands if demand.required), key=_share)
    needed = len(demands) - count + 1
    return replace(_any(telling[:needed]), exact=False) if len(telling) >= needed else _Demand(())


def _share(demand: _Demand) -> float:
    return min(map(frequency, demand.required))


def _term(term: Term) -> _Demand:
    if is_stemmed(term):
        keys = {key for word in stemmed_words(term) for key in stem_keys(word)}
        return _Demand((frozenset(Atom(STEM, key) for key in keys),))
    required: list[AtomSet] = []
    slots = pattern_of(term.text)
    for slot in slots:
        if len(slot) == 1:
            required.extend(frozenset({_atom(form, term.field)}) for form in slot[0])
        else:
            required.append(frozenset(_rarest(run, term.field) for run in slot))
    exact = len(slots) == 1 and all(len(run) == 1 for run in slots[0])
    return _Demand(tuple(required), exact=exact)


def _rarest(run: Run, field: Field) -> Atom:
    return min((_atom(form, field) for form in run), key=lambda atom: frequency(frozenset({atom})))


def _atom(form: Form, field: Field) -> Atom:
    return Atom(field.value, form.text, form.open_ended)
