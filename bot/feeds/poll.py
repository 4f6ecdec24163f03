"""When to ask a feed again, and what its last answer makes of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.domain.errors import DatelineError, FeedUnreachable
from bot.domain.news import Entry, Feed, FeedDocument

LONGEST_RETRY_AFTER = timedelta(days=1)
"""No server can make us forget its feed for longer than this."""

GONE_PAUSE = timedelta(days=1)
"""How often an address that answered 410 Gone is asked whether it came back."""

POLLS_PER_GAP = 4
"""Polls in the usual time between two entries: an alert is then on average an eighth of that gap late."""

QUIET_SHARE = 10
"""While a feed is silent the wait grows to a tenth of the silence."""

UNCHANGED_GROWTH = 1.25
"""How much longer to wait after each answer that says nothing has changed."""

JITTER = 0.1
"""Waits differ by up to this share from feed to feed, so that feeds added together are not asked together for ever."""

RECENT_ENTRIES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchAnswer:
    """What a feed's server answered.

    ``url`` is the address that answered in the end; ``moved_to`` the one that permanent redirects alone lead to, None
    where there was none. ``body`` is empty for 304 Not Modified. Validators are as the server wrote them.
    """

    status: int
    url: str
    moved_to: str | None = None
    body: bytes = b""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_after: timedelta | None = None
    max_age: timedelta | None = None

    @property
    def not_modified(self) -> bool:
        """Whether the server says that nothing has changed since the validators it was shown."""
        return self.status == 304


@dataclass(frozen=True, slots=True, kw_only=True)
class PollLimits:
    """The operator's limits for the wait between polls.

    ``patience`` is how many failures in a row are worth telling the feed's users.
    """

    fastest: timedelta = timedelta(minutes=1)
    slowest: timedelta = timedelta(hours=1)
    patience: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PollDecision:
    """What a poll makes of its feed.

    ``interval`` is the wait in force while the feed is well; ``next_poll_at`` also counts failures and Retry-After.
    ``moved_to`` is the address to use from now on, ``gone`` that the server says there is no feed any more.
    ``trouble_began`` and ``recovered`` are True in the one poll that is worth telling users about.
    """

    interval: timedelta
    next_poll_at: datetime
    etag: str | None
    last_modified: str | None
    failures: int
    trouble: str | None
    trouble_since: datetime | None
    trouble_began: bool
    recovered: bool
    moved_to: str | None
    gone: bool
    reasons: tuple[str, ...]


def decide_poll(
    feed: Feed,
    answer: FetchAnswer | DatelineError,
    now: datetime,
    limits: PollLimits,
    document: FeedDocument | None = None,
) -> PollDecision:
    """Decide from ``answer`` (an error where there was none, or where its body was no feed) when to poll next.

    ``document`` is what a new body said; with it the wait follows how often entries come. Servers' hints (max-age, ttl)
    lengthen a wait to at most its double, within the limits; Retry-After is always kept, up to ``LONGEST_RETRY_AFTER``.
    """
    if isinstance(answer, FetchAnswer) and answer.status in {200, 203, 226, 304}:
        return _well(feed, answer, now, limits, document)
    return _failed(feed, answer, now, limits)


def _well(
    feed: Feed, answer: FetchAnswer, now: datetime, limits: PollLimits, document: FeedDocument | None
) -> PollDecision:
    interval, reason = _pace(feed, answer, now, document)
    reasons = [reason]
    hint = answer.max_age or (document.ttl if document else None)
    if hint is not None and hint > interval:
        interval = min(hint, interval * 2)
        reasons.append("the server asks for a longer wait")
    interval = _within(interval, limits)
    wait = _within(interval * _jitter(feed.url), limits)
    wait, asked = _at_least_asked(wait, answer.retry_after)
    moved = _moved(feed, answer)
    if moved:
        reasons.append("the feed has moved for good")
    return PollDecision(
        interval=interval,
        next_poll_at=now + wait,
        etag=answer.etag or (feed.etag if answer.not_modified else None),
        last_modified=answer.last_modified or (feed.last_modified if answer.not_modified else None),
        failures=0,
        trouble=None,
        trouble_since=None,
        trouble_began=False,
        recovered=feed.failures >= limits.patience,
        moved_to=moved,
        gone=False,
        reasons=(*reasons, *asked),
    )


def _failed(feed: Feed, answer: FetchAnswer | DatelineError, now: datetime, limits: PollLimits) -> PollDecision:
    failures = feed.failures + 1
    gone = _status(answer) == 410
    wait = _within(feed.interval, limits) * 2 ** min(failures, 16)
    wait = max(limits.slowest, GONE_PAUSE) if gone else _within(_within(wait, limits) * _jitter(feed.url), limits)
    wait, asked = _at_least_asked(wait, _retry_after(answer))
    return PollDecision(
        interval=_within(feed.interval, limits),
        next_poll_at=now + wait,
        etag=feed.etag,
        last_modified=feed.last_modified,
        failures=failures,
        trouble=_sentence(feed, answer),
        trouble_since=feed.trouble_since or now,
        trouble_began=failures == limits.patience,
        recovered=False,
        moved_to=None,
        gone=gone,
        reasons=(f"failed {failures} time{'s' if failures > 1 else ''} in a row", *asked),
    )


def _pace(feed: Feed, answer: FetchAnswer, now: datetime, document: FeedDocument | None) -> tuple[timedelta, str]:
    """The wait that the feed's own rhythm asks for, before any limit."""
    if answer.not_modified:
        return feed.interval * UNCHANGED_GROWTH, "nothing has changed"
    times = _times(document.entries if document else (), now)
    if len(times) < 2:
        return feed.interval, "the feed does not say when its entries came"
    gap = (times[0] - times[-1]) / (len(times) - 1)
    silence = now - times[0]
    if silence / QUIET_SHARE > gap / POLLS_PER_GAP:
        return silence / QUIET_SHARE, "the feed has been quiet"
    return gap / POLLS_PER_GAP, "by how often entries come"


