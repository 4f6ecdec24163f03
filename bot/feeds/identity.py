"""What makes an entry the same article as before: its keys, an address made comparable, and a hash of its content."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from bot.domain.news import Entry

_TRACKING_PREFIXES = (
    "utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "mc_", "vero_", "oly_", "ns_", "at_custom", "at_link", "at_bbc",
    "at_ptr", "wt.", "__s", "_hs", "fb_", "gaa_", "ga_",
)  # fmt: skip
_TRACKING_WORDS = (
    "at_medium at_campaign at_format at_creation at_variant at_emission at_send_date at_recipient_id at_team "
    "at_brand at_content at_term at_type fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid "
    "ttclid li_fat_id igshid igsh xtor xtref xts cmp cmpid cmp_id cid_source s_cid sc_cid s_kwcid ncid ocid "
    "icid ftag ftcamp srnd sref smid emc mkt_tok trk trkcampaign _ga _gl _openstat __twitter_impression "
    "feedtype feedname traffic_source wprss echobox guccounter"
)
_TRACKING = frozenset(_TRACKING_WORDS.split())
"""Parameters that say how a reader came, never what is read."""

_SOURCE_NAMES_WORDS = "ref source src from partner via mod output origin medium feed camp campaign chan rss"
_SOURCE_NAMES = frozenset(_SOURCE_NAMES_WORDS.split())
_SOURCE_VALUE = re.compile(
    r"(?:|1|true|(?:[a-z]{0,12}[_-]?)?(?:rss|atom|feed|feeds|rssfeed|rss2|feedburner)(?:[_-][a-z0-9_-]{0,30})?)"
)
"""Parameters that are tracking only with a value such as ``ref=rss``; elsewhere they may be the article's identity."""

_EMPTY_IS_TRACKING = frozenset(("rss",))
_LONGEST_ADDRESS = 4_000
_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2000}", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_NOT_WEB = re.compile(r"(?!https?://)[A-Za-z][A-Za-z0-9+-]{0,30}:(?!\d)", re.IGNORECASE)
"""Addresses of other schemes; a host with a port is none."""


def entry_keys(entry: Entry) -> tuple[str, ...]:
    """The names under which an entry can be known again, strongest first: ``id:…``, ``link:…``, ``text:<sha256 hex>``."""
    keys = []
    if entry.id and entry.id.strip():
        keys.append("id:" + entry.id.strip())
    if entry.link:
        keys.append("link:" + link_key(entry.link))
    keys.append("text:" + content_hash(entry))
    return tuple(keys)


def content_hash(entry: Entry) -> str:
    """SHA-256 (hex) of title and summary without regard to white space and to tracking in the addresses they hold.

    Dates, tags, authors and the link are no content: a feed changes them without having said anything new.
    """
    text = "\n".join(" ".join(_ADDRESS.sub(_untracked, part).split()) for part in (entry.title, entry.summary))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _untracked(match: re.Match[str]) -> str:
    return link_key(match.group())


def link_key(url: str) -> str:
    """``url`` made comparable: addresses with equal keys lead to the same page. Idempotent, never fails.

    Scheme (http, https), ``www.``, default port, trailing slash and tracking parameters go, the host becomes lower case.
    The rest of the query string stays in its order, since it is some outlets' whole identity.
    """
    url = "".join(url.split())[:_LONGEST_ADDRESS]
    if _NOT_WEB.match(url):
        return url
    try:
        parts = urlsplit(url if _WEB.match(url) else "//" + url.lstrip("/"))
    except ValueError:
        return url
    host = _host(parts.netloc)
    return host + _place(parts) if host else url


def _place(parts: SplitResult) -> str:
    """What follows the host, without tracking."""
    query = "&".join(p for p in parts.query.split("&") if p and not _is_tracking(p))
    fragment = parts.fragment
    if all(_is_tracking(p) for p in fragment.split("&")):
        fragment = ""
    bare = not (query or fragment) or parts.path == "/"
    path = parts.path.rstrip("/") if bare else parts.path
    return path + ("?" + query if query else "") + ("#" + fragment if fragment else "")


def _host(netloc: str) -> str:
    """The host in lower case with a port that is not the default one; the same again when it is given its own answer."""
    host, before = netloc.rpartition("@")[2].lower(), ""
    while host != before:
        before = host
        host = host.removesuffix(":80").removesuffix(":443").rstrip(".").removeprefix("www.")
    return host


def _is_tracking(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name = name.lower()
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES):
        return True
    return (
        name in _SOURCE_NAMES
        and bool(value or name in _EMPTY_IS_TRACKING)
        and bool(_SOURCE_VALUE.fullmatch(value.lower()))
    )


def is_home(key: str) -> bool:
    """Whether a link key is a site's front page, which every item of a careless feed may link to."""
    return not any(mark in key for mark in "/?#")


def ambiguous_keys(entries: Sequence[Entry]) -> frozenset[str]:
    """Keys that stand on entries of one document that are plainly different, and so cannot tell who is who.

    An id is ambiguous when it stands with different links, a link when it stands with different ids, a text when both
    differ; three different texts under one key settle it in any case. An entry listed twice makes nothing ambiguous.
    """
    others: defaultdict[str, set[str]] = defaultdict(set)
    texts: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        keys = entry_keys(entry)
        text = keys[-1]
        for key in keys:
            others[key].add(_beside(key, keys))
            texts[key].add(text)
    return frozenset(key for key in others if len(others[key]) > 1 or len(texts[key]) > 2)


def _beside(key: str, keys: tuple[str, ...]) -> str:
    """What else tells the entry of ``keys`` from another that has ``key`` too."""
    by_kind = {other.partition(":")[0]: other for other in keys if other != key}
    link = by_kind.get("link", "")
    if key.startswith("id:"):
        return link if link and not is_home(link.removeprefix("link:")) else by_kind["text"]
    if key.startswith("link:"):
        return by_kind.get("id") or by_kind["text"]
    return by_kind.get("id") or link
