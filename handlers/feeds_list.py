"""``feeds list``: what is followed, and how each feed is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Card, Field, Link, Span, Text, Time
from bot.domain.news import Feed
from bot.domain.verbs import Verb
from handlers.context import Context
from handlers.listing import counted


async def feeds_list(context: Context, values: Mapping[str, Any]) -> Card:  # noqa: ARG001
    """List the workspace's feeds, those in trouble first."""
    async with context.storage.read() as tx:
        feeds = await tx.feeds.followed(context.workspace)
    if not feeds:
        return write_card("No feed is followed yet", body=(Text("Begin with /feeds add https://…"),))
    ordered = sorted(feeds, key=lambda feed: (feed.trouble is None, feed.outlet.casefold(), feed.url))
    ill = sum(feed.trouble is not None for feed in feeds)
    title = counted(len(feeds), "feed") + (f", {ill} in trouble" if ill else ", all well")
    return write_card(
        title,
        fields=[
            Field(
                label=f"f{feed.id}  {feed.outlet}",
                value=(Link(feed.url, feed.url),),
                note=tuple(_state(feed, context.asker.time_zone)),
            )
            for feed in ordered
        ],
    )


def _state(feed: Feed, zone: str) -> Iterable[Span]:
    if feed.last_polled_at is None:
        yield Text("not asked yet")
        return
    if feed.trouble:
        yield Text(f"in trouble: {feed.trouble} Since ")
        yield Time(feed.trouble_since or feed.last_polled_at, zone)
    else:
        yield Text("well · last asked ")
        yield Time(feed.last_polled_at, zone)
    yield Text(" · next ")
    yield Time(feed.next_poll_at, zone)


VERB = Verb(path="feeds list", help="What is followed, and how each feed is", run=feeds_list, example="/feeds list")
