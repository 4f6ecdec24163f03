"""A message of ours -> the story that it tells of."""

from __future__ import annotations

import re

from bot.domain.card import Card
from bot.domain.watch import Channel
from bot.pipeline.ports import Storage

_STORY = re.compile(r"\b(s\d{1,15})\b")


async def story_of(storage: Storage, channel: Channel, message_id: str) -> str | None:
    """The name (``s12``) of the one story that a message's buttons speak of; None for a digest of several and for others.

    It is read from what was sent, so that it is known for as long as the delivery is, whatever became of the alert.
    """
    async with storage.read() as tx:
        lane = await tx.outbox.lane_of(channel, message_id)
        sent = await tx.outbox.of_lane(lane) if lane else ()
    named = {name for delivery in sent for name in _named(delivery.card)}
    return named.pop() if len(named) == 1 else None


def _named(card: Card) -> set[str]:
    return {name for button in card.buttons for name in _STORY.findall(button.command)}
