"""Which change of a key figure an editor would call a development."""

from __future__ import annotations

import pytest

from bot.alerts import moved
from bot.figures import extract, key_figures


def change(before: str, after: str) -> list[tuple[str, float | int | None, float | int | None]]:
    found = moved(key_figures(extract(before)), key_figures(extract(after)))
    return [(each.label, each.before.value if each.before else None, each.after.value) for each in found]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("36 people were killed.", "At least 41 people were killed.", [("Killed", 36, 41)]),
        ("12 people were killed.", "13 people were killed.", [("Killed", 12, 13)]),
        ("36 people were killed.", "The death toll rose to 41.", [("Killed", 36, 41)]),
        ("36 people were killed.", "The death toll rose from 36 to 41, officials said.", [("Killed", 36, 41)]),
        ("41 people were killed.", "36 people were killed.", [("Killed", 41, 36)]),
        ("1,200 people were killed.", "1,240 people were killed.", [("Killed", 1200, 1240)]),
        ("The earthquake shook Port Alden.", "12 people were killed.", [("Killed", None, 12)]),
        ("12 people were killed.", "12 people were killed and 40 injured.", [("Injured", None, 40)]),
        (
            "12 people were killed and 40 people were injured.",
            "15 people were killed and 90 people were injured.",
            [("Killed", 12, 15), ("Injured", 40, 90)],
        ),
        ("A magnitude 6.1 earthquake struck.", "A magnitude 6.3 earthquake struck.", [("Magnitude", 6.1, 6.3)]),
        ("Dozens were killed.", "58 people were killed.", [("Killed", 12, 58)]),
        ("30 to 40 people were killed.", "58 people were killed.", [("Killed", None, 58)]),
    ],
)
def test_what_moved(before: str, after: str, told: list[tuple[str, float | int | None, float | int | None]]) -> None:
    assert change(before, after) == told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("36 people were killed.", "36 people were killed."),
        ("36 people were killed.", "At least 36 people died, the coast guard said."),
        ("36 people were killed.", "Thirty-six dead."),
        ("About 1,200 people were killed.", "1,240 people were killed."),
        ("1,200 people were killed.", "1,210 people were killed."),
        ("400 people were injured.", "410 people were injured."),
        ("30 to 40 people were killed.", "36 people were killed."),
        ("A magnitude 6.2 earthquake struck.", "A magnitude 6.3 earthquake struck."),
        ("The epicentre was 300 kilometres from Lima.", "The epicentre was 186 miles from Lima."),
        # a part of the toll, and a toll of years ago
        ("36 people were killed.", "36 people were killed, among them two nurses."),
        ("36 people were killed.", "A 2010 earthquake killed 2,000 people."),
        ("36 people were killed.", "An earthquake killed 2,000 people 15 years ago."),
        # what is neither a toll nor told before is a detail
        ("The ferry sank.", "The ferry cost $4 million."),
        ("12 people were killed.", "The ferry sank."),
        # two sums of which nobody can say which is which
        ("It paid $4 million and $9 million.", "It paid $5 million and $8 million."),
        ("The ferry sank.", "Police arrested three people."),
        ("", ""),
    ],
)
def test_what_did_not(before: str, after: str) -> None:
    assert change(before, after) == []


def test_a_figure_that_measures_the_same_thing_moves_by_a_twentieth() -> None:
    ((_, before, after),) = change("The ferry carried 300 passengers.", "The ferry carried 340 passengers.")
    assert (before, after) == (300, 340)
    assert change("The ferry carried 300 passengers.", "The ferry carried 310 passengers.") == []
