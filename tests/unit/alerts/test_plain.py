"""The plain-text form of a card, and moments in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.alerts import clock_time, write_card
from bot.domain.card import Break, Code, Field, Link, Matched, Quote, Strong, Text, Time

NOON = datetime(2026, 3, 1, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "zone", "words"),
    [
        (NOON, "UTC", "1 Mar 2026, 12:05 UTC"),
        (NOON, "Asia/Baghdad", "1 Mar 2026, 15:05 +03"),
        (NOON, "America/New_York", "1 Mar 2026, 07:05 EST"),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "Asia/Kolkata", "23 Nov 2026, 05:00 IST"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "Europe/Paris", "29 Mar 2026, 01:59 CET"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "Europe/Paris", "29 Mar 2026, 03:00 CEST"),
    ],
)
def test_a_moment_is_written_in_its_zone(at: datetime, zone: str, words: str) -> None:
    assert clock_time(at, zone) == words


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "UTC"])
@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_no_moment_is_too_early_or_too_late_to_write(at: datetime, zone: str) -> None:
    assert str(at.year) in clock_time(at, zone)


def test_the_fallback_is_the_whole_card() -> None:
    card = write_card(
        "Ferry sinks",
        url="https://herald.example/ferry",
        body=(Text("A "), Matched("ferry"), Text(" sank."), Break(), Quote("We saw it."), Code(" /why s7")),
        fields=(
            Field(label="Killed", value=(Strong("at least 12 people"),), note=(Text("coast guard · Herald"),)),
            Field(label="Dates", value=(Text("March 1"),)),
        ),
        context=(Strong("Herald"), Text(" · "), Time(NOON, "UTC"), Break(), Link("more", "https://herald.example/")),
    )
    assert card.fallback == (
        "Ferry sinks\n"
        "https://herald.example/ferry\n"
        "A ferry sank.\n"
        "We saw it. /why s7\n"
        "Killed: at least 12 people (coast guard · Herald)\n"
        "Dates: March 1\n"
        "Herald · 1 Mar 2026, 12:05 UTC\n"
        "more <https://herald.example/>"
    )


def test_a_card_of_a_title_alone_has_it_as_its_fallback() -> None:
    assert write_card("Done", tone="notice").fallback == "Done"
