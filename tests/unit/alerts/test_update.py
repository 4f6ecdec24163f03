"""What is said under an alert when its story moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.alerts import Correction, UpdateView, compose_update, moved, plain_spans
from bot.domain.card import Break, Link, Mention, Text, Time
from bot.figures import extract, key_figures
from tests.unit.alerts.samples import NOW, article

WIRE = article("Toll rises in Lamerra ferry disaster", outlet="Example Wire", url="https://wire.example/9", id=9)


def view(before: str = "", after: str = "", **changes: Any) -> UpdateView:
    shift = moved(key_figures(extract(before)), key_figures(extract(after)))
    return replace(UpdateView(story_id=7, article=WIRE, time_zone="UTC", moved=shift), **changes)


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        ("36 people were killed.", "About 45 people were killed.", "Now about 45 people killed (was 36)"),
        ("36 people were killed.", "45 dead.", "Now 45 dead (was 36)"),
        ("At least 36 died.", "The death toll rose to 45.", "Now 45 killed (was at least 36)"),
        ("36 people were killed.", "The death toll rose from 36 to 45.", "Now 45 killed (was 36)"),
        ("The ferry sank.", "At least 12 people were killed.", "Now at least 12 people killed"),
        (
            "12 people were killed and 40 people were injured.",
            "15 people were killed and 90 people were injured.",
            "Now 15 people killed (was 12); now 90 people injured (was 40)",
        ),
        ("A magnitude 6.1 earthquake struck.", "A magnitude 6.5 earthquake struck.", "Now magnitude 6.5 (was 6.1)"),
    ],
)
def test_the_title_is_the_news(before: str, after: str, title: str) -> None:
    card = compose_update(view(before, after))
    assert card.title == f"{title}, Example Wire"
    assert card.url == "https://wire.example/9"


def test_a_level_names_what_it_is() -> None:
    before, after = "The ferry carried 300 passengers.", "The ferry carried 340 passengers."
    card = compose_update(view(before, after))
    assert card.title.endswith(" now 340 passengers (was 300), Example Wire")


def test_fields_give_each_figure_with_what_it_was() -> None:
    card = compose_update(view("36 people were killed.", "At least 41 people were killed, police said."))
    (field,) = card.fields
    assert (field.label, plain_spans(field.value)) == ("Killed", "at least 41 people")
    assert plain_spans(field.note) == "was 36 people · police"
    (first,) = compose_update(view("The ferry sank.", "41 people were killed.")).fields
    assert plain_spans(first.note) == "first figure"


def test_the_article_that_brought_it_is_linked_and_dated() -> None:
    card = compose_update(view("36 people were killed.", "41 people were killed.", outlets=5, independent=3))
    assert card.body == (Link(WIRE.title, "https://wire.example/9"), Break(), Text("5 outlets, 3 independent"))
    assert Time(NOW, "UTC") in card.context
    updated = replace(WIRE, updated=NOW + timedelta(hours=1))
    assert Time(NOW + timedelta(hours=1), "UTC") in compose_update(view(article=updated)).context
    bare = compose_update(view(article=replace(WIRE, url=None), confirms=True))
    assert bare.body == (Text(WIRE.title),)


def test_a_correction_comes_before_figures() -> None:
    fixed = Correction("corrected", "Corrects toll to 41", "Example Wire")
    card = compose_update(view("36 people were killed.", "41 people were killed.", correction=fixed))
    assert card.title == f"Corrected: {WIRE.title}"
    assert plain_spans(card.body) == "Corrected by Example Wire: Corrects toll to 41"
    assert [field.label for field in card.fields] == ["Killed"]


def test_enough_outlets_call_whom_the_subscription_names() -> None:
    desk = Mention("role", "9", "desk")
    card = compose_update(view(confirms=True, outlets=2, independent=2, calls=(desk,)))
    assert card.title == "2 independent outlets report it now"
    assert card.body == (desk, Break(), Link(WIRE.title, "https://wire.example/9"), Break(), Text("2 outlets"))


def test_with_nothing_else_it_is_the_headline() -> None:
    card = compose_update(view())
    assert (card.title, card.body, card.tone) == (WIRE.title, (), "alert")


def test_hostile_text_stays_words() -> None:
    bad = "@everyone <!channel> *b* [x](javascript:alert(1))"
    card = compose_update(
        view(article=replace(WIRE, title=bad, outlet=bad), correction=Correction("retracted", bad, bad))
    )
    assert not any(isinstance(span, Mention | Link) for span in (*card.body, *card.context))
    assert bad in card.fallback
