"""The spans that a ledger's cards are made of: a number, who said it, when, and where it is to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.alerts import clip
from bot.domain.card import Link, Span, Strong, Text
from bot.domain.moments import brief_text
from bot.figures import wording
from bot.figures.ledger import Statement
from bot.figures.ledger_words import Step, stated
from handlers.listing import counted

SOURCE_LENGTH = 60
"""Characters of who said something: officials' titles can be long."""


def voice(step: Step, at: str, *, bold: bool = False, linked: bool = True) -> list[Span]:
    """``17 (AP 11:32)``, ``at least 20 (officials, AP 14:05 and 2 more)``; ``at`` is the time."""
    statement = step.statement
    number = stated(statement.figure)
    more = f" and {step.more} more" if step.more else ""
    fate = ", taken back" if statement.taken_back else ""
    return [
        Strong(number) if bold else Text(number),
        Text(f" ({_said(statement)}" if linked else " ("),
        *(source(statement) if linked else [Text(statement.outlet)]),
        Text(f" {at}{more}{fate})"),
    ]


def source(statement: Statement) -> list[Span]:
    """The outlet, leading to its article."""
    return [Link(statement.outlet, statement.url) if statement.url else Text(statement.outlet)]


def repeats(statement: Statement) -> str:
    """How many others only repeat it."""
    return f" · repeated by {counted(len(statement.repeated_by), 'outlet')}" if statement.repeated_by else ""


def became(statement: Statement, zone: str, now: datetime) -> str:
    """What became of a statement that no longer stands."""
    if statement.ended_at is None or statement.taken_back:
        return ""
    return f" · until {brief_text(statement.ended_at, zone, now)}"


def joined(groups: Iterable[Sequence[Span]], mark: str = ", ") -> list[Span]:
    """Groups of spans with a mark between them."""
    spans: list[Span] = []
    for number, group in enumerate(groups):
        spans += [*([Text(mark)] if number else []), *group]
    return spans


def _said(statement: Statement) -> str:
    said = wording(statement.figure).said
    return f"{clip(said, SOURCE_LENGTH)}, " if said and said.casefold() != statement.outlet.casefold() else ""
