"""Taking a change of a topic's query back."""

from __future__ import annotations

from bot.domain.card import Button
from bot.domain.watch import Topic


def undo_button(before: Topic) -> Button:
    """A button that gives a topic the query that it had."""
    return Button(label="Undo", command=f"watch edit {before.name} {' '.join(before.query.split())}")
