"""What a file declares to be watched -> rows, beside whatever users have made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import BadInput, BadQuery
from bot.domain.news import Feed
from bot.domain.watch import TOPIC_NAME, Channel, Subscription, Topic
from bot.pipeline.follow import follow
from bot.pipeline.ports import Storage, Transaction
from bot.rules import parse, point_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """What to watch. ``subscriptions`` are (topic name or ``*``, channel, time zone)."""

    topics: tuple[Topic, ...]
    feeds: tuple[Feed, ...]
    subscriptions: tuple[tuple[str, Channel, str], ...]


def check_seed(seed: Seed) -> None:
    """Raise ``BadInput`` that names the topic or subscription that is wrong."""
    names = {topic.name for topic in seed.topics}
    for topic in seed.topics:
        if not TOPIC_NAME.fullmatch(topic.name):
            raise BadInput(f"The topic name “{topic.name}” is wrong; use letters a to z, digits and hyphens.")
        try:
            parse(topic.query)
        except BadQuery as error:
            drawing = point_at(error, topic.query)
            raise BadInput(f"The query of topic {topic.name} is wrong: {error}\n{drawing}") from error
    for name, channel, _ in seed.subscriptions:
        if name != "*" and name not in names:
            raise BadInput(f"The subscription of {channel} names the topic “{name}”, and no such topic is declared.")


async def is_empty(storage: Storage, workspace: str) -> bool:
    """Whether nothing was ever set up here."""
    async with storage.read() as tx:
        return not await tx.feeds.followed(workspace) and not await tx.watch.topics(workspace)


async def plant(storage: Storage, workspace: str, seed: Seed, now: datetime) -> None:
    """Add what is missing and bring declared queries up to date. Nothing is removed; doing so again changes nothing."""
    check_seed(seed)
    async with storage.write() as tx:
        for feed in seed.feeds:
            await follow(tx, workspace, feed, now=now, by="")
        for topic in seed.topics:
            await _plant_topic(tx, topic)
        topics = {topic.name: topic for topic in await tx.watch.topics(workspace)}
        declared = [topics[topic.name] for topic in seed.topics]
        for name, channel, zone in seed.subscriptions:
            for topic in declared if name == "*" else [topics[name]]:
                await tx.watch.subscribe(
                    Subscription(topic_id=topic.id, channel=channel, time_zone=zone, created_at=now)
                )


async def _plant_topic(tx: Transaction, topic: Topic) -> None:
    if await tx.watch.add_topic(topic) is not None:
        return
    stored = await tx.watch.topic(topic.workspace, topic.name)
    if stored and (stored.query, stored.description) != (topic.query, topic.description):
        await tx.watch.save_topic(replace(stored, query=topic.query, description=topic.description))
