"""The prospective index: all queries at once against one arriving article.

Each query becomes one or more rows of atom-set ids. An article's words select the rows filed under their rarest part;
array operations keep those whose other parts are there too; and only what a row cannot say (phrases, deep nesting) is
asked of the tree itself, for the few that are left. Adding and removing is done in place, and never rebuilds.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from bot.domain.news import Article
from bot.rules.address import host_of, sites_of
from bot.rules.amounts import counted_words
from bot.rules.atoms import ALWAYS, FIGURE, LANGUAGE, NEVER, SITE, AtomTable
from bot.rules.document import Document, pieces, primary_tag, read_article
from bot.rules.evaluate import holds
from bot.rules.plan import rows_of
from bot.rules.rows import RowTable
from bot.rules.tree import Node, Query

_ALWAYS = array("i", [ALWAYS]).tobytes()


@dataclass(slots=True)
class _Entry:
    """One distinct tree, the keys that ask it, and its rows; ``exact`` rows need no look at the tree."""

    tree: Node
    number: int
    keys: set[int] = field(default_factory=set)
    rows: tuple[int, ...] = ()
    exact: bool = True


class Index:
    """Queries under integer keys. ``match`` answers exactly as ``matches`` would for each.

    Equal queries of many keys are stored once. Not safe for use by several threads at a time.
    """

    def __init__(self) -> None:
        self._atoms = AtomTable()
        self._rows = RowTable()
        self._by_key: dict[int, _Entry] = {}
        self._by_tree: dict[Node, _Entry] = {}
        self._entries: dict[int, _Entry] = {}
        self._free: list[int] = []

    def add(self, key: int, query: Query) -> None:
        """Add a query, or replace the one of that key."""
        entry = self._by_tree.get(query.tree)
        if key in self._by_key:
            if entry is self._by_key[key]:
                return
            self.remove(key)
        if entry is None:
            entry = self._file(query.tree)
        entry.keys.add(key)
        self._by_key[key] = entry

    def remove(self, key: int) -> None:
        """Forget a key; an unknown one is no error."""
        entry = self._by_key.pop(key, None)
        if entry is None:
            return
        entry.keys.discard(key)
        if not entry.keys:
            self._unfile(entry)

    def match(self, article: Article) -> tuple[int, ...]:
        """Keys of the queries that an article matches, sorted."""
        owners = set(self._rows.owners(self._ids(article)))
        document: Document | None = None
        keys: list[int] = []
        for number in owners:
            entry = self._entries[number]
            if not entry.exact:
                document = document or read_article(article)
                if not holds(entry.tree, document):
                    continue
            keys.extend(entry.keys)
        return tuple(sorted(keys))

    def __len__(self) -> int:
        return len(self._by_key)

    def __contains__(self, key: int) -> bool:
        return key in self._by_key

    def _ids(self, article: Article) -> bytes:
        """Ids of all atom sets that the article has, as int32, some more than once."""
        atoms = self._atoms
        language = primary_tag(article.language)
        found = [_ALWAYS, atoms.ids_of_fact(LANGUAGE, language)]
        for stream, text in pieces(article):
            found += [atoms.ids_of_text(text, stream), atoms.ids_of_stems(text, language)]
        found += [atoms.ids_of_fact(SITE, site) for site in sites_of(host_of(article.url))]
        counted = {word for figure in article.figures for word in counted_words(figure)}
        found += [atoms.ids_of_fact(FIGURE, word) for word in counted]
        return b"".join(found)

    def _file(self, tree: Node) -> _Entry:
        number = self._free.pop() if self._free else len(self._entries)
        entry = self._entries[number] = _Entry(tree, number)
        rows = rows_of(tree)
        take = self._atoms.take
        entry.exact = all(row.exact for row in rows)
        entry.rows = tuple(
            self._rows.add(
                [take(atoms) for atoms in row.required] or [ALWAYS],
                take(row.excluded) if row.excluded else NEVER,
                number,
            )
            for row in rows
        )
        self._by_tree[tree] = entry
        return entry

    def _unfile(self, entry: _Entry) -> None:
        for row in entry.rows:
            required, excluded = self._rows.remove(row)
            for number in required:
                self._atoms.release(number)
            if excluded != NEVER:
                self._atoms.release(excluded)
        del self._by_tree[entry.tree]
        del self._entries[entry.number]
        self._free.append(entry.number)
