"""``watch delete``: remove a topic and its subscriptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Break, Card, Code, Text
from bot.domain.verbs import Audience, Option, OptionKind, Permission, Verb
from handlers.context import Context, find_topic


async def watch_delete(context: Context, values: Mapping[str, Any]) -> Card:
    """Remove it, and show the query so that it can be made again."""
    async with context.storage.write() as tx:
        topic = await find_topic(tx, context.workspace, values["topic"])
        lost = [s for s in await tx.watch.subscriptions(context.workspace) if s.topic_id == topic.id]
        await tx.watch.remove_topic(context.workspace, topic.name)
    channels = ", ".join(sorted(context.label(s.channel) for s in lost)) or "No channel"
    return write_card(
        f"Topic {topic.name} is deleted",
        body=(
            Text(f"{channels} had it. Alerts already told stay. To have it back:"),
            Break(),
            Code(f"/watch create {topic.name} {' '.join(topic.query.split())}"),
        ),
    )


VERB = Verb(
    path="watch delete",
    help="Remove a topic and its subscriptions",
    run=watch_delete,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(Option(name="topic", kind=OptionKind.TOPIC, help="the topic's name", required=True),),
    example="/watch delete gulf-shipping",
)
