"""The page on the query language says what the language does: its tables are run here, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.errors import BadQuery
from bot.figures import extract
from bot.rules import Document, StoryFacts, matches, parse, read_article
from bot.rules.lexer import FIELDS, Kind
from bot.rules.parser import MAX_CHARACTERS, MAX_DEPTH, MAX_TERMS
from bot.rules.proximity import MAX_DISTANCE
from bot.rules.regex import MAX_PATTERN, MAX_REGEXES
from bot.rules.repetition import MAX_COUNT
from bot.rules.shape_text import MAX_DAYS
from bot.rules.spelling import MAX_WORD
from tests.unit.rules.drawn import article

PAGE = (Path(__file__).parents[3] / "docs" / "query-language.md").read_text("utf-8")


def rows(columns: int) -> list[list[str]]:
    found = []
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| `") and len(cells) == columns:
            found.append([cells[0].strip("`"), *cells[1:]])
    return found


EXAMPLES = rows(3)
REFUSED = rows(2)


def article_of(written: str) -> Document:
    title, *rest = written.split(" · ")
    given = dict(piece.replace("*", "").split(": ", 1) for piece in rest)
    seen = article(
        title,
        given.get("text", ""),
        outlet=given.get("outlet", ""),
        language=given.get("lang"),
        tags=(given["tag"],) if "tag" in given else (),
        figures=extract(title),
        url=given.get("address"),
        authors=(given["author"],) if "author" in given else (),
        place=given.get("place"),
        hours=float(given["hours old"]) if "hours old" in given else None,
        feed=int(given.get("feed", 0)),
    )
    before = extract(given["before"]) if "before" in given else ()
    return read_article(seen, StoryFacts(sources=int(given.get("sources", 1)), figures_before=before))


@pytest.mark.parametrize(("query", "mark", "written"), EXAMPLES)
def test_example(query: str, mark: str, written: str) -> None:
    assert mark in "✓✗"
    assert matches(parse(query), article_of(written)) is (mark == "✓")


@pytest.mark.parametrize(("query", "reason"), REFUSED)
def test_refused(query: str, reason: str) -> None:
    with pytest.raises(BadQuery) as caught:
        parse(query)
    assert reason in str(caught.value)


def test_every_operator_field_and_limit_has_an_example() -> None:
    assert len(EXAMPLES) > 40
    assert any(query.startswith("=") for query, _, _ in EXAMPLES)
    assert any(" OF (" in query for query, _, _ in EXAMPLES)
    queries = " ".join(query for query, _, _ in EXAMPLES)
    for field in FIELDS:
        assert f"{field}:" in queries
    for kind in set(Kind) - {Kind.WORD, Kind.PHRASE, Kind.FIELD, Kind.END}:
        assert kind.value in queries
    for limit in (
        MAX_CHARACTERS,
        MAX_TERMS,
        MAX_DEPTH,
        MAX_WORD,
        MAX_DISTANCE,
        MAX_COUNT,
        MAX_DAYS,
        MAX_PATTERN,
        MAX_REGEXES,
    ):
        assert f"{limit:,}" in PAGE


def test_the_whole_topic_is_a_query() -> None:
    topic = PAGE.split("## A whole topic")[1]
    assert parse(topic).hints == ()
