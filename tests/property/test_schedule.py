"""Schedules and quiet hours around every change of clocks of several zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.alerts import parse_quiet, parse_schedule
from bot.domain.errors import BadInput

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Asia/Kolkata",
    "Pacific/Apia",
)
"""An hour, half an hour and two hours; at two o'clock, at midnight, on either half of the globe; none; a whole day."""

_FROM, _DAYS = datetime(2024, 1, 1, tzinfo=UTC), 3 * 365


def _offset(at: datetime, zone: str) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


def _changes(zone: str) -> list[datetime]:
    """Days of three years that hold a change of clocks; Apia's is the day that it skipped."""
    if zone == "Pacific/Apia":
        return [datetime(2011, 12, 30, tzinfo=UTC)]
    days = [_FROM + timedelta(days=number) for number in range(_DAYS)]
    return [day for day in days if _offset(day, zone) != _offset(day + timedelta(days=1), zone)]


CHANGES = {zone: _changes(zone) for zone in ZONES}
MOMENTS = st.sampled_from(ZONES).flatmap(
    lambda zone: st.tuples(
        st.just(zone),
        st.one_of(
            st.sampled_from(CHANGES[zone] or [_FROM]).flatmap(
                lambda day: st.timedeltas(timedelta(days=-2), timedelta(days=2)).map(lambda shift: day + shift)
            ),
            st.integers(0, 3_000_000).map(lambda minutes: _FROM + timedelta(minutes=minutes)),
        ),
    )
)
CLOCKS = st.integers(0, 1439).map(lambda minutes: f"{minutes // 60:02}:{minutes % 60:02}")
DAYS = st.one_of(
    st.sampled_from(["daily", "weekdays", "weekends"]),
    st.sets(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), min_size=1).map(",".join),
)
TIMES = st.tuples(DAYS, st.lists(CLOCKS, min_size=1, max_size=4)).map(lambda each: f"{each[0]} {' '.join(each[1])}")
BATCHES = st.integers(5, 1440).map(lambda minutes: f"every {minutes}m")
QUIETS = st.lists(st.tuples(DAYS, CLOCKS, CLOCKS).filter(lambda s: s[1] != s[2]), min_size=1, max_size=3).map(
    lambda spans: "; ".join(f"{days} {start}-{end}" for days, start, end in spans)
)


def _skipped(day: date, clock: str, zone: str) -> bool:
    """Whether clocks never show this time of this day."""
    wall = datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZoneInfo(zone))
    return wall.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(tzinfo=None)


def test_the_zones_change_their_clocks() -> None:
    assert {zone for zone in ZONES if len(CHANGES[zone]) >= 5} == set(ZONES) - {"Asia/Kolkata", "Pacific/Apia"}


@given(st.one_of(TIMES, BATCHES, st.just("hourly"), st.just("instant")))
def test_the_canonical_writing_reads_back(text: str) -> None:
    schedule = parse_schedule(text)
    assert parse_schedule(str(schedule)) == schedule
    assert str(parse_schedule(str(schedule))) == str(schedule)


@given(TIMES, MOMENTS)
def test_times_are_strictly_later_and_at_the_wall_times_named(text: str, moment: tuple[str, datetime]) -> None:
    zone, now = moment
    schedule = parse_schedule(text)
    clocks = {f"{minutes // 60:02}:{minutes % 60:02}" for minutes in schedule.times}
    for _ in range(4):
        then = schedule.next_after(now, zone)
        assert now < then <= now + timedelta(days=9)
        assert then.tzinfo is UTC
        wall = then.astimezone(ZoneInfo(zone))
        if f"{wall:%H:%M}" in clocks and wall.weekday() in schedule.days and wall.second == 0:
            assert wall.fold == 0
        else:
            # The first moment after a gap in which the time that was meant, or its whole day, was skipped.
            just_before = then - timedelta(seconds=1)
            assert _offset(just_before, zone) < _offset(then, zone)
        now = then


@given(TIMES, MOMENTS)
def test_no_time_is_left_out(text: str, moment: tuple[str, datetime]) -> None:
    zone, now = moment
    schedule = parse_schedule(text)
    then = schedule.next_after(now, zone)
    day = now.astimezone(ZoneInfo(zone)).date()
    while day <= then.astimezone(ZoneInfo(zone)).date():
        for minutes in schedule.times:
            clock = f"{minutes // 60:02}:{minutes % 60:02}"
            if day.weekday() in schedule.days and not _skipped(day, clock, zone):
                meant = datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
                assert not now < meant < then
        day += timedelta(days=1)


@given(BATCHES, MOMENTS)
def test_batches_follow_one_another_at_multiples_of_their_length(text: str, moment: tuple[str, datetime]) -> None:
    zone, now = moment
    every = parse_schedule(text).every
    for _ in range(6):
        then = parse_schedule(text).next_after(now, zone)
        assert now < then
        wall, before = then.astimezone(ZoneInfo(zone)), _offset(then - timedelta(seconds=1), zone)
        on_grid = (wall.hour * 60 + wall.minute) % every == 0 and wall.second == 0
        assert on_grid or before < _offset(then, zone)
        # Only where clocks go back does a batch last longer, by no more than they go back.
        back = max(_offset(now, zone) - _offset(then, zone), timedelta())
        assert then - now <= timedelta(minutes=every) + back
        now = then


@given(QUIETS, MOMENTS)
def test_quiet_hours_end_when_they_are_over(text: str, moment: tuple[str, datetime]) -> None:
    zone, now = moment
    try:
        quiet = parse_quiet(text)
    except BadInput:
        # Hours that never end are refused.
        assume(False)
    assert parse_quiet(str(quiet)) == quiet
    end = quiet.ends(now, zone)
    if end is None:
        return
    assert now < end <= now + timedelta(days=9)
    assert quiet.ends(end, zone) is None
    for share in (0.25, 0.5, 0.999):
        assert quiet.ends(now + (end - now) * share, zone) == end


@pytest.mark.parametrize("zone", ZONES)
def test_a_night_is_quiet_from_evening_to_morning_every_day_of_the_year(zone: str) -> None:
    quiet = parse_quiet("22:00-07:00")
    for number in range(366):
        evening = datetime(2026, 1, 1, 22, tzinfo=ZoneInfo(zone)) + timedelta(days=number)
        morning = (datetime(2026, 1, 2, 7, tzinfo=ZoneInfo(zone)) + timedelta(days=number)).astimezone(UTC)
        assert quiet.ends(evening.astimezone(UTC), zone) == morning
        assert quiet.ends(evening.astimezone(UTC) - timedelta(seconds=1), zone) is None
        assert quiet.ends(morning - timedelta(seconds=1), zone) == morning
        assert quiet.ends(morning, zone) is None
