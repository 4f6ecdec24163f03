"""Queries that ask of the story, loosened to what the article alone can answer."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.domain.errors import BadInput
from bot.domain.news import Article
from bot.rules import Query, StoryFacts, hangs_on_story, loosened, matches, parse, print_query, read_article, read_rates
from tests.unit.rules.drawn import articles, queries, stories


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("syria sources >= 3", "syria"),
        ("syria NOT sources >= 3", "syria"),
        ("syria (iraq OR sources >= 3)", "syria"),
        ("(syria sources >= 3) OR (iraq sources >= 2)", "syria OR iraq"),
        ("2 OF (syria, iraq, sources >= 3)", "syria OR iraq"),
        ("syria 2 OF (sources > 1, sources > 2, iraq)", "syria"),
        ("figure(killed) rises 20%", "figure(killed) >= 0 OR figure(killed) < 0"),
    ],
)
def test_loosened(query: str, left: str) -> None:
    read = parse(query)
    assert hangs_on_story(read)
    assert print_query(loosened(read)) == left


def test_a_query_of_the_article_alone_stays_as_it_is() -> None:
    query = parse("2 OF (syria, NOT iraq, soldier* NEAR/3 border)")
    assert not hangs_on_story(query)
    assert loosened(query) == query


@given(queries, articles, stories)
def test_what_matches_matches_loosened(query: Query, seen: Article, story: StoryFacts) -> None:
    if matches(query, read_article(seen, story)):
        assert matches(loosened(query), seen) or not hangs_on_story(query) or loosened(query) is query


def test_rates_are_read_by_code_or_name() -> None:
    assert read_rates({"USD": 1, "eur": 1.1, "zloty": 0.25}) == {"dollar": 1.0, "euro": 1.1, "zloty": 0.25}
    with pytest.raises(BadInput, match="XYZ is no currency"):
        read_rates({"XYZ": 1})
    with pytest.raises(BadInput, match="km is no currency"):
        read_rates({"km": 1})
    with pytest.raises(BadInput, match="cannot be worth 0"):
        read_rates({"EUR": 0})
