"""``subscriptions``: who has what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Card, Field, Text
from bot.domain.verbs import Verb
from handlers.context import Context
from handlers.listing import counted


async def subscriptions(context: Context, values: Mapping[str, Any]) -> Card:  # noqa: ARG001
    """List every channel of the workspace with its topics, this channel first."""
    async with context.storage.read() as tx:
        names = {topic.id: topic.name for topic in await tx.watch.topics(context.workspace)}
        known = await tx.watch.subscriptions(context.workspace)
    if not known:
        return write_card("No channel is subscribed to anything", body=(Text("Begin with /subscribe TOPIC"),))
    here = context.asker.channel
    channels = sorted({s.channel for s in known}, key=lambda channel: (channel != here, channel))
    fields = []
    for channel in channels:
        theirs = [s for s in known if s.channel == channel]
        zones = ", ".join(sorted({s.time_zone for s in theirs}))
        listed = ", ".join(sorted(names[s.topic_id] for s in theirs))
        fields.append(Field(label=str(channel), value=(Text(listed),), note=(Text(f"times in {zones}"),)))
    return write_card(f"{counted(len(known), 'subscription')} in {counted(len(channels), 'channel')}", fields=fields)


VERB = Verb(path="subscriptions", help="Which channel has which topics", run=subscriptions, example="/subscriptions")
