from __future__ import annotations

import pytest

from bot.domain.figure import Bound, Change
from bot.figures import extract


@pytest.mark.parametrize(
    ("text", "value", "bound", "change", "concept"),
    [
        ("Profit doubled.", 2, Bound.EXACT, Change.UP, ("Profit",)),
        ("Net income more than tripled last year.", 3, Bound.MORE_THAN, Change.UP, ("Net", "income")),
        ("Prices are twice as high.", 2, Bound.EXACT, None, ("Prices",)),
        ("The dam holds double the water.", 2, Bound.EXACT, None, ("dam",)),
    ],
)
def test_multiples(text: str, value: int, bound: Bound, change: Change | None, concept: tuple[str, ...]) -> None:
    (figure,) = extract(text)
    assert (figure.value, figure.unit, figure.bound, figure.change) == (value, "time", bound, change)
    assert figure.concept == concept


@pytest.mark.parametrize(
    "text", ["She has twice won.", "A double murder shook the town.", "He doubled down.", "A doubled effort failed."]
)
def test_what_says_how_often_or_what_kind(text: str) -> None:
    assert extract(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The centre is 6ft 6in tall.", 6.5, "foot"),
        ("The centre is 6ft6in tall.", 6.5, "foot"),
        ("A 6-foot-3 guard scored.", 6.25, "foot"),
        ("It took two hours and 15 minutes.", 2.25, "hour"),
        ("It took 3 minutes 30 seconds.", 3.5, "minute"),
        ("He weighed 11 stone 7 pounds.", 11.5, "stone"),
        ("A couple of weeks passed.", 2, "week"),
        ("It weighs 3,500 pounds.", 3500, "pound"),
        ("It costs 3,500 pounds.", 3500, "pound sterling"),
        ("The margin of error is plus or minus 3 points.", 3, "point"),
    ],
)
def test_quantities_in_two_units(text: str, value: float, unit: str) -> None:
    (figure,) = extract(text)
    assert (figure.value, figure.unit) == (value, unit)
