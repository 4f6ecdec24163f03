"""``subscriptions``: who has what, how, and which channels are paused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.alerts import told_wishes, write_card
from bot.domain.card import Break, Card, Field, Span, Strong, Text, Time
from bot.domain.verbs import Verb
from bot.domain.watch import Pause, Subscription
from handlers.context import Context
from handlers.listing import counted


async def subscriptions(context: Context, values: Mapping[str, Any]) -> Card:  # noqa: ARG001
    """List every channel of the workspace with its topics and their options, this channel first."""
    async with context.storage.read() as tx:
        names = {topic.id: topic.name for topic in await tx.watch.topics(context.workspace)}
        known = await tx.watch.subscriptions(context.workspace)
        here = context.asker.channel
        channels = sorted({s.channel for s in known}, key=lambda channel: (channel != here, channel))
        pauses = await tx.watch.paused(channels)
    if not known:
        return write_card("No channel is subscribed to anything", body=(Text("Begin with /subscribe TOPIC"),))
    fields = []
    for channel in channels:
        theirs = sorted((s for s in known if s.channel == channel), key=lambda s: names[s.topic_id])
        lines: list[Span] = []
        for subscription in theirs:
            lines += [Break(), *_line(context, subscription, names[subscription.topic_id])]
        note = tuple(_paused(pauses[channel], context.asker.time_zone)) if channel in pauses else ()
        fields.append(Field(label=context.label(channel), value=tuple(lines[1:]), note=note))
    paused = f", {counted(len(pauses), 'channel')} paused" if pauses else ""
    title = f"{counted(len(known), 'subscription')} in {counted(len(channels), 'channel')}{paused}"
    return write_card(title, fields=fields)


def _line(context: Context, subscription: Subscription, topic: str) -> Iterable[Span]:
    yield Text(f"{topic}: ")
    yield from told_wishes(subscription, context.now)


def _paused(pause: Pause, zone: str) -> Iterable[Span]:
    yield Strong("Paused")
    yield Text(" since ")
    yield Time(pause.since, zone)
    yield Text(f": {pause.reason.rstrip('.')}. What comes meanwhile waits.")


VERB = Verb(
    path="subscriptions",
    help="Which channel has which topics, and how",
    run=subscriptions,
    example="/subscriptions",
)
