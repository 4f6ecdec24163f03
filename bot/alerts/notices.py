"""Cards that speak of Dateline's own work in a channel: alerts that wait, floods, feeds in trouble, a return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.alerts.plain import write_card
from bot.domain.alert import Notice
from bot.domain.card import Break as Line
from bot.domain.card import Button, Card, Span, Strong, Text, Time
from bot.domain.news import Feed

NAMED_FEEDS: Final = 8
"""How many feeds a notice names; the others are counted."""


def compose_cap_notice(notice: Notice, cap: int) -> Card:
    """The one line on alerts that wait because the channel had its ``cap`` of this hour; on none when it is closed."""
    if notice.closed_at is not None:
        return _closed("Nothing is held back any more")
    return write_card(
        f"{notice.count} more held this hour",
        body=(Text(f"This channel takes at most {_counted(cap, 'alert')} an hour."),),
        buttons=(Button(label="Show", command=f"held show n{notice.id}"),),
        tone="notice",
    )


def compose_flood_notice(notice: Notice, sentence: str) -> Card:
    """What floods the channel (a breaker's sentence), how much is held, and the choice to release or discard it."""
    if notice.closed_at is not None:
        return _closed("The flood is over; nothing of it is held any more")
    return write_card(
        f"Flood held: {sentence}",
        body=(
            Text(f"{_counted(notice.count, 'alert')} held here. Release posts them as a digest; Discard drops them."),
        ),
        buttons=(
            Button(label="Release", command=f"held release n{notice.id}"),
            Button(label="Discard", command=f"held discard n{notice.id}"),
        ),
        tone="notice",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One feed that failed, in its workspace's words. ``recovered_at`` is None while it fails still."""

    feed: Feed
    since: datetime
    recovered_at: datetime | None = None


def compose_trouble_notice(troubles: Sequence[Trouble], time_zone: str) -> Card:
    """Which feeds fail, since when and why, and which came back; those that fail still come first."""
    failing = [trouble for trouble in troubles if trouble.recovered_at is None]
    ordered = [*failing, *(trouble for trouble in troubles if trouble.recovered_at is not None)]
    body: list[Span] = []
    for trouble in ordered[:NAMED_FEEDS]:
        body += [*_trouble_line(trouble, time_zone), Line()]
    more = len(ordered) - NAMED_FEEDS
    body += [Text(f"and {more} more")] if more > 0 else []
    if body and isinstance(body[-1], Line):
        body.pop()
    title = (
        f"{_counted(len(failing), 'feed')} in trouble" if failing else f"{_counted(len(ordered), 'feed')} well again"
    )
    return write_card(title, body=body, buttons=(Button(label="Feeds", command="feeds list"),), tone="notice")


def _trouble_line(trouble: Trouble, time_zone: str) -> tuple[Span, ...]:
    name, since = Strong(trouble.feed.outlet), Time(trouble.since, time_zone)
    if trouble.recovered_at is not None:
        return name, Text(" is well again since "), Time(trouble.recovered_at, time_zone)
    why = f": {trouble.feed.trouble}" if trouble.feed.trouble else ""
    return name, Text(" has failed since "), since, Text(why)


def compose_back_notice(reason: str, since: datetime, waiting: int, time_zone: str) -> Card:
    """That the channel can be written to again: since when and why it could not (a sentence), and how many alerts waited."""
    told = f" {_counted(waiting, 'alert')} waited and {'follows' if waiting == 1 else 'follow'}." if waiting else ""
    return write_card(
        "Dateline is back in this channel",
        body=(Text("Paused since "), Time(since, time_zone), Text(f": {reason.rstrip('.')}.{told}")),
        tone="notice",
    )


def _closed(title: str) -> Card:
    return write_card(title, tone="notice")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
