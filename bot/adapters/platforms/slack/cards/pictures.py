"""A picture that a workspace already has, as a block."""

from __future__ import annotations

from dataclasses import dataclass

from bot.adapters.platforms.slack.cards.limits import ALT, Block, weight
from bot.alerts.fit import clip
from bot.alerts.readable import one_line


@dataclass(frozen=True, slots=True)
class Shown:
    """A file of the workspace by its id (``F0123``), and what it shows, in words; ``chart`` tells that it is the card's."""

    file: str
    alt: str
    chart: bool = False


def picture(shown: Shown) -> Block:
    """The block that shows it."""
    alt = clip(one_line(shown.alt), ALT, weight)
    return {"type": "image", "slack_file": {"id": shown.file}, "alt_text": alt or "A picture"}
