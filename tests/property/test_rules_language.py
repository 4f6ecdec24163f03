"""Parser and printer undo one another; nothing that can be typed makes the parser fail but with ``BadQuery``."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.errors import BadQuery
from bot.rules import Query, parse, point_at, print_query
from bot.rules.tree import Node
from tests.unit.rules.drawn import anchored

PIECES = st.sampled_from(
    [
        *("syria", "iraq*", "al-qaeda", '"sent back"', "AND", "OR", "NOT", "-", "(", ")", "title:", "lang:en", "“a b”"),
        *(
            "outlet:",
            "and",
            "3,500",
            "U.S.",
            "ab*",
            '"',
            "?",
            "x:y",
            ",",
            "=US",
            "&&",
            "\\",
            "NEAR/5",
            "/a/",
            "return~",
            "*stan",
            "~",
            "中国",
        ),
        *("~(", "/a.b/i", "/x\\/", "country:sy", "place:", "place:nice", "feed:f3", "sources >= 3", "sources"),
        *(
            "（",
            "）",
            "–",
            "「",
            "」",
            "”",
            'צה"ל',
            "：",
            "、",
            "=",
            "한국*",
            "3500",
            "'a",
            "figure(area) > 10 km²",
            "₹5 crore",
        ),
        *("figure(killed) rises 20%", "figure(killed)", "falls", "money > 5 PLN", "length", "published", "/", "«", "»"),
    ]
)
TYPED = st.one_of(
    st.text(max_size=40), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=8).map("".join)
)


@given(anchored)
def test_parsing_what_was_printed_gives_the_tree_back(tree: Node) -> None:
    assert parse(print_query(tree)) == Query(tree)


def refusal_of(text: str) -> BadQuery | None:
    try:
        query = parse(text)
    except BadQuery as refusal:
        return refusal
    assert parse(print_query(query)) == query
    return None


@given(TYPED)
@example("a OR (b AND NOT c)")
def test_whatever_is_typed_is_parsed_or_refused_with_place_and_fix(text: str) -> None:
    refusal = refusal_of(text)
    if refusal is not None:
        assert 0 <= refusal.position <= len(text)
        assert str(refusal)
        assert refusal.hint
        _, caret, hint = point_at(refusal, text).split("\n")
        assert caret.strip() == "^"
        assert hint


@given(st.integers(41, 9000))
def test_deep_nesting_is_refused_and_never_overflows(depth: int) -> None:
    with pytest.raises(BadQuery, match="nested too deeply"):
        parse("(" * depth + "a" + ")" * depth)
