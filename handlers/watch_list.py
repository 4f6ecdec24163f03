"""``watch list``: the topics with their queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Card, Code, Field, Text
from bot.domain.verbs import Verb
from handlers.context import Context
from handlers.listing import counted


async def watch_list(context: Context, values: Mapping[str, Any]) -> Card:  # noqa: ARG001
    """List every topic's query and who made it."""
    async with context.storage.read() as tx:
        known = await tx.watch.topics(context.workspace)
    if not known:
        return write_card("There is no topic yet", body=(Text("Make one with /watch create NAME QUERY"),))
    return write_card(
        counted(len(known), "watch rule"),
        fields=[
            Field(
                label=topic.name,
                value=(Code(" ".join(topic.query.split())),),
                note=(Text(f"by {topic.created_by}"),) if topic.created_by else (),
            )
            for topic in known
        ],
    )


VERB = Verb(path="watch list", help="Topics with their queries", run=watch_list, example="/watch list")
