from __future__ import annotations

import pytest

from bot.figures import extract, sentences
from bot.figures.respaced import rejoined
from bot.figures.tokens import tokens


@pytest.mark.parametrize(
    ("text", "value", "unit", "words"),
    [
        ("Profit rose 3 . 9 percent .", 3.9, "percent", "3 . 9 percent"),
        ("They lost 1 , 200 , 000 homes .", 1_200_000, None, "1 , 200 , 000 homes"),
        ("A 10 - year - old boy was found .", 10, "year", "10 - year - old boy"),
        ("The 30 - day truce ended .", 30, "day", "30 - day truce"),
        ("A 6.1 - magnitude quake struck .", 6.1, None, "6.1 - magnitude"),
        ("It covers two - thirds of the trade .", 2 / 3, None, "two - thirds of the trade"),
        ("It took twenty - five days .", 25, "day", "twenty - five days"),
        ("It is a 13 - play drive .", 13, None, "13 - play drive"),
        ("Nearly a quarter - century passed .", 0.25, "century", "Nearly a quarter - century"),
        ("The 6 - foot - 6 , 225 - pound guard left .", 6.5, "foot", "6 - foot - 6"),
        ("They stole £1 . 6m .", 1_600_000, "pound sterling", "£1 . 6m"),
        ("It cost $600 , 000 .", 600_000, "dollar", "$600 , 000"),
    ],
)
def test_numbers_cut_apart(text: str, value: float, unit: str | None, words: str) -> None:
    figure = extract(text)[0]
    assert figure.value == pytest.approx(value)
    assert (figure.unit, figure.text) == (unit, words)


@pytest.mark.parametrize(
    "text",
    [
        "It struck at 7 : 42 .",
        "They won 2 - 1 .",
        "Posted 2 / 3 / 2009 by staff .",
        "He played there from 1978 - 89 .",
        "It struck at 4 p . m . on Monday .",
        "Only 32 - bit versions work .",
        "He went 10 - of - 17 .",
        "The F - 16 took off on the I - 75 .",
        "It struck at 1353 ( 1023 GMT ) .",
    ],
)
def test_what_is_no_figure_when_cut_apart(text: str) -> None:
    assert [figure.text for figure in extract(text)] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It killed 12 - police said so .", [12]),
        ("They sold 5 , 20 and 300 .", [5, 20, 300]),
        ("They sold 1.5 , 200 and 300 .", [1.5, 200, 300]),
        ("They met - 30 people came .", [30]),
    ],
)
def test_marks_that_join_nothing(text: str, values: list[float]) -> None:
    assert [figure.value for figure in extract(text)] == values


def test_whole_text_is_left_as_it_is() -> None:
    cut = tokens("Profit rose 3.9 percent to $1,200 - a record")
    assert [token.text for token in rejoined(cut)] == [token.text for token in cut]
    plain = tokens("Profit rose 3.9 percent")
    assert rejoined(plain) is plain


def test_a_spaced_decimal_ends_no_sentence() -> None:
    assert len(sentences("Profit rose 3 . 9 percent . It fell later .")) == 2
    assert len(sentences("Profit rose to 3 . It fell later .")) == 2
