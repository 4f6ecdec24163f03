"""Moments in words, in every zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.moments import brief_text, clock_text, day_text, iso_text, moment_text

AT = datetime(2026, 11, 2, 14, 5, tzinfo=UTC)
NOON = datetime(2026, 3, 1, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("UTC", "2 Nov 2026, 14:05 UTC"),
        ("Europe/Paris", "2 Nov 2026, 15:05 CET"),
        ("Asia/Baghdad", "2 Nov 2026, 17:05 UTC+3"),
        ("Asia/Kolkata", "2 Nov 2026, 19:35 IST"),
        ("Asia/Kathmandu", "2 Nov 2026, 19:50 UTC+5:45"),
        ("America/Sao_Paulo", "2 Nov 2026, 11:05 UTC-3"),
        ("Pacific/Marquesas", "2 Nov 2026, 04:35 UTC-9:30"),
        ("No/Where", "2 Nov 2026, 14:05 UTC"),
        ("../../etc/passwd", "2 Nov 2026, 14:05 UTC"),
        ("", "2 Nov 2026, 14:05 UTC"),
    ],
)
def test_moments_are_told_in_their_zone(zone: str, moment: str) -> None:
    assert moment_text(AT, zone) == moment


def test_days_and_hours_turn_with_the_zone() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert day_text(late, "Asia/Tokyo") == "Friday, 1 January 2027"
    assert clock_text(late, "Asia/Tokyo") == "08:30"
    assert iso_text(late) == "2026-12-31T23:30:00Z"


@pytest.mark.parametrize(
    ("at", "zone", "words"),
    [
        (NOON, "UTC", "1 Mar 2026, 12:05 UTC"),
        (NOON, "Asia/Baghdad", "1 Mar 2026, 15:05 UTC+3"),
        (NOON, "America/New_York", "1 Mar 2026, 07:05 EST"),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "Asia/Kolkata", "23 Nov 2026, 05:00 IST"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "Europe/Paris", "29 Mar 2026, 01:59 CET"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "Europe/Paris", "29 Mar 2026, 03:00 CEST"),
    ],
)
def test_a_moment_follows_summer_time(at: datetime, zone: str, words: str) -> None:
    assert moment_text(at, zone) == words


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "UTC"])
@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_no_moment_is_too_early_or_too_late_to_write(at: datetime, zone: str) -> None:
    assert str(at.year) in moment_text(at, zone)


def test_a_moment_of_the_same_day_is_its_time_alone() -> None:
    late = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
    assert brief_text(NOON, "UTC", late) == "12:05"
    assert brief_text(NOON, "Asia/Baghdad", late) == "1 Mar, 15:05"
    assert brief_text(NOON, "UTC", NOON.replace(year=2027)) == "1 Mar, 12:05"
