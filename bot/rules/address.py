"""What an article's web address says: the site it is on, and the words in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from bot.domain.errors import BadQuery

_LONGEST_HOST = 253
_MOST_LABELS = 10
"""A name in the domain name system has at most so many characters, and never more labels in practice."""


@lru_cache(maxsize=1 << 10)
def host_of(url: str | None) -> str:
    """The host of an address, in the form that ``site_named`` gives; the empty string where there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return site_named(host)


def site_named(host: str) -> str:
    """A host in small ASCII letters without ``www.``; the empty string for what is none. The empty string stays empty."""
    host = host.lower().rstrip(".").removeprefix("www.")
    if len(host) > _LONGEST_HOST:
        return ""
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    labels = host.split(".")
    return host if all(label and label.replace("-", "").replace("_", "").isalnum() for label in labels) else ""


def sites_of(host: str) -> Iterator[str]:
    """A host and the domains that it belongs to: news.bbc.co.uk, bbc.co.uk, co.uk, uk."""
    labels = host.split(".")
    for first in range(max(0, len(labels) - _MOST_LABELS), len(labels)):
        yield ".".join(labels[first:])


def is_on(host: str, site: str) -> bool:
    """Whether a host is a site or belongs to it."""
    return site in sites_of(host)


def address_words(url: str | None) -> str:
    """An address as text whose words can be searched for: without its scheme, and percent signs read."""
    return unquote((url or "").partition("://")[2])


def read_site(text: str, start: int) -> str:
    """The site that stands behind ``site:`` at ``start``. Raises ``BadQuery``."""
    site = site_named(text)
    if "." not in site or site.count(".") >= _MOST_LABELS:
        raise BadQuery(
            f"site: takes the address of a site such as bbc.co.uk, not {text[:60]} (character {start + 1})",
            position=start,
            hint="write site:bbc.co.uk; outlet: looks for an outlet's name, and url: for words in the whole address",
        )
    return site