def _times(entries: tuple[Entry, ...], now: datetime) -> list[datetime]:
    """When the newest entries came, newest first; claims about the future say nothing."""
    stated = (entry.published or entry.updated for entry in entries)
    return sorted((at for at in stated if at is not None and at <= now), reverse=True)[:RECENT_ENTRIES]


def _within(wait: timedelta, limits: PollLimits) -> timedelta:
    return max(limits.fastest, min(wait, limits.slowest))


def _jitter(url: str) -> float:
    """A factor in 1 ± JITTER that is always the same for one feed."""
    fraction = int.from_bytes(hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()[:4]) / 0xFFFFFFFF
    return 1 + JITTER * (2 * fraction - 1)


def _retry_after(answer: FetchAnswer | DatelineError) -> timedelta | None:
    if isinstance(answer, FetchAnswer):
        return answer.retry_after
    seconds = answer.retry_after if isinstance(answer, FeedUnreachable) else None
    return None if seconds is None else timedelta(seconds=min(seconds, LONGEST_RETRY_AFTER.total_seconds()))


def _at_least_asked(wait: timedelta, asked: timedelta | None) -> tuple[timedelta, tuple[str, ...]]:
    if asked is None or asked <= wait:
        return wait, ()
    return max(wait, min(asked, LONGEST_RETRY_AFTER)), ("the server said when to come back",)


def _status(answer: FetchAnswer | DatelineError) -> int | None:
    if isinstance(answer, FetchAnswer):
        return answer.status
    return answer.status if isinstance(answer, FeedUnreachable) else None


def _sentence(feed: Feed, answer: FetchAnswer | DatelineError) -> str:
    if isinstance(answer, DatelineError):
        return str(answer)
    host = urlsplit(feed.url).hostname or feed.url
    return f"{host} answered with status {answer.status} and no feed."


def _moved(feed: Feed, answer: FetchAnswer) -> str | None:
    """The new address, unless it is the old one or would give up encryption."""
    to = answer.moved_to
    if not to or to == feed.url or (feed.url.startswith("https:") and not to.startswith("https:")):
        return None
    return to
