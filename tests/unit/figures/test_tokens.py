from __future__ import annotations

import pytest

from bot.figures.tokens import Kind, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("around 3,500 soldiers", ["around", "3,500", "soldiers"]),
        ("Iraq's army", ["Iraq", "'s", "army"]),
        ("the U.S. dollar", ["the", "U.S.", "dollar"]),
        ("$4.5bn", ["$", "4.5", "bn"]),
        ("11-day", ["11", "-", "day"]),
        ("O'Brien didn’t", ["O'Brien", "didn’t"]),
        ("10.30am", ["10.30", "am"]),
        ("1\u202f200 km", ["1\u202f200", "km"]),
        ("", []),
        ("   \n", []),
    ],
)
def test_cutting(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens(text)] == words


def test_offsets_point_into_the_whole_text() -> None:
    text = "One. Then 42 more."
    cut = tokens(text, 5, len(text))
    assert [text[t.start : t.end] for t in cut] == ["Then", "42", "more", "."]
    assert [t.kind for t in cut] == [Kind.WORD, Kind.NUMBER, Kind.WORD, Kind.MARK]
    assert [t.glued for t in cut] == [False, False, False, True]
