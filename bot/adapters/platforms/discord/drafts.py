"""A message before it is sent, and what is left of it when Discord refuses a part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord.http import MultipartParameters, handle_message_parameters

from bot.adapters.platforms.discord.addresses import Address
from bot.adapters.platforms.discord.answers import INVALID_FORM, NO_REPLY_WITHOUT_HISTORY
from bot.adapters.platforms.discord.render import Form, Renderer
from bot.adapters.platforms.discord.rest import Answer, Silence
from bot.alerts.readable import one_line
from bot.domain.card import Card, Strong

LONGEST_THREAD_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A card on its way. ``answers`` is the message that it replies to."""

    card: Card
    form: Form
    nonce: str | None = None
    mark: int | None = None
    answers: Address | None = None

    def parameters(self, renderer: Renderer, *, post: Mapping[str, Any] | None = None) -> MultipartParameters:
        """As discord.py's HTTP client sends it; ``post`` makes it the first message of a forum's post."""
        rendered = renderer.render(self.card, form=self.form, mark=self.mark)
        options: dict[str, Any] = {"allowed_mentions": rendered.allowed_mentions, "nonce": self.nonce}
        if rendered.view is not None:
            options["view"] = rendered.view
        if rendered.embeds:
            options |= {"embeds": rendered.embeds, "content": rendered.content or discord.utils.MISSING}
        if self.answers is not None:
            options["message_reference"] = {
                "channel_id": str(self.answers.channel_id),
                "message_id": str(self.answers.message_id),
                "fail_if_not_exists": False,
            }
        if post is not None:
            options["channel_payload"] = dict(post)
        return handle_message_parameters(**options)

    def replacement(self, renderer: Renderer, *, emptied: bool = False) -> MultipartParameters:
        """As an edit, which calls nobody. ``emptied`` drops what the message held in another form."""
        rendered = renderer.render(self.card, form=self.form)
        options: dict[str, Any] = {"allowed_mentions": discord.AllowedMentions.none(), "view": rendered.view}
        if rendered.embeds or emptied:
            options |= {"embeds": rendered.embeds, "content": rendered.content}
        return handle_message_parameters(**options)

    def weaker(self, answer: Answer | Silence) -> Draft | None:
        """What to try after a refusal: without the reply, then without the picture; None where neither was the matter."""
        if isinstance(answer, Silence) or answer.status != 400:
            return None
        errors = answer.body.get("errors") if isinstance(answer.body, dict) else None
        blamed = str(errors)
        if self.answers and (answer.code == NO_REPLY_WITHOUT_HISTORY or "message_reference" in blamed):
            return replace(self, answers=None)
        if self.card.image and answer.code == INVALID_FORM and ("media" in blamed or "image" in blamed):
            return replace(self, card=replace(self.card, image=None))
        return None


def thread_name(card: Card) -> str:
    """A card's title as the name of a thread or a forum's post."""
    return one_line(card.title)[:LONGEST_THREAD_NAME].strip() or "Story"


def outlet_of(card: Card) -> str | None:
    """The outlet that an alert's card names first, by which a webhook may post it."""
    if card.tone != "alert":
        return None
    name = next((one_line(span.text) for span in card.context if isinstance(span, Strong)), "")
    # Discord takes neither its own name nor Clyde's in a webhook's, and at most 80 characters.
    lowered = name.casefold()
    return name[:80] if name and "discord" not in lowered and "clyde" not in lowered else None


def tags_of(card: Card, tags: Mapping[str, int], *, required: bool) -> tuple[int, ...]:
    """Ids of a forum's tags that are named like the card's topic; the forum's first tag where one is required."""
    named = {_tag_key(span.text) for span in card.context if isinstance(span, Strong)}
    found = tuple(tag_id for name, tag_id in tags.items() if _tag_key(name) in named)[:5]
    return found or (tuple(tags.values())[:1] if required else ())


def _tag_key(name: str) -> str:
    return one_line(name).casefold().replace(" ", "-")
