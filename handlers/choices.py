"""What an option's completion offers."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping, Sequence

from bot.domain.chat import Asker
from bot.domain.verbs import Option, OptionKind
from bot.pipeline.ports import Storage

RECENT_STORIES = 10

_USUAL: Mapping[OptionKind, Sequence[str]] = {
    OptionKind.SCHEDULE: (
        "instant", "every 30m", "hourly", "every 4h", "daily 08:00", "daily 08:00 18:00", "weekdays 07:30",
        "weekdays 07:30 18:00", "weekends 10:00", "mon,thu 09:00",
    ),
    OptionKind.QUIET: ("22:00-07:00", "23:00-06:00", "weekends", '"22:00-07:00, weekends"', "sat,sun 00:00-12:00", "off"),
    OptionKind.DURATION: ("30m", "1h", "2h", "8h", "1d", "3d", "1w"),
}  # fmt: skip
"""What is usual where much may be typed."""


async def choices(storage: Storage, option: Option, asker: Asker) -> Sequence[str]:
    """The values that an option may have here; empty where anything may be typed."""
    workspace = asker.channel.workspace
    if option.kind is OptionKind.CHOICE:
        return option.choices
    if option.kind in _USUAL:
        return _USUAL[option.kind]
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
