"""Grouping over our own newswire: 15 events of several outlets among look-alikes."""

import random
from datetime import timedelta

import pytest

from bot.stories import WINDOW, StoryWindow, decide_story, fingerprint
from tests.unit.stories.newswire import NOW, Row, grouped, of_event, printed, rows

EVENTS = sorted({row["event"] for row in rows()})
SEVERAL = [event for event in EVENTS if len(of_event(event)) > 1]

LOOKALIKES = [
    ("syria-soldiers", "syria-refugees-lebanon"),
    ("syria-soldiers", "tanzania-refugees"),
    ("syria-soldiers", "syrian-striker"),
    ("syria-soldiers", "corporate-repatriation"),
    ("quake-tonga", "quake-bolivia"),
    ("final-rovers", "semi-castle"),
    ("ecb-rate", "norway-rate"),
    ("ferry", "ferry-bangladesh"),
    ("minister-trial", "mayor-trial"),
    ("probe", "rocket"),
    ("rail-strike", "doctors-strike"),
    ("briefing-mon", "briefing-tue"),
    ("weather-tue", "weather-wed"),
]


def test_the_newswire_holds_enough() -> None:
    assert len(SEVERAL) >= 12


@pytest.mark.parametrize("seed", [None, 1, 2, 3, 4, 5])
def test_the_newswire_is_grouped_by_event_in_any_order(seed: int | None) -> None:
    ordered: list[Row] = rows()
    if seed is not None:
        random.Random(seed).shuffle(ordered)
    found = sorted(sorted(ids) for ids in grouped(ordered).values())
    assert found == sorted(sorted(row["id"] for row in of_event(event)) for event in EVENTS)


@pytest.mark.parametrize("event", SEVERAL)
def test_two_articles_of_an_event_meet_in_an_empty_window(event: str) -> None:
    first, second, *_ = of_event(event)
    window = StoryWindow()
    window.add(1, 7, first["outlet"], printed(first), NOW)
    decision = decide_story(window, printed(second), NOW)
    assert decision.story_id == 7
    assert decision.score >= 0.5
    assert decision.reasons


@pytest.mark.parametrize(("event", "other"), LOOKALIKES)
def test_lookalikes_stay_apart_in_an_empty_window(event: str, other: str) -> None:
    for first in of_event(event):
        for second in of_event(other):
            window = StoryWindow()
            window.add(1, 7, first["outlet"], printed(first), NOW)
            assert decide_story(window, printed(second), NOW).story_id is None


def test_an_empty_window_gives_a_new_story() -> None:
    decision = decide_story(StoryWindow(), fingerprint("A title", "A text.", "en"), NOW)
    assert (decision.story_id, decision.score, decision.copy_of) == (None, 0.0, None)
    assert decision.reasons == ("nothing like it in the window",)


def test_empty_articles_never_meet() -> None:
    window = StoryWindow()
    window.add(1, 1, "A", fingerprint("", "", None), NOW)
    assert decide_story(window, fingerprint("", "", None), NOW).story_id is None


def test_a_copy_names_the_article_it_copies() -> None:
    original, copy, own = of_event("ecuador-vote")
    window = StoryWindow()
    window.add(31, 7, original["outlet"], printed(original), NOW)
    decision = decide_story(window, printed(copy), NOW)
    assert (decision.story_id, decision.copy_of, decision.score) == (7, 31, 1.0)
    assert decision.reasons == (f"same text as {original['outlet']}",)
    assert decide_story(window, printed(own), NOW).copy_of is None


def test_the_reasons_name_what_is_shared() -> None:
    first, second, _ = of_event("syria-soldiers")
    window = StoryWindow()
    window.add(1, 7, first["outlet"], printed(first), NOW)
    reasons = " ".join(decide_story(window, printed(second), NOW).reasons)
    assert "qaim" in reasons
    assert "soldier" in reasons


def test_a_story_is_over_72_hours_after_its_last_article() -> None:
    first, second, third = of_event("syria-soldiers")
    window = StoryWindow()
    window.add(1, 7, first["outlet"], printed(first), NOW)
    assert decide_story(window, printed(second), NOW + WINDOW).story_id == 7
    assert decide_story(window, printed(second), NOW + WINDOW + timedelta(seconds=1)).story_id is None
    window.add(2, 7, second["outlet"], printed(second), NOW + WINDOW)
    assert decide_story(window, printed(third), NOW + WINDOW + timedelta(hours=1)).story_id == 7


def test_a_briefing_that_mentions_an_event_is_not_its_story() -> None:
    window = StoryWindow()
    for number, row in enumerate(of_event("merger") + of_event("rail-strike"), 1):
        window.add(number, number, row["outlet"], printed(row), NOW)
    (briefing,) = of_event("briefing-mon")
    decision = decide_story(window, printed(briefing), NOW)
    assert decision.story_id is None
    assert decision.reasons == ("the title is that of a regular column or bulletin",)


def test_the_same_issue_of_a_bulletin_elsewhere_is_a_copy() -> None:
    (forecast,) = of_event("weather-tue")
    window = StoryWindow()
    window.add(1, 7, "Coastline", printed(forecast), NOW)
    assert decide_story(window, printed(forecast), NOW).copy_of == 1
