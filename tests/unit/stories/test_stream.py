"""The streams answer in order, name what is wrong, and keep no more than they say."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.domain.errors import BadInput
from bot.stories import group_stream, summarise_stream
from tests.unit.stories.newswire import of_event, rows

GOOD = {"id": "a", "title": "Title", "text": "Text."}


def test_the_newswire_as_a_stream() -> None:
    answers = list(group_stream(rows()))
    assert [answer["id"] for answer in answers] == [row["id"] for row in rows()]
    events = {row["id"]: row["event"] for row in rows()}
    assert len({(answer["story"], events[answer["id"]]) for answer in answers}) == len(set(events.values()))
    assert answers[0] == {"id": "a1", "story": "s1"}
    assert len({answer["story"] for answer in answers}) == len(set(events.values()))


def test_time_ends_a_story() -> None:
    first, second, third = of_event("ferry")
    stamped = [
        {**first, "published": "2024-12-01T10:00:00Z"},
        {**second, "published": "2024-12-02T10:00:00+02:00"},
        {**third, "published": "2024-12-20T10:00:00"},
    ]
    assert [answer["story"] for answer in group_stream(stamped)] == ["s1", "s1", "s2"]


def test_an_article_dated_before_the_latest_counts_as_now() -> None:
    first, second, _ = of_event("ferry")
    stamped = [{**first, "published": "2024-12-20T10:00:00Z"}, {**second, "published": "2023-01-01T00:00:00Z"}]
    assert [answer["story"] for answer in group_stream(stamped)] == ["s1", "s1"]


def test_the_window_is_bounded_by_count() -> None:
    first, second, _ = of_event("ferry")
    between = [{"id": n, "title": f"Aa{n}b zz{n}y", "text": ""} for n in range(30)]
    assert next(reversed(list(group_stream([first, *between, second])))) == {"id": second["id"], "story": "s1"}
    assert list(group_stream([first, *between, second], limit=10))[-1]["story"] != "s1"


def test_answers_come_before_the_next_item_is_read() -> None:
    read = []

    def items() -> Iterator[Mapping[str, Any]]:
        for row in rows():
            read.append(row["id"])
            yield row

    stream = group_stream(items())
    next(stream)
    assert read == ["a1"]


@pytest.mark.parametrize(
    ("item", "word"),
    [
        ({}, '"id"'),
        ({**GOOD, "id": None}, '"id"'),
        ({**GOOD, "id": True}, '"id"'),
        ({"id": "a", "text": ""}, '"title"'),
        ({"id": "a", "title": ""}, '"text"'),
        ({**GOOD, "text": 7}, '"text"'),
        ({**GOOD, "lang": 7}, '"lang"'),
        ({**GOOD, "outlet": []}, '"outlet"'),
        ({**GOOD, "published": "yesterday"}, '"published"'),
        ({**GOOD, "published": "0001-01-01T00:00:00+14:00"}, '"published"'),
        (["a"], "object"),
        (None, "object"),
    ],
)
def test_a_bad_article_is_named(item: Any, word: str) -> None:
    stream = group_stream([GOOD, item])
    next(stream)
    with pytest.raises(BadInput, match=r"^Item 2 ") as raised:
        next(stream)
    assert word in str(raised.value)


def test_summaries_as_a_stream() -> None:
    groups: list[dict[str, Any]] = [{"id": 1, "articles": of_event("merger")}, {"id": "none", "articles": []}]
    first, second = summarise_stream(groups, 40)
    assert first["id"] == 1
    assert {sentence["article"] for sentence in first["sentences"]} <= {row["id"] for row in of_event("merger")}
    assert first["sentences"]
    assert second == {"id": "none", "sentences": []}


@pytest.mark.parametrize(
    ("group", "word"),
    [
        ({"id": "g"}, '"articles"'),
        ({"id": "g", "articles": {}}, '"articles"'),
        ({"articles": []}, '"id"'),
        ({"id": "g", "articles": [{"id": "a", "title": ""}]}, '"text"'),
        ({"id": "g", "articles": ["a"]}, "object"),
        (7, "object"),
    ],
)
def test_a_bad_group_is_named(group: Any, word: str) -> None:
    with pytest.raises(BadInput, match=r"^Item 1 ") as raised:
        list(summarise_stream([group]))
    assert word in str(raised.value)
