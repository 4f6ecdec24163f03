"""A story's articles as reports, and what of them is former."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.news import Article, Edition
from bot.figures import extract
from bot.pipeline.editions import MOST_EDITIONS, with_former
from bot.pipeline.ledger_of import MOST_ARTICLES, first_said, ledger_of, reports_of
from tests.unit.alerts.samples import NOW, article

SEEN = NOW + timedelta(minutes=2)


def said(text: str, **how: object) -> Article:
    return replace(article("Blast at Ostrow mill", text), **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("published", "updated", "at"),
    [
        (NOW, None, NOW),
        (None, NOW, NOW),
        (None, None, SEEN),
        (NOW - timedelta(days=30), None, NOW - timedelta(days=30)),
        (NOW - timedelta(days=400), None, SEEN),
        (SEEN + timedelta(days=2), None, SEEN),
    ],
)
def test_an_article_counts_from_when_it_says_if_that_can_be(
    published: datetime | None, updated: datetime | None, at: datetime
) -> None:
    found = said("12 people were killed.", published=published, updated=updated)
    assert first_said(found, SEEN + timedelta(days=1)) == at


def test_an_article_is_reported_in_each_of_its_editions() -> None:
    later = NOW + timedelta(hours=1)
    changed = said(
        "17 people were killed.", former=(Edition(until=later, figures=tuple(extract("12 people were killed."))),)
    )
    first, second = reports_of(changed, later)
    assert [(each.at, each.figures[0].value) for each in (first, second)] == [(NOW, 12), (later, 17)]
    assert (first.article, first.outlet, first.url) == (second.article, "Herald", "https://herald.example/ferry")
    assert first_said(changed, later) == NOW


def test_a_retraction_withdraws() -> None:
    gone = replace(said("12 people were killed."), title="RETRACTED: Blast at Ostrow mill")
    assert [report.withdrawn for report in reports_of(gone, SEEN)] == [True]


def test_of_a_long_story_the_beginning_and_the_newest_are_told() -> None:
    articles = [
        said(f"{number + 10} people were killed.", id=number, outlet=f"Outlet {number}") for number in range(1, 301)
    ]
    (killed,) = ledger_of(articles, SEEN)
    numbers = [statement.figure.value for statement in killed.statements]
    assert len(numbers) == MOST_ARTICLES
    assert numbers[:41] == [*range(11, 51), 111]
    assert numbers[-1] == 310


def test_what_an_article_stated_before_is_kept_until_the_change_was_seen() -> None:
    before, after = said("12 people were killed."), said("17 people were killed.")
    later = NOW + timedelta(hours=1)
    (edition,) = with_former(after, before, later).former
    assert edition.until == later
    assert [figure.value for figure in edition.figures] == [12]
    claimed = NOW + timedelta(minutes=30)
    assert with_former(replace(after, updated=claimed), before, later).former[0].until == claimed
    for impossible in (NOW, later + timedelta(hours=1)):
        assert with_former(replace(after, updated=impossible), before, later).former[0].until == later


def test_a_change_of_other_words_leaves_no_edition() -> None:
    before = said("12 people were killed.", former=(Edition(until=NOW, figures=()),))
    after = said("The blast in Ostrow was heard far away. 12 people were killed.")
    assert with_former(after, before, SEEN).former == before.former


def test_only_the_newest_editions_are_kept() -> None:
    known = said("1 people were killed.")
    for number in range(2, 30):
        known = with_former(said(f"{number} people were killed."), known, NOW + timedelta(hours=number))
    assert len(known.former) == MOST_EDITIONS
    assert known.former[-1].until == NOW + timedelta(hours=29)
