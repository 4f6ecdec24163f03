"""``subscribe``: a channel wants a topic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Button, Card, Text
from bot.domain.verbs import Audience, Option, OptionKind, Permission, Verb
from bot.domain.watch import Subscription
from handlers.context import Context, find_topic


async def subscribe(context: Context, values: Mapping[str, Any]) -> Card:
    """Store the subscription; alerts begin with the next article that matches."""
    channel = await context.channel(values["channel"])
    zone = values["time_zone"] or context.asker.time_zone
    async with context.storage.write() as tx:
        topic = await find_topic(tx, context.workspace, values["topic"])
        subscription = Subscription(
            topic_id=topic.id,
            channel=channel,
            time_zone=zone,
            created_at=context.now,
            created_by=context.asker.user,
        )
        stored = await tx.watch.subscribe(subscription)
    if stored is None:
        return write_card(f"{channel} has {topic.name} already", body=(Text("Nothing was changed."),))
    return write_card(
        f"{channel} is subscribed to {topic.name}",
        body=(
            Text(f"{topic.description or topic.query}. Times are shown in {zone}. Alerts begin with the next article."),
        ),
        buttons=(
            Button(label="Latest", command=f"latest {topic.name}"),
            Button(label="Unsubscribe", command=f"unsubscribe {topic.name}"),
        ),
    )


VERB = Verb(
    path="subscribe",
    help="Have a topic's alerts in a channel",
    run=subscribe,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(
        Option(name="topic", kind=OptionKind.TOPIC, help="the topic's name", required=True),
        Option(name="channel", kind=OptionKind.CHANNEL, help="#channel; here by default"),
        Option(name="time_zone", kind=OptionKind.TIME_ZONE, help="such as Asia/Baghdad"),
    ),
    example="/subscribe earthquakes here Asia/Baghdad",
)
