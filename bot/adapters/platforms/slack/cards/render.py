"""Cards to what Slack's API takes. What does not fit is shortened by value, figures last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.adapters.platforms.slack.cards.buttons import buttons_of
from bot.adapters.platforms.slack.cards.layout import draw
from bot.adapters.platforms.slack.cards.limits import CARD_LIMITS, MOST_IN_MESSAGE, TEXT, Block, size_of, weight
from bot.adapters.platforms.slack.cards.mrkdwn import escape, room_for
from bot.adapters.platforms.slack.cards.naming import Naming
from bot.adapters.platforms.slack.cards.pictures import Shown
from bot.alerts.fit import clip, fit
from bot.alerts.readable import one_line
from bot.domain.card import Card, Field, Mention, Span
from bot.pipeline.asking.pages import split_card
from bot.pipeline.asking.signer import Signer

_ATTEMPTS = 6

_LESS = 0.8
"""What is tried next at most of what was too much; six times leave a third."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A card as Slack's methods take it. ``text`` is what notifications and screen readers say; it is never empty."""

    text: str
    blocks: list[Block]


class Renderer:
    """Renders cards; their buttons carry what ``signer`` writes, and their words have commands as ``naming`` has them."""

    def __init__(self, signer: Signer, naming: Naming | None = None) -> None:
        self._signer = signer
        self._naming = naming or Naming()

    def render(self, card: Card, pictures: Sequence[Shown] = ()) -> Rendered:
        """A card within all of Slack's limits, with ``pictures`` that the workspace has."""
        named = self._naming.named(card)
        return Rendered(_text_of(named), self._blocks(named, pictures))

    def plain(self, card: Card) -> Rendered:
        """A card as its text alone, for a channel that takes no blocks."""
        return Rendered(_text_of(self._naming.named(card)), [])

    def pages(self, card: Card) -> Sequence[Card]:
        """A long card as several, each of which is shown whole."""
        return split_card(self._naming.named(card), CARD_LIMITS, room_for)

    def _blocks(self, card: Card, pictures: Sequence[Shown]) -> list[Block]:
        """Shorten until what is drawn has room: markup takes some that no measure of words foresees."""
        buttons = buttons_of(card, self._signer)
        total = CARD_LIMITS.total
        for _ in range(_ATTEMPTS):
            blocks = draw(fit(card, replace(CARD_LIMITS, total=total), room_for), buttons, pictures)
            size = size_of(blocks)
            if size <= MOST_IN_MESSAGE:
                return blocks
            total = int(total * min(MOST_IN_MESSAGE / size, _LESS))
        return draw(_bare(card), buttons, ())


def _text_of(card: Card) -> str:
    """The whole of a card as plain text, as far as there is room."""
    words = card.fallback if card.fallback.strip() else card.title
    return escape(clip(words, TEXT, room_for)).strip() or "Dateline"


def _bare(card: Card) -> Card:
    """What is left of a card whose addresses alone are too much: its title, whom it calls, and its buttons."""
    calls = _calls(card)[:20]
    return Card(title=clip(one_line(card.title), 100, weight), body=calls, fallback=card.fallback, tone=card.tone)


def _calls(card: Card) -> tuple[Mention, ...]:
    spans: list[Span] = [*card.body, *card.context]
    for field in card.fields:
        spans += _spans(field)
    return tuple(dict.fromkeys(span for span in spans if isinstance(span, Mention)))


def _spans(field: Field) -> tuple[Span, ...]:
    return (*field.value, *field.note)
