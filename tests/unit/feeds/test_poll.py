from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.errors import BadFeed, DatelineError, FeedUnreachable
from bot.domain.news import Entry, Feed, FeedDocument
from bot.feeds import FetchAnswer, PollLimits, decide_poll
from bot.feeds.poll import GONE_PAUSE, JITTER, LONGEST_RETRY_AFTER

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
URL = "https://a.example/feed"
MINUTE = timedelta(minutes=1)
LIMITS = PollLimits(fastest=MINUTE, slowest=60 * MINUTE)


def feed(**changed: Any) -> Feed:
    return Feed(**{"url": URL, "outlet": "A", "interval": 10 * MINUTE, "next_poll_at": NOW, **changed})


def answer(**changed: Any) -> FetchAnswer:
    return FetchAnswer(**{"status": 200, "url": URL, **changed})


def document(*ages_minutes: float, ttl: timedelta | None = None) -> FeedDocument:
    entries = (
        Entry(id=str(age), link=None, title="t", summary="", published=NOW - timedelta(minutes=age))
        for age in ages_minutes
    )
    return FeedDocument(title="A", link=None, language=None, entries=tuple(entries), ttl=ttl)


@pytest.mark.parametrize(
    ("ages", "minutes"),
    [
        ((0, 20, 40, 60), 5),  # one every 20 minutes: four polls in that time
        ((0, 2, 4), 1),  # faster than allowed
        ((300, 320, 340), 30),  # quiet for five hours: a tenth of them
        ((3000, 3020), 60),  # quiet for days: as slow as allowed
        ((-600, 0, 20, 40), 5),  # a claim about the future says nothing
        ((0,), 10),  # one entry has no rhythm
        ((), 10),
    ],
)
def test_the_wait_follows_the_feed(ages: tuple[float, ...], minutes: float) -> None:
    assert decide_poll(feed(), answer(), NOW, LIMITS, document(*ages)).interval == minutes * MINUTE


def test_unchanged_answers_lengthen_the_wait() -> None:
    decision = decide_poll(feed(), answer(status=304), NOW, LIMITS)
    assert decision.interval == 12.5 * MINUTE
    assert decide_poll(feed(interval=59 * MINUTE), answer(status=304), NOW, LIMITS).interval == 60 * MINUTE


@pytest.mark.parametrize(
    ("max_age", "ttl", "minutes"),
    [(None, None, 5), (8, None, 8), (120, None, 10), (None, 9, 9), (3, 9, 5), (0, 8, 8)],
)
def test_hints_lengthen_to_the_double_at_most(max_age: int | None, ttl: int | None, minutes: int) -> None:
    said = document(0, 20, 40, ttl=None if ttl is None else ttl * MINUTE)
    given = answer(max_age=None if max_age is None else max_age * MINUTE)
    assert decide_poll(feed(), given, NOW, LIMITS, said).interval == minutes * MINUTE


def test_jitter_is_the_feeds_own() -> None:
    waits = {
        url: decide_poll(feed(url=url), answer(), NOW, LIMITS, document(0, 20)).next_poll_at - NOW
        for url in (f"https://a.example/{n}" for n in range(50))
    }
    again = decide_poll(feed(url="https://a.example/0"), answer(), NOW, LIMITS, document(0, 20)).next_poll_at - NOW
    assert again == waits["https://a.example/0"]
    assert len(set(waits.values())) > 40
    assert all(abs(wait - 5 * MINUTE) <= 5 * MINUTE * JITTER for wait in waits.values())


@pytest.mark.parametrize(
    "given", [answer(), answer(status=304), answer(status=500), BadFeed("x"), FeedUnreachable("x")]
)
def test_equal_limits_are_exact(given: FetchAnswer | DatelineError) -> None:
    limits = PollLimits(fastest=timedelta(seconds=2), slowest=timedelta(seconds=2))
    decision = decide_poll(feed(), given, NOW, limits, document(0, 60))
    assert decision.interval == timedelta(seconds=2)
    assert decision.next_poll_at == NOW + timedelta(seconds=2)


