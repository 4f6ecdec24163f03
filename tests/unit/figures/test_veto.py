from __future__ import annotations

import pytest

from bot.figures import extract


@pytest.mark.parametrize(
    "text",
    [
        "It began in 2019.",
        "The 2024 elections were held.",
        "A 1970 police raid failed.",
        "The 2015-16 season ended.",
        "In the 1990s it grew.",
        "Music of the '90s played.",
        "In the nineteen seventies it grew.",
        "It began at 10:30.",
        "It began at 5 p.m. on Monday.",
        "Between 3 and 5 p.m. it rained.",
        "It struck at 1400 GMT.",
        "She came 5th.",
        "A 96th-minute goal won it.",
        "Boeing grounded its 737 Max jets.",
        "The F-16 crashed.",
        "COVID-19 spread.",
        "The G7 met.",
        "The Group of 7 met.",
        "Group of Seven leaders met.",
        "The TA-35 rose.",
        "The FTSE 100 fell.",
        "Article 5 was invoked.",
        "It was 9/11 again.",
        "The shop is open 24/7.",
        "They won 2-1.",
        "A 3-0 victory followed.",
        "Call 0845 125 2222.",
        "Call 555-010-1234 now.",
        "Call +44 20 7946 0958 now.",
        "See page 12.",
        "The No. 2 official left.",
        "He lives at 10 Downing Street.",
        "One of the men left.",
        "No one came.",
        "This one is better.",
        "One day it ends.",
        "One afternoon they met.",
        "One-time allies met.",
        "It was a two-way street.",
        "A five-star hotel opened.",
        "He shot 1-for-8.",
        "A 4K film was shown.",
        "Formula One resumed.",
        "The Three Gorges Dam was built.",
        "Ground zero was sealed.",
        "Net zero is near.",
        "The zero-sum game goes on.",
        "1. Read the text.",
        "(2) Read it again.",
        "Version 1.2.3 is out.",
        "Ticket #7 won.",
        "The code is 007.",
        "The ratio was 3:1.",
        "The iPhone 15 sold well.",
        "The first half was dull.",
        "The two met.",
        "The second-half goal won it.",
        "They met on Interstate 75.",
        "A vote of 52-48 ended it.",
        "Some 4-4-2 formation was tried.",
        "Lawmakers voted 312 to 117.",
        "A vote of 52 to 48 ended it.",
        "The road is shut between junctions 12 and 13.",
    ],
)
def test_no_figure(text: str) -> None:
    assert [figure.text for figure in extract(text)] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Some 2000 people came.", 2000),
        ("They sold it for $2015.", 2015),
        ("It ran for 1999 metres.", 1999),
        ("A 1500-metre race was run.", 1500),
        ("One person died.", 1),
        ("One in ten failed.", 0.1),
        ("It lasted one hour.", 1),
        ("One million came.", 1_000_000),
        ("It killed one.", 1),
        ("One-third of them left.", 1 / 3),
        ("Last week 20 people died.", 20),
        ("In Gaza 45 people died.", 45),
    ],
)
def test_figure_that_a_veto_must_spare(text: str, value: float) -> None:
    assert [figure.value for figure in extract(text)] == [pytest.approx(value)]
