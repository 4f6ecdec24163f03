from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.platforms.slack.cards.rich import headline, rich_text
from bot.domain.card import Break, Code, Link, Matched, Mention, Quote, Span, Strong, Text, Time

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


def elements(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    block = rich_text([], spans)
    assert block is not None
    return [element for section in block["elements"] for element in section["elements"]]


@pytest.mark.parametrize(
    ("span", "element"),
    [
        (Text("<!channel> *a*"), {"type": "text", "text": "<!channel> *a*"}),
        (Strong("a"), {"type": "text", "text": "a", "style": {"bold": True}}),
        (Matched("a"), {"type": "text", "text": "a", "style": {"bold": True}}),
        (Quote("a"), {"type": "text", "text": "a", "style": {"italic": True}}),
        (Code("a `b`"), {"type": "text", "text": "a `b`", "style": {"code": True}}),
        (
            Link("a\nb", "https://a.example/|>"),
            {"type": "link", "url": "https://a.example/%7C%3E", "text": "a b"},
        ),
        (Link("a", "file:///etc/passwd"), {"type": "text", "text": "a"}),
        (
            Time(AT, "Asia/Baghdad"),
            {
                "type": "date",
                "timestamp": 1795356300,
                "format": "{date_short_pretty} {time}",
                "fallback": "22 Nov 2026, 17:05 UTC+3",
            },
        ),
        (Mention("user", "U1A", "ana"), {"type": "user", "user_id": "U1A"}),
        (Mention("role", "S1A", "desk"), {"type": "usergroup", "usergroup_id": "S1A"}),
        (Mention("here", "", "here"), {"type": "broadcast", "range": "here"}),
        (Mention("everyone", "", "channel"), {"type": "broadcast", "range": "channel"}),
        (Mention("everyone", "", "everyone"), {"type": "broadcast", "range": "everyone"}),
        (Mention("role", "123", "desk"), {"type": "text", "text": "desk"}),
    ],
)
def test_each_span_is_an_element_of_its_kind(span: Span, element: dict[str, Any]) -> None:
    assert elements((span,)) == [element]


def test_a_body_stands_below_its_headline_without_empty_lines_around_it() -> None:
    block = rich_text(headline("one", None), (Break(), Text("two"), Break(), Text("three"), Break()))
    assert block is not None
    assert [[one["text"] for one in section["elements"]] for section in block["elements"]] == [
        ["one", "\n"],
        ["two", "\n", "three"],
    ]


def test_nothing_to_say_is_no_block() -> None:
    assert rich_text(headline(" ", "https://a.example"), (Text(""), Break(), Text("  "))) is None


@pytest.mark.parametrize(
    ("url", "element"),
    [
        ("https://a.example/b", {"type": "link", "url": "https://a.example/b", "text": "a b"}),
        ("file:///etc/passwd", {"type": "text", "text": "a b"}),
        (None, {"type": "text", "text": "a b"}),
    ],
)
def test_a_headline_stands_out_and_leads_to_its_article(url: str | None, element: dict[str, Any]) -> None:
    assert headline("a\n b", url) == [element | {"style": {"bold": True}}]


@given(st.lists(st.one_of(*(st.text(max_size=40).map(kind) for kind in (Text, Strong, Quote, Code))), max_size=5))
def test_words_never_become_anything_else(spans: list[Span]) -> None:
    block = rich_text([], spans)
    for section in block["elements"] if block else ():
        assert {one["type"] for one in section["elements"]} <= {"text"}
        assert all(one["text"] for one in section["elements"])
