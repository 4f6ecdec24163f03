"""Reading quiet hours, and when they end."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.alerts import parse_quiet
from bot.domain.errors import BadInput

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("", ""),
        ("off", ""),
        ("None", ""),
        ("22:00-07:00", "22:00-07:00"),
        ("22-7", "22:00-07:00"),
        ("10pm – 7am", "22:00-07:00"),
        ("daily 22:00-07:00", "22:00-07:00"),
        ("weekends", "weekends"),
        ("sat,sun", "weekends"),
        ("weekends 00:00-24:00", "weekends"),
        ("22:00-07:00, weekends", "22:00-07:00, weekends"),
        ("weekends, 22:00-07:00", "weekends, 22:00-07:00"),
        ("sat,sun 00:00-12:00", "weekends 00:00-12:00"),
        ("sat, sun 00:00-12:00", "weekends 00:00-12:00"),
        ("sun", "sun 00:00-24:00"),
        ("sun; 22:00-07:00", "sun 00:00-24:00, 22:00-07:00"),
        ("weekdays 23:00-06:00, weekends 21:00-10:00", "weekdays 23:00-06:00, weekends 21:00-10:00"),
        ("fri-sun 20:00-24:00", "fri,sat,sun 20:00-24:00"),
        ("weekends, weekends", "weekends"),
    ],
)
def test_canonical_writing(text: str, canonical: str) -> None:
    assert str(parse_quiet(text)) == canonical
    assert parse_quiet(canonical) == parse_quiet(text)


@pytest.mark.parametrize(
    "text",
    ["nights", "22:00", "22:00-22:00", "25:00-07:00", "24:00-07:00", "foo 22:00-07:00", "22:00-07:00 weekends", "-"],
)
def test_what_is_no_quiet_hours_says_what_may_be_said(text: str) -> None:
    with pytest.raises(BadInput, match="is no quiet hours: say hours such as '22:00-07:00'"):
        parse_quiet(text)


@pytest.mark.parametrize(
    "text", ["daily 00:00-24:00", "daily", "weekdays, weekends", "08:00-20:00, 20:00-08:00", "sun-sat"]
)
def test_hours_that_never_end_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="would never end"):
        parse_quiet(text)


def test_too_many_spans_are_refused() -> None:
    with pytest.raises(BadInput, match="at most 12 spans"):
        parse_quiet(", ".join(f"{hour}:00-{hour}:30" for hour in range(13)))


def local(text: str, zone: str = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "now", "end"),
    [
        ("", "2026-03-02T03:00", None),
        ("22:00-07:00", "2026-03-02T21:59", None),
        ("22:00-07:00", "2026-03-02T22:00", "2026-03-03T07:00"),
        ("22:00-07:00", "2026-03-03T06:59", "2026-03-03T07:00"),
        ("22:00-07:00", "2026-03-03T07:00", None),
        # from a Friday night through the weekend to Monday morning
        ("22:00-07:00, weekends", "2026-03-06T23:00", "2026-03-09T07:00"),
        ("weekends", "2026-03-07T00:00", "2026-03-09T00:00"),
        ("weekends", "2026-03-06T23:59", None),
        # Sunday's night is Sunday's though it ends on Monday
        ("sun 22:00-07:00", "2026-03-09T06:00", "2026-03-09T07:00"),
        ("mon 22:00-07:00", "2026-03-09T06:00", None),
        ("12:00-14:00, 13:00-15:00", "2026-03-02T12:30", "2026-03-02T15:00"),
        # the night on which clocks skip 02:00 to 03:00
        ("22:00-02:30", "2026-03-28T23:00", "2026-03-29T03:00"),
        ("02:10-02:50", "2026-03-29T03:00", None),
        ("22:00-07:00", "2026-03-28T23:00", "2026-03-29T07:00"),
    ],
)
def test_the_end_of_quiet(text: str, now: str, end: str | None) -> None:
    assert parse_quiet(text).ends(local(now), BERLIN) == (local(end) if end else None)
