"""Columns, bulletins, labels, days and years."""

import pytest

from bot.stories.series import is_series, issue_marks, without_labels
from bot.stories.tokens import words
from bot.stories.when import days_agree, days_and_years, years_agree


@pytest.mark.parametrize(
    "title",
    [
        "Morning briefing: Monday",
        "Weather forecast for Tuesday",
        "News in brief",
        "The week in pictures",
        "Your horoscope for December",
        "On this day: 8 December",
        "Top stories this hour",
        "Market wrap: shares slip",
    ],
)
def test_columns_and_bulletins(title: str) -> None:
    assert is_series(title)


@pytest.mark.parametrize(
    "title",
    [
        "Iraq begins returning Syrian soldiers",
        "Weather delays rocket launch",
        "Minister holds briefing on flood",
        "Morning fire destroys mill",
        "Man wins lottery for the second time",
    ],
)
def test_events(title: str) -> None:
    assert not is_series(title)


def test_issue_marks() -> None:
    assert issue_marks("Morning briefing: Monday 3 June") == ("morning", "monday", "3", "june")


@pytest.mark.parametrize(
    ("title", "headline", "labels"),
    [
        ("Rocket watch: Launch delayed", "Launch delayed", "Rocket watch"),
        ("Launch delayed | The Courier", "Launch delayed", "The Courier"),
        ("Space: Launch delayed - Courier News", "Launch delayed", "Space Courier News"),
        ("Launch delayed", "Launch delayed", ""),
        ("What the minister said about it: nothing", "What the minister said about it: nothing", ""),
        ("Rovers win 3-1", "Rovers win 3-1", ""),
        ("", "", ""),
    ],
)
def test_labels_are_taken_off_a_title(title: str, headline: str, labels: str) -> None:
    assert without_labels(title) == (headline, labels)


def test_days_and_years() -> None:
    text = "On Friday, December 8, 2023, and on 3rd May they met; 31 June and May"
    assert days_and_years(words(text)) == ("05-03", "06-31", "12-08", "2023", "friday")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (["friday"], ["friday", "2024"], 1),
        (["friday", "12-08"], ["monday", "12-08"], 1),
        (["friday"], ["monday"], -1),
        (["12-08"], ["12-09"], 0),
        (["2024"], ["2024"], 0),
        ([], ["monday"], 0),
    ],
)
def test_days_agree(ours: list[str], theirs: list[str], expected: int) -> None:
    assert days_agree(ours, theirs) == days_agree(theirs, ours) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [(["2024"], ["2023", "2024"], 1), (["2024"], ["2023"], -1), (["friday"], ["2024"], 0)],
)
def test_years_agree(ours: list[str], theirs: list[str], expected: int) -> None:
    assert years_agree(ours, theirs) == expected
