"""Entering reports into a ledger: which page a figure belongs to, and whose earlier statement it replaces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from bot.domain.figure import Figure, Part
from bot.figures.measures import agree, head_of, is_same_mention, is_toll, measure, number_of, reached, span
from bot.figures.ranking import key_figures

MOST_A_REPORT: Final = 12
"""Figures of one text that are entered, the most newsworthy."""

MOST_COMPARED: Final = 40
"""Pages that a figure is compared with where its words alone do not find its page: the newest of its kind."""

_LONGEST_NAME: Final = 80
_REPORTED: Final = "(?:reported|reports|said|says)"
_ACCORDING: Final = "(?:according to|quoted by|reported by|told)"
"""How an outlet is given as the source, beside what the attribution says."""

_KIN: Final = 0.5
"""The share of their words that two concepts of one quantity have in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a text comes from: ``origin`` is the article whose text it repeats, itself where it repeats none."""

    outlet: str
    at: datetime
    article: int
    url: str | None
    origin: int


@dataclass(slots=True)
class Written:
    """A statement in the making."""

    figure: Figure
    sentence: str
    source: Source
    repeated_by: list[str] = field(default_factory=list)
    ended_at: datetime | None = None
    taken_back: bool = False

    def end(self, at: datetime, *, taken_back: bool = False) -> None:
        """The outlet no longer says so."""
        self.ended_at = at
        self.taken_back = taken_back


@dataclass(slots=True, eq=False)
class Page:
    """All statements of one quantity, what stands of each outlet's, and by which figures it is known."""

    written: list[Written] = field(default_factory=list)
    standing: dict[str, Written] = field(default_factory=dict)
    known: dict[object, Figure] = field(default_factory=dict)
    """By what it measures and the names in its noun: one figure of each."""
    by_number: defaultdict[object, list[Written]] = field(default_factory=lambda: defaultdict(list))

    def takes(self, figure: Figure) -> bool:
        """Whether a figure in other words than this page's measures the same all the same."""
        return any(_is_kin(known, figure) for known in self.known.values())

    def is_of_others(self, figure: Figure) -> bool:
        """Whether names tell its noun apart from the figure's."""
        return any(_are_others(known, figure) for known in self.known.values())

    def distance(self, figure: Figure) -> float:
        """How far a figure's number is from the last one here, as a share of the larger."""
        last, now = span(self.written[-1].figure)[1], span(figure)[1]
        return abs(last - now) / max(abs(last), abs(now), 1)


class Book:
    """The pages of one story's ledger, in order of their first statement."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self._by_measure: defaultdict[object, list[Page]] = defaultdict(list)
        self._by_number: defaultdict[object, list[tuple[Figure, Page]]] = defaultdict(list)
        self._by_kind: defaultdict[object, list[Page]] = defaultdict(list)
        self._by_article: defaultdict[int, list[Page]] = defaultdict(list)

    def enter(self, source: Source, figures: Sequence[Figure]) -> None:
        """Take in what a text says, in place of what its earlier version and its outlet's earlier texts said of it."""
        taken: list[Page] = []
        for figure in _entries(figures):
            page = self._page_of(figure, taken)
            taken.append(page)
            _write(page, Written(figure, _sentence(figure, figures), source))
            self._learn(page, figure)
        for page in self._by_article[source.article]:
            written = page.standing.get(source.outlet)
            if written is not None and page not in taken and written.source.article == source.article:
                del page.standing[source.outlet]
                written.end(source.at)
        self._by_article[source.article] = taken

    def withdraw(self, source: Source) -> None:
        """Take back all that an outlet says."""
        for page in self.pages:
            written = page.standing.pop(source.outlet, None)
            if written is not None:
                written.end(source.at, taken_back=True)

    def _page_of(self, figure: Figure, taken: Sequence[Page]) -> Page:
        """The page that is known by the figure's words, or by its number, or by words like its own; else a new one."""
        found = next((page for page in self._candidates(figure) if page not in taken), None)
        if found is None:
            found = Page()
            self.pages.append(found)
        return found

    def _candidates(self, figure: Figure) -> Iterator[Page]:
        what = measure(figure)
        if is_toll(figure):
            yield from self._by_measure.get(what, ())
            return
        yield from (page for other, page in self._by_number[number_of(figure)] if is_same_mention(other, figure))
        same = [page for page in self._by_measure.get(what, ())[-MOST_COMPARED:] if not page.is_of_others(figure)]
        near = [page for page in self._by_kind[_kind(figure)][-MOST_COMPARED:] if page.takes(figure)]
        for pages in (same, near):
            yield from sorted(pages, key=lambda page: page.distance(figure))

    def _learn(self, page: Page, figure: Figure) -> None:
        """Know the page by this figure from now on."""
        what, number = measure(figure), number_of(figure)
        page.known.setdefault((what, frozenset(_named(figure))), figure)
        if what is not None and page not in self._by_measure[what]:
            self._by_measure[what].append(page)
        if not is_toll(figure):
            if all(known is not page or head_of(other) != head_of(figure) for other, known in self._by_number[number]):
                self._by_number[number].append((figure, page))
            kind = self._by_kind[_kind(figure)]
            if page not in kind:
                kind.append(page)


