from __future__ import annotations

import pytest

from bot.domain.figure import Part
from bot.figures import extract, find_dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It fell on December 8.", [(12, 8, None, "December 8")]),
        ("It fell on Dec. 8, 2024, at night.", [(12, 8, 2024, "Dec. 8, 2024")]),
        ("From 8 December 2024 on.", [(12, 8, 2024, "8 December 2024")]),
        ("The 8th of December was cold.", [(12, 8, None, "8th of December")]),
        ("On March 1st they left.", [(3, 1, None, "March 1st")]),
        ("Talks run March 1-3.", [(3, 1, None, "March 1"), (3, 3, None, "3")]),
        ("On May 8 and 9 they met.", [(5, 8, None, "May 8"), (5, 9, None, "9")]),
        ("Open 1-3 March.", [(3, 1, None, "1"), (3, 3, None, "3 March")]),
        ("Dated 2024-12-08.", [(12, 8, 2024, "2024-12-08")]),
        ("Dated 25/12/2024.", [(12, 25, 2024, "25/12/2024")]),
        ("Dated 8/12/2024.", []),
        ("In December 2024 it fell.", []),
        ("They may 8 times.", []),
        ("On February 30 it fell.", []),
        ("The May 5:30 train.", []),
        ("On 14 Sept. 2023 it fell.", [(9, 14, 2023, "14 Sept. 2023")]),
        ("On March 1 and 9 soldiers fled.", [(3, 1, None, "March 1")]),
    ],
)
def test_dates(text: str, dates: list[tuple[int, int, int | None, str]]) -> None:
    found = find_dates(text, Part.TITLE)
    assert [(d.month, d.day, d.year, d.text) for d in found] == dates
    assert all(text[d.start : d.end] == d.text and d.part is Part.TITLE and d.sentence == text for d in found)


@pytest.mark.parametrize(
    "text",
    [
        "It fell on December 8, 2024.",
        "Talks run March 1-3.",
        "In December 2024 it fell.",
        "Dated 8/12/2024.",
        "From 1 to 3 March.",
    ],
)
def test_dates_are_no_figures(text: str) -> None:
    assert extract(text) == ()
