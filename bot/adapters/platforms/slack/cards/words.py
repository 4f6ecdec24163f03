"""Addresses and moments as Slack can show them, before any markup."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from bot.alerts.readable import link_address

LONGEST_LINK = 2000
"""Characters of an address that is still worth its room."""

_LAST_STAMP = 4_102_444_800
"""The year 2100: what a feed dates later is no moment that a clock shows."""


def web_address(url: str | None) -> str | None:
    """The address of a link; None if it is not http or https, or too long."""
    return link_address(url, LONGEST_LINK)


def site_of(address: str) -> str:
    """The name of the site that an address leads to, as readers know it."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def stamp_of(at: datetime) -> int | None:
    """A moment in Unix seconds; None where Slack has no date for it."""
    stamp = int(at.timestamp())
    return stamp if 0 < stamp < _LAST_STAMP else None
