"""Every operator, script and edge, by a table written by hand: adding a case is adding a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import BadQuery
from bot.domain.figure import Bound, Change, Figure, OtherExpression
from bot.domain.news import Article
from bot.rules import Document, Index, StoryFacts, explain, loosened, matches, parse, print_query, read_article
from bot.rules.sieve import Sieve
from tests.unit.rules.drawn import article, figure

DATA = Path(__file__).parents[2] / "data" / "rules"


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


CASES = lines("cases.jsonl")
REFUSALS = lines("refusals.jsonl")


def article_of(case: dict[str, Any]) -> Article:
    return article(
        case.get("title", ""),
        case.get("text", ""),
        outlet=case.get("outlet", ""),
        language=case.get("lang"),
        tags=tuple(case.get("tags", ())),
        hours=case.get("hours"),
        url=case.get("url"),
        authors=tuple(case.get("authors", ())),
        place=case.get("place"),
        feed=case.get("feed", 0),
        figures=tuple(figure_of(given) for given in case.get("figures", ())),
    )


def figure_of(given: dict[str, Any]) -> Figure:
    also = tuple(OtherExpression(value, unit) for value, unit in given.get("also", ()))
    bound = Bound(given.get("bound", "exact"))
    change = Change(given["change"]) if "change" in given else None
    return figure(**{"value": None, **given, "also": also, "bound": bound, "change": change})


def story_of(case: dict[str, Any]) -> StoryFacts:
    return StoryFacts(
        sources=case.get("sources", 1), figures_before=tuple(figure_of(given) for given in case.get("before", ()))
    )


def document_of(case: dict[str, Any]) -> Document:
    return read_article(article_of(case), story_of(case), case.get("rates", {}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['about']}: {case['query']}"[:60])
def test_case(case: dict[str, Any]) -> None:
    query = parse(case["query"])
    document = document_of(case)
    assert matches(query, document) is case["expected"]
    assert matches(parse(print_query(query)), document) is case["expected"]
    index = Index(case.get("rates", {}))
    index.add(1, query)
    assert index.match(document.article, story_of(case)) == ((1,) if case["expected"] else ())
    explanation = explain(query, document)
    assert explanation.matched is case["expected"]
    assert bool(explanation.missing) is not case["expected"]
    if case["expected"]:
        assert matches(loosened(query), document.article) or "rates" in case
        assert Sieve(query).may_match(document.article.title, document.article.text)


def test_all_cases_in_one_index() -> None:
    index = Index()
    queries = [parse(case["query"]) for case in CASES]
    for key, query in enumerate(queries):
        index.add(key, query)
    for case in CASES:
        seen = read_article(article_of(case))
        assert index.match(seen.article) == tuple(key for key, query in enumerate(queries) if matches(query, seen))


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case["query"] or "empty")
def test_refusal(case: dict[str, Any]) -> None:
    with pytest.raises(BadQuery) as caught:
        parse(case["query"])
    assert case["says"] in str(caught.value)
    assert caught.value.position == case["position"]
    assert case["hint"] in caught.value.hint
