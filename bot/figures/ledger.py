"""The ledger: what each outlet has said of each quantity of a story, when, and what it says now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.figure import Figure
from bot.figures.entering import Book, Source, Written
from bot.figures.labels import label
from bot.figures.measures import contradict, is_background
from bot.figures.ranking import news_rank

MOST_HISTORIES: Final = 25
"""Quantities that a ledger keeps, the most newsworthy: a chat's answer shows no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One text of one outlet as it stood from ``at`` on, with its figures, those of its title first.

    Texts of one ``article`` are its versions. ``copy_of`` is the article whose text it repeats, None for a text of its own.
    ``withdrawn`` tells that with it the outlet takes back what it said of the story.
    """

    article: int
    outlet: str
    at: datetime
    figures: tuple[Figure, ...]
    url: str | None = None
    copy_of: int | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One number that one outlet gave: the figure with its source, the sentence, when, and where it is to be read.

    ``sentence`` is that of the text where the text says it too: a headline seldom says who told.
    ``repeated_by`` are outlets that took it over, with the text or by naming this outlet as their source. ``ended_at`` is
    when the outlet gave another number or none in its place, None while it stands; ``taken_back`` that it withdrew it.
    """

    figure: Figure
    sentence: str
    outlet: str
    at: datetime
    url: str | None = None
    repeated_by: tuple[str, ...] = ()
    ended_at: datetime | None = None
    taken_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One quantity of a story: every statement of it in order of time, under a label such as "Killed"."""

    label: str
    statements: tuple[Statement, ...]

    @property
    def latest(self) -> Statement:
        """The newest statement that stands; the last of all where every one was taken back."""
        return next((each for each in reversed(self.statements) if each.ended_at is None), self.statements[-1])

    @property
    def standing(self) -> tuple[Statement, ...]:
        """What each outlet says now, newest first."""
        return tuple(each for each in reversed(self.statements) if each.ended_at is None)

    @property
    def disagreeing(self) -> tuple[Statement, ...]:
        """What outlets say now that cannot all be true, newest first; empty where it can.

        Bounds and ranges leave room: "at least 20" does not contradict 23. An outlet that still gives the number which
        another one has meanwhile replaced, and has said nothing since, is behind and contradicts nobody.
        """
        voices = [each for each in self.standing if not self._is_behind(each)]
        return tuple(one for one in voices if any(contradict(one.figure, other.figure) for other in voices))

    def _is_behind(self, statement: Statement) -> bool:
        return any(
            other.outlet != statement.outlet
            and other.ended_at is not None
            and other.ended_at >= statement.at
            and not other.taken_back
            and not contradict(other.figure, statement.figure)
            and self._says_otherwise_now(other.outlet, statement)
            for other in self.statements
        )

    def _says_otherwise_now(self, outlet: str, statement: Statement) -> bool:
        return any(each.outlet == outlet and contradict(each.figure, statement.figure) for each in self.standing)


def ledger(reports: Iterable[Report]) -> tuple[History, ...]:
    """The histories of a story's quantities, the most newsworthy first.

    ``reports`` may be in any order. Statements are of one quantity where they measure the same (the same toll, the same
    noun, the same unit of the same concept), or state the same number of the same thing in other words. A text that repeats
    another outlet's is no voice of its own. A few hundred reports take a tenth of a second.
    """
    ordered = sorted(reports, key=lambda report: (report.at, report.article))
    origins = _origins(ordered)
    book = Book()
    for report in ordered:
        source = Source(
            outlet=report.outlet,
            at=report.at,
            article=report.article,
            url=report.url,
            origin=origins[report.article],
        )
        if report.withdrawn:
            book.withdraw(source)
        else:
            book.enter(source, report.figures)
    histories = [_history(page.written) for page in book.pages]
    return tuple(sorted(histories, key=_news_value)[:MOST_HISTORIES])


def _origins(reports: Sequence[Report]) -> dict[int, int]:
    """The article whose text each one repeats, its own number where it is the first to show it."""
    copied = {report.article: report.copy_of for report in reports if report.copy_of is not None}
    outlet_of = {report.article: report.outlet for report in reports}
    first: dict[int, int] = {}
    found: dict[int, int] = {}
    for report in reports:
        root, seen = report.article, {report.article}
        while (above := copied.get(root)) is not None:
            root = above
            if above in seen:
                root = min(seen)
                break
            seen.add(above)
        origin = first.setdefault(root, report.article)
        found[report.article] = report.article if outlet_of[origin] == report.outlet else origin
    return found


def _history(written: Sequence[Written]) -> History:
    statements = tuple(
        Statement(
            figure=each.figure,
            sentence=each.sentence,
            outlet=each.source.outlet,
            at=each.source.at,
            url=each.source.url,
            repeated_by=tuple(each.repeated_by),
            ended_at=each.ended_at,
            taken_back=each.taken_back,
        )
        for each in written
    )
    named = next((each for each in reversed(statements) if each.ended_at is None), statements[-1])
    return History(label=label(named.figure), statements=statements)


def _news_value(history: History) -> tuple[bool, int, int]:
    """What stands before what was taken back, news before background, then the class of the figure, and who all say it."""
    figure = history.latest.figure
    outlets = {each.outlet for each in history.statements}
    return is_background(figure) or not history.standing, news_rank(figure), -len(outlets)
