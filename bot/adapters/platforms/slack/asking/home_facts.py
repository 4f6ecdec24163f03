"""What the Home tab tells of: a workspace's topics, who has them, and how its feeds are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.platforms.slack.asking.origin import NAME
from bot.domain.news import Feed
from bot.domain.watch import Channel, Pause, Subscription, Topic
from bot.pipeline.ports import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Subscriptions are by channel, each channel's by topic; only channels of Slack, and of direct messages the viewer's."""

    now: datetime
    manages: bool
    topics: Sequence[Topic]
    subscriptions: Mapping[Channel, Sequence[Subscription]]
    pauses: Mapping[Channel, Pause]
    feeds: Sequence[Feed]

    def name(self, subscription: Subscription) -> str:
        """A subscription's topic."""
        return next(topic.name for topic in self.topics if topic.id == subscription.topic_id)


async def read_facts(storage: Storage, own: Channel, *, manages: bool, now: datetime) -> Facts:
    """Read them for one who looks; ``own`` is their conversation with the bot. May raise ``StorageBusy``."""
    async with storage.read() as tx:
        topics = await tx.watch.topics(own.workspace)
        known = await tx.watch.subscriptions(own.workspace)
        feeds = await tx.feeds.followed(own.workspace)
        order = {topic.id: number for number, topic in enumerate(topics)}
        shown = [each for each in known if each.topic_id in order and _shown(each.channel, own)]
        pauses = await tx.watch.paused(sorted({each.channel for each in shown}))
    by_channel: dict[Channel, list[Subscription]] = {}
    for each in sorted(shown, key=lambda each: (each.channel, order[each.topic_id])):
        by_channel.setdefault(each.channel, []).append(each)
    return Facts(now=now, manages=manages, topics=topics, subscriptions=by_channel, pauses=pauses, feeds=feeds)


def _shown(channel: Channel, own: Channel) -> bool:
    """Whether a channel is one of Slack's, and no conversation of somebody else's."""
    return channel.platform == NAME and (channel == own or not channel.id.startswith("D"))
