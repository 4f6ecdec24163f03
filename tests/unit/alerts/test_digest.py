"""What waited, told together: its order, its words, and its parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.alerts import Correction, DigestView, StoryView, compose_digest, fit, plain_spans
from bot.domain.card import Break, Card, Link, Mention, Strong, Text, Time
from bot.domain.chat import CardLimits
from tests.unit.alerts.samples import NOW, alert, article

DISCORD = CardLimits(title=256, body=4096, fields=25, label=256, value=1024, context=2048, total=6000)
FERRY = article(
    "Ferry sinks off Lamerra",
    "A ferry sank off Port Alden, killing at least 12 people, police said. It was old.",
)


def story(number: int = 7, **changes: Any) -> StoryView:
    plain = StoryView(
        alert=replace(alert(), story_id=number), topic="ferries", articles=(FERRY,), outlets=("Herald",), independent=1
    )
    return replace(plain, **changes)


def digest(*stories: StoryView) -> tuple[Card, ...]:
    return compose_digest(DigestView(title="Digest", stories=stories, time_zone="UTC", now=NOW + timedelta(hours=2)))


def test_nothing_is_no_digest() -> None:
    assert digest() == ()


def test_a_story_has_a_linked_headline_figures_a_line_and_outlets() -> None:
    (card,) = digest(story(outlets=("Herald", "Courier", "Echo"), independent=2))
    (field,) = card.fields
    assert (card.title, card.tone, field.label) == ("Digest: 1 story", "alert", "1. ferries")
    assert field.value == (
        Link("Ferry sinks off Lamerra", "https://herald.example/ferry"),
        Break(),
        Strong("Killed: at least 12 people"),
        Break(),
        Text("A ferry sank off Port Alden, killing at least 12 people, police said."),
    )
    assert plain_spans(field.note) == "3 outlets, 2 independent: Herald, Courier, Echo"
    assert card.context == (Time(NOW + timedelta(hours=2), "UTC"),)


def test_a_story_with_little_to_say_says_little() -> None:
    bare = article("Ferry sinks", "", url=None)
    (card,) = digest(story(articles=(bare,), topic=""))
    assert (card.fields[0].label, card.fields[0].value) == ("1", (Text("Ferry sinks"),))
    assert plain_spans(card.fields[0].note) == "Herald"


def test_a_summary_and_a_correction_are_shown() -> None:
    gone = Correction("retracted", "This story has been retracted.", "Herald")
    (card,) = digest(story(summary="Twelve died off Lamerra.", correction=gone))
    assert plain_spans(card.fields[0].value).splitlines() == [
        "Ferry sinks off Lamerra <https://herald.example/ferry>",
        "Retracted by Herald: This story has been retracted.",
        "Killed: at least 12 people",
        "Twelve died off Lamerra.",
    ]


def order(*stories: StoryView) -> list[str]:
    return [field.label.split(". ")[1] for card in digest(*stories) for field in card.fields]


def test_the_weightiest_comes_first() -> None:
    calm = article("Ferry sails", "A ferry sailed.")
    dire = article("Ferry sinks", "400 people were killed.")
    old = replace(calm, seen_at=NOW - timedelta(hours=30))
    outlets = story(topic="outlets", articles=(calm,), independent=4)
    toll = story(topic="toll", articles=(dire,))
    fresh = story(topic="fresh", articles=(calm,))
    stale = story(topic="stale", articles=(old,))
    assert order(stale, fresh, outlets, toll) == ["toll", "outlets", "fresh", "stale"]
    # What is fresh in a story counts, not when it began; and a clock that is ahead gives no weight.
    again = story(topic="again", articles=(old, replace(calm, id=2)))
    ahead = story(9, topic="ahead", articles=(replace(calm, seen_at=NOW + timedelta(days=9)),))
    assert order(stale, again)[0] == "again"
    assert order(ahead, outlets)[0] == "outlets"


def test_equals_stand_in_order_of_their_stories() -> None:
    assert order(story(9, topic="nine"), story(8, topic="eight")) == ["eight", "nine"]


def test_eleven_stories_take_two_cards() -> None:
    cards = digest(*(story(number) for number in range(1, 12)))
    assert [card.title for card in cards] == ["Digest: 11 stories, 1 of 2", "Digest: 11 stories, 2 of 2"]
    assert [len(card.fields) for card in cards] == [10, 1]
    assert cards[1].fields[0].label == "11. ferries"


def test_no_story_is_lost_to_a_platforms_limits_however_long() -> None:
    wordy = article("Ferry " * 300, "killed " * 900, url="https://herald.example/" + "x" * 370)
    stories = [
        story(n, articles=(wordy,), topic="t" * 63, outlets=tuple("O" * 300 + str(n) for n in range(9)))
        for n in range(1, 26)
    ]
    cards = digest(*stories)
    assert sum(len(card.fields) for card in cards) == 25
    for card in cards:
        fitted = fit(card, DISCORD)
        assert fitted == card


def test_an_endless_address_is_left_out() -> None:
    (card,) = digest(story(articles=(replace(FERRY, url="https://herald.example/" + "x" * 2000),)))
    assert card.fields[0].value[0] == Text("Ferry sinks off Lamerra")


def test_hostile_text_stays_words() -> None:
    bad = "@everyone <!channel> [x](javascript:alert(1))"
    (card,) = digest(story(articles=(article(bad, bad, outlet=bad),), outlets=(bad,)))
    spans = [span for field in card.fields for span in (*field.value, *field.note)]
    assert not any(isinstance(span, Mention) for span in spans)
    assert [span.url for span in spans if isinstance(span, Link)] == ["https://herald.example/ferry"]
