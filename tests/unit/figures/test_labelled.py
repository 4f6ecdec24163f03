"""The labelled sentences: the tuned part has floors, the held-out part lower ones, since nothing was tuned on it."""

from __future__ import annotations

import pytest

from tests.unit.figures.scoring import CHECKS, labelled, score

FLOORS = {
    "tuned": {"value": 0.98, "unit": 0.97, "bound": 0.97, "unit and bound": 0.95, "concept": 0.9},
    "held_out": {"value": 0.95, "unit": 0.93, "bound": 0.93, "unit and bound": 0.9, "concept": 0.85},
}


@pytest.mark.parametrize("part", FLOORS)
def test_floors(part: str) -> None:
    result = score(part)
    scores = {check: round(result.f1(check), 3) for check in CHECKS}
    print(part, scores, f"silence {result.silence:.3f}")  # noqa: T201
    assert all(scores[check] >= floor for check, floor in FLOORS[part].items()), scores
    assert result.silence >= 0.95


def test_size_of_the_labelled_parts() -> None:
    tuned, held_out = list(labelled("tuned")), list(labelled("held_out"))
    assert len(tuned) + len(held_out) >= 400
    assert 3 * len(held_out) >= (len(tuned) + len(held_out)) - 2
    assert sum(not labels for _text, labels in tuned + held_out) >= 100
    assert not {text for text, _ in tuned} & {text for text, _ in held_out}
