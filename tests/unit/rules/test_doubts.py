"""Doubts about queries, and the noise in what they bring."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.news import Article
from bot.rules import doubts_after, doubts_of, find_noise, parse, print_query, required_parts
from tests.unit.rules.drawn import article


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("syria NOT syria", "it asks for syria and excludes it"),
        ("syria NOT (iraq OR syria)", "it asks for syria and excludes it"),
        ("(syria NOT syria) OR (iraq NOT iraq)", "it asks for syria"),
        ("iraq 2 OF (syria NOT syria, iran, turkey NOT turkey)", "it asks for syria"),
        ("syria lang:en lang:fr", "no article is both lang:en and lang:fr"),
        ("syria -syria*", "it asks for syria and excludes syria*"),
        ("syria's -syria", "it asks for syria's and excludes syria"),
        ('"sent back" -sent', 'it asks for "sent back" and excludes sent'),
        ("title:syria -syria", "it asks for title:syria and excludes syria"),
        ("outlet:reuters -outlet:reut*", "it asks for outlet:reuters and excludes outlet:reut*"),
        ("(syria OR syrian) -syria*", "it asks for syria OR syrian and excludes syria*"),
        ("syria NEAR/3 iraq -iraq", "it asks for syria NEAR/3 iraq and excludes iraq"),
        ("feed:f1 feed:f2", "no article is both feed:f1 and feed:f2"),
        ("syria sources < 1", "every story has one source, so none has sources < 1"),
        ("site:bbc.co.uk site:reuters.com", "no article is both site:bbc.co.uk and site:reuters.com"),
        ("syria length > 300 length < 100", "no article is both length > 300 and length < 100"),
        ("syria sources >= 3 sources = 2", "no article is both sources >= 3 and sources = 2"),
        ("the", "nearly everything"),
        ("syria OR the", "nearly everything"),
        ("a lang:en", "nearly everything"),
    ],
)
def test_doubtful(query: str, says: str) -> None:
    (doubt,) = doubts_of(parse(query))
    assert says in doubt


@pytest.mark.parametrize(
    "query",
    [
        "syria",
        "the AND syria",
        "syria OR (iraq NOT iraq)",
        "2 OF (syria NOT syria, iraq, iran)",
        "site:bbc.co.uk site:news.bbc.co.uk",
        "syria length > 100 length < 300",
        "syria lang:en NOT lang:fr",
        "syria length > 5 lang:en",
        "syria NOT (iraq AND syria)",
        "syria -title:syria",
        "syria -text:syria",
        "syria -=Syria",
        "syria -outlet:syria",
        "cease-fire -ceasefire",
        "(syria OR iraq) -syria*",
        "feed:(f1 OR f2)",
        "/x[0-9]/",
        "figure(killed) > 10",
        "feed:f3",
    ],
)
def test_not_doubtful(query: str) -> None:
    assert doubts_of(parse(query)) == ()


def test_doubts_after_a_search() -> None:
    assert doubts_after(1_000, 700, ()) == ("this matches nearly everything: 700 of 1,000 stored articles; add a word",)
    assert doubts_after(1_000, 0, ("syrai",)) == ("no stored article has syrai; see whether the spelling is right",)
    assert doubts_after(1_000, 0, ()) == doubts_after(1_000, 3, ()) == doubts_after(10, 10, ("syrai",)) == ()


def test_required_parts() -> None:
    assert [print_query(part) for part in required_parts(parse("syria AND soldier* NEAR/3 (a OR b)"))] == [
        "syria",
        "soldier*",
        "a OR b",
    ]
    assert len(required_parts(parse("syria OR iraq"))) == 1


def told(number: int, title: str, text: str) -> Article:
    return replace(article(title, text), id=number, story_id=number)


def test_noise_is_what_passing_mentions_have_in_common() -> None:
    meant = [told(number, "Ferry sinks", "The ferry went down, rescuers said.") for number in range(4)]
    passing = [
        told(10 + number, f"Museum opens hall {name}", "It is near the ferry.")
        for number, name in enumerate(("alpha", "beta", "gamma"))
    ]
    noise = find_noise(parse("ferry OR ship"), [*meant, *passing], common=("the", "near"))
    assert (noise.articles, noise.passing, noise.words) == (7, 3, (("ferry", 7),))
    assert noise.exclusion is not None
    assert (noise.exclusion.words, noise.exclusion.removed, noise.exclusion.liked) == ("hall", 3, 0)
    assert noise.exclusion.query == "(ferry OR ship) AND NOT hall"


def test_a_single_story_and_what_the_meant_ones_have_too_are_no_noise() -> None:
    passing = [replace(told(number, "Museum opens", "Near the ferry."), story_id=1) for number in range(5)]
    assert find_noise(parse("ferry"), passing).exclusion is None
    meant = [told(number, "Ferry museum opens", "") for number in range(4)]
    several = [told(10 + number, "Museum opens", "Near a ferry.") for number in range(4)]
    assert find_noise(parse("ferry"), [*meant, *several], common=("near",)).exclusion is None
    assert find_noise(parse("ferry"), []).exclusion is None


def test_an_exclusion_that_cannot_be_written_is_not_proposed() -> None:
    query = parse("ferry OR " + "(" * 40 + "ship" + ")" * 40)
    passing = [told(number, "Museum", "Near the ferry.") for number in range(4)]
    assert find_noise(query, passing, common=("near",)).exclusion is None
