"""Reading schedules, and when they tell next, on ordinary days and on those when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.alerts import parse_schedule
from bot.domain.errors import BadInput


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("", "instant"),
        ("Instant", "instant"),
        ("at once", "instant"),
        ("hourly", "hourly"),
        ("every hour", "hourly"),
        ("every 60m", "hourly"),
        ("every 1h", "hourly"),
        ("every 30m", "every 30m"),
        ("EVERY  30 minutes", "every 30m"),
        ("every 120 min", "every 2h"),
        ("every 90m", "every 90m"),
        ("every 24h", "every 24h"),
        ("daily 8:00", "daily 08:00"),
        ("daily 18:00 08:00 18:00", "daily 08:00 18:00"),
        ("daily 08:00, 18:00", "daily 08:00 18:00"),
        ("daily 8am 6.30pm", "daily 08:00 18:30"),
        ("daily 12am 12pm", "daily 00:00 12:00"),
        ("weekdays 07:30", "weekdays 07:30"),
        ("mon-fri 07:30", "weekdays 07:30"),
        ("sun,sat 10:00", "weekends 10:00"),
        ("thu,mon 09:00", "mon,thu 09:00"),
        ("Monday, Thursday 9", "mon,thu 09:00"),
        ("fri-mon 09:00", "mon,fri,sat,sun 09:00"),
        ("mon,tue,wed,thu,fri,sat,sun 09:00", "daily 09:00"),
    ],
)
def test_canonical_writing(text: str, canonical: str) -> None:
    assert str(parse_schedule(text)) == canonical
    assert parse_schedule(canonical) == parse_schedule(text)


@pytest.mark.parametrize(
    "text",
    [
        "sometimes",
        "daily",
        "daily 25:00",
        "daily 24:00",
        "daily 08:60",
        "daily 13pm",
        "daily 0am",
        "08:00",
        "every 4m",
        "every 25h",
        "every 0m",
        "every m",
        "mon-xyz 09:00",
        "mon,,thu 09:00",
        "daily " + " ".join(f"{hour}:{minute}" for hour in range(10, 20) for minute in (10, 20, 30)),
        "x" * 5000,
    ],
)
def test_what_is_no_schedule_says_what_may_be_said(text: str) -> None:
    with pytest.raises(BadInput, match="is no schedule: ") as caught:
        parse_schedule(text)
    assert len(str(caught.value)) < 300
    assert any(word in str(caught.value) for word in ("say ", "at most"))


def local(text: str, zone: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


BERLIN, LORD_HOWE, CAIRO, KOLKATA, APIA = (
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Pacific/Apia",
)


@pytest.mark.parametrize(
    ("text", "zone", "now", "then"),
    [
        ("daily 08:00", BERLIN, "2026-03-02T07:59", "2026-03-02T08:00"),
        ("daily 08:00", BERLIN, "2026-03-02T08:00", "2026-03-03T08:00"),
        ("daily 08:00 18:00", BERLIN, "2026-03-02T08:00", "2026-03-02T18:00"),
        # a Friday evening, and a Saturday
        ("weekdays 07:30", BERLIN, "2026-03-06T08:00", "2026-03-09T07:30"),
        ("weekends 10:00", BERLIN, "2026-03-06T08:00", "2026-03-07T10:00"),
        ("mon,thu 09:00", BERLIN, "2026-03-02T09:00", "2026-03-05T09:00"),
        ("sun 09:00", BERLIN, "2026-03-01T09:00", "2026-03-08T09:00"),
        # clocks go from 02:00 to 03:00 on 29 March 2026
        ("daily 02:30", BERLIN, "2026-03-29T01:00", "2026-03-29T03:00"),
        ("daily 02:30", BERLIN, "2026-03-29T03:00", "2026-03-30T02:30"),
        ("daily 08:00", BERLIN, "2026-03-28T08:00", "2026-03-29T08:00"),
        # and from 02:00 to 02:30 on 4 October 2026 at Lord Howe
        ("daily 02:15", LORD_HOWE, "2026-10-04T01:00", "2026-10-04T02:30"),
        ("daily 02:15", LORD_HOWE, "2026-10-04T02:30", "2026-10-05T02:15"),
        # Cairo skips midnight of 24 April 2026
        ("daily 00:00", CAIRO, "2026-04-23T12:00", "2026-04-24T01:00"),
        # Samoa skipped the whole of 30 December 2011
        ("daily 12:00", APIA, "2011-12-29T12:00", "2011-12-31T00:00"),
        ("daily 12:00", APIA, "2011-12-31T00:00", "2011-12-31T12:00"),
        ("every 30m", BERLIN, "2026-03-02T07:59", "2026-03-02T08:00"),
        ("every 30m", BERLIN, "2026-03-02T08:00", "2026-03-02T08:30"),
        ("every 2h", KOLKATA, "2026-03-02T07:59", "2026-03-02T08:00"),
        # the last batch of a day is the shorter one
        ("every 7h", BERLIN, "2026-03-02T21:00", "2026-03-03T00:00"),
        ("hourly", BERLIN, "2026-03-29T01:00", "2026-03-29T03:00"),
        ("every 2h", BERLIN, "2026-03-29T00:30", "2026-03-29T03:00"),
        ("every 2h", BERLIN, "2026-03-29T03:00", "2026-03-29T04:00"),
        ("every 3h", BERLIN, "2026-03-29T00:30", "2026-03-29T03:00"),
        ("every 4h", BERLIN, "2026-03-29T00:30", "2026-03-29T04:00"),
    ],
)
def test_next_time(text: str, zone: str, now: str, then: str) -> None:
    assert parse_schedule(text).next_after(local(now, zone), zone) == local(then, zone)


def test_a_time_that_comes_twice_is_told_the_first_time() -> None:
    daily = parse_schedule("daily 02:30")
    first = local("2026-10-25T02:30", BERLIN)
    assert daily.next_after(local("2026-10-25T01:00", BERLIN), BERLIN) == first
    assert daily.next_after(first, BERLIN) == local("2026-10-26T02:30", BERLIN)
    assert daily.next_after(local("2026-10-25T02:10", BERLIN, fold=1), BERLIN) == local("2026-10-26T02:30", BERLIN)


def test_no_batch_is_longer_where_an_hour_comes_twice() -> None:
    hourly = parse_schedule("hourly")
    first, second = local("2026-10-25T02:00", BERLIN), local("2026-10-25T02:00", BERLIN, fold=1)
    assert hourly.next_after(first, BERLIN) == second
    assert hourly.next_after(second, BERLIN) == local("2026-10-25T03:00", BERLIN)
    half = parse_schedule("every 30m")
    assert half.next_after(local("2026-10-25T02:30", BERLIN), BERLIN) == second
    # Lord Howe goes back from 02:00 to 01:30, which is no full hour
    back = local("2026-04-05T01:30", LORD_HOWE, fold=1)
    assert half.next_after(local("2026-04-05T01:30", LORD_HOWE), LORD_HOWE) == back
    assert hourly.next_after(local("2026-04-05T01:00", LORD_HOWE), LORD_HOWE) == local("2026-04-05T02:00", LORD_HOWE)


def test_instant_waits_for_nothing() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert parse_schedule("instant").instant
    assert parse_schedule("instant").next_after(now, BERLIN) == now


def test_an_unknown_zone_is_utc() -> None:
    now = datetime(2026, 3, 1, 7, tzinfo=UTC)
    assert parse_schedule("daily 08:00").next_after(now, "Nowhere/Land") == now.replace(hour=8)
