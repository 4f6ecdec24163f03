"""``snooze``: put a topic off in this channel for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.alerts import write_card
from bot.domain.alert import Hold
from bot.domain.card import Button, Card, Text, Time
from bot.domain.errors import NotFound
from bot.domain.verbs import Audience, Option, OptionKind, Permission, Verb
from handlers.context import Context, find_topic
from handlers.holding import move_held
from handlers.listing import counted


async def snooze(context: Context, values: Mapping[str, Any]) -> Card:
    """Hold the topic's alerts until the time is over; a length of nothing ends it now."""
    until = context.now + values["how_long"] if values["how_long"] else None
    channel = context.asker.channel
    async with context.storage.write() as tx:
        topic = await find_topic(tx, context.workspace, values["topic"])
        theirs = await tx.watch.subscriptions(context.workspace, channel)
        wanted = next((each for each in theirs if each.topic_id == topic.id), None)
        changed = replace(wanted, snoozed_until=until) if wanted else None
        if changed is None or not await tx.watch.save_subscription(changed):
            raise NotFound(
                f"{context.label(channel)} is not subscribed to {topic.name}; /subscriptions shows what it has."
            )
        waiting = await move_held(tx, changed, Hold.SNOOZE, until or context.now)
    if until is None:
        come = f"{counted(waiting, 'alert')} that waited come{'s' if waiting == 1 else ''} now."
        come = come if waiting else "Nothing waited for it."
        return write_card(f"{topic.name} is awake in {context.label(channel)}", body=(Text(come),))
    return write_card(
        f"{topic.name} is snoozed in {context.label(channel)}",
        body=(Text("Its alerts wait until "), Time(until, changed.time_zone), Text(" and are told then.")),
        buttons=(Button(label="Wake it now", command=f"snooze {topic.name} off"),),
    )


VERB = Verb(
    path="snooze",
    help="Put a topic off in this channel for a while",
    run=snooze,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(
        Option(name="topic", kind=OptionKind.TOPIC, help="the topic's name", required=True),
        Option(
            name="how_long",
            kind=OptionKind.DURATION,
            help="30m, 2h, 3 days; an hour by default; off to end it",
            default=timedelta(hours=1),
        ),
    ),
    example="/snooze earthquakes 2h",
)
