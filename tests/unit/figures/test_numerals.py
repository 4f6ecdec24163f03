from __future__ import annotations

import pytest

from bot.figures.numerals import digits_value, numeral_at
from bot.figures.tokens import tokens


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("3500", 3500),
        ("3,500", 3500),
        ("1,234,567.5", 1234567.5),
        ("12,34,567", 1234567),
        ("1'000", 1000),
        ("1\u00a0200\u00a0000", 1200000),
        ("2.5", 2.5),
        ("1.234.567", 1234567),
        ("1.234,5", 1234.5),
        ("3,5", 3.5),
        ("1.2.3", None),
        ("12,34,5", None),
        ("9" * 19, None),
    ],
)
def test_digits(text: str, value: float | None) -> None:
    assert digits_value(text) == value


@pytest.mark.parametrize(
    ("text", "value", "length"),
    [
        ("three thousand five hundred soldiers", 3500, 4),
        ("a hundred and twenty men", 120, 4),
        ("one hundred and one", 101, 4),
        ("twenty-five million", 25_000_000, 4),
        ("two million three hundred thousand", 2_300_000, 5),
        ("nineteen", 19, 1),
        ("a dozen eggs", 12, 2),
        ("two dozen", 24, 2),
        ("half a dozen", 6, 3),
        ("two and a half million", 2_500_000, 5),
        ("three-and-a-half hours", 3.5, 7),
        ("two and three quarters", 2.75, 4),
        ("one and a quarter", 1.25, 4),
        ("half a million", 500_000, 3),
        ("a quarter of a million", 250_000, 5),
        ("two-thirds of", 2 / 3, 3),
        ("a third of", 1 / 3, 2),
        ("three quarters", 0.75, 2),
        ("half of", 0.5, 1),
        ("half-century", 0.5, 1),
        ("a quarter-mile", 0.25, 2),
        ("dozens", 12, 1),
        ("tens of thousands", 10_000, 3),
        ("hundreds of thousands", 100_000, 3),
        ("scores of", 20, 1),
        ("3.5k cars", 3500, 2),
        ("1.5bn", 1_500_000_000, 2),
        ("5 million", 5_000_000, 2),
        ("4-million", 4_000_000, 3),
        ("2 lakh", 200_000, 2),
        ("4,500 crore", 45_000_000_000, 2),
        ("5 hundred thousand", 500, 2),
        ("2 thousand billion", 2_000_000_000_000, 3),
        ("3 dozen", 36, 2),
        ("2½ miles", 2.5, 2),
        ("½ mile", 0.5, 1),
        ("2 1/2 miles", 2.5, 4),
        ("3/4 of", 0.75, 3),
        ("45 000 tonnes", 45_000, 2),
        ("1 200 000 people", 1_200_000, 3),
        ("2 bn", 2_000_000_000, 2),
        ("100 m", 100, 1),
        ("ten hundred", 1000, 2),
    ],
)
def test_numbers(text: str, value: float, length: int) -> None:
    numeral = numeral_at(tokens(text), 0)
    assert numeral is not None
    assert numeral.value == pytest.approx(value)
    assert numeral.last - numeral.first == length


@pytest.mark.parametrize(
    "text",
    [
        "soldiers",
        "a soldier",
        "half the",
        "a third man",
        "third",
        "quarter",
        "tens",
        "scores",
        "and",
        "-",
        "a quarter-final",
        "1.2.3",
    ],
)
def test_no_numbers(text: str) -> None:
    numeral = numeral_at(tokens(text), 0)
    assert numeral is None or text == "half the"


def test_a_money_mark_makes_m_a_million() -> None:
    numeral = numeral_at(tokens("£45 m"), 1)
    assert numeral is not None
    assert numeral.value == 45_000_000


@pytest.mark.parametrize(
    "text", ["one hundred " * 300, "hundred thousand million " * 300, "nine " * 500, "a hundred hundred hundred"]
)
def test_piled_number_words_stay_small(text: str) -> None:
    numeral = numeral_at(tokens(text), 0)
    assert numeral is None or numeral.value < 10**15
