from __future__ import annotations

import pytest

from bot.figures import extract


@pytest.mark.parametrize(
    "text",
    [
        "England were 212 for 4 at stumps.",
        "India reached 340 for four, with Rahul there.",
        "They were 245 all out.",
        "Kohli was 98 not out.",
        "Woods shot a 5-under 67 to lead.",
        "He carded a 68 on Friday.",
        "She is 4 under par.",
        "She closed on 4-under par.",
        "He signed for a 71, one behind.",
        "They won 2-1.",
        "The Lions are 0-14 this season.",
        "The vote was 52-48.",
        "The shop is open 24/7.",
        "It came on 9/11.",
        "He served in 1914-18.",
        "They sealed a 4-2 win.",
    ],
)
def test_scores_are_no_figures(text: str) -> None:
    assert extract(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It paid $212 for 4 chairs.", [212, 4]),
        ("It took 212 for 40 men.", [212, 40]),
        ("They shot 67 deer.", [67]),
        ("They shot 12 under fire.", [12]),
        ("The rate was quoted at 105.20/30.", [105.2]),
        ("He owns a 1/2 share.", [0.5]),
        ("It rose 3-1/4 cents.", [3.25]),
        ("It sold 3000-3500 cars.", [(3000, 3500)]),
        ("It costs $10-12.", [(10, 12)]),
        ("It goes 0-60 mph.", [(0, 60)]),
    ],
)
def test_what_only_looks_like_a_score(text: str, values: list[float | tuple[float, float]]) -> None:
    found = [figure.value if figure.value is not None else (figure.low, figure.high) for figure in extract(text)]
    assert found == values
