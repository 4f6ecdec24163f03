"""What holds of every ledger, whatever outlets say and in whatever order it comes."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures import extract
from bot.figures.ledger import Report, ledger
from bot.figures.ledger_chart import LONGEST_ALT, chart_of
from bot.figures.measures import contradict
from tests.unit.figures.reporting import NINE

TEXTS = {
    text: tuple(extract(text))
    for text in [
        *(
            f"{bound}{number} people were killed."
            for bound in ("", "At least ", "Up to ", "About ")
            for number in (9, 12, 17)
        ),
        "Between 10 and 15 people were killed. 40 people were injured.",
        "Dozens of people were injured, Reuters reported.",
        "12 people were killed, Reuters said. The damage is put at $1.5 billion.",
        "3,500 Syrian soldiers and 200 Iraqi soldiers crossed.",
        "Nothing happened.",
    ]
}

reports = st.lists(
    st.builds(
        lambda article, outlet, minute, text, copy_of, withdrawn: Report(
            article=article,
            outlet=outlet,
            at=NINE + timedelta(minutes=minute),
            figures=TEXTS[text],
            copy_of=copy_of,
            withdrawn=withdrawn,
        ),
        st.integers(1, 8),
        st.sampled_from(["Reuters", "AP", "BBC", ""]),
        st.integers(0, 9),
        st.sampled_from(sorted(TEXTS)),
        st.none() | st.integers(1, 9),
        st.sampled_from([False, False, False, True]),
    ),
    max_size=14,
)


@given(reports)
@settings(max_examples=150)
def test_every_history_is_in_order_and_nobody_says_two_things_at_once(told: list[Report]) -> None:
    for history in ledger(told):
        times = [statement.at for statement in history.statements]
        assert times == sorted(times)
        standing = [statement.outlet for statement in history.standing]
        assert len(standing) == len(set(standing))
        for statement in history.statements:
            assert statement.ended_at is None or statement.ended_at >= statement.at
            assert statement.outlet not in statement.repeated_by
            assert statement.sentence
        assert history.latest in history.statements


@given(reports)
@settings(max_examples=150)
def test_who_disagrees_says_so_now_and_is_contradicted(told: list[Report]) -> None:
    for history in ledger(told):
        voices = history.disagreeing
        assert len(voices) != 1
        assert set(voices) <= set(history.standing)
        for voice in voices:
            assert any(contradict(voice.figure, other.figure) for other in voices)


@given(reports)
@settings(max_examples=100)
def test_every_history_of_several_statements_can_be_drawn_and_told(told: list[Report]) -> None:
    for history in ledger(told):
        chart = chart_of(history, until=NINE, zone="UTC")
        assert (chart is None) == (len(history.statements) == 1)
        if chart is not None:
            assert sum(len(series.points) for series in chart.series) == len(history.statements)
            assert all(point.low <= point.high and point.at <= chart.until for s in chart.series for point in s.points)
            assert len(chart.alt) <= LONGEST_ALT
