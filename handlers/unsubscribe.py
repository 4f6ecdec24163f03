"""``unsubscribe``: a channel no longer wants a topic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Button, Card, Text
from bot.domain.errors import NotFound
from bot.domain.verbs import Audience, Option, OptionKind, Permission, Verb
from handlers.context import Context, find_topic


async def unsubscribe(context: Context, values: Mapping[str, Any]) -> Card:
    """Remove the subscription."""
    channel = await context.channel(values["channel"])
    async with context.storage.write() as tx:
        topic = await find_topic(tx, context.workspace, values["topic"])
        if not await tx.watch.unsubscribe(channel, topic.id):
            raise NotFound(
                f"{context.label(channel)} is not subscribed to {topic.name}; /subscriptions shows what it has."
            )
    return write_card(
        f"{context.label(channel)} is no longer subscribed to {topic.name}",
        body=(Text("Alerts already told stay; later articles are not added to them."),),
        buttons=(
            Button(label="Subscribe again", command=f"subscribe {topic.name} {context.written(channel)}".rstrip()),
        ),
    )


VERB = Verb(
    path="unsubscribe",
    help="Stop a topic's alerts in a channel",
    run=unsubscribe,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(
        Option(name="topic", kind=OptionKind.TOPIC, help="the topic's name", required=True),
        Option(name="channel", kind=OptionKind.CHANNEL, help="#channel; here by default"),
    ),
    example="/unsubscribe earthquakes",
)
