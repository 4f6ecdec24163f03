"""Words and addresses as Slack can show them, before any markup."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote, urlsplit

LONGEST_LINK = 2000
"""Characters of an address that is still worth its room."""

_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_IN_ADDRESSES = "!#$%&*+,/:;=?@[]_-.~'"
_LAST_STAMP = 4_102_444_800
"""The year 2100: what a feed dates later is no moment that a clock shows."""


def printable(text: str) -> str:
    """Text without control characters, changes of direction and halves of characters; lines end with a newline alone."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\t", " "))


def one_line(text: str) -> str:
    """Text with all its blanks and line ends as single blanks."""
    return " ".join(printable(text).split())


def web_address(url: str | None) -> str | None:
    """The address with everything escaped that means something to Slack; None if it is not http or https, or too long."""
    if url is None or any(ord(character) < 0x21 or character == "\x7f" for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return None
    address = quote(url, safe=_IN_ADDRESSES, errors="replace")
    return address if len(address) <= LONGEST_LINK else None


def site_of(address: str) -> str:
    """The name of the site that an address leads to, as readers know it."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def stamp_of(at: datetime) -> int | None:
    """A moment in Unix seconds; None where Slack has no date for it."""
    stamp = int(at.timestamp())
    return stamp if 0 < stamp < _LAST_STAMP else None
