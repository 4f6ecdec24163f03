"""What is stored of topics and subscriptions as the text of options, put into the forms that change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.card import Mention
from bot.domain.watch import Channel, Subscription
from bot.pipeline.asking import Given
from bot.pipeline.ports import Storage


def values_of(subscription: Subscription) -> dict[str, str]:
    """A subscription's options, each as it is typed; "" for none."""
    return {
        "when": subscription.when,
        "time_zone": subscription.time_zone,
        "quiet": subscription.quiet,
        "urgent": subscription.urgent,
        "updates": subscription.updates.value,
        "min_outlets": str(subscription.min_outlets),
        "early": subscription.early.value,
        "mention": " ".join(_named(mention) for mention in subscription.mention),
        "mention_when": subscription.mention_when,
        "cap": str(subscription.cap),
    }


async def filled(storage: Storage, given: Given, channel: Channel) -> Given:
    """What was given, with what is stored of the thing that it is to change."""
    async with storage.read() as tx:
        topic = await tx.watch.topic(channel.workspace, given.values.get("topic", ""))
        theirs = await tx.watch.subscriptions(channel.workspace, channel) if topic else ()
    if topic is None:
        return given
    stored: Mapping[str, str] = {}
    if given.verb.path == "watch edit":
        stored = {"query": topic.query, "description": topic.description}
    elif given.verb.path == "subscribe":
        present = next((each for each in theirs if each.topic_id == topic.id), None)
        stored = {"channel": f"<#{channel.id}>"} | (values_of(present) if present else {})
    return replace(given, values={**stored, **given.values})


def _named(mention: Mention) -> str:
    if mention.whom == "user":
        return f"<@{mention.id}>"
    return f"<!subteam^{mention.id}>" if mention.whom == "role" else f"@{mention.label.removeprefix('@')}"
