"""``topics``: what can be subscribed to, and what this channel has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Button, Card, Field, Text
from bot.domain.verbs import Verb
from handlers.context import Context
from handlers.listing import counted
from handlers.precision import precisions


async def topics(context: Context, values: Mapping[str, Any]) -> Card:  # noqa: ARG001
    """List the workspace's topics with their descriptions."""
    async with context.storage.read() as tx:
        known = await tx.watch.topics(context.workspace)
        standing = await precisions(tx, context.workspace, [topic.id for topic in known])
        theirs = {s.topic_id for s in await tx.watch.subscriptions(context.workspace, context.asker.channel)}
    if not known:
        return write_card(
            "There is no topic yet",
            body=(
                Text("Make one with /watch create NAME QUERY, such as /watch create quakes earthquake* AND magnitude"),
            ),
        )
    fields = [
        Field(
            label=topic.name,
            value=(Text(topic.description or topic.query),),
            note=_note(standing.get(topic.id), subscribed=topic.id in theirs),
        )
        for topic in known
    ]
    free = [topic for topic in known if topic.id not in theirs]
    buttons = [Button(label=f"Subscribe {topic.name}", command=f"subscribe {topic.name}") for topic in free[:3]]
    return write_card(counted(len(known), "topic"), fields=fields, buttons=buttons)


def _note(precision: str | None, *, subscribed: bool) -> tuple[Text, ...]:
    words = " · ".join(filter(None, ("subscribed here" if subscribed else "", precision)))
    return (Text(words),) if words else ()


VERB = Verb(path="topics", help="What you can subscribe to", run=topics, example="/topics")
