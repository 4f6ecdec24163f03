"""Queries of topics, and of subscriptions' options."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.news import Article
from bot.pipeline.match import EveryArticle, QueryMatcher
from tests.unit.pipeline.newsroom import START

QUAKE = Article(outlet="Herald", url=None, title="Earthquake kills 12 people in Lamerra", text="", seen_at=START)


def test_an_options_query_is_asked_of_each_article() -> None:
    matcher = QueryMatcher()
    elsewhere = replace(QUAKE, title="Harvest begins in Norland")
    answers = [matcher.satisfies("lamerra", article) for article in (QUAKE, QUAKE, elsewhere, QUAKE)]
    assert answers == [True, True, False, True]


def test_an_options_query_that_cannot_be_read_is_matched_by_nothing() -> None:
    assert not QueryMatcher().satisfies("((lamerra", QUAKE)


def test_where_queries_are_not_read_every_article_satisfies_them() -> None:
    assert EveryArticle().satisfies("norland", QUAKE)
