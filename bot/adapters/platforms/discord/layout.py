"""A card as Components V2: a coloured container of texts, a picture and rows of buttons.

Limits: https://docs.discord.com/developers/components/reference - 40 components with all nested ones, 4000 characters over
all text displays, 5 buttons a row, 2048 characters for the address of a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.adapters.platforms.discord.charts import ATTACHED, words_of
from bot.adapters.platforms.discord.markdown import bold, escape, linked, markdown, subtext, web_address
from bot.alerts.readable import one_line
from bot.domain.card import Card, Field, Strong
from bot.domain.chat import CardLimits

MOST_IN_LAYOUT = 4000

LAYOUT_LIMITS = CardLimits(title=300, body=2600, fields=30, label=100, value=400, context=700, total=3700)
"""``total`` leaves room for the markup of an ordinary card."""

COLOURS = {"alert": 0xD83C3E, "answer": 0x3B6FD4, "notice": 0xE0A030, "error": 0xB05A10}

LONGEST_PICTURE_ADDRESS = 2048


def draw_layout(
    card: Card, buttons: Sequence[ui.Button[Any]], mark: int | None, *, charted: bool = False
) -> ui.LayoutView:
    """A card that fits as a layout; ``mark`` is its container's id, ``charted`` tells that its chart is attached."""
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=discord.Colour(COLOURS[card.tone]), id=mark)
    for text in _texts(card):
        container.add_item(ui.TextDisplay(text))
    if picture := web_address(card.image, LONGEST_PICTURE_ADDRESS):
        container.add_item(ui.MediaGallery(discord.MediaGalleryItem(picture)))
    if card.chart and charted:
        container.add_item(ui.MediaGallery(discord.MediaGalleryItem(ATTACHED, description=words_of(card.chart))))
    elif card.chart and (words := subtext(escape(words_of(card.chart)))):
        container.add_item(ui.TextDisplay(words))
    if context := subtext(markdown(card.context)):
        container.add_item(ui.TextDisplay(context))
    for start in range(0, len(buttons), 5):
        container.add_item(ui.ActionRow(*buttons[start : start + 5]))
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


def _texts(card: Card) -> list[str]:
    title = linked(card.title, card.url) or "\u200b"
    heading = f"### {title}"
    body = markdown(card.body).strip("\n ")
    fields = "\n".join(_field(field) for field in card.fields)
    return [text for text in (heading, body, fields) if text.strip()]


def _field(field: Field) -> str:
    """A figure stands out itself; of other facts the label does."""
    value = markdown(field.value).strip()
    figure = any(isinstance(span, Strong) for span in field.value)
    label = markdown_label(field.label) if figure else bold(one_line(field.label))
    line = f"{label}: {value}" if label and value else label or value
    note = subtext(markdown(field.note))
    return f"{line}\n{note}" if note else line


def markdown_label(label: str) -> str:
    """A label as plain words."""
    return linked(label, None)
