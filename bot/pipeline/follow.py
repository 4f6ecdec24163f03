"""A workspace begins to follow a feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.news import Feed
from bot.pipeline.ports import Transaction


async def follow(tx: Transaction, workspace: str, feed: Feed, *, now: datetime, by: str) -> tuple[Feed, bool]:
    """Store the feed if its address is not known, and follow it; False if the workspace did already.

    A feed that nobody follows is not asked, so what it has shown since it was left is not news: its next poll is a first
    one again, which remembers everything and alerts nobody.
    """
    stored = await tx.feeds.add(feed)
    if not await tx.feeds.followers(stored.id):
        stored = replace(stored, seeded=False, next_poll_at=now)
        await tx.feeds.save(stored)
    return stored, await tx.feeds.follow(workspace, stored.id, at=now, by=by)
