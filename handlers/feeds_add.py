"""``feeds add``: follow a feed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.alerts import write_card
from bot.domain.card import Card, Code, Text
from bot.domain.news import Feed
from bot.domain.verbs import Audience, Option, OptionKind, Permission, Verb
from bot.pipeline.discover import FoundFeed, find_feed_at
from bot.pipeline.follow import follow
from handlers.context import Context
from handlers.listing import counted

FIRST_INTERVAL = timedelta(minutes=5)
"""The wait that a feed begins with; its own pace is learnt from its entries, within the operator's limits."""

OUTLET_LENGTH = 80


async def feeds_add(context: Context, values: Mapping[str, Any]) -> Card:
    """Find the feed at the address, store it, and follow it."""
    found = await find_feed_at(values["url"], context.fetcher, context.parser)
    outlet = (values["outlet"] or _outlet(found))[:OUTLET_LENGTH]
    async with context.storage.write() as tx:
        unsaved = Feed(
            url=found.url,
            outlet=outlet,
            language=found.document.language,
            interval=FIRST_INTERVAL,
            next_poll_at=context.now,
        )
        feed, new = await follow(tx, context.workspace, unsaved, now=context.now, by=context.asker.user)
    if not new:
        return write_card(f"{feed.outlet} is followed already", body=(Code(feed.url),))
    there = counted(len(found.document.entries), "entry")
    return write_card(
        f"{feed.outlet} is followed",
        url=feed.url,
        body=(Text(f"What it has now ({there}) is remembered, and alerts begin with what comes next."),),
    )


def _outlet(found: FoundFeed) -> str:
    return found.document.title or urlsplit(found.url).hostname or found.url


VERB = Verb(
    path="feeds add",
    help="Follow a feed, or the feed of a site",
    run=feeds_add,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(
        Option(name="url", kind=OptionKind.URL, help="the address of a feed or of a site", required=True),
        Option(name="outlet", kind=OptionKind.TEXT, help="the name to show, the feed's own by default", greedy=True),
    ),
    example="/feeds add https://example.org/world.xml Example World",
)
