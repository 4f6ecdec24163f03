"""Which figures are of one quantity, and which values each leaves room for."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from bot.domain.figure import Change, Figure
from bot.figures import extract
from bot.figures.measures import allowed, contradict, is_same_mention, measure, reached


def figure(text: str) -> Figure:
    return extract(text)[0]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12 people were killed.", 12, 12),
        ("At least 20 people were killed.", 20, math.inf),
        ("More than 20 people were killed.", 20, math.inf),
        ("Up to 20 people were killed.", -math.inf, 20),
        ("Fewer than 20 people were killed.", -math.inf, 20),
        ("About 1,000 people fled.", 900, 1100),
        ("Between 30 and 40 people were killed.", 30, 40),
        # a round number is as exact as its last digit that is no zero, and a twentieth at most
        ("The flood destroyed 3,500 homes.", 3450, 3550),
        ("The flood destroyed 2,000 homes.", 1900, 2100),
        ("The flood destroyed 2,317 homes.", 2316.5, 2317.5),
        ("The flood destroyed 900 homes.", 900, 900),
        ("It paid $1.5 billion.", 1.45e9, 1.55e9),
    ],
)
def test_what_a_figure_allows(text: str, low: float, high: float) -> None:
    assert allowed(figure(text)) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("one", "other", "different"),
    [
        ("12 people were killed.", "17 people were killed.", True),
        ("At least 20 people were killed.", "23 people were killed.", False),
        ("At least 20 people were killed.", "17 people were killed.", True),
        ("Up to 20 people were killed.", "At least 12 people were killed.", False),
        ("12 to 15 people were killed.", "14 people were killed.", False),
        ("12 to 15 people were killed.", "16 people were killed.", True),
        ("About 1,000 people fled.", "1,080 people fled.", False),
        ("Dozens of people were killed.", "58 people were killed.", False),
        ("Dozens of people were killed.", "3 people were killed.", True),
        ("No deaths were reported.", "3 people were killed.", True),
        ("A magnitude 6.1 earthquake struck.", "A magnitude 6.2 earthquake struck.", False),
        ("A magnitude 6.1 earthquake struck.", "A magnitude 6.3 earthquake struck.", True),
        ("The flood destroyed 3,500 homes.", "The flood destroyed 3,480 homes.", False),
    ],
)
def test_what_contradicts(one: str, other: str, different: bool) -> None:
    assert contradict(figure(one), figure(other)) is different
    assert contradict(figure(other), figure(one)) is different


def test_a_rise_from_one_to_another_has_reached_the_other() -> None:
    assert reached(figure("The death toll rose from 36 to 41.")).value == 41
    fallen = replace(figure("Between 30 and 40 people were hurt."), change=Change.DOWN)
    assert reached(fallen).value == 30
    between = figure("Between 30 and 40 people were killed.")
    assert reached(between) is between


def test_a_measure_is_the_fate_or_the_noun_whatever_its_number() -> None:
    assert measure(figure("36 people were killed.")) == measure(figure("The death toll rose to 41."))
    assert measure(figure("A ship sank.  One ship left.")) == measure(figure("Twelve ships left."))
    assert measure(figure("12 ships left.")) != measure(figure("12 trucks left."))
    six = figure("A magnitude 6.1 earthquake struck.")
    assert measure(six) == measure(figure("The quake had a magnitude of 6.4.")) is not None
    assert measure(replace(figure("12 ships left."), head=None, concept=())) is None


def test_one_number_of_people_by_two_names_is_one_quantity() -> None:
    assert is_same_mention(figure("3,500 soldiers crossed."), figure("3,500 troops crossed."))
    assert not is_same_mention(figure("12 people were killed."), figure("12 people were injured."))
    assert is_same_mention(figure("Ferry sinks, 12 dead"), figure("At least 12 people were killed."))
    assert not is_same_mention(figure("It carried two nurses."), figure("It carried two soldiers."))
    assert is_same_mention(figure("It paid $4 million."), figure("The $4 million was stolen."))
    assert is_same_mention(replace(figure("It carried 40 nurses."), head=None), figure("It carried 40 people."))
