"""Cards to what Discord's API takes: Components V2, or an embed. What does not fit is shortened by value, figures last."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import discord
from discord import ui

from bot.adapters.platforms.discord.buttons import buttons_of
from bot.adapters.platforms.discord.embeds import EMBED_LIMITS, MOST_IN_EMBED, draw_embed, embed_length
from bot.adapters.platforms.discord.layout import LAYOUT_LIMITS, MOST_IN_LAYOUT, draw_layout
from bot.adapters.platforms.discord.markdown import escape, markdown
from bot.alerts.fit import fit
from bot.alerts.readable import one_line
from bot.domain.card import Card, Mention, Span
from bot.domain.chat import CardLimits
from bot.pipeline.asking.signer import Signer

Form = Literal["components", "embed"]

_ATTEMPTS = 6

_LESS = 0.8
"""What is tried next at most of what was too much; six times leave a third."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A card as discord.py's sending functions take it; what a form has no use for is None or empty."""

    view: ui.LayoutView | ui.View | None
    embeds: tuple[discord.Embed, ...]
    content: str | None
    allowed_mentions: discord.AllowedMentions


class Renderer:
    """Renders cards; their buttons carry what ``signer`` writes."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    def render(
        self, card: Card, *, form: Form = "components", mark: int | None = None, charted: bool = False
    ) -> Rendered:
        """A card within all of Discord's limits. Its chart is the file ``chart_file`` if ``charted``, else told in words.

        ``mark`` (1 to 2**31 - 1) is written into it where readers do not see it, so that the message can be found again.
        """
        if form == "embed":
            return fitted(card, EMBED_LIMITS, MOST_IN_EMBED, lambda one: self._embed(one, mark, charted=charted))
        return fitted(card, LAYOUT_LIMITS, MOST_IN_LAYOUT, lambda one: self._layout(one, mark, charted=charted))

    def _layout(self, card: Card, mark: int | None, *, charted: bool) -> tuple[Rendered, int]:
        view = draw_layout(card, buttons_of(card, self._signer), mark, charted=charted)
        rendered = Rendered(view=view, embeds=(), content=None, allowed_mentions=allowed_mentions(card))
        return rendered, sum(weight(item.content) for item in view.walk_children() if isinstance(item, ui.TextDisplay))

    def _embed(self, card: Card, mark: int | None, *, charted: bool) -> tuple[Rendered, int]:
        embed = draw_embed(card, charted=charted)
        calls = markdown(mentions_of(card))
        rendered = Rendered(
            view=_classic(buttons_of(card, self._signer), mark),
            embeds=(embed,),
            content=calls[:2000] or None,
            allowed_mentions=allowed_mentions(card),
        )
        return rendered, embed_length(embed)


def weight(text: str) -> int:
    """How long text is in UTF-16 units, which is never less than what Discord counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def mentions_of(card: Card) -> tuple[Mention, ...]:
    """Whom a card calls, each once; only what its composer made a mention, never words that look like one."""
    spans: list[Span] = [*card.body, *card.context]
    for field in card.fields:
        spans += [*field.value, *field.note]
    return tuple(dict.fromkeys(span for span in spans if isinstance(span, Mention)))


def allowed_mentions(card: Card) -> discord.AllowedMentions:
    """Leave to call whom the card's mentions name, and nobody else: whatever the text says."""
    calls = mentions_of(card)
    return discord.AllowedMentions(
        everyone=any(call.whom in {"everyone", "here"} for call in calls),
        roles=_objects(call.id for call in calls if call.whom == "role"),
        users=_objects(call.id for call in calls if call.whom == "user"),
        replied_user=False,
    )


def _objects(ids: Iterable[str]) -> Sequence[discord.abc.Snowflake]:
    """At most 100, as Discord allows."""
    return [discord.Object(int(one)) for one in ids if one.isascii() and one.isdigit()][:100]


def fitted(card: Card, limits: CardLimits, most: int, draw: Callable[[Card], tuple[Rendered, int]]) -> Rendered:
    """Shorten until what is drawn is no longer than ``most``: markup takes room that no measure of words foresees.

    ``draw`` gives the drawing and its length as Discord counts it.
    """
    total = limits.total
    for _ in range(_ATTEMPTS):
        short = fit(card, dataclasses.replace(limits, total=total), lambda text: weight(escape(text)))
        rendered, length = draw(short)
        if length <= most:
            return rendered
        total = int(total * min(most / length, _LESS))
    rendered, _ = draw(_bare(card))
    return rendered


def _bare(card: Card) -> Card:
    """What is left of a card whose addresses alone are too much: its title, whom it calls, and its buttons."""
    title = one_line(card.title)[:100]
    calls = mentions_of(card)[:20]
    return Card(title=title, body=calls, fallback=card.fallback, tone=card.tone, buttons=card.buttons)


def _classic(buttons: tuple[ui.Button[ui.View], ...], mark: int | None) -> ui.View | None:
    if not buttons:
        return None
    view = ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    if mark is not None:
        buttons[0].id = mark
    return view
