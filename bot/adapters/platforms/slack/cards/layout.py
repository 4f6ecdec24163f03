"""A card as blocks: headline, what it says, figures, pictures, context, buttons.

A headline that leads to an article is a bold link, whole and once: a header cannot be a link, and is cut at 150 characters.
Other short titles are headers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.adapters.platforms.slack.cards.limits import CHART, FIELDS, HEADER, Block, weight
from bot.adapters.platforms.slack.cards.mrkdwn import bold, escape, mrkdwn, room_for, text_object
from bot.adapters.platforms.slack.cards.pictures import Shown, picture
from bot.adapters.platforms.slack.cards.rich import headline, rich_text
from bot.adapters.platforms.slack.cards.words import web_address
from bot.alerts.fit import clip
from bot.alerts.readable import one_line
from bot.domain.card import Card, Field, Strong


def draw(card: Card, buttons: Sequence[Block], pictures: Sequence[Shown]) -> list[Block]:
    """A card that fits, with those of its pictures that the workspace has."""
    return [
        *_header(card),
        *_told(card),
        *_figures(card),
        *(picture(one) for one in pictures),
        *_chart(card, pictures),
        *_context(card),
        *([{"type": "actions", "elements": list(buttons)}] if buttons else ()),
    ]


def _header(card: Card) -> Iterator[Block]:
    if (title := one_line(card.title)) and _is_header(card):
        yield {"type": "header", "text": {"type": "plain_text", "text": title, "emoji": False}}


def _is_header(card: Card) -> bool:
    return web_address(card.url) is None and weight(one_line(card.title)) <= HEADER


def _told(card: Card) -> Iterator[Block]:
    title = () if _is_header(card) else headline(card.title, card.url)
    block = rich_text(title, card.body)
    if block is not None:
        yield block


def _figures(card: Card) -> Iterator[Block]:
    written = [text for field in card.fields if (text := _field(field).strip())]
    for start in range(0, len(written), FIELDS):
        fields = [text_object(text) for text in written[start : start + FIELDS]]
        yield {"type": "section", "fields": fields}


def _field(field: Field) -> str:
    """A figure stands out itself; of other facts the label does."""
    figure = any(isinstance(span, Strong) for span in field.value)
    label = escape(one_line(field.label)) if figure else bold(one_line(field.label))
    lines = (label, mrkdwn(field.value).strip(), mrkdwn(field.note).strip())
    return "\n".join(line for line in lines if line)


def _chart(card: Card, pictures: Sequence[Shown]) -> Iterator[Block]:
    """A chart that is not drawn is told in its words."""
    if card.chart is None or any(one.chart for one in pictures):
        return
    if words := escape(clip(one_line(card.chart.alt), CHART, room_for)):
        yield {"type": "context", "elements": [text_object(words)]}


def _context(card: Card) -> Iterator[Block]:
    if text := mrkdwn(card.context).strip():
        yield {"type": "context", "elements": [text_object(text)]}
