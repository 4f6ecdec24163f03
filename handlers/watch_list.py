"""``watch list``: the topics with their queries, and how well they do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Card, Code, Field, Text
from bot.domain.verbs import Verb
from bot.domain.watch import Topic
from handlers.context import Context
from handlers.listing import counted
from handlers.precision import precisions


async def watch_list(context: Context, values: Mapping[str, Any]) -> Card:  # noqa: ARG001
    """List every topic's query, who made it, and what readers think of its alerts."""
    async with context.storage.read() as tx:
        known = await tx.watch.topics(context.workspace)
        standing = await precisions(tx, context.workspace, [topic.id for topic in known])
    if not known:
        return write_card("There is no topic yet", body=(Text("Make one with /watch create NAME QUERY"),))
    return write_card(
        counted(len(known), "watch rule"),
        fields=[
            Field(
                label=topic.name,
                value=(Code(" ".join(topic.query.split())),),
                note=_note(topic, standing.get(topic.id)),
            )
            for topic in known
        ],
    )


def _note(topic: Topic, precision: str | None) -> tuple[Text, ...]:
    words = " · ".join(filter(None, (f"by {topic.created_by}" if topic.created_by else "", precision)))
    return (Text(words),) if words else ()


VERB = Verb(
    path="watch list", help="Topics with their queries and how well they do", run=watch_list, example="/watch list"
)
