"""A card as an embed, for those who like it better or read with old clients.

Limits: https://docs.discord.com/developers/resources/message#embed-object-embed-limits.
"""

from __future__ import annotations

import discord

from bot.adapters.platforms.discord.charts import ATTACHED, words_of
from bot.adapters.platforms.discord.layout import COLOURS, LONGEST_PICTURE_ADDRESS
from bot.adapters.platforms.discord.markdown import escape, markdown, subtext, web_address
from bot.alerts.readable import one_line
from bot.domain.card import Card, Field
from bot.domain.chat import CardLimits

MOST_IN_EMBED = 6000

EMBED_LIMITS = CardLimits(title=250, body=2400, fields=25, label=100, value=450, context=700, total=5400)
"""Half of a field's 1024 characters is left for addresses and markup."""

_NOTHING = "\u200b"
_TITLE, _DESCRIPTION, _NAME, _VALUE = 256, 4096, 256, 1024


def draw_embed(card: Card, *, charted: bool = False) -> discord.Embed:
    """A card that fits as an embed; ``charted`` tells that its chart is attached, and takes the picture's place.

    The context stands under the text, because a footer knows no markdown.
    """
    body = markdown(card.body).strip("\n ")
    chart = subtext(escape(words_of(card.chart))) if card.chart and not charted else ""
    context = subtext(markdown(card.context))
    embed = discord.Embed(
        title=_within(escape(one_line(card.title)), _TITLE) or _NOTHING,
        url=web_address(card.url, 2048),
        description=_within("\n".join(text for text in (body, chart, context) if text), _DESCRIPTION) or None,
        colour=discord.Colour(COLOURS[card.tone]),
    )
    for field in card.fields[:25]:
        embed.add_field(
            name=_within(escape(one_line(field.label)), _NAME) or _NOTHING, value=_value(field), inline=False
        )
    if card.chart and charted:
        embed.set_image(url=ATTACHED)
    elif picture := web_address(card.image, LONGEST_PICTURE_ADDRESS):
        embed.set_image(url=picture)
    return embed


def embed_length(embed: discord.Embed) -> int:
    """The characters that Discord counts towards its 6000, in UTF-16 units."""
    texts = [embed.title, embed.description, *(text for field in embed.fields for text in (field.name, field.value))]
    return sum(len(text.encode("utf-16-le", "surrogatepass")) // 2 for text in texts if text)


def _value(field: Field) -> str:
    note = subtext(markdown(field.note))
    value = markdown(field.value).strip()
    whole = f"{value}\n{note}" if note else value
    if len(whole) > _VALUE:
        whole = value
    return _within(whole, _VALUE) or _NOTHING


def _within(text: str, most: int) -> str:
    """Cut where nothing else helps, never behind a lone backslash."""
    if len(text) <= most:
        return text
    return text[: most - 1].rstrip("\\") + "…"
