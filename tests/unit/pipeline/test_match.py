"""Queries of topics, and of subscriptions' options."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.figure import Figure
from bot.domain.news import Article
from bot.domain.watch import LOCAL_WORKSPACE
from bot.pipeline.corroborate import facts_at, facts_in_order, matched_topics
from bot.pipeline.match import EveryArticle, QueryMatcher
from bot.rules import StoryFacts
from tests.unit.pipeline.newsroom import START, Newsroom
from tests.unit.pipeline.test_backtest import FIRST_FLOOD, SECOND_FLOOD

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
    assert not EveryArticle().asks_of_story("norland sources >= 3")


def test_an_options_query_can_ask_of_the_story() -> None:
    matcher = QueryMatcher()
    assert matcher.asks_of_story("lamerra sources >= 2")
    assert not matcher.asks_of_story("lamerra")
    assert not matcher.asks_of_story("((lamerra")
    answers = [matcher.satisfies("lamerra sources >= 2", QUAKE, StoryFacts(sources=number)) for number in (1, 2, 1, 3)]
    assert answers == [False, True, False, True]


def test_money_is_compared_by_the_operators_rates() -> None:
    sold = Figure(
        value=2e9, unit="euro", role=None, start=0, end=1, number_start=0, number_end=1, text="€2bn", sentence=""
    )
    article = replace(QUAKE, figures=(sold,))
    assert not QueryMatcher().satisfies("money > $1bn", article)
    assert QueryMatcher({"euro": 1.1, "dollar": 1.0}).satisfies("money > $1bn", article)


def test_a_storys_facts_are_those_of_the_articles_that_were_there_before() -> None:
    first, copy, other = (
        replace(QUAKE, id=number, outlet=outlet, copy_of=copy_of, figures=())
        for number, outlet, copy_of in ((1, "Herald", None), (2, "Courier", 1), (3, "Tribune", None))
    )
    assert facts_at(first, [first]) == StoryFacts()
    assert facts_at(first, [first, copy, other], later=[2, 3]) == StoryFacts()
    in_order = facts_in_order([first, copy, other])
    assert {number: facts.sources for number, facts in in_order.items()} == {1: 1, 2: 1, 3: 2}


async def test_the_article_that_makes_a_story_corroborated_is_the_one_that_matches(newsroom: Newsroom) -> None:
    herald = await newsroom.feed("Herald")
    courier = await newsroom.feed("Courier", workspaces=[LOCAL_WORKSPACE, "elsewhere"])
    asked = [
        await newsroom.topic("corroborated", "flood sources >= 2"),
        await newsroom.topic("rising", "figure(displaced) rises 20%"),
        await newsroom.topic("any", "flood"),
        await newsroom.topic("theirs", "flood sources >= 2", workspace="elsewhere"),
    ]
    await newsroom.take_in(herald, FIRST_FLOOD)
    await newsroom.take_in(courier, SECOND_FLOOD)
    matcher = QueryMatcher()
    workspaces = [LOCAL_WORKSPACE, "elsewhere"]
    async with newsroom.storage.read() as tx:
        await matcher.sync(tx)
        first, second = await tx.articles.get([1, 2])
        assert first.story_id == second.story_id
        before = await matched_topics(tx, matcher, first, workspaces, later=[second.id])
        after = await matched_topics(tx, matcher, second, workspaces)
        edited = await matched_topics(tx, matcher, second, workspaces, before=second)
    corroborated, rising, anything, _ = (topic.id for topic in asked)
    assert before == {anything}
    assert after == {corroborated, rising, anything}
    assert edited == {corroborated, anything}


async def test_where_the_story_is_not_known_a_topic_may_match(newsroom: Newsroom) -> None:
    topic = await newsroom.topic("corroborated", "lamerra sources >= 2")
    matcher = QueryMatcher()
    async with newsroom.storage.read() as tx:
        await matcher.sync(tx)
    assert matcher.wants(topic, QUAKE)
    assert not matcher.wants(topic, QUAKE, StoryFacts())
    assert matcher.wants(topic, QUAKE, StoryFacts(sources=2))
    assert matcher.highlights(topic, QUAKE)
