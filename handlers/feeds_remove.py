"""``feeds remove``: no longer follow a feed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Card, Code, Text
from bot.domain.verbs import Audience, Option, OptionKind, Permission, Verb
from handlers.context import Context, find_feed


async def feeds_remove(context: Context, values: Mapping[str, Any]) -> Card:
    """Unfollow; a feed that nobody follows is not asked any more."""
    async with context.storage.write() as tx:
        feed = await find_feed(tx, context.workspace, values["feed"])
        await tx.feeds.unfollow(context.workspace, feed.id)
    return write_card(
        f"{feed.outlet} is no longer followed",
        body=(Text("To have it back: "), Code(f"/feeds add {feed.url} {feed.outlet}")),
    )


VERB = Verb(
    path="feeds remove",
    help="No longer follow a feed",
    run=feeds_remove,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(
        Option(
            name="feed", kind=OptionKind.FEED, help="outlet, address, or number such as f3", required=True, greedy=True
        ),
    ),
    example="/feeds remove f3",
)