def _entries(figures: Sequence[Figure]) -> Iterable[Figure]:
    """The figures of a text worth keeping. Of two tolls of one kind the first leads: the other may be its part."""
    tolls: set[object] = set()
    for figure in map(reached, key_figures(_levels(figures), MOST_A_REPORT)):
        if is_toll(figure):
            if figure.role in tolls:
                continue
            tolls.add(figure.role)
        yield figure


def _levels(figures: Sequence[Figure]) -> list[Figure]:
    """The figures, without those from which others are said to have come: "lowered from 41 to 36" states 36."""
    kept: list[Figure] = []
    for figure in figures:
        if kept and _comes_from(kept[-1], figure):
            before = kept.pop()
            figure = replace(  # noqa: PLW2901
                figure,
                role=figure.role or before.role,
                noun=figure.noun or before.noun,
                head=figure.head or before.head,
                concept=figure.concept or before.concept,
            )
        kept.append(figure)
    return kept


def _comes_from(before: Figure, figure: Figure) -> bool:
    near = before.part is figure.part and figure.start - before.end == len(" to ") and before.unit == figure.unit
    return near and f"from {before.text} to {figure.text}" in figure.sentence


def _sentence(figure: Figure, figures: Sequence[Figure]) -> str:
    """Where the text says what the headline says, the text's sentence."""
    same = (
        other.sentence
        for other in figures
        if other.part is Part.TEXT and number_of(other) == number_of(figure) and is_same_mention(figure, other)
    )
    return next(same, figure.sentence) if figure.part is Part.TITLE else figure.sentence


def _write(page: Page, written: Written) -> None:
    """Add a statement, unless it only repeats one."""
    figure, source = written.figure, written.source
    before = page.standing.get(source.outlet)
    if before is not None and before.source.article == source.article and _as_before(before.figure, figure):
        return
    if before is not None:
        before.end(source.at)
        del page.standing[source.outlet]
    heard = _heard(page, written)
    if heard is not None:
        if source.outlet not in heard.repeated_by:
            heard.repeated_by.append(source.outlet)
        return
    page.written.append(written)
    page.by_number[number_of(figure)].append(written)
    page.standing[source.outlet] = written


def _heard(page: Page, written: Written) -> Written | None:
    """The other outlet's statement that this one repeats: in a copy of its text, or by naming it as who said so."""
    source = written.source
    for known in reversed(page.by_number[number_of(written.figure)]):
        if known.source.outlet == source.outlet or not _as_before(known.figure, written.figure):
            continue
        is_copy = source.origin != source.article and source.origin in {known.source.article, known.source.origin}
        if is_copy or _credits(written, known.source.outlet):
            return known
    return None


def _as_before(known: Figure, figure: Figure) -> bool:
    return number_of(known) == number_of(figure) and known.bound is figure.bound


def _credits(written: Written, outlet: str) -> bool:
    """Whether a statement's source is an outlet: "the Reuters news agency", "Reuters reported, citing the police"."""
    name = outlet.strip()[:_LONGEST_NAME]
    if not name:
        return False
    said = rf"(?:\b{re.escape(name)}\s+(?:has\s+)?{_REPORTED}|{_ACCORDING}\s+(?:the\s+)?{re.escape(name)})\b"
    attributed = re.search(rf"\b{re.escape(name)}\b", written.figure.attribution or "", re.IGNORECASE)
    return attributed is not None or re.search(said, written.sentence, re.IGNORECASE) is not None


def _kind(figure: Figure) -> object:
    """What any two figures of one quantity have in common."""
    return figure.unit, figure.per, figure.change, None if figure.unit is not None else head_of(figure)


def _is_kin(known: Figure, figure: Figure) -> bool:
    """Whether two figures of one kind measure the same: no whole toll, for that has a page of its own."""
    if is_toll(known) or _kind(known) != _kind(figure) or not agree(known.role, figure.role):
        return False
    if known.head is not None and figure.head is not None:
        return head_of(known) == head_of(figure) and not _are_others(known, figure)
    mine, theirs = _words(known), _words(figure)
    return figure.unit is not None and len(mine & theirs) >= _KIN * min(len(mine), len(theirs)) > 0


def _are_others(known: Figure, figure: Figure) -> bool:
    """Whether names tell two nouns apart: Syrian and Iraqi soldiers."""
    mine, theirs = _named(known), _named(figure)
    return bool(mine) and bool(theirs) and not mine & theirs


def _named(figure: Figure) -> set[str]:
    return {word for word in (figure.noun or "").split() if word[:1].isupper() and word != figure.head}


def _words(figure: Figure) -> set[str]:
    return {word.lower() for word in figure.concept}
