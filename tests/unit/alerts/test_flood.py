"""When a breaker opens, what it says, and when it shuts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.alerts import CHANNEL_SUBJECT, Arrival, Breaker, FloodLimits, breaker_of, decide_breakers
from tests.unit.alerts.samples import NOW

LIMITS = FloodLimits(feed=3, topic=4, channel=5)
WIRE_QUAKES = Arrival(feed_id=7, outlet="Example Wire", topic_id=3, topic="quakes")
WIRE_FIRES = Arrival(feed_id=7, outlet="Example Wire", topic_id=4, topic="fires")
POST_QUAKES = Arrival(feed_id=8, outlet="Post", topic_id=3, topic="quakes")
POST_FIRES = Arrival(feed_id=8, outlet="Post", topic_id=4, topic="fires")
ECHO_STORMS = Arrival(feed_id=9, outlet="Echo", topic_id=5, topic="storms")


def sentences(told: list[Arrival], arriving: list[Arrival]) -> dict[str, str]:
    found = decide_breakers(told, arriving, {}, LIMITS, NOW)
    assert all(breaker.subject == subject for subject, breaker in found.items())
    return {subject: breaker.sentence for subject, breaker in found.items()}


def test_as_many_as_the_limits_are_no_flood() -> None:
    assert sentences([WIRE_QUAKES], [WIRE_QUAKES, WIRE_FIRES, POST_QUAKES, ECHO_STORMS]) == {}


@pytest.mark.parametrize(
    ("told", "arriving", "subject", "sentence"),
    [
        ([], [WIRE_QUAKES] * 2 + [WIRE_FIRES] * 2, "feed:7", "Example Wire brought 4 stories at once"),
        (
            [WIRE_QUAKES] * 3,
            [WIRE_FIRES],
            "feed:7",
            "Example Wire brought 4 stories within 10 minutes",
        ),
        (
            [WIRE_QUAKES] * 2,
            [POST_QUAKES] * 3,
            "topic:3",
            "the topic quakes brought 5 stories within 10 minutes",
        ),
        (
            [WIRE_QUAKES, WIRE_FIRES, WIRE_FIRES],
            [POST_QUAKES, POST_FIRES, ECHO_STORMS],
            CHANNEL_SUBJECT,
            "6 stories came within 10 minutes",
        ),
    ],
)
def test_one_too_many_opens_the_breaker(
    told: list[Arrival], arriving: list[Arrival], subject: str, sentence: str
) -> None:
    assert sentences(told, arriving)[subject] == sentence


def test_what_nothing_arrives_of_is_not_asked() -> None:
    assert "feed:7" not in sentences([WIRE_QUAKES] * 9, [ECHO_STORMS])


def test_an_open_breaker_shuts_when_a_window_passed_without() -> None:
    subjects = {"feed:7": NOW - timedelta(minutes=9), CHANNEL_SUBJECT: NOW - timedelta(minutes=10)}
    found = decide_breakers([], [WIRE_QUAKES], subjects, LIMITS, NOW)
    assert found == {"feed:7": Breaker(subject="feed:7", sentence="Example Wire still floods the channel")}
    still = decide_breakers([], [WIRE_QUAKES], {CHANNEL_SUBJECT: NOW}, LIMITS, NOW)
    assert still[CHANNEL_SUBJECT].sentence == "the channel is still flooded"


def test_the_breaker_of_an_arrival_is_the_narrowest() -> None:
    feed, topic, channel = (Breaker(subject=s, sentence=s) for s in ("feed:7", "topic:3", CHANNEL_SUBJECT))
    assert breaker_of(WIRE_QUAKES, {each.subject: each for each in (channel, topic, feed)}) == feed
    assert breaker_of(POST_QUAKES, {each.subject: each for each in (channel, topic, feed)}) == topic
    assert breaker_of(ECHO_STORMS, {each.subject: each for each in (channel, topic, feed)}) == channel
    assert breaker_of(ECHO_STORMS, {"feed:7": feed}) is None
