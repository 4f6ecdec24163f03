from __future__ import annotations

import pytest

from bot.figures import extract


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Of the panel, nine voted against.", [9]),
        ("A bomb killed six soldiers, two of them officers.", [6, 2]),
        ("It left 40 people, of whom three are children.", [40, 3]),
        ("The blast killed at least three.", [3]),
        ("She is a mother of two.", [2]),
        ("Police faced a crowd of several thousand.", [1000]),
        ("Dozens were arrested.", [12]),
        ("The index closed at 1,024.", [1024]),
        ("Thirty were there.", [30]),
    ],
)
def test_says_something(text: str, values: list[float]) -> None:
    assert [figure.value for figure in extract(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "The two left.",
        "These three of them left.",
        "She came near three.",
        "It will be two again.",
        "He wrote thousands.",
        "Seven.",
    ],
)
def test_says_nothing(text: str) -> None:
    assert extract(text) == ()
