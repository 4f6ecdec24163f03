from __future__ import annotations

import pytest

from bot.figures import extract


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("They won seven away games.", "away games"),
        ("It has 8 million brightly coloured pixels.", "brightly coloured pixels"),
        ("They saw 2 black bear cubs.", "black bear cubs"),
        ("They found seven AK-47s.", "AK-47s"),
        ("It ordered 50 Boeing 737 MAX 10 planes.", "Boeing 737 MAX 10 planes"),
        ("He had 20 “secret” files.", "“secret” files"),
        ("It hit two million Windows users.", "Windows users"),
        ("Some 22,000 Rohingya have fled.", "Rohingya"),
        ("About 300 Chinese were held.", "Chinese"),
        ("One Australian has died.", "Australian"),
        ("It has 4.4 million unemployed.", "unemployed"),
        ("She climbed all 14 of the 8,000-metre peaks.", "peaks"),
        ("It is short of the 431,000 analysts had forecast.", None),
        ("It is a 10-fight winning streak.", "fight"),
        ("It was a 30-homer, 100-RBI season.", "homer"),
        ("A 23-man squad left.", "man"),
        ("Two-man teams left.", None),
        ("It killed 16 more.", None),
        ("He made 52 catches.", "catches"),
    ],
)
def test_what_a_number_counts(text: str, noun: str | None) -> None:
    figures = extract(text)
    assert (figures[0].noun if figures else None) == noun
