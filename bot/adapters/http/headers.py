"""What the headers of an answer say about when to come back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[,\s])(s-maxage|max-age)\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NEVER_CACHED = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)
_LONGEST = timedelta(days=366)


def retry_after(value: str | None, date: str | None) -> timedelta | None:
    """``Retry-After`` as a wait (RFC 9110, 10.2.3): seconds, or a date that counts from the answer's own ``Date``."""
    if not value:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:10])), _LONGEST)
    until, since = _moment(value), _moment(date)
    if until is None or since is None:
        return None
    return max(timedelta(0), min(until - since, _LONGEST))


def max_age(value: str | None) -> timedelta | None:
    """How long the answer may be reused by ``Cache-Control`` (RFC 9111, 5.2.2); None where it may not or does not say."""
    if not value or _NEVER_CACHED.search(value):
        return None
    ages = {name.lower(): int(seconds) for name, seconds in _MAX_AGE.findall(value[:1_000])}
    seconds = ages.get("max-age", ages.get("s-maxage", 0))
    return min(timedelta(seconds=seconds), _LONGEST) if seconds else None


def _moment(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
