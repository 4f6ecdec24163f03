"""An article as the rules see it: every token at a position, found by its forms.

Title, text, outlet, place, address, authors and tags share one space of positions, far apart, so that no phrase and no
proximity spans two of them, and a field is a range of positions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.figure import Figure
from bot.domain.news import Article
from bot.rules.address import address_words, host_of
from bot.rules.folding import surfaces
from bot.rules.story_facts import ALONE, NO_RATES, Rates, StoryFacts
from bot.rules.surface import read_surface
from bot.rules.tree import Field

_STREAM = 1 << 24
"""Positions from one stream's beginning to the next's; an article's text has fewer tokens."""

FAR = 1 << 10
"""Positions between one author or tag and the next: what is so far apart is in different pieces, or might as well be."""

MOST_PLACES = 2_000
"""Places of one form that are known, the first of them: no news has a word oftener, and what a text costs hangs on it."""

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
    """An analysed article: ``places`` holds the spans of each form in order, ``length`` counts the words of title and text.

    ``story`` and ``rates`` are what is known beside the article. ``begun`` is for who looks for phrases to remember where
    parts of them end, by where they begin.
    """

    article: Article
    places: dict[str, list[Span]]
    length: int
    story: StoryFacts = ALONE
    rates: Rates = field(default_factory=dict)
    begun: dict[Hashable, Mapping[int, Sequence[int]]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def language(self) -> str:
        """The article's primary language tag, or ``""``."""
        return primary_tag(self.article.language)

    @property
    def host(self) -> str:
        """That of the article's address, or ``""``."""
        return host_of(self.article.url)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Those of the article."""
        return self.article.figures

    @property
    def age(self) -> timedelta | None:
        """How long before it was first seen the article was published, as its feed says.

        None where the feed does not say it, negative where it claims a time to come.
        """
        published = self.article.published
        return None if published is None else self.article.seen_at - published

    def spans(self, form: str, field: Field) -> list[Span]:
        """Where a form occurs in a field, in order."""
        return _in_field(self.places.get(form, []), field)


def read_article(article: Article | Document, story: StoryFacts = ALONE, rates: Rates = NO_RATES) -> Document:
    """Analyse an article, in time linear in its length; one that is analysed already is given back as it is."""
    if isinstance(article, Document):
        return article
    written = [(stream, surfaces(text)) for stream, text in pieces(article)]
    return analyse(article, [(stream, words, range(len(words))) for stream, words in written], story, rates)


Picked = tuple[Field, Sequence[str], Iterable[int]]
"""Of one piece of an article its field, its surfaces, and the numbers of those that are picked, from 0 on in order."""


def analyse(article: Article, picked: Iterable[Picked], story: StoryFacts, rates: Rates) -> Document:
    """Analyse an article by those surfaces of its pieces that were picked.

    All that are not just one token have to be among them, for all others to be where they are.
    """
    places: dict[str, list[Span]] = {}
    next_free: dict[Field, int] = {}
    length = 0
    for stream, written, numbers in picked:
        first = next_free.get(stream, RANGES[stream][0])
        tokens = len(written) + _place(written, numbers, first, places)
        next_free[stream] = first + tokens + FAR
        if first < RANGES[Field.ANY][1]:
            length += tokens
    return Document(article, places, length, story, rates)


def _place(written: Sequence[str], numbers: Iterable[int], first: int, places: dict[str, list[Span]]) -> int:
    """File the tokens of surfaces by their forms from position ``first`` on; how many tokens there are beside one each."""
    more = 0
    for number in numbers:
        read = read_surface(written[number])
        begin = here = first + number + more
        for token in read.tokens:
            span = (here, here)
            for form in token.forms:
                _file(form, span, places)
            here += 1
        if read.compound is not None:
            _file(read.compound, (begin, here - 1), places)
        more = here - first - number - 1
    return more


def _file(form: str, span: Span, places: dict[str, list[Span]]) -> None:
    known = places.setdefault(form, [])
    if len(known) < MOST_PLACES:
        known.append(span)


def _in_field(places: list[Span], field: Field) -> list[Span]:
    low, high = RANGES[field]
    if not places or (low <= places[0][0] and places[-1][0] < high):
        return places
    return places[bisect_left(places, (low, 0)) : bisect_left(places, (high, 0))]
