from __future__ import annotations

import pytest

from bot.figures import sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["Troops left on Monday.", "They took 40 trucks."],
        ["The U.S. sent $4.5 million to Gen. J. K. Adeyemi.", "He thanked them."],
        ["Mr. Smith met Sen. Vance at 10 a.m. in St. Paul."],
        ["He works for Acme Inc.", "The firm is new."],
        ["It flew over the U.K.", "But nobody saw it."],
        ["“Why now?” he asked.", "“Because we can.”", "Silence followed."],
        ["Prices rose 2.5 percent.", "Oil fell."],
        ["He waited ... and waited.", "Then he left!"],
        ["No. 10 declined to comment.", "The answer was no.", "Talks ended."],
        ["It ended (at last.)", "People cheered."],
        ["The war, i.e. the siege, goes on."],
        ["Rain fell on Dec. 8 in Kan. and Mo. and elsewhere."],
        ["A dash – and on.", "Next"],
    ],
)
def test_splitting(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[start:end] for start, end in sentences(text)] == parts


def test_blank_line_ends_a_sentence() -> None:
    text = "ERBIL\n \nSoldiers crossed\nthe border.\n\n\nEnd"
    assert [text[start:end] for start, end in sentences(text)] == ["ERBIL", "Soldiers crossed\nthe border.", "End"]


@pytest.mark.parametrize("text", ["", "  \n\n ", "\n"])
def test_nothing_to_split(text: str) -> None:
    assert sentences(text) == ()


@pytest.mark.parametrize("text", ["x" * 9000, "word " * 2000])
def test_a_run_without_an_end_is_cut(text: str) -> None:
    spans = sentences(text)
    assert len(spans) >= 3
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
