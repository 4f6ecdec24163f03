"""The plain-text form of a card, and moments in words."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.alerts import write_card
from bot.domain.card import Break, Code, Field, Link, Matched, Mention, Quote, Strong, Text, Time

NOON = datetime(2026, 3, 1, 12, 5, tzinfo=UTC)


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


def test_a_mention_is_written_as_readers_know_it() -> None:
    calls = (Mention("role", "9", "night desk"), Text(" "), Mention("user", "8", "@ann"))
    assert write_card("Ferry sinks", body=calls).fallback == "Ferry sinks\n@night desk @ann"
