"""Moments as a reader in one time zone says them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

_LOCALE = "en_GB"


def zone_named(name: str) -> tzinfo:
    """The IANA zone of a name; UTC where there is none."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return UTC


def iso_text(at: datetime) -> str:
    """ISO 8601 in UTC, to the second, as the ``datetime`` attribute wants it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock_text(at: datetime, zone: str) -> str:
    """Hours and minutes: ``14:05``."""
    return _format(at, zone, "HH:mm")


def brief_text(at: datetime, zone: str, now: datetime) -> str:
    """Hours and minutes of a moment on the day of ``now``: ``14:05``; of another with its day: ``22 Nov, 14:05``."""
    same_day = _format(at, zone, "yMMdd") == _format(now, zone, "yMMdd")
    return clock_text(at, zone) if same_day else _format(at, zone, "d MMM, HH:mm")


def day_text(at: datetime, zone: str) -> str:
    """The day: ``Sunday, 22 November 2026``."""
    return _format(at, zone, "EEEE, d MMMM y")


def moment_text(at: datetime, zone: str) -> str:
    """Day, time and zone: ``22 Nov 2026, 14:05 CET``, or ``UTC+3`` where the zone has no letters of its own."""
    return f"{_format(at, zone, 'd MMM y, HH:mm')} {zone_text(at, zone)}"


def zone_text(at: datetime, zone: str) -> str:
    """What a zone is called at a moment: ``CET``, or ``UTC+3`` where it has no letters of its own."""
    local = _in_zone(at, zone)
    letters = local.tzname() or ""
    if letters.isalpha():
        return letters
    minutes = round((local.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def _format(at: datetime, zone: str, pattern: str) -> str:
    return format_datetime(_in_zone(at, zone), pattern, locale=_LOCALE)


def _in_zone(at: datetime, zone: str) -> datetime:
    try:
        return at.astimezone(zone_named(zone))
    except OverflowError:
        # A feed may claim the first or the last hours that a datetime can hold; other zones' clocks have none for them.
        return at
