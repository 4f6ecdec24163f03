"""What an index files a query under, and what of it is left to be asked of the tree."""

from __future__ import annotations

import numpy as np
import pytest

from bot.rules import parse, print_query
from bot.rules.atoms import scope_and_text
from bot.rules.plan import rows_of
from bot.rules.rarity import Background, frequency

Told = tuple[list[set[str]], set[str], str]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("Syria", [([{"syria"}], set(), "")]),
        ("syria AND title:Iraq", [([{"syria"}, {"title:iraq"}], set(), "")]),
        ("syria AND (iraq OR iran)", [([{"syria"}, {"iraq", "iran"}], set(), "")]),
        ("syria NOT (iraq OR iran)", [([{"syria"}], {"iraq", "iran"}, "")]),
        ("syria NOT iraq NOT iran", [([{"syria"}], {"iraq", "iran"}, "")]),
        ("syria iraq OR iran turkey", [([{"syria"}, {"iraq"}], set(), ""), ([{"iran"}, {"turkey"}], set(), "")]),
        ('syria AND "sent back"', [([{"syria"}, {"sent"}, {"back"}], set(), '"sent back"')]),
        ("syria NOT (iraq AND iran)", [([{"syria"}], set(), "NOT (iraq AND iran)")]),
        ('syria AND ("sent back" OR iraq)', [([{"syria"}, {"sent", "iraq"}], set(), '"sent back" OR iraq')]),
        ("syria NEAR/3 iraq", [([{"syria"}, {"iraq"}], set(), "syria NEAR/3 iraq")]),
        ("lang:en syria", [([{"lang:en"}, {"syria"}], set(), "")]),
        ("syria length > 9", [([{"syria"}], set(), "length > 9")]),
        ("2 OF (syria, iraq, iran)", [([{"syria", "iraq"}], set(), "2 OF (syria, iraq, iran)")]),
    ],
)
def test_rows(query: str, rows: list[Told]) -> None:
    found = [
        (
            [set(atoms) for atoms in row.required],
            set(row.excluded),
            print_query(row.residual) if row.residual is not None else "",
        )
        for row in rows_of(parse(query).tree)
    ]
    assert found == rows


def test_of_many_parts_the_likely_rarest_are_required_and_the_rest_is_asked() -> None:
    (row,) = rows_of(parse("the said kirkuk mosul sulaymaniyah halabja").tree)
    assert set().union(*row.required) == {"kirkuk", "mosul", "sulaymaniyah", "halabja"}
    assert row.residual == parse("the said").tree


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ('"sent back"', {"sent", "back"}),
        ("title:cease-fire NEAR/2 iraq", {"title:cease", "title:fire", "title:ceasefire", "iraq"}),
        ('syria AND "sent back" length > 9', None),
        ("syria", None),
    ],
)
def test_only_words_whose_places_tell_are_wanted(query: str, wanted: set[str] | None) -> None:
    (row,) = rows_of(parse(query).tree)
    assert row.wanted == wanted


@pytest.mark.parametrize(
    ("atom", "parts"),
    [
        ("syria", ("", "syria")),
        ("title:syria", ("title:", "syria")),
        ("~english:repatri", ("~", "english:repatri")),
        ("title~english:repatri", ("title~", "english:repatri")),
        ("figure:a~b", ("figure:", "a~b")),
    ],
)
def test_an_atom_is_its_scope_and_a_text(atom: str, parts: tuple[str, str]) -> None:
    assert scope_and_text(atom) == parts


def test_what_was_seen_corrects_what_was_guessed() -> None:
    background = Background()
    for number, atom in enumerate(("the", "sulaymaniyah", "lang:en"), 2):
        background.begin(number, frozenset((atom,)))
    assert background.rarest_first([2, 3, 4]) == [3, 2, 4]
    for _ in range(200):
        background.look_at(np.array([3, 3, 4]))
    assert background.rarest_first([2, 3, 4]) == [2, 3, 4]


def test_what_was_seen_long_ago_counts_less() -> None:
    background = Background()
    background.begin(2, frozenset(("kirkuk",)))
    for _ in range(10_000):
        background.look_at(np.array([], np.intp))
    assert background.articles < 10_000
    assert background.counts[2] / background.articles < frequency(frozenset(("kirkuk",)))
