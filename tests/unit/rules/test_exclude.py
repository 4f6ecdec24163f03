"""Exclusions and likenesses: what would have kept an article away, and what would bring more of its kind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.errors import BadQuery
from bot.domain.news import Article
from bot.rules import Exclusion, Told, exclude, matches, parse, propose_exclusions, propose_queries, try_exclusion

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
COMMON = frozenset({"the", "in", "of", "and", "to", "on", "at", "a"})


def article(title: str, text: str = "") -> Article:
    return Article(outlet="Herald", url=None, title=title, text=text, seen_at=AT, language="en")


MATCH = article("Syria wins football match", "The football team of Syria won in Doha before a large crowd.")
OTHER_MATCH = article("Football: Syria draws", "A late goal saved the football team.")
TROOPS = article("Syria sends soldiers home", "About 3,500 soldiers crossed the border.")
VOTE = article("Syria votes", "Polling stations opened at dawn.")


@pytest.mark.parametrize(
    ("query", "words", "written"),
    [
        ("syria", "football", "syria AND NOT football"),
        ("syria AND iraq", "football", "syria AND iraq AND NOT football"),
        ("syria iraq", '"world cup"', 'syria iraq AND NOT "world cup"'),
        ("syria OR iraq", "football", "(syria OR iraq) AND NOT football"),
        ("(syria OR iraq)", "football", "(syria OR iraq) AND NOT football"),
        ("syria AND NOT tennis", "football", "syria AND NOT tennis AND NOT football"),
        ("syria", "football OR tennis", "syria AND NOT (football OR tennis)"),
        ("syria", "football AND cup", "syria AND NOT (football AND cup)"),
        ("syria NEAR/5 iraq", "football", "syria NEAR/5 iraq AND NOT football"),
        ("  syria\n OR  iraq ", "football", "(syria OR iraq) AND NOT football"),
        ("syria AND NOT football", "football", "syria AND NOT football"),
        ("syria AND NOT football", "Football", "syria AND NOT football AND NOT Football"),
    ],
)
def test_an_exclusion_is_written_with_few_parentheses_and_means_what_it_says(
    query: str, words: str, written: str
) -> None:
    assert exclude(query, words) == written
    assert parse(written) == parse(f"({query}) AND NOT ({words})") or words.lower() in query


@pytest.mark.parametrize(
    ("query", "words"), [("(syria", "football"), ("syria", "(football"), ("syria", "NOT football")]
)
def test_what_cannot_be_read_is_not_excluded(query: str, words: str) -> None:
    with pytest.raises(BadQuery):
        exclude(query, words)


def test_what_an_exclusion_would_have_done_is_counted() -> None:
    told = [Told(MATCH, liked=False), Told(OTHER_MATCH, liked=True), Told(TROOPS, liked=True), Told(VOTE)]
    assert try_exclusion("syria", "football", told) == Exclusion(
        words="football", query="syria AND NOT football", told=4, removed=2, liked=1, disliked=1
    )
    assert try_exclusion("syria", "tennis", told).removed == 0
    assert try_exclusion("syria", "tennis", []).told == 0


def test_the_best_exclusion_takes_what_was_unwanted_and_leaves_what_was_liked() -> None:
    told = [Told(MATCH, liked=False), Told(OTHER_MATCH, liked=False), Told(TROOPS, liked=True), Told(VOTE, liked=True)]
    best, *_ = propose_exclusions("syria", MATCH, told, common=COMMON)
    assert (best.words, best.removed, best.liked, best.disliked) == ("football", 2, 0, 2)
    assert best.query == "syria AND NOT football"


def test_words_that_would_take_what_was_liked_come_last() -> None:
    told = [Told(MATCH, liked=False), Told(OTHER_MATCH, liked=True), Told(TROOPS, liked=True), Told(VOTE)]
    proposed = propose_exclusions("syria", MATCH, told, common=COMMON, limit=50)
    words = [each.words for each in proposed]
    assert words.index("wins") < words.index("football")
    assert proposed[0].liked == 0


def test_what_the_query_asks_for_is_never_proposed_alone() -> None:
    told = [Told(MATCH, liked=False), *(Told(article(f"Syria day {number}")) for number in range(20))]
    words = [each.words for each in propose_exclusions("syria", MATCH, told, common=COMMON, limit=100)]
    assert "syria" not in words
    assert '"syria wins"' in words


def test_common_words_figures_and_abbreviations_are_no_candidates() -> None:
    unwanted = article("The U.S. and Syria: 12 at the table in Ankara's palace")
    words = {each.words for each in propose_exclusions("syria", unwanted, [Told(unwanted)], common=COMMON, limit=100)}
    assert {"table", "ankara", "palace"} <= words
    assert not words & {"the", "and", "12", "u.s.", "u.s", "s"}
    assert '"table ankara"' not in words


def test_more_than_half_of_what_was_told_is_not_taken_away() -> None:
    told = [Told(MATCH, liked=False), Told(OTHER_MATCH), Told(article("Syria football")), Told(VOTE)]
    words = [each.words for each in propose_exclusions("syria", MATCH, told, common=COMMON, limit=100)]
    assert words
    assert "football" not in words


@pytest.mark.parametrize(
    "unwanted",
    [
        article(""),
        article("Syria"),
        article("1234 5,678"),
        article("叙利亚"),
        article("Syria \u0301\u0301\u0301"),
        article(f"Syria {'x' * 500}"),
    ],
)
def test_an_article_without_telling_words_has_no_exclusion(unwanted: Article) -> None:
    assert propose_exclusions("syria", unwanted, [Told(unwanted)], common=COMMON) == ()


def test_a_query_as_deep_as_one_may_be_takes_an_exclusion_only_where_it_needs_no_parentheses() -> None:
    deep = f"{'(' * 40}syria OR iraq{')' * 40}"
    assert exclude(deep, "football") == f"{deep} AND NOT football"
    full = f"{'(' * 40}syria{')' * 40} OR iraq"
    with pytest.raises(BadQuery):
        exclude(full, "football")
    assert propose_exclusions(full, MATCH, [Told(MATCH)], common=COMMON) == ()


def test_more_like_an_article_is_asked_for_by_its_rarest_words() -> None:
    sinking = article(
        "Ferry sinks off Lamerra, 12 dead",
        "The ferry of the Blue Line company sank off Lamerra on Sunday, officials said.",
    )
    others = [article("Officials said a company sank", "On Sunday the blue line was late, the company said.")] * 20
    narrow, broad, *_ = propose_queries(sinking, others, common=COMMON | {"off"})
    assert broad in {"ferry~ AND lamerra", "lamerra AND ferry~"}
    assert set(broad.split(" AND ")) < set(narrow.split(" AND "))
    assert matches(parse(narrow), sinking)


@pytest.mark.parametrize(
    ("title", "proposed"),
    [
        ("", ()),
        ("Flood", ("flood~",)),
        ("Flood in Lamerra", ("flood~ AND lamerra",)),
        ("12 of 3,500", ()),
        ("\u0301\u0301\u0301 flood", ("flood~",)),
        (f"{'x' * 500} flood", ("flood~",)),
    ],
)
def test_few_words_make_few_queries(title: str, proposed: tuple[str, ...]) -> None:
    assert propose_queries(article(title), [], common=COMMON) == proposed
