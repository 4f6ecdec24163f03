"""An article as the rules see it: every token at a position, found by its forms.

Title, text, outlet, place, address, authors and tags share one space of positions, far apart, so that no phrase and no
proximity spans two of them, and a field is a range of positions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.figure import Figure
from bot.domain.news import Article
from bot.rules.address import address_words, host_of
from bot.rules.folding import surfaces
from bot.rules.story_facts import ALONE, NO_RATES, Rates, StoryFacts
from bot.rules.surface import AROUND, read_surface
from bot.rules.tree import Field

_STREAM = 1 << 24
"""Positions from one stream's beginning to the next's; an article's text has fewer tokens."""

FAR = 1 << 10
"""Positions between one author or tag and the next: what is so far apart is in different pieces, or might as well be."""

RANGES: dict[Field, tuple[int, int]] = {
    Field.ANY: (0, 2 * _STREAM),
    Field.TITLE: (0, _STREAM),
    Field.TEXT: (_STREAM, 2 * _STREAM),
    Field.OUTLET: (2 * _STREAM, 3 * _STREAM),
    Field.PLACE: (3 * _STREAM, 4 * _STREAM),
    Field.URL: (4 * _STREAM, 5 * _STREAM),
    Field.AUTHOR: (1 << 31, 1 << 32),
    Field.TAG: (1 << 32, 1 << 33),
}
"""The half-open range of positions that a field covers."""

Span = tuple[int, int]
"""First and last position of an occurrence; a compound such as cease-fire covers two."""


def primary_tag(language: str | None) -> str:
    """``pt`` for pt-BR or pt_BR; the empty string where the language is not known."""
    return (language or "").replace("_", "-").partition("-")[0].lower()


def pieces(article: Article) -> Iterator[tuple[Field, str]]:
    """Each piece of an article that holds words, with the field that it belongs to."""
    yield Field.TITLE, article.title
    yield Field.TEXT, article.text
    yield Field.OUTLET, article.outlet
    yield Field.PLACE, article.place or ""
    yield Field.URL, address_words(article.url)
    for author in article.authors:
        yield Field.AUTHOR, author
    for tag in article.tags:
        yield Field.TAG, tag


@dataclass(frozen=True, slots=True)
class Document:
    """An analysed article: ``places`` holds the spans of each form in order, ``language`` the primary tag or ``""``,
    ``host`` that of its address or ``""``.

    ``length`` counts the words of title and text. ``age`` is how long before it was first seen the article was published,
    as its feed says; None where the feed does not say it, negative where it claims a time to come. ``story`` and ``rates``
    are what is known beside the article.
    """

    article: Article
    places: dict[str, list[Span]]
    language: str
    host: str
    figures: tuple[Figure, ...]
    length: int
    age: timedelta | None
    story: StoryFacts = ALONE
    rates: Rates = field(default_factory=dict)

    def spans(self, form: str, field: Field) -> list[Span]:
        """Where a form occurs in a field, in order."""
        return _in_field(self.places.get(form, []), field)

    def spans_where(self, fits: Callable[[str], bool], field: Field) -> list[Span]:
        """Where forms that ``fits`` accepts occur in a field, in order, each place once."""
        found = {span for form, places in self.places.items() if fits(form) for span in places}
        return _in_field(sorted(found), field)


def read_article(article: Article | Document, story: StoryFacts = ALONE, rates: Rates = NO_RATES) -> Document:
    """Analyse an article, in time linear in its length; one that is analysed already is given back as it is."""
    if isinstance(article, Document):
        return article
    return analyse(article, [(stream, surfaces(text)) for stream, text in pieces(article)], story, rates)


def analyse(
    article: Article,
    written: Iterable[tuple[Field, list[str]]],
    story: StoryFacts,
    rates: Rates,
    only: Mapping[Field, Container[str]] | None = None,
) -> Document:
    """Analyse an article whose pieces are ``written``.

    Where ``only`` is given, the places of no other surfaces of each stream are found; all keep the room they take.
    """
    places: dict[str, list[Span]] = {}
    next_free = {stream: first for stream, (first, _) in RANGES.items()}
    length = 0
    for stream, surfaces_of in written:
        first = next_free[stream]
        here = (
            _place(surfaces_of, first, places)
            if only is None
            else _pick(surfaces_of, first, places, only.get(stream, ()))
        )
        next_free[stream] = here + FAR
        if first < RANGES[Field.ANY][1]:
            length += here - first
    return Document(
        article=article,
        places=places,
        language=primary_tag(article.language),
        host=host_of(article.url),
        figures=article.figures,
        length=length,
        age=article.seen_at - article.published if article.published else None,
        story=story,
        rates=rates,
    )


def _place(written: Iterable[str], here: int, places: dict[str, list[Span]]) -> int:
    """File the tokens of surfaces by their forms from position ``here`` on; the position behind the last."""
    for surface in map(read_surface, written):
        first = here
        for token in surface.tokens:
            span = (here, here)
            for form in token.forms:
                places.setdefault(form, []).append(span)
            here += 1
        if surface.compound is not None:
            places.setdefault(surface.compound, []).append((first, here - 1))
    return here


def _pick(written: Iterable[str], here: int, places: dict[str, list[Span]], only: Container[str]) -> int:
    """File those surfaces alone that are among ``only``; the position behind the last of all."""
    for surface in written:
        if surface in only:
            here = _place((surface,), here, places)
        elif surface.isalnum() or surface.strip(AROUND).isalnum():
            # Letters and digits alone, whatever the script, are one token.
            here += 1
        else:
            here += len(read_surface(surface).tokens)
    return here


def _in_field(places: list[Span], field: Field) -> list[Span]:
    low, high = RANGES[field]
    return places[bisect_left(places, (low, 0)) : bisect_left(places, (high, 0))]
