"""Feeds that a web page tells of, for users who give a site's address instead of its feed's."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from bot.feeds.encoding import to_text
from bot.feeds.links import web_address
from bot.feeds.plaintext import is_deep

FEED_TYPES = frozenset(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
        "application/xml",
        "text/xml",
    )
)
"""Media types of feeds: https://www.rssboard.org/rss-autodiscovery and https://www.jsonfeed.org/version/1.1/#discovery"""

MOST_FEEDS = 20

_LARGEST_PAGE = 2_000_000
_LIKELY_PATH = re.compile(
    r"(?:^|[/._=?&-])(?:rss|rss2|atom|feeds?|rdf)(?:$|[/._=?&-])|\.(?:rss|rdf|atom)$|feed\.json$", re.IGNORECASE
)
_LIKELY_WORDS = re.compile(r"\b(?:rss|atom|json feed)\b", re.IGNORECASE)


def discover(html: bytes, url: str, content_type: str | None = None) -> tuple[str, ...]:
    """Addresses of feeds in a page fetched from ``url``: those it declares, then links that look like one, best first."""
    text = to_text(html, content_type)[:_LARGEST_PAGE]
    if is_deep(text):
        return ()
    page = LexborHTMLParser(text)
    base_node = page.css_first("base[href]")
    base = (web_address(base_node.attributes.get("href"), url) if base_node else None) or url
    declared = [address for address, comments in _declared(page, base) if not comments]
    comments = [address for address, comments in _declared(page, base) if comments]
    likely = _likely(page, base)
    found = dict.fromkeys(a for a in (*declared, *likely, *comments) if a and a != url)
    return tuple(found)[:MOST_FEEDS]


def _declared(page: LexborHTMLParser, base: str) -> list[tuple[str | None, bool]]:
    """What ``link rel=alternate`` names, and whether it is a feed of readers' comments."""
    found = []
    for link in page.css("link[rel][href]"):
        attributes = link.attributes
        relations = (attributes.get("rel") or "").lower().split()
        kind = (attributes.get("type") or "").partition(";")[0].strip().lower()
        if "feed" in relations or ("alternate" in relations and kind in FEED_TYPES):
            address = web_address(attributes.get("href"), base)
            about = f"{attributes.get('title') or ''} {attributes.get('href') or ''}".lower()
            found.append((address, "comment" in about or "oembed" in about or "wp-json" in about))
    return found


def _likely(page: LexborHTMLParser, base: str) -> list[str | None]:
    found = []
    for anchor in page.css("a[href]")[:5_000]:
        href = anchor.attributes.get("href") or ""
        if len(href) > 1_000:
            continue
        if _LIKELY_PATH.search(href) or _LIKELY_WORDS.search(anchor.text(deep=True)[:100]):
            found.append(web_address(href, base))
    return found
