"""A message before it is sent, and what is left of it when Slack refuses a part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.adapters.platforms.slack.cards import Renderer, Shown
from bot.adapters.platforms.slack.sending.answers import NO_THREAD, UNREADABLE, is_refusal
from bot.adapters.platforms.slack.sending.calling import Answer, Silence
from bot.adapters.platforms.slack.sending.nonces import metadata
from bot.domain.card import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A card on its way. ``thread`` is the message that it answers; ``broadcast`` shows it in the channel as well."""

    card: Card
    pictures: tuple[Shown, ...] = ()
    thread: str | None = None
    broadcast: bool = False
    plain: bool = False

    def arguments(self, renderer: Renderer) -> dict[str, Any]:
        """What ``chat.postMessage`` and ``chat.update`` have in common: nothing is looked for in any text."""
        rendered = renderer.plain(self.card) if self.plain else renderer.render(self.card, self.pictures)
        return {"text": rendered.text, "blocks": rendered.blocks, "parse": "none", "link_names": False}

    def posted(self, renderer: Renderer, marked: str) -> dict[str, Any]:
        """As a new message with its mark."""
        arguments = self.arguments(renderer) | {
            "metadata": metadata(marked),
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if self.thread is not None:
            arguments |= {"thread_ts": self.thread, "reply_broadcast": self.broadcast}
        return arguments

    def weaker(self, answer: Answer | Silence) -> Draft | None:
        """What to try after a refusal: without the thread, without pictures, as plain text; None where nothing is left."""
        if self.thread is not None and is_refusal(answer, NO_THREAD):
            return replace(self, thread=None)
        if not is_refusal(answer, UNREADABLE) or self.plain:
            return None
        return replace(self, pictures=()) if self.pictures else replace(self, plain=True)
