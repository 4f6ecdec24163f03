"""The prospective index: all queries at once against one arriving article.

Each query becomes one or more rows of numbers, those of the sets of atoms that must be there. An article's words select the
rows filed under their rarest part; array operations keep those whose other parts are there too; and only what a row cannot
say (phrases, deep nesting) is asked of the tree's own part that says it, for the few that are left. Adding and removing is
done in place, and never rebuilds.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.news import Article
from bot.rules.atoms import ALWAYS, NEVER, AtomSet, AtomTable
from bot.rules.document import Document, read_article
from bot.rules.evaluate import holds
from bot.rules.plan import Row, rows_of
from bot.rules.postings import Ids
from bot.rules.rarity import Background
from bot.rules.reading import Reading
from bot.rules.rows import Check, RowTable
from bot.rules.story_facts import ALONE, NO_RATES, Rates, StoryFacts
from bot.rules.tree import Node, Query
from bot.rules.twins import Twins

_LEARN_EVERY = 32

_MOVED = 8
"""Rows that are filed anew for one article at most."""


@dataclass(frozen=True, slots=True)
class _Residual:
    """A part of a tree to be asked for a row, and the atoms whose places tell; None where the whole article does."""

    node: Node
    wanted: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class _Filed:
    """A row with the numbers of its sets, each taken once."""

    check: Check
    residual: _Residual | None

    @property
    def content(self) -> tuple[frozenset[int], int, Node | None]:
        """What it says, in whatever order it is tested."""
        node = None if self.residual is None else self.residual.node
        return frozenset(self.check.required), self.check.excluded, node


class Index:
    """Queries under integer keys. ``match`` answers exactly as ``matches`` would for each.

    Queries of many keys that say the same are stored once, as an *entry* with the number of its first row. Not safe for use
    by several threads at a time. Amounts of money are compared by ``rates``. One of ``learn_every`` articles is looked at
    for which sets are rare, and for rows that are filed under another than their rarest; no answer hangs on it.
    """

    def __init__(self, rates: Rates = NO_RATES, *, learn_every: int = _LEARN_EVERY) -> None:
        self._rates = rates
        self._learn_every = learn_every
        self._background = Background()
        self._atoms = AtomTable(self._begin)
        self._rows = RowTable()
        self._residuals: dict[int, _Residual] = {}
        self._twins = Twins()
        self._further: dict[int, tuple[int, ...]] = {}
        self._entries: dict[int, int] = {}
        self._keys = array("q")
        self._more_keys: dict[int, set[int]] = {}
        self._seen = 0

    def add(self, key: int, query: Query) -> None:
        """Add a query, or replace the one of that key."""
        filed = [self._taken(row) for row in rows_of(query.tree)]
        entry = self._equal(filed)
        before = self._entries.get(key)
        if entry is None:
            entry = self._file(filed, key)
        else:
            for row in filed:
                self._release(row)
            if entry == before:
                return
            self._more_keys.setdefault(entry, set()).add(key)
        if before is not None:
            self.remove(key)
        self._entries[key] = entry

    def remove(self, key: int) -> None:
        """Forget a key; an unknown one is no error."""
        entry = self._entries.pop(key, None)
        if entry is None:
            return
        more = self._more_keys.get(entry)
        if more is None:
            self._unfile(entry)
            return
        if self._keys[entry] == key:
            self._keys[entry] = more.pop()
        else:
            more.remove(key)
        if not more:
            del self._more_keys[entry]

    def match(self, article: Article, story: StoryFacts = ALONE) -> tuple[int, ...]:
        """Keys of the queries that an article matches, sorted, its story being as ``story`` says."""
        reading = Reading(article, self._atoms)
        found = self._entries_held(self._candidates(reading.atoms), reading, article, story)
        keys = [self._keys[entry] for entry in found]
        for entry in found & self._more_keys.keys() if self._more_keys else ():
            keys.extend(self._more_keys[entry])
        return tuple(sorted(keys))

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: int) -> bool:
        return key in self._entries

    def _candidates(self, atoms: Ids) -> list[int]:
        """The rows whose sets are as they must be, for an article with these atoms."""
        groups, rows = self._atoms.brought(atoms)
        if not len(rows):
            return []
        present = np.concatenate([atoms, groups], dtype=np.intp)
        held = self._rows.held(present, rows)
        self._seen += 1
        if self._seen % self._learn_every == 0:
            self._background.look_at(present)
            for row in self._rows.misfiled(rows, self._background.counts, _MOVED):
                self._refile(row)
        return held

    def _entries_held(self, rows: Iterable[int], reading: Reading, article: Article, story: StoryFacts) -> set[int]:
        """The entries with a row among ``rows`` whose residual holds too."""
        found: set[int] = set()
        asked: list[tuple[int, _Residual]] = []
        for row in set(rows):
            residual = self._residuals.get(row)
            if residual is None:
                found.add(self._rows.owner(row))
            else:
                asked.append((row, residual))
        if asked:
            document = self._document([residual for _, residual in asked], reading, article, story)
            found.update(self._rows.owner(row) for row, residual in asked if holds(residual.node, document))
        return found

    def _document(self, asked: Sequence[_Residual], reading: Reading, article: Article, story: StoryFacts) -> Document:
        """The article with all that these residuals ask for."""
        wanted: set[int] = set()
        for residual in asked:
            if residual.wanted is None:
                return read_article(article, story, self._rates)
            wanted.update(residual.wanted)
        return reading.document(tuple(wanted), self._rows, story, self._rates)

    def _begin(self, number: int, atoms: AtomSet) -> None:
        self._background.begin(number, atoms)
        self._rows.reach(number)

    def _taken(self, row: Row) -> _Filed:
        take = self._atoms.take
        required = self._background.rarest_first({take(atoms) for atoms in row.required})
        excluded = take(row.excluded) if row.excluded else NEVER
        residual = None
        if row.residual is not None:
            wanted = None if row.wanted is None else tuple(take(frozenset((atom,))) for atom in row.wanted)
            residual = _Residual(row.residual, wanted)
        return _Filed(Check(tuple(required) or (ALWAYS,), excluded), residual)

    def _release(self, row: _Filed) -> None:
        wanted = (row.residual.wanted or ()) if row.residual else ()
        for number in (*row.check.required, row.check.excluded, *wanted):
            if number not in (ALWAYS, NEVER):
                self._atoms.release(number)

    def _filed(self, row: int) -> _Filed:
        return _Filed(self._rows.read(row), self._residuals.get(row))

    def _rows_of(self, entry: int) -> tuple[int, ...]:
        return (entry, *self._further.get(entry, ()))

    def _equal(self, filed: Sequence[_Filed]) -> int | None:
        """The entry that says the same, None where there is none."""
        content = [row.content for row in filed]
        for entry in self._twins.of(_mark(filed)):
            if [self._filed(row).content for row in self._rows_of(entry)] == content:
                return entry
        return None

    def _file(self, filed: Sequence[_Filed], key: int) -> int:
        rows = [self._rows.take() for _ in filed]
        entry = rows[0]
        for number, row in zip(rows, filed, strict=True):
            self._rows.write(number, row.check, entry)
            self._atoms.file(number, row.check.required[0])
            if row.residual is not None:
                self._residuals[number] = row.residual
        if len(rows) > 1:
            self._further[entry] = tuple(rows[1:])
        self._twins.add(entry, _mark(filed))
        self._keys.extend([0] * (max(rows) + 1 - len(self._keys)))
        self._keys[entry] = key
        return entry

    def _unfile(self, entry: int) -> None:
        rows = self._rows_of(entry)
        self._twins.remove(entry)
        self._further.pop(entry, None)
        for number in rows:
            row = self._filed(number)
            self._atoms.unfile(number, row.check.required[0])
            self._residuals.pop(number, None)
            self._rows.free(number)
            self._release(row)

    def _refile(self, row: int) -> None:
        """File a row under the set of those it requires that is the rarest by now."""
        check = self._rows.read(row)
        required = self._background.rarest_first(check.required)
        self._atoms.unfile(row, check.required[0])
        self._rows.write(row, Check(tuple(required), check.excluded), self._rows.owner(row))
        self._atoms.file(row, required[0])


def _mark(filed: Sequence[_Filed]) -> int:
    return hash(tuple(row.content for row in filed))
