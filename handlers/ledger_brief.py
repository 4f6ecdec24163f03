"""The ledgers of a topic's stories, in brief."""

from __future__ import annotations

from collections.abc import Sequence

from bot.alerts import clip, title_of, write_card
from bot.domain.card import Break, Button, Card, Link, Span, Strong, Text
from bot.figures import wording
from bot.figures.ledger import History
from bot.figures.ledger_words import stated
from handlers.listing import counted
from handlers.telling import Telling

FIGURES = 3
"""Figures that are told of each story."""

BEFORE = 3
"""Earlier numbers that are told of each figure."""

LABEL_LENGTH = 60
"""Characters of a button."""


def brief_card(topic: str, ledgers: Sequence[tuple[Telling, Sequence[History]]], *, more: int) -> Card:
    """Two lines a story, the newest first, and a button to each one's whole ledger; ``more`` stories are not told."""
    body: list[Span] = []
    for telling, histories in ledgers:
        lead = telling.articles[0]
        title = clip(title_of(lead), 160)
        body += [Link(title, lead.url) if lead.url else Strong(title), Text(f" (s{telling.story_id})"), Break()]
        body += [*_told(histories), Break()]
    return write_card(
        f"Figures on {topic}",
        body=body[:-1],
        context=(Text(f"and {counted(more, 'more story')}"),) if more else (),
        buttons=tuple(_button(telling) for telling, _ in ledgers),
    )


def _told(histories: Sequence[History]) -> list[Span]:
    if not histories:
        return [Text("No figure is stated.")]
    spans: list[Span] = []
    for number, history in enumerate(histories[:FIGURES]):
        spans += [*([Text(" · ")] if number else []), Text(f"{history.label}: ")]
        spans += [Strong(wording(history.latest.figure).value), Text(_before(history))]
    return spans


def _before(history: History) -> str:
    """`` (12, then 17)``, and whether outlets disagree."""
    now = stated(history.latest.figure)
    numbers = [stated(each.figure) for each in history.statements if each is not history.latest]
    earlier = [each for each in dict.fromkeys(numbers) if each != now][-BEFORE:]
    words = [f"before {', '.join(earlier)}"] if earlier else []
    words += ["outlets disagree"] if history.disagreeing else []
    return f" ({'; '.join(words)})" if words else ""


def _button(telling: Telling) -> Button:
    label = clip(title_of(telling.articles[0]), LABEL_LENGTH)
    return Button(label=label or f"s{telling.story_id}", command=f"figures s{telling.story_id}")
