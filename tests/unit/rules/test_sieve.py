"""The first look lets through whatever matches, and little else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.news import Article
from bot.rules import Query, Sieve, matches, parse
from bot.rules.tree import Word
from tests.unit.rules.drawn import article, articles, queries


@given(queries, articles)
def test_what_matches_passes(query: Query, seen: Article) -> None:
    if matches(query, seen):
        assert Sieve(query).may_match(seen.title, seen.text)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), st.text(max_size=12))
def test_every_word_of_a_text_is_found_in_it(word: str, rest: str) -> None:
    query = Query(Word(word))
    for text in (word, f"{rest} {word}", f"{word.upper()}\ud800 {rest}"):
        if matches(query, article("", text)):
            assert Sieve(query).may_match("", text)


@pytest.mark.parametrize(
    ("query", "title", "passes"),
    [
        ("ceasefire", "A cease‑fire holds", True),
        ("oneill", "O’Neill speaks", True),
        ("u.s.", "The US votes", True),
        ("strasse", "Große Straße", True),
        ("elysee", "L’Élysée", True),
        ("*stan", "Pakistan", True),
        ("wom?n", "Women", True),
        ("wom?n", "Men", False),
        ("syria AND iraq", "Syria votes", False),
        ("syria OR iraq", "Syria votes", True),
        ("syria OR iraq", "Iran votes", False),
        ("سورية", "العراق اليوم وغدا في كل مكان", False),
        ("سورية", "سُورِيَّة اليوم وغدا في كل مكان", True),
        ("return~", "nothing of it", True),
        ("/x[0-9]/", "nothing of it", True),
        ("outlet:reuters", "nothing of it", True),
    ],
)
def test_first_look(query: str, title: str, *, passes: bool) -> None:
    assert Sieve(parse(query)).may_match(title, "") is passes
