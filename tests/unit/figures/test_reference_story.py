"""The story that must come out right, told in several ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.figure import Bound, Figure, OtherExpression, Part
from bot.figures import extract, find_dates, key_figures, wording

TITLE = "Iraq begins returning Syrian soldiers who fled rebel advance"

DATA = Path(__file__).parents[2] / "data" / "figures" / "reference"
TELLINGS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.txt"))}


def story(telling: str) -> tuple[Figure, ...]:
    return (*extract(TITLE, Part.TITLE), *extract(TELLINGS[telling]))


@pytest.mark.parametrize("telling", TELLINGS)
def test_exactly_four_key_figures_in_order(telling: str) -> None:
    people, distance, offensive, rule = key_figures(story(telling))
    assert (people.value, people.bound, people.unit) == (3500, Bound.ABOUT, None)
    assert (people.noun, people.head) == ("Syrian soldiers and officers", "soldiers")
    assert (distance.value, distance.unit, distance.bound) == (300, "kilometre", Bound.ABOUT)
    assert distance.also == (OtherExpression(value=186, unit="mile"),)
    assert (offensive.value, offensive.unit, offensive.noun) == (11, "day", "offensive")
    assert (rule.value, rule.unit) == (5, "decade")
    assert [wording(figure).value for figure in (people, distance, offensive)] == [
        "about 3,500 Syrian soldiers and officers",
        "about 300 km (186 mi) from the Jordanian border",
        "11-day offensive",
    ]
    assert wording(rule).value.startswith("five decades of ")
    assert "rule" in wording(rule).value


def test_who_said_it() -> None:
    people = key_figures(story("as-the-wire-tells-it"))[0]
    assert people.attribution == "official sources"
    assert wording(people).said == "official sources"
    assert wording(people).label == "People"


@pytest.mark.parametrize("telling", TELLINGS)
def test_dates_stay_dates(telling: str) -> None:
    assert [(d.month, d.day) for d in find_dates(TELLINGS[telling])] == [(12, 8), (3, 1)]


def test_two_outlets_say_it_once() -> None:
    both = (*story("as-the-wire-tells-it"), *story("the-officers-first"), *story("in-one-long-paragraph"))
    assert [wording(figure).value for figure in key_figures(both)][:3] == [
        "about 3,500 Syrian soldiers and officers",
        "about 300 km (186 mi) from the Jordanian border",
        "11-day offensive",
    ]
    assert len(key_figures(both)) == 4
