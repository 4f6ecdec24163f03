"""Where parts of a query stand, and how near: the edges that whole queries seldom meet."""

from __future__ import annotations

import pytest

from bot.rules.document import read_article
from bot.rules.positions import near_spans, spans_of, term_spans
from bot.rules.tree import Near, Not, Word
from tests.unit.rules.drawn import article


@pytest.mark.parametrize(
    ("parts", "distance", "ordered", "spans"),
    [
        ([[(0, 0)], [(1, 1)]], 0, False, [(0, 1)]),
        ([[(1, 1)], [(0, 0)]], 0, False, [(0, 1)]),
        ([[(1, 1)], [(0, 0)]], 0, True, []),
        ([[(0, 0)], [(2, 2)]], 0, False, []),
        ([[(0, 0)], [(2, 2)]], 1, False, [(0, 2)]),
        ([[(0, 0), (3, 3)], [(5, 5)]], 9, False, [(3, 5)]),
        ([[(0, 1)], [(1, 1)]], 9, False, []),
        ([[(0, 0)], []], 9, False, []),
        ([[(0, 0)], [(1, 1)], [(2, 2)]], 0, True, [(0, 2)]),
        ([[(2, 2)], [(0, 0)], [(1, 1)]], 0, False, [(0, 2)]),
    ],
)
def test_near_spans(
    parts: list[list[tuple[int, int]]], distance: int, *, ordered: bool, spans: list[tuple[int, int]]
) -> None:
    assert near_spans(parts, distance, ordered=ordered) == spans


def test_stretches_that_overlap_show_each_word_once() -> None:
    document = read_article(article("iraq syria iraq"))
    near = Near((Word("iraq"), Word("syria")), 0)
    found = [(term.text, first) for term, (first, _) in term_spans(near, document)]
    assert found == [("iraq", 0), ("iraq", 2), ("syria", 1)]


def test_a_part_without_a_place_has_no_spans() -> None:
    assert spans_of(Not(Word("iraq")), read_article(article("syria"))) == []
