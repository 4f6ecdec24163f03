"""Other ways to find which of many queries an article matches, held to the index's own answers.

Each takes the queries once and then articles one by one; queries are filed under an anchor, the rarest words of which one
must be there, by the true frequencies of the made-up news.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import asyncpg

from bot.domain.news import Article
from bot.rules import Query, read_article
from bot.rules.evaluate import holds
from bot.rules.tree import And, Near, Node, Not, Or, Phrase, Word
from tests.doubles.postgres import started as started_server

_GAP = " x" * 60
"""Stands between title and text, so that no phrase of PostgreSQL's spans them."""


def anchor_of(node: Node, rarity: Mapping[str, float]) -> list[str]:
    """The words of which an article must have one, chosen to be rare; none where there are no such words."""
    match node:
        case Word(text=text):
            return [] if text.endswith("*") else [text]
        case Phrase(text=text):
            return [max(text.split(), key=rarity.__getitem__)]
        case Or(items=items):
            return [word for item in items for word in anchor_of(item, rarity)]
        case And(items=items) | Near(items=items):
            anchors = [anchor for item in items if (anchor := anchor_of(item, rarity))]
            return max(anchors, key=lambda words: min(map(rarity.__getitem__, words)))
        case _:
            return []


class Everyone:
    """Evaluates every query on the analysed article."""

    def __init__(self, queries: Sequence[Query]) -> None:
        self._trees = [query.tree for query in queries]

    def match(self, article: Article) -> set[int]:
        document = read_article(article)
        return {number for number, tree in enumerate(self._trees) if holds(tree, document)}


class AhoCorasick:
    """Finds anchors by an Aho-Corasick automaton (ahocorasick-rs) and evaluates the queries filed under them.

    Raises ``ImportError`` where that package is not installed.
    """

    def __init__(self, queries: Sequence[Query], rarity: Mapping[str, float]) -> None:
        from ahocorasick_rs import AhoCorasick as Automaton

        self._trees = [query.tree for query in queries]
        filed: defaultdict[str, list[int]] = defaultdict(list)
        for number, tree in enumerate(self._trees):
            for word in anchor_of(tree, rarity):
                filed[word].append(number)
        self._filed = list(filed.values())
        self._automaton = Automaton([f" {word} " for word in filed])

    def match(self, article: Article) -> set[int]:
        words = re.findall(r"\w+", f"{article.title} {article.text}".lower())
        found = self._automaton.find_matches_as_indexes(f" {' '.join(words)} ", overlapping=True)
        candidates = {number for place, _, _ in found for number in self._filed[place]}
        document = read_article(article)
        return {number for number in candidates if holds(self._trees[number], document)}


class PostgreSql:
    """Asks PostgreSQL: queries are tsqueries, found by an index on their anchors' words.

    A context manager. Raises ``pytest.skip.Exception`` where no server can be had.
    """

    def __init__(self, folder: Path, queries: Sequence[Query], rarity: Mapping[str, float]) -> None:
        self._queries = [(number, tsquery_of(query.tree)) for number, query in enumerate(queries)]
        self._anchors = [
            (word, number)
            for number, query in enumerate(queries)
            for word in dict.fromkeys(anchor_of(query.tree, rarity))
        ]
        self._servers = started_server(folder)
        self._loop = asyncio.new_event_loop()

    def __enter__(self) -> Self:
        server = next(self._servers)
        self._connection: Any = self._loop.run_until_complete(self._opened(server.address(str(server.url.database))))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.run_until_complete(self._connection.close())
        self._loop.close()
        next(self._servers, None)

    async def _opened(self, address: str) -> Any:
        connection = await asyncpg.connect(address)
        await connection.execute("CREATE TABLE asked (id integer, q text); CREATE TABLE anchor (word text, id integer)")
        await connection.copy_records_to_table("asked", records=self._queries)
        await connection.copy_records_to_table("anchor", records=self._anchors)
        await connection.execute(
            "ALTER TABLE asked ALTER q TYPE tsquery USING q::tsquery; ALTER TABLE asked ADD PRIMARY KEY (id);"
            "CREATE INDEX ON anchor (word) INCLUDE (id); ANALYZE asked; ANALYZE anchor; SET jit = off;"
            # An article has a few hundred words, whatever the planner thinks: looking each up is faster than any other join.
            "SET enable_hashjoin = off; SET enable_mergejoin = off"
        )
        self._statement = await connection.prepare(
            "WITH article AS MATERIALIZED"
            " (SELECT setweight(to_tsvector('simple', $1), 'A') || to_tsvector('simple', $2) AS words)"
            " SELECT DISTINCT asked.id FROM article CROSS JOIN LATERAL unnest(tsvector_to_array(words)) AS term"
            " JOIN anchor ON anchor.word = term JOIN asked ON asked.id = anchor.id WHERE article.words @@ asked.q"
        )
        return connection

    def match(self, article: Article) -> set[int]:
        rows = self._loop.run_until_complete(self._statement.fetch(article.title, f"{_GAP} {article.text}"))
        return {row["id"] for row in rows}


def tsquery_of(node: Node) -> str:
    """A tree of the made-up queries in PostgreSQL's own language."""
    match node:
        case Word(text=text, field=field):
            return f"'{text.removesuffix('*')}':{'*' * text.endswith('*')}{'A' * (field.value == 'title')}"
        case Phrase(text=text):
            return " <-> ".join(f"'{word}'" for word in text.split())
        case Near(items=(first, second), distance=distance):
            pair = (tsquery_of(first), tsquery_of(second))
            ways = [f"{a} <{gap}> {b}" for gap in range(1, distance + 2) for a, b in (pair, pair[::-1])]
            return f"({' | '.join(ways)})"
        case Or(items=items):
            return f"({' | '.join(map(tsquery_of, items))})"
        case And(items=items):
            return " & ".join(map(tsquery_of, items))
        case Not(item=item):
            return f"!({tsquery_of(item)})"
        case _:
            raise ValueError(node)
