"""Buttons that need no memory: each carries its command, signed."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.alerts.readable import one_line
from bot.domain.card import Card
from bot.pipeline.asking.signer import Signer

MOST = 25
"""Discord draws at most five rows of five."""

LONGEST_ID = 100
"""Characters that Discord gives a custom id."""

_LONGEST_LABEL = 80


def button_signer(secret: str) -> Signer:
    """Signs what Discord's buttons and forms hold."""
    return Signer(secret, platform="discord", longest=LONGEST_ID)


def buttons_of(card: Card, signer: Signer) -> tuple[ui.Button[Any], ...]:
    """A card's buttons in order, but those that no custom id can hold and those that do the same as one before."""
    made: dict[str, ui.Button[Any]] = {}
    for button in card.buttons:
        custom_id = signer.sign(button.command)
        label = one_line(button.label)[:_LONGEST_LABEL]
        if custom_id and label and custom_id not in made and len(made) < MOST:
            made[custom_id] = ui.Button(label=label, custom_id=custom_id, style=discord.ButtonStyle.secondary)
    return tuple(made.values())
