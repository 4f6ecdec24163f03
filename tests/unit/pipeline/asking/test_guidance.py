"""Help, however it is asked for."""

from __future__ import annotations

import pytest

from bot.pipeline.asking.guidance import group_help, guided
from tests.unit.pipeline.asking.verbs import option, verb

VERBS = (
    verb("help", option("command", greedy=True)),
    verb("watch create", option("name", required=True)),
    verb("watch list"),
    verb("why", option("story")),
    verb("why channel"),
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", "help"),
        ("  / ", "help"),
        ("help", "help"),
        ("watch help", "help watch"),
        ("/Watch Create HELP", "help watch create"),
        ("why help", "help why"),
        ("nothing help", "nothing help"),
        ("watch create help me", "watch create help me"),
        ("watch", "watch"),
        ("help watch", "help watch"),
    ],
)
def test_where_help_is_meant(line: str, expected: str) -> None:
    assert guided(line, VERBS) == expected


@pytest.mark.parametrize("line", ["watch", "/watch", "help watch", "WATCH"])
def test_a_group_is_told_with_what_is_in_it(line: str) -> None:
    card = group_help(line, VERBS)
    assert card is not None
    assert card.title == "What you can ask of watch"
    assert [field.label for field in card.fields] == ["/watch create", "/watch list"]


@pytest.mark.parametrize("line", ["", "help", "why", "help why", "watch list", "watch create x", "nothing", "wat"])
def test_what_is_no_group(line: str) -> None:
    assert group_help(line, VERBS) is None
