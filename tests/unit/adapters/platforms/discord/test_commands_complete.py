"""What an option is completed to while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies

from bot.adapters.platforms.discord.commands_complete import complete_query


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("out", ["outlet:"]),
        ("ti", ["title:"]),
        ("fig", ["figure("]),
        ("ship an", ["ship AND"]),
        ("ship AND ti", ["ship AND title:"]),
        ("(ship OR t", ["(ship OR title:", "(ship OR text:", "(ship OR tag:"]),
        ("ship -out", ["ship -outlet:"]),
        ('"oil ship" o', ['"oil ship" OR', '"oil ship" outlet:']),
        ('"oil an', []),
        ("earthquake", []),
    ],
)
def test_the_last_word_of_a_query(typed: str, expected: Sequence[str]) -> None:
    assert list(complete_query(typed)) == expected


def test_operators_come_after_a_word_only() -> None:
    assert "AND" not in complete_query("")
    assert "outlet:" in complete_query("")
    assert list(complete_query("ship "))[:4] == ["ship AND", "ship OR", "ship NOT", "ship NEAR/5"]


@given(strategies.text())
def test_what_was_typed_stays(typed: str) -> None:
    for value in complete_query(typed):
        assert value[: len(typed)].lower() == typed.lower()
