from __future__ import annotations

import pytest

from bot.domain.figure import Bound
from bot.figures import extract


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("Esther Wills dies at 91.", 91, Bound.EXACT),
        ("The president turned 80 last month.", 80, Bound.EXACT),
        ("The jab is for people over 65.", 65, Bound.MORE_THAN),
        ("It is banned for children under 16.", 16, Bound.LESS_THAN),
        ("A man in his 30s was held.", 30, Bound.ABOUT),
        ("A woman in her early 40s was held.", 42, Bound.ABOUT),
        ("A woman in her late fifties was held.", 58, Bound.ABOUT),
        ("The suspect is 44 years of age.", 44, Bound.EXACT),
        ("The suspect is a 44-year-old.", 44, Bound.EXACT),
    ],
)
def test_ages(text: str, value: int, bound: Bound) -> None:
    (figure,) = extract(text)
    assert (figure.value, figure.unit, figure.role, figure.bound) == (value, "year", "age", bound)


def test_two_ages_share_their_unit() -> None:
    assert [(f.value, f.role) for f in extract("The women were 61 and 48 years old.")] == [(61, "age"), (48, "age")]


@pytest.mark.parametrize(
    "text",
    [
        "The shares closed at 91.",
        "It turned 80 trucks away.",
        "Support fell under 16%.",
        "It is for people over 65 miles away.",
        "They sold bread over 65 days.",
    ],
)
def test_what_is_no_age(text: str) -> None:
    assert all(figure.role != "age" for figure in extract(text))
