from __future__ import annotations

import pytest

from bot.figures import extract


@pytest.mark.parametrize(
    "text",
    [
        "He lives at 10 Downing Street.",
        "The body lay at 200 W. Main Street.",
        "Police went to 473 East 52nd Street.",
        "It was in the 3400 block of Oak Drive.",
        "Traffic stopped on the 605 Freeway.",
        "Article 5 was invoked.",
        "It breaks Article 16 (2) of the rules.",
        "Versions 6, 7, 8, and 9 are affected.",
        "The M4 is shut between junctions 12 and 13.",
        "The Group of 7 will meet.",
        "Bayern are in the last 16 of the cup.",
        "It rained in the lower 48 states.",
        'She sang "9 to 5" on stage.',
        "It was week 1 of the trial.",
        "Year 11 pupils will sit it.",
        "Lot 49 failed to sell.",
        "The new Galaxy 8 is out.",
        "No. 4 seed Wawrinka won.",
        "See page 12.",
    ],
)
def test_numbers_that_name(text: str) -> None:
    assert extract(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Last week 20 people fled.", [20]),
        ("The last 16 weeks were dry.", [16]),
        ("Six AK 47 rifles were found.", [6]),
        ("Some 10 people in Downing Street cheered.", [10]),
        ("Police 12 000 strong marched.", [12000]),
        ("They hold a week 20 of the 30 men want.", [20, 30]),
        ("Three Killed 5 In Raid On Base Near City.", [3, 5]),
    ],
)
def test_numbers_that_count_beside_a_name(text: str, values: list[float]) -> None:
    assert [figure.value for figure in extract(text)] == values
