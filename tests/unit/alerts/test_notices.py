"""The cards on Dateline's own work in a channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts import (
    Trouble,
    compose_back_notice,
    compose_cap_notice,
    compose_flood_notice,
    compose_trouble_notice,
    plain_spans,
)
from bot.domain.alert import Notice, NoticeKind
from bot.domain.card import Card
from bot.domain.news import Feed
from tests.unit.alerts.samples import NOW, WIRE

CAP = Notice(id=7, channel=WIRE, kind=NoticeKind.CAP, subject="channel", count=12, opened_at=NOW, updated_at=NOW)
CLOSED = replace(CAP, closed_at=NOW)
FEED = Feed(
    id=3,
    url="https://wire.example/rss",
    outlet="Example Wire",
    interval=timedelta(minutes=5),
    next_poll_at=NOW,
    failures=4,
    trouble="it answers 503",
)


def buttons(card: Card) -> list[tuple[str, str]]:
    return [(button.label, button.command) for button in card.buttons]


def test_a_cap_says_how_many_are_held_and_shows_them() -> None:
    card = compose_cap_notice(CAP, 10)
    assert card.title == "12 more held this hour"
    assert plain_spans(card.body) == "This channel takes at most 10 alerts an hour."
    assert (buttons(card), card.tone) == ([("Show", "held show n7")], "notice")
    assert plain_spans(compose_cap_notice(CAP, 1).body).endswith("1 alert an hour.")


def test_a_flood_is_released_or_discarded() -> None:
    card = compose_flood_notice(CAP, "Example Wire brought 120 stories at once")
    assert card.title == "Flood held: Example Wire brought 120 stories at once"
    assert plain_spans(card.body).startswith("12 alerts held here.")
    assert buttons(card) == [("Release", "held release n7"), ("Discard", "held discard n7")]


@pytest.mark.parametrize("card", [compose_cap_notice(CLOSED, 10), compose_flood_notice(CLOSED, "a flood")])
def test_what_is_over_asks_nothing_any_more(card: Card) -> None:
    assert card.buttons == ()
    assert "held any more" in card.title or "held back any more" in card.title


def test_feeds_in_trouble_are_named_with_why_and_since_when() -> None:
    card = compose_trouble_notice([Trouble(feed=FEED, since=NOW)], "UTC")
    assert card.title == "1 feed in trouble"
    assert plain_spans(card.body) == "Example Wire has failed since 1 Mar 2026, 12:00 UTC: it answers 503"
    assert plain_spans(compose_trouble_notice([Trouble(feed=replace(FEED, trouble=None), since=NOW)], "UTC").body) == (
        "Example Wire has failed since 1 Mar 2026, 12:00 UTC"
    )


def test_those_that_came_back_stand_below_those_that_did_not() -> None:
    well = Trouble(feed=replace(FEED, outlet="Herald"), since=NOW, recovered_at=NOW + timedelta(hours=1))
    card = compose_trouble_notice([well, Trouble(feed=FEED, since=NOW)], "UTC")
    assert card.title == "1 feed in trouble"
    assert [line.split(" ")[0] for line in plain_spans(card.body).splitlines()] == ["Example", "Herald"]
    over = compose_trouble_notice([well, well], "UTC")
    assert over.title == "2 feeds well again"
    assert "Herald is well again since 1 Mar 2026, 13:00 UTC" in plain_spans(over.body)


def test_many_feeds_are_counted() -> None:
    card = compose_trouble_notice([Trouble(feed=FEED, since=NOW)] * 11, "UTC")
    assert card.title == "11 feeds in trouble"
    assert plain_spans(card.body).splitlines()[-1] == "and 3 more"


@pytest.mark.parametrize(
    ("waiting", "told"),
    [(0, ""), (1, " 1 alert waited and follows."), (4, " 4 alerts waited and follow.")],
)
def test_a_return_says_what_was_missed(waiting: int, told: str) -> None:
    card = compose_back_notice("I need Send Messages in #wire.", NOW, waiting, "UTC")
    assert plain_spans(card.body) == f"Paused since 1 Mar 2026, 12:00 UTC: I need Send Messages in #wire.{told}"