def test_validators() -> None:
    had = feed(etag='"1"', last_modified="Mon")
    new = decide_poll(had, answer(etag='"2"'), NOW, LIMITS, document())
    assert (new.etag, new.last_modified) == ('"2"', None)
    same = decide_poll(had, answer(status=304), NOW, LIMITS)
    assert (same.etag, same.last_modified) == ('"1"', "Mon")
    failed = decide_poll(had, BadFeed("no feed"), NOW, LIMITS)
    assert (failed.etag, failed.last_modified) == ('"1"', "Mon")


def test_trouble_begins_once_grows_and_ends_once() -> None:
    first = decide_poll(feed(), FeedUnreachable("a.example cannot be reached."), NOW, LIMITS)
    assert (first.failures, first.trouble, first.trouble_since) == (1, "a.example cannot be reached.", NOW)
    assert first.trouble_began
    assert not first.recovered
    assert first.interval == 10 * MINUTE
    since = NOW - timedelta(hours=1)
    ill = feed(failures=1, trouble="x", trouble_since=since)
    second = decide_poll(ill, FeedUnreachable("again"), NOW, LIMITS)
    assert (second.failures, second.trouble_since, second.trouble_began) == (2, since, False)
    assert second.next_poll_at > first.next_poll_at
    well = decide_poll(ill, answer(status=304), NOW, LIMITS)
    assert (well.failures, well.trouble, well.trouble_since, well.recovered) == (0, None, None, True)
    assert not decide_poll(feed(), answer(status=304), NOW, LIMITS).recovered


def test_patience_keeps_a_passing_failure_quiet() -> None:
    patient = PollLimits(fastest=MINUTE, slowest=60 * MINUTE, patience=3)
    told = [decide_poll(feed(failures=n), FeedUnreachable("x"), NOW, patient).trouble_began for n in range(4)]
    assert told == [False, False, True, False]
    assert [decide_poll(feed(failures=n), answer(), NOW, patient).recovered for n in (2, 3)] == [False, True]


def test_back_off_has_a_cap_however_long_it_lasts() -> None:
    decision = decide_poll(feed(failures=5000), FeedUnreachable("x"), NOW, LIMITS)
    assert decision.next_poll_at - NOW <= LIMITS.slowest


@pytest.mark.parametrize(
    ("given", "wait"),
    [
        (FeedUnreachable("x", status=429, retry_after=7200), timedelta(hours=2)),
        (FeedUnreachable("x", status=503, retry_after=1e12), LONGEST_RETRY_AFTER),
        (answer(status=503, retry_after=timedelta(hours=3)), timedelta(hours=3)),
        (answer(status=304, retry_after=timedelta(hours=3)), timedelta(hours=3)),
    ],
)
def test_retry_after_is_kept(given: FetchAnswer | DatelineError, wait: timedelta) -> None:
    decision = decide_poll(feed(), given, NOW, LIMITS)
    assert decision.next_poll_at == NOW + wait
    assert "the server said when to come back" in decision.reasons


def test_a_short_retry_after_shortens_nothing() -> None:
    decision = decide_poll(feed(), FeedUnreachable("x", retry_after=1), NOW, LIMITS)
    assert decision.next_poll_at - NOW > 10 * MINUTE


@pytest.mark.parametrize("given", [FeedUnreachable("gone", status=410), answer(status=410)])
def test_gone(given: FetchAnswer | DatelineError) -> None:
    decision = decide_poll(feed(), given, NOW, LIMITS)
    assert decision.gone
    assert decision.next_poll_at == NOW + GONE_PAUSE
    assert decision.trouble is not None


def test_an_unhappy_answer_has_a_sentence() -> None:
    decision = decide_poll(feed(), answer(status=404), NOW, LIMITS)
    assert decision.trouble == "a.example answered with status 404 and no feed."
    assert not decision.gone


@pytest.mark.parametrize(
    ("moved_to", "expected"),
    [
        ("https://b.example/feed", "https://b.example/feed"),
        (URL, None),
        (None, None),
        ("http://a.example/feed", None),
    ],
)
def test_moved(moved_to: str | None, expected: str | None) -> None:
    assert decide_poll(feed(), answer(moved_to=moved_to), NOW, LIMITS, document()).moved_to == expected


def test_a_move_to_encryption_is_taken() -> None:
    plain = feed(url="http://a.example/feed")
    assert decide_poll(plain, answer(moved_to=URL), NOW, LIMITS, document()).moved_to == URL
