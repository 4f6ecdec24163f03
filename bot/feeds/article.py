"""Whether an entry is a new article, a changed one, or one that is known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.news import Entry
from bot.feeds.identity import content_hash, entry_keys, is_home

TELLING_TEXT = 60
"""Characters of title and summary together from which equal text under another id and link is no coincidence.

"Morning briefing" returns every day as another article; two sentences word for word do not.
"""


class Verdict(StrEnum):
    """What an entry is to its feed."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A stored article of the feed that shares a key with an entry, with all its keys in this feed.

    ``title`` and ``content_hash`` are of the content last seen.
    """

    article_id: int
    keys: tuple[str, ...]
    title: str
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDecision:
    """What to do with an entry. ``article_id`` is the article that it is, 0 for a new one; ``reasons`` say why."""

    verdict: Verdict
    article_id: int
    reasons: tuple[str, ...]


def decide_article(
    entry: Entry,
    known: Sequence[Known],
    shared_keys: Collection[str],
    now: datetime,  # noqa: ARG001 - every decision is given the moment; this one is right at any
) -> ArticleDecision:
    """Tell what ``entry`` is, by ``known`` (any order) and by ``shared_keys``, the ``ambiguous_keys`` of its document.

    The strongest key that identifies decides: id, then link, then text. Dates decide nothing: re-dating is no news.
    A text that the article has shown before is not a change, so that caches which disagree cannot make it flap.
    """
    keys = entry_keys(entry)
    usable = [key for key in keys if key not in shared_keys and _identifies(key, entry, keys)]
    for key in usable:
        found = _best(key, keys, known)
        if found is not None:
            return _compare(entry, keys, found, key)
    return ArticleDecision(verdict=Verdict.NEW, article_id=0, reasons=_why_new(keys, known, shared_keys))


def _identifies(key: str, entry: Entry, keys: tuple[str, ...]) -> bool:
    """Whether a key can tell articles apart at all."""
    kind, _, name = key.partition(":")
    if kind == "link":
        return not is_home(name)
    if kind == "id":
        return not ("://" in name and is_home(name.partition("://")[2].rstrip("/")))
    nameless = not any(_identifies(other, entry, keys) for other in keys[:-1])
    return nameless or len(entry.title) + len(entry.summary) >= TELLING_TEXT


def _best(key: str, keys: tuple[str, ...], known: Sequence[Known]) -> Known | None:
    """The article meant by ``key``: of several the one that shares most keys; none where a link names several alike."""
    holders = [article for article in known if key in article.keys]
    if not holders:
        return None
    shared = {article.article_id: sum(other in article.keys for other in keys) for article in holders}
    most = max(shared.values())
    best = [article for article in holders if shared[article.article_id] == most]
    if len(best) > 1 and most == 1 and key.startswith("link:"):
        return None
    return max(best, key=lambda article: article.article_id)


def _compare(entry: Entry, keys: tuple[str, ...], found: Known, key: str) -> ArticleDecision:
    reasons = ["same " + key.partition(":")[0]]
    for kind in ("id", "link"):
        mine = {k for k in keys if k.startswith(kind + ":")}
        if mine and not mine & set(found.keys):
            reasons.append(kind + " changed")
    if content_hash(entry) == found.content_hash or keys[-1] in found.keys:
        return ArticleDecision(
            verdict=Verdict.KNOWN, article_id=found.article_id, reasons=(*reasons, "nothing new in it")
        )
    retitled = " ".join(entry.title.split()) != " ".join(found.title.split())
    reasons.append("title changed" if retitled else "summary changed")
    return ArticleDecision(verdict=Verdict.CHANGED, article_id=found.article_id, reasons=tuple(reasons))


def _why_new(keys: tuple[str, ...], known: Sequence[Known], shared_keys: Collection[str]) -> tuple[str, ...]:
    reasons = []
    ignored = [key.partition(":")[0] for key in keys if key in shared_keys]
    if ignored:
        reasons.append(f"the feed repeats the {' and the '.join(ignored)} on other entries")
    reasons.append("no known article has what identifies it" if known or ignored else "never seen in this feed")
    return tuple(reasons)
