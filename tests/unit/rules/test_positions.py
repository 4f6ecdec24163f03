"""Where parts of a query stand, and how near: the edges that whole queries seldom meet."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

import pytest

from bot.rules import Index, matches, parse
from bot.rules.document import MOST_PLACES, read_article
from bot.rules.evaluate import holds
from bot.rules.positions import are_near, count_of, near_spans, nearest, spans_of, term_spans
from bot.rules.tree import Near, Not, Or, Phrase, Word
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


A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("near", "text", "distance"),
    [
        (Near((A, B), 0), "a x x b", 2),
        (Near((A, B), 0), "b x a x x b", 1),
        (Near((A, B), 0, ordered=True), "b x a x x b", 2),
        (Near((A, B), 0), "a", None),
        (Near((A, A), 0), "a", None),
        (Near((A, B, C), 0), "c x x x a b", 3),
        (Near((A, B, C), 0), "a c x x x a x b x c", 1),
        (Near((A, B, C), 0, ordered=True), "b a c", None),
        (Near((Or((A, B)), Or((A, B))), 0, ordered=True), "a b", 0),
        (Near((Phrase("a b"), B), 0), "a b", None),
        (Near((Phrase("a b"), B), 0), "a b x b", 1),
    ],
)
def test_nearest_is_the_least_distance_at_which_they_are_near(near: Near, text: str, distance: int | None) -> None:
    document = read_article(article(text=text))
    assert nearest(near, document) == distance
    least = 50 if distance is None else distance
    assert are_near(Near(near.items, least, near.ordered), document) is (distance is not None)
    assert not least or not are_near(Near(near.items, least - 1, near.ordered), document)


def test_places_are_counted_that_are_not_on_top_of_another() -> None:
    document = read_article(article("bye bye bye", "a cease-fire"))
    assert count_of(Phrase("bye bye"), document) == 1
    assert count_of(Or((Word("bye"), Phrase("bye bye"))), document) == 3
    assert count_of(Or((Word("cease-fire"), Word("cease"))), document) == 1


@pytest.mark.parametrize(("before", "found"), [(MOST_PLACES - 1, True), (MOST_PLACES, False)])
def test_of_a_word_that_stands_everywhere_the_first_places_are_known(before: int, found: bool) -> None:
    seen = article("", "road " * before + "far road end")
    for query in ('"road end"', "far ONEAR/1 road", '"roa* end"'):
        index = Index()
        index.add(1, parse(query))
        assert matches(parse(query), seen) is found
        assert bool(index.match(seen)) is found


def test_a_phrase_of_thousands_of_words_works_out_once_where_its_few_words_end() -> None:
    class Counted(dict[Hashable, Mapping[int, Sequence[int]]]):
        worked_out = 0

        def __setitem__(self, slot: Hashable, ends: Mapping[int, Sequence[int]]) -> None:
            self.worked_out += 1
            super().__setitem__(slot, ends)

    begun = Counted()
    document = replace(read_article(article("", "road far " * 900)), begun=begun)
    assert holds(parse('"' + "road far " * 850 + '"').tree, document)
    assert begun.worked_out == 2
