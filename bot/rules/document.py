"""An article as the rules see it: every token at a position, found by its forms.

Title, text, outlet and tags share one space of positions, far apart, so that no phrase and no proximity spans two of
them, and a field is a range of positions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.figure import Figure
from bot.domain.news import Article
from bot.rules.folding import surfaces
from bot.rules.surface import Surface, read_surface
from bot.rules.tree import Field

_STREAM = 1 << 24
"""Positions from one stream's beginning to the next's; an article's text has fewer tokens."""

FAR = 1 << 10
"""Positions between one tag and the next: what is so far apart is in different pieces, or might as well be."""

RANGES: dict[Field, tuple[int, int]] = {
    Field.ANY: (0, 2 * _STREAM),
    Field.TITLE: (0, _STREAM),
    Field.TEXT: (_STREAM, 2 * _STREAM),
    Field.OUTLET: (2 * _STREAM, 3 * _STREAM),
    Field.TAG: (3 * _STREAM, 1 << 31),
}
"""The half-open range of positions that a field covers."""

Span = tuple[int, int]
"""First and last position of an occurrence; a compound such as cease-fire covers two."""


def primary_tag(language: str | None) -> str:
    """``pt`` for pt-BR or pt_BR; the empty string where the language is not known."""
    return (language or "").replace("_", "-").partition("-")[0].lower()


def streams(article: Article) -> Iterator[tuple[int, str]]:
    """Each piece of an article that holds words, with the position of its first token."""
    yield RANGES[Field.TITLE][0], article.title
    yield RANGES[Field.TEXT][0], article.text
    yield RANGES[Field.OUTLET][0], article.outlet
    start = RANGES[Field.TAG][0]
    for tag in article.tags:
        yield start, tag
        start += len(tag) + FAR


@dataclass(frozen=True, slots=True)
class Document:
    """An analysed article: ``places`` holds the spans of each form in order, ``language`` the primary tag or ``""``.

    ``length`` counts the words of title and text.
    """

    places: dict[str, list[Span]]
    language: str
    figures: tuple[Figure, ...] = ()
    length: int = 0

    def spans(self, form: str, field: Field) -> list[Span]:
        """Where a form occurs in a field, in order."""
        return _in_field(self.places.get(form, []), field)

    def spans_where(self, fits: Callable[[str], bool], field: Field) -> list[Span]:
        """Where forms that ``fits`` accepts occur in a field, in order, each place once."""
        found = {span for form, places in self.places.items() if fits(form) for span in places}
        return _in_field(sorted(found), field)


def read_article(article: Article) -> Document:
    """Analyse an article, in time linear in its length."""
    places: dict[str, list[Span]] = {}
    length = 0
    for position, text in streams(article):
        here = position
        for surface in surfaces(text):
            here = _place(read_surface(surface), here, places)
        if position < RANGES[Field.ANY][1]:
            length += here - position
    return Document(places, primary_tag(article.language), article.figures, length)


def _place(surface: Surface, position: int, places: dict[str, list[Span]]) -> int:
    first = position
    for token in surface.tokens:
        for form in token.forms:
            places.setdefault(form, []).append((position, position))
        position += 1
    if surface.compound is not None:
        places.setdefault(surface.compound, []).append((first, position - 1))
    return position


def _in_field(places: list[Span], field: Field) -> list[Span]:
    low, high = RANGES[field]
    return places[bisect_left(places, (low, 0)) : bisect_left(places, (high, 0))]
