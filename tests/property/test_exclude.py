"""Whatever is excluded: what had the words is gone, all else is as it was, and what is counted is so."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.news import Article
from bot.rules import Told, exclude, matches, parse, propose_exclusions, propose_queries

WORDS = (
    "syria",
    "iraq",
    "football",
    "ferry",
    "soldiers",
    "border",
    "cup",
    "Doha",
    "vote",
    "the",
    "état",
    "U.S.",
    "3,500",
)
TEXTS = st.lists(st.sampled_from([*WORDS, "-", "’s", "\u0301", "叙", '"', "AND"]), max_size=12).map(" ".join)
ARTICLES = st.builds(
    lambda title, text: Article(
        outlet="Herald", url=None, title=title, text=text, seen_at=datetime(2026, 3, 1, tzinfo=UTC), language="en"
    ),
    st.one_of(TEXTS, st.text(max_size=40)),
    st.one_of(TEXTS, st.text(max_size=80)),
)
QUERIES = st.sampled_from(
    [
        "syria",
        "syria OR ferry",
        "syria AND NOT cup",
        '"syria iraq" OR soldiers',
        "syria NEAR/3 iraq",
        "2 OF (syria, iraq, cup)",
    ]
)
UNWANTED = st.sampled_from(["football", '"border vote"', "cup OR doha", "ferry AND vote", "soldier*", "état"])
TOLD = st.lists(st.builds(Told, ARTICLES, st.sampled_from([None, True, False])), max_size=6)


@given(QUERIES, UNWANTED, ARTICLES)
def test_what_has_the_words_is_gone_and_all_else_is_as_it_was(query: str, words: str, article: Article) -> None:
    changed = parse(exclude(query, words))
    assert matches(changed, article) == (matches(parse(query), article) and not matches(parse(words), article))


@settings(deadline=None)
@given(QUERIES, ARTICLES, TOLD)
def test_every_exclusion_keeps_the_article_away_and_counts_rightly(
    query: str, unwanted: Article, others: list[Told]
) -> None:
    told = [Told(unwanted, liked=False), *others]
    proposed = propose_exclusions(query, unwanted, told, common=frozenset({"the"}))
    assert len({each.words for each in proposed}) == len(proposed) <= 3
    for each in proposed:
        assert not matches(parse(each.query), unwanted)
        taken = [one.liked for one in told if matches(parse(each.words), one.article)]
        assert (each.told, each.removed) == (len(told), len(taken))
        assert (each.liked, each.disliked) == (taken.count(True), taken.count(False))


@settings(deadline=None)
@given(ARTICLES, st.lists(ARTICLES, max_size=4))
def test_every_query_for_more_finds_the_article_itself(article: Article, others: list[Article]) -> None:
    for query in propose_queries(article, others, common=frozenset({"the"})):
        assert matches(parse(query), article)
