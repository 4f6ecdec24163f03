"""Reports for a ledger, written in a line each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from bot.domain.figure import Part
from bot.figures import extract
from bot.figures.ledger import History, Report, Statement, ledger
from bot.figures.ledger_words import stated

NINE = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
_NUMBERS = count(1000)


def report(
    outlet: str,
    minute: int,
    text: str,
    *,
    title: str = "",
    article: int | None = None,
    copy_of: int | None = None,
    withdrawn: bool = False,
) -> Report:
    """What an outlet's text says, so many minutes after nine; each is an article of its own unless it names one."""
    number = next(_NUMBERS) if article is None else article
    return Report(
        article=number,
        outlet=outlet,
        at=NINE + timedelta(minutes=minute),
        figures=(*extract(title, Part.TITLE), *extract(text)),
        url=f"https://{outlet.lower()}.example/{number}",
        copy_of=copy_of,
        withdrawn=withdrawn,
    )


def line(statement: Statement) -> str:
    """``17 AP 11:32``, with who repeats it, and whether it stands no more."""
    repeated = f" +{'+'.join(statement.repeated_by)}" if statement.repeated_by else ""
    fate = " taken back" if statement.taken_back else f" until {statement.ended_at:%H:%M}" if statement.ended_at else ""
    return f"{stated(statement.figure)} {statement.outlet} {statement.at:%H:%M}{repeated}{fate}"


def lines(history: History) -> list[str]:
    """All statements of a history."""
    return [line(statement) for statement in history.statements]


def the_ledger(*reports: Report) -> dict[str, list[str]]:
    """Label -> statements; a label that stands twice is numbered."""
    found: dict[str, list[str]] = {}
    for history in ledger(reports):
        name = history.label
        while name in found:
            name += "'"
        found[name] = lines(history)
    return found


def disagreement(*reports: Report) -> list[str]:
    """Who disagrees on the first quantity, newest first."""
    return [f"{stated(each.figure)} {each.outlet}" for each in ledger(reports)[0].disagreeing]
