"""Tolls that a later article has brought up to date."""

from __future__ import annotations

from bot.alerts.standing import standing_figures
from bot.domain.news import Article
from tests.unit.alerts.samples import article


def told(*articles: Article) -> list[tuple[str | None, int | float | None]]:
    return [(figure.role, figure.value) for figure in standing_figures(articles)]


def test_a_newer_toll_takes_the_older_ones_place() -> None:
    first = article("Quake", "The earthquake killed at least 41 people and injured 300 people.")
    second = article("Quake", "The death toll rose as rescuers said 58 people were killed.", id=2)
    assert told(first, second) == [("injured", 300), ("killed", 58)]


def test_one_article_may_tell_of_several() -> None:
    both = article("Quake", "It killed 12 people in the north and killed 30 people in the south.")
    assert told(both) == [("killed", 12), ("killed", 30)]


def test_a_part_neither_replaces_the_whole_nor_is_replaced_by_it() -> None:
    first = article("Flood", "The flood killed two volunteers. It killed nine people in all.")
    second = article("Flood", "Police said three nurses were killed.", id=2)
    assert told(first, second) == [("killed", 2), ("killed", 9), ("killed", 3)]


def test_what_is_no_toll_stands_whoever_came_later() -> None:
    first = article("Bank", "It paid $4 million for 12 ships.")
    second = article("Bank", "It paid $5 million.", id=2)
    assert [value for _, value in told(first, second)] == [4_000_000, 12, 5_000_000]


def test_a_toll_of_years_ago_replaces_nothing() -> None:
    first = article("Quake", "The earthquake killed 41 people.")
    second = article("Quake", "In 2010 an earthquake killed 2,000 people there.", id=2)
    third = article("Quake", "Fifteen years ago an earthquake killed 2,000 people there.", id=3)
    assert ("killed", 41) in told(first, second, third)
    fourth = article("Quake", "The earthquake killed 58 people.", id=4)
    assert ("killed", 41) not in told(first, second, third, fourth)


def test_the_hurt_and_the_dead_are_whole_tolls_by_whatever_name() -> None:
    first = article("Quake", "36 dead, 120 injured.")
    second = article("Quake", "41 people were killed and 150 people were injured.", id=2)
    assert told(first, second) == [("killed", 41), ("injured", 150)]
