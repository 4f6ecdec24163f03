"""What the index promises beside its answers: one entry for equal queries, and no trace of removed ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from bot.rules import Index, matches, parse
from bot.rules.atoms import Atom, AtomTable
from bot.rules.pattern import REST
from bot.rules.rows import RowTable
from bot.rules.tree import Field
from tests.unit.rules.drawn import article


class CountedLookups(dict[str, list[int]]):
    """A table that counts how often it is asked."""

    count = 0

    def get(self, key: str, default: Any = None) -> Any:
        self.count += 1
        return super().get(key, default)


STORY = article(
    "Iraq returns Syrian soldiers",
    "They were sent back.",
    outlet="Reuters",
    language="en",
    tags=("World",),
    url="https://example.org/1",
)


def test_an_empty_index_matches_nothing() -> None:
    index = Index()
    assert index.match(STORY) == ()
    assert len(index) == 0
    assert 1 not in index


def test_keys_come_sorted_whatever_the_order_of_adding() -> None:
    index = Index()
    for key in (9, -4, 7):
        index.add(key, parse("iraq"))
    assert index.match(STORY) == (-4, 7, 9)


def test_adding_again_replaces() -> None:
    index = Index()
    index.add(1, parse("iraq"))
    index.add(1, parse("iraq"))
    index.add(1, parse("iran"))
    assert len(index) == 1
    assert index.match(STORY) == ()
    assert index.match(article("Iran")) == (1,)


def test_removing_one_of_equal_queries_keeps_the_other() -> None:
    index = Index()
    index.add(1, parse("iraq AND syria*"))
    index.add(2, parse("syria* AND iraq"))
    index.add(3, parse("iraq syria*"))
    index.remove(1)
    assert index.match(STORY) == (2, 3)
    index.remove(1)
    assert len(index) == 2


@pytest.mark.parametrize(
    "query",
    [
        "iraq",
        "=Iraq",
        "outlet:=Reuters",
        "syria*",
        "title:syria*",
        "s?rian",
        "*rian",
        "return~",
        "site:example.org",
        "iraq OR iran",
        "title:iraq",
        "tag:world",
        '"sent back"',
        "lang:en iraq",
        "iraq NOT iran",
    ],
)
def test_a_query_added_after_articles_were_seen_counts_at_once(query: str) -> None:
    index = Index()
    index.add(1, parse("soldiers"))
    for _ in range(2):
        assert index.match(STORY) == (1,)
        index.add(2, parse(query))
        assert index.match(STORY) == (1, 2)
        index.remove(2)


def test_removing_a_query_anchored_on_a_group_leaves_its_words_to_others() -> None:
    index = Index()
    index.add(1, parse("zakho OR duhok"))
    index.add(2, parse("zakho AND duhok"))
    index.remove(1)
    assert index.match(article("Zakho")) == ()
    assert index.match(article("Zakho and Duhok")) == (2,)


def test_many_adds_and_removes_leave_nothing_behind() -> None:
    index = Index()
    for key in range(200):
        index.add(key, parse(f"common AND word{key} OR other{key} NOT never{key}"))
    for key in range(200):
        index.remove(key)
    assert len(index) == 0
    assert index.match(article("common word1 other2")) == ()
    index.add(1, parse("common"))
    assert index.match(article("common word1 other2")) == (1,)


def test_long_conjunctions_and_many_branches() -> None:
    index = Index()
    index.add(1, parse("iraq returns syrian soldiers they were sent back"))
    index.add(2, parse("iraq returns syrian soldiers they were sent home"))
    index.add(3, parse(" OR ".join(f"iraq AND word{number}" for number in range(40)) + " OR iraq AND sent"))
    index.add(4, parse(" OR ".join(f"iraq AND word{number}" for number in range(4)) + " OR iraq AND sent"))
    assert index.match(STORY) == (1, 3, 4)


def test_words_by_their_ends_are_found_whenever_added_and_removed() -> None:
    index = Index()
    index.add(1, parse("*stan"))
    index.add(2, parse("title:*kistan"))
    seen = article("Pakistan votes", "Afghanistan too")
    for _ in range(2):
        assert index.match(seen) == (1, 2)
        index.add(3, parse("*istan OR *nothing"))
        assert index.match(seen) == (1, 2, 3)
        index.remove(3)
    index.remove(2)
    index.remove(1)
    assert index.match(seen) == ()


def test_a_word_is_looked_up_once_for_each_length_that_an_end_can_have() -> None:
    atoms = AtomTable()
    ends = [frozenset({Atom("", f"{REST}{number:04}")}) for number in range(5_000)]
    numbers = [atoms.take(end) for end in ends]
    looked_up = CountedLookups(atoms._suffixes[""])
    atoms._suffixes[""] = looked_up
    found = atoms.ids_of_text("x" * 60 + "4321", Field.TITLE)
    assert np.frombuffer(found, np.int32).tolist() == [numbers[4321]]
    assert looked_up.count <= 10


def test_hostile_addresses_are_read() -> None:
    index = Index()
    index.add(1, parse("site:example.org OR a"))
    for url in (
        "https://[::1",
        "https://" + "a." * 100_000 + "example.org/",
        "https://\ud800.example.org",
        "x" * 100_000,
    ):
        seen = article("a", url=url)
        assert index.match(seen) == (1,)
        assert not matches(parse("site:example.org"), seen)


def test_hostile_words_are_read() -> None:
    index = Index()
    index.add(1, parse("aaa*"))
    index.add(2, parse("end"))
    assert index.match(article("a" * 100_000, "a-" * 50_000 + " end")) == (1, 2)


def test_rows_grow_and_are_used_again() -> None:
    rows = RowTable()
    numbers = [rows.add([number + 2], 1, number) for number in range(300)]
    assert len(set(numbers)) == 300
    assert rows.remove(numbers[7]) == ([9], 1)
    assert rows.add([9, 10], 1, 7) == numbers[7]
