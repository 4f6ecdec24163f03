"""The words of a ledger: its numbers in digits, and its histories as steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.figure import Figure
from bot.figures.ledger import History, Statement
from bot.figures.measures import number_of
from bot.figures.wording import amount, is_crowd, spoken


@dataclass(frozen=True, slots=True)
class Step:
    """Statements of one number, one after another: the one that is named, and how many more say the same."""

    statement: Statement
    more: int


def stated(figure: Figure) -> str:
    """The quantity alone, its number in digits so that a column of them compares: "16", "at least 20", "dozens"."""
    words = amount(figure)
    offset = figure.number_start - figure.start
    written = figure.text[offset : offset + figure.number_end - figure.number_start]
    if any(char.isdigit() for char in written) or is_crowd(figure) or not isinstance(figure.value, int):
        return words
    return words.replace(written.lower(), spoken(figure.value) if figure.value else "none", 1)


def steps(history: History) -> list[Step]:
    """A history in order of time, each number once for as long as nobody says another: its first statement is named."""
    found: list[Step] = []
    for statement in history.statements:
        if found and is_same_number(found[-1].statement, statement):
            found[-1] = Step(found[-1].statement, found[-1].more + 1)
        else:
            found.append(Step(statement, 0))
    return found


def camps(voices: Sequence[Statement]) -> list[Step]:
    """What disagrees, newest first, each number once: the newest statement of it is named."""
    found: list[Step] = []
    for voice in voices:
        at = next((n for n, step in enumerate(found) if is_same_number(step.statement, voice)), None)
        if at is None:
            found.append(Step(voice, 0))
        else:
            found[at] = Step(found[at].statement, found[at].more + 1)
    return found


def is_same_number(one: Statement, other: Statement) -> bool:
    """Whether two statements give the same number, as exactly."""
    return number_of(one.figure) == number_of(other.figure) and one.figure.bound is other.figure.bound
