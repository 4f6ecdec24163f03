"""What must hold for any text: offsets, silence of errors, idempotent ranking, and work in proportion to length."""

from __future__ import annotations

import cProfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.figure import Figure
from bot.figures import extract, figure_json, find_dates, key_figures, sentences, wording

PIECES = st.sampled_from(
    [
        "around 3,500 soldiers and officers",
        "15-22 mph",
        "from 5 to 7 per cent",
        "$60 a barrel",
        "half a million",
        "a third of",
        "one in five",
        "December 8",
        "2024",
        "10:30 a.m.",
        "no casualties",
        "(186 miles)",
        "11-day offensive",
        "-5C",
        "minus 40",
        "£1.5bn",
        "dozens of",
        "3 of the 12",
        "between",
        "and",
        "to",
        ",",
        ".",
        "\n\n",
        "according to officials",
        "police said",
        "rose",
        "by",
        "more than",
        "up to",
        "per",
        "100,000 people",
        "½",
        "1/2",
        "'s",
        "-",
        "–",
        "the",
        "Smith, 45,",
        "old",
        "year",
        "twenty-five",
        "hundred",
        "thousand",
        "and a half",
        "U.S.",
        "“",
        "”",
        "%",
        "k",
        "m",
        "°C",
        "Rs.",
        "of",
        "or more",
        "+",
        "#7",
        "Boeing 737",
        "2-1",
        "3 . 9 percent",
        "1 , 200",
        "10 - year - old",
        "doubled",
        "twice as",
        "6ft 4in",
        "in his 30s",
        "a couple of",
        "0845 125 2222",
        "a mile and a half",
        "several thousand",
        "24- to 30-foot",
        "3-1/4 cents",
        "aged 19 and 24",
        "212 for 4",
        "5-under 67",
        "£45m plus £10m",
        "seven AK-47s",
        "“secret” files",
        "95 g/km",
        "lower at 20p, or",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="0123456789.,-–/: %$£k½'()abcAn\n", max_size=80),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_offsets_point_at_the_words_they_claim(text: str) -> None:
    for figure in extract(text):
        assert text[figure.start : figure.end] == figure.text
        assert figure.start <= figure.number_start < figure.number_end <= figure.end
        assert figure.sentence in text
        assert figure.text in figure.sentence
        assert figure.noun is None or figure.noun in " ".join(text.split())
        assert (figure.value is None) is (figure.low is not None) is (figure.high is not None)
        assert figure.low is None or figure.high is None or figure.low < figure.high
        assert figure_json(figure)["text"] == figure.text
        assert wording(figure).value
    for date in find_dates(text):
        assert text[date.start : date.end] == date.text
        assert date.text in date.sentence


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_sentences_cover_all_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert list(spans) == sorted(spans)
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_key_figures_merge_and_settle(first: str, second: str) -> None:
    figures = (*extract(first), *extract(second))
    keys = key_figures(figures)
    assert len(keys) <= 5
    assert key_figures(keys) == keys
    spans = {(figure.start, figure.end, figure.value) for figure in figures}
    assert all((figure.start, figure.end, figure.value) in spans for figure in keys)
    assert bool(keys) is bool(figures)


def calls_of(text: str) -> int:
    """How many Python calls it takes to extract from ``text``: a count of work that no busy machine can blur."""
    profile = cProfile.Profile(builtins=False)
    with profile:
        extract(text)
        find_dates(text)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "-",
        " ",
        "1-",
        "1 ",
        "1,",
        "\n",
        ".",
        "one ",
        "$",
        "1/2 ",
        "5 to ",
        "(1 km (",
        "May 1 ",
        "said ",
        "per ",
        "3 men and ",
        "1 , 200 ",
        "1 . 5 a ",
        "2 - 1 ",
        "added 5 points ",
        "doubled ",
        "1!",
        "'s",
        "aged 1 and ",
        "a mile and a half ",
        "1 - a ",
        "who said and cut to 5 ",
        "with a going ",
        "6 , 7 , and ",
        "5 “",
        "5 euros to 6 ",
    ],
)
def test_work_grows_in_proportion(unit: str) -> None:
    small, large = (unit * (size // len(unit)) for size in (1_000, 4_000))
    assert calls_of(large) <= 6 * calls_of(small) + 5_000


@pytest.mark.parametrize("unit", ["1", "-", " ", "1-1", "\n"])
def test_a_long_run_of_noise_is_answered(unit: str) -> None:
    found: tuple[Figure, ...] = extract(unit * (250_000 // len(unit)))
    assert all(figure.text for figure in found)
