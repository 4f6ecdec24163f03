"""Words and addresses as any chat can show them, before a platform's markup."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_IN_ADDRESSES = "!#$%&*+,/:;=?@[]_-.~'"


def printable(text: str) -> str:
    """Text without control characters, changes of direction and halves of characters; lines end with a newline alone."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\t", " "))


def one_line(text: str) -> str:
    """Text with all its blanks and line ends as single blanks."""
    return " ".join(printable(text).split())


def link_address(url: str | None, longest: int) -> str | None:
    """The address with everything escaped that means something to a platform: brackets, quotes, bars, parentheses.

    None if it is not http or https, or longer than ``longest`` characters.
    """
    if url is None or any(ord(character) < 0x21 or character == "\x7f" for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return None
    address = quote(url, safe=_IN_ADDRESSES, errors="replace")
    return address if len(address) <= longest else None
