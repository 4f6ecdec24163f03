"""A card's chart as an attached file, with its words for those who do not see it."""

from __future__ import annotations

import io

import discord

from bot.alerts.readable import one_line
from bot.domain.card import Card
from bot.domain.chart import Chart

FILE_NAME = "figures.png"
ATTACHED = f"attachment://{FILE_NAME}"

LONGEST_DESCRIPTION = 1024
"""Characters that Discord takes for the description of a file or a picture."""


def words_of(chart: Chart) -> str:
    """What a chart shows, in one line that Discord takes."""
    words = one_line(chart.alt)
    return words if len(words) <= LONGEST_DESCRIPTION else words[: LONGEST_DESCRIPTION - 1].rstrip() + "…"


def chart_file(card: Card, picture: bytes) -> discord.File:
    """The file that a card rendered as charted speaks of; to be sent once."""
    words = words_of(card.chart) if card.chart else None
    return discord.File(io.BytesIO(picture), filename=FILE_NAME, description=words)
