"""What an option's completion offers."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence

from bot.domain.chat import Asker
from bot.domain.verbs import Option, OptionKind
from bot.pipeline.ports import Storage

RECENT_STORIES = 10


async def choices(storage: Storage, option: Option, asker: Asker) -> Sequence[str]:
    """The values that an option may have here; empty where anything may be typed."""
    workspace = asker.channel.workspace
    if option.kind is OptionKind.TIME_ZONE:
        return sorted(zoneinfo.available_timezones())
    async with storage.read() as tx:
        if option.kind is OptionKind.TOPIC:
            return [topic.name for topic in await tx.watch.topics(workspace)]
        if option.kind is OptionKind.FEED:
            return [_quoted(feed.outlet) for feed in await tx.feeds.followed(workspace)]
        if option.kind is OptionKind.STORY:
            told = await tx.alerts.latest(workspace, topic_id=None, channel=asker.channel, limit=RECENT_STORIES)
            topics = [topic.name for topic in await tx.watch.topics(workspace)]
            return [*(f"s{alert.story_id}" for alert in told), *topics]
        if option.kind is OptionKind.CHANNEL:
            theirs = {s.channel for s in await tx.watch.subscriptions(workspace)}
            return ["here", *sorted(f"#{c.id}" for c in theirs if c.platform == asker.channel.platform)]
    return []


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
