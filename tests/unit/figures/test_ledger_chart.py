"""A history as a chart, and its words."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.chart import Chart, Point
from bot.domain.figure import Bound
from bot.figures.ledger import Report, ledger
from bot.figures.ledger_chart import LONGEST_ALT, LONGEST_NAME, MOST_POINTS, MOST_SERIES, chart_of
from tests.unit.figures.reporting import NINE, report

EVENING = NINE + timedelta(hours=9)


def chart(*reports: Report) -> Chart:
    found = chart_of(ledger(reports)[0], until=EVENING, zone="Asia/Baghdad")
    assert found is not None
    return found


def test_an_outlet_is_a_line_of_its_statements() -> None:
    drawn = chart(
        report("Reuters", 10, "The blast killed 12 people."),
        report("AP", 152, "Between 15 and 17 people were killed."),
        report("Reuters", 305, "At least 20 people were killed."),
    )
    assert (drawn.title, drawn.unit, drawn.until, drawn.zone) == ("Killed", "people", EVENING, "Asia/Baghdad")
    assert [series.name for series in drawn.series] == ["Reuters", "AP"]
    assert drawn.series[0].points == (
        Point(at=NINE + timedelta(minutes=10), low=12, high=12),
        Point(at=NINE + timedelta(minutes=305), low=20, high=20, bound=Bound.AT_LEAST),
    )
    assert drawn.series[1].points == (Point(at=NINE + timedelta(minutes=152), low=15, high=17),)
    assert drawn.alt == (
        "Killed (people) over time. Reuters: 12 at 12:10, at least 20 at 17:05. AP: 15 to 17 at 14:32. Outlets disagree now."
    )


def test_one_statement_is_no_chart() -> None:
    (history,) = ledger([report("AP", 0, "12 people were killed.")])
    assert chart_of(history, until=EVENING, zone="UTC") is None


def test_a_line_ends_where_its_number_was_taken_back() -> None:
    drawn = chart(
        report("AP", 0, "12 people were killed.", article=1),
        report("BBC", 1, "9 people were killed."),
        report("AP", 30, "", article=1, withdrawn=True),
    )
    assert [series.until for series in drawn.series] == [NINE + timedelta(minutes=30), None]
    assert drawn.alt.endswith("AP: 12 at 12:00, taken back. BBC: 9 at 12:01.")


def test_a_crowd_is_open_above() -> None:
    drawn = chart(report("AP", 0, "Dozens of people were killed."), report("BBC", 1, "58 people were killed."))
    assert drawn.series[0].points[0].bound is Bound.AT_LEAST


def test_what_values_are_counted_or_measured_in() -> None:
    for text, unit in [
        ("Oil rose to $60 a barrel.", "dollars per barrel"),
        ("A magnitude 6.1 earthquake struck.", ""),
        ("It bought 12 merchant ships.", "merchant ships"),
        ("12 people were killed.", "people"),
    ]:
        drawn = chart(report("A", 0, text), report("B", 5, text.replace("6", "7").replace("12", "14")))
        assert drawn.unit == unit
    assert chart(
        report("A", 0, "A magnitude 6.1 earthquake struck."), report("B", 5, "A magnitude 6.4 quake.")
    ).alt == ("Magnitude over time. A: 6.1 at 12:00. B: 6.4 at 12:05. Outlets disagree now.")


def test_a_chart_ends_no_earlier_than_what_it_shows() -> None:
    late = report("AP", 60 * 20, "12 people were killed.")
    assert chart(report("BBC", 0, "9 people were killed."), late).until == late.at


def test_a_chart_is_bounded_whatever_feeds_call_themselves() -> None:
    crowd = [
        report(
            f"Outlet {number % 9} {'of the far north ' * 20}",
            number * 7,
            f"At least {number + 10_000} people were killed.",
        )
        for number in range(9 * 42)
    ]
    drawn = chart(*crowd)
    assert len(drawn.series) == MOST_SERIES
    assert {series.name.split()[1] for series in drawn.series} == {"1", "2", "3", "4", "5", "6", "7", "8"}
    assert all(len(series.points) == MOST_POINTS for series in drawn.series)
    assert all(len(series.name) <= LONGEST_NAME for series in drawn.series)
    assert len(drawn.alt) <= LONGEST_ALT
    assert drawn.alt.endswith(" …")
    assert ": … at least 10,3" in drawn.alt
