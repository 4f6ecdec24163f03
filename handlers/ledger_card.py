"""A story's ledger as a card: each figure with its history, below what moved and where outlets disagree.

The overview is short; a figure's own card has every sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts import Moved, clip, title_of, write_card
from bot.alerts.fit import room_of
from bot.domain.card import Break, Button, Card, Field, Quote, Span, Strong, Text, Time
from bot.domain.moments import brief_text
from bot.figures import wording
from bot.figures.ledger import History, Statement
from bot.figures.ledger_chart import chart_of
from bot.figures.ledger_words import Step, camps, stated, steps
from handlers.ledger_spans import became, joined, repeats, source, voice
from handlers.listing import counted
from handlers.telling import Telling

HISTORY_ROOM = 240
"""Characters, addresses included, that a figure's history takes in the overview: what a phone shows in five lines."""

SENTENCE_ROOM = 200
"""Characters of a sentence in the overview, which has those of figures without a history."""

DISAGREEMENTS = 3
"""Figures whose disagreement opens the card, and numbers that are told of each."""

DETAILS = 4
"""Buttons to single figures: with the summary's, a row of them."""

STATEMENTS = 40
"""Statements on a figure's own card, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """All that a ledger's card is made of; ``moved`` is what differs from what the channel was last told."""

    telling: Telling
    histories: Sequence[History]
    moved: Sequence[Moved]
    count: int
    now: datetime
    zone: str

    def at(self, statement: Statement) -> str:
        """When something was said, briefly."""
        return brief_text(statement.at, self.zone, self.now)


def ledger_card(view: LedgerView) -> Card:
    """The story's figures in order of news value, with the chart of the first that has a history."""
    histories = view.histories[: view.count]
    lead = view.telling.articles[0]
    several = [history for history in histories if len(history.statements) > 1]
    body = [*_moved_line(view), *_disagreements(view, histories)]
    return write_card(
        title_of(lead),
        url=lead.url,
        body=body[:-1] if histories else (Text("No figure is stated in what the feeds carry."),),
        fields=tuple(_field(view, history) for history in histories),
        chart=chart_of(several[0], until=view.now, zone=view.zone) if several else None,
        context=_context(view),
        buttons=(
            *(_detail_button(view, history) for history in several[:DETAILS]),
            Button(label="Summary", command=f"summary s{view.telling.story_id}"),
        ),
    )


def history_card(view: LedgerView, history: History) -> Card:
    """Everything that was said of one figure, oldest first, each with its sentence and the address of its article."""
    lead = view.telling.articles[0]
    said = history.statements[-STATEMENTS:]
    lines: list[Span] = []
    if len(said) < len(history.statements):
        lines += [Text(f"The last {len(said)} of {len(history.statements)} statements."), Break()]
    for statement in said:
        number = voice(Step(statement, 0), view.at(statement), bold=True)
        fate = f"{repeats(statement)}{became(statement, view.zone, view.now)} "
        lines += [*number, Text(fate), Quote(_one_line(statement.sentence)), Break()]
    if voices := history.disagreeing:
        told = (voice(camp, view.at(camp.statement)) for camp in camps(voices))
        lines += [Strong("Outlets disagree now"), Text(": "), *joined(told), Break()]
    return write_card(
        f"{history.label}: {title_of(lead)}",
        url=lead.url,
        body=lines[:-1],
        chart=chart_of(history, until=view.now, zone=view.zone),
        context=_context(view),
        buttons=(Button(label="All figures", command=f"figures s{view.telling.story_id}"),),
    )


def figure_named(histories: Sequence[History], name: str) -> History | None:
    """The first history that all words of a name speak of, by its label and its newest figure."""
    asked = set(re.findall(r"\w+", name.casefold()))
    return next((history for history in histories if asked and asked <= _words(history)), None)


def _words(history: History) -> set[str]:
    return set(re.findall(r"\w+", f"{history.label} {wording(history.latest.figure).value}".casefold()))


def _detail_button(view: LedgerView, history: History) -> Button:
    name = history.label.casefold()
    if figure_named(view.histories, name) is not history:
        name = f"{name} {wording(history.latest.figure).value}".casefold()
    words = " ".join(re.findall(r"\w+", name))[:80]
    return Button(label=f"{history.label} in full", command=f'figures s{view.telling.story_id} figure:"{words}"')


def _moved_line(view: LedgerView) -> list[Span]:
    if not view.moved:
        return []
    changes = []
    for each in view.moved:
        was = f", was {stated(each.before)}" if each.before else ", not told before"
        changes.append(f"{each.label.lower()} now {stated(each.after)}{was}")
    return [Strong("Since the last alert here"), Text(f": {'; '.join(changes)}"), Break()]


def _disagreements(view: LedgerView, histories: Sequence[History]) -> list[Span]:
    lines: list[Span] = []
    for history in [each for each in histories if each.disagreeing][:DISAGREEMENTS]:
        said = camps(history.disagreeing)
        told = joined(voice(camp, view.at(camp.statement)) for camp in said[:DISAGREEMENTS])
        more = f" and {counted(len(said) - DISAGREEMENTS, 'more number')}" if len(said) > DISAGREEMENTS else ""
        lines += [Strong("Outlets disagree"), Text(f" on {history.label.lower()}: "), *told, Text(more), Break()]
    return lines


def _field(view: LedgerView, history: History) -> Field:
    latest = history.latest
    value: tuple[Span, ...] = (Strong(wording(latest.figure).value),)
    if latest.taken_back:
        value = (*value, Text(" taken back"))
    quote = (Break(), Quote(_sentence(latest))) if len(history.statements) == 1 else ()
    return Field(label=history.label, value=value, note=(*_history(view, history), *quote))


def _history(view: LedgerView, history: History) -> list[Span]:
    """``12 (Reuters 09:10), 17 (AP 11:32)``: the newest steps there is room for, all linked where there is room for that."""
    if len(history.statements) == 1:
        return _source_line(view, history.statements[0])
    taken = steps(history)
    told = [voice(step, view.at(step.statement)) for step in taken]
    if sum(room_of(spans) + 2 for spans in told) > HISTORY_ROOM:
        told = [voice(step, view.at(step.statement), linked=False) for step in taken[:-1]] + told[-1:]
    kept = len(told) - 1
    room = HISTORY_ROOM - room_of(told[-1])
    while kept > 0 and (room := room - room_of(told[kept - 1]) - 2) >= 0:
        kept -= 1
    earlier = [Text(f"{counted(kept, 'earlier number')}, then ")] if kept else []
    return [*earlier, *joined(told[kept:])]


def _source_line(view: LedgerView, statement: Statement) -> list[Span]:
    said = wording(statement.figure).said
    return [
        *([Text(f"{said} · ")] if said else []),
        *source(statement),
        Text(f" · {view.at(statement)}{repeats(statement)}"),
    ]


def _sentence(statement: Statement) -> str:
    return clip(_one_line(statement.sentence), SENTENCE_ROOM)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _context(view: LedgerView) -> tuple[Span, ...]:
    """Where it comes from, and what the times are times of."""
    outlets = clip(", ".join(view.telling.outlets), 300)
    return (Text(f"s{view.telling.story_id} · from {outlets} · "), Time(view.now, view.zone))
