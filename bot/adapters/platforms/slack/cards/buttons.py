"""Buttons that need no memory: each carries its command, signed."""

from __future__ import annotations

import re

from bot.adapters.platforms.slack.cards.limits import BUTTONS, LABEL, VALUE, Block, weight
from bot.alerts.fit import clip
from bot.alerts.readable import one_line
from bot.domain.card import Card
from bot.pipeline.asking.signer import Signer

ACTION = re.compile(r"dateline:\d+")
"""The action ids of our buttons; Slack wants another for each of a message's."""

_ROOM = 4000
"""Characters that the values of one message may have together: they travel with everything that is pressed."""


def button_signer(secret: str) -> Signer:
    """Signs what Slack's buttons and forms hold."""
    return Signer(secret, platform="slack", longest=VALUE)


def buttons_of(card: Card, signer: Signer) -> list[Block]:
    """A card's buttons in order, but those that no value can hold and those that do the same as one before."""
    made: dict[str, Block] = {}
    room = _ROOM
    for button in card.buttons:
        value = signer.sign(button.command)
        label = clip(one_line(button.label), LABEL, weight)
        if value and label and value not in made and len(made) < BUTTONS and weight(value) <= room:
            room -= weight(value)
            made[value] = {
                "type": "button",
                "action_id": f"dateline:{len(made)}",
                "text": {"type": "plain_text", "text": label, "emoji": False},
                "value": value,
            }
    return list(made.values())
