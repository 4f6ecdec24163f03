"""Why an article matched: the words that did it; and why it did not: the parts of the query that failed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.figure import Part
from bot.domain.news import Article
from bot.rules.amounts import changed, figures_of
from bot.rules.document import Document, Span, read_article
from bot.rules.evaluate import holds
from bot.rules.gazetteer import countries_of, place_spans
from bot.rules.misses import miss_sentences
from bot.rules.offsets import token_places
from bot.rules.positions import term_spans
from bot.rules.printer import print_query
from bot.rules.regex import places_in
from bot.rules.tree import (
    Amount,
    And,
    AtLeast,
    Change,
    Country,
    Feed,
    Field,
    Language,
    Length,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Place,
    Published,
    Query,
    Regex,
    Site,
    Some,
    Sources,
    Term,
    Word,
)

_Shown = Term | Near | Country | Place | Regex | Amount | Change
"""Parts of a query that are found at places of title or text."""


@dataclass(frozen=True, slots=True)
class MatchedSpan:
    """Characters ``start:end`` of title or text that satisfied ``leaf``, a part of the query as printed."""

    part: Part
    start: int
    end: int
    leaf: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """``spans`` are merged and in order of appearance, title first; ``missing`` is empty where the article matched.

    On a miss ``spans`` hold what was found of the parts that did hold.
    """

    matched: bool
    spans: tuple[MatchedSpan, ...]
    missing: tuple[str, ...]


def explain(query: Query, article: Article | Document) -> Explanation:
    """Explain what a query makes of an article; who asks several of one analyses it once by ``read_article``."""
    document = read_article(article)
    matched = holds(query.tree, document)
    found = dict.fromkeys(_contributing(query.tree, document))
    spans = _merged(_spans(found, document))
    return Explanation(matched, spans, () if matched else tuple(miss_sentences(query.tree, document)))


def _contributing(node: Node, document: Document) -> Iterator[_Shown]:
    """Parts that hold and are asked for, without those of OR branches that failed."""
    match node:
        case And(items=items):
            for item in items:
                yield from _contributing(item, document)
        case Or(items=items) | Some(items=items):
            for item in items:
                if holds(item, document):
                    yield from _contributing(item, document)
        case AtLeast(item=item):
            yield from _contributing(item, document)
        case Not() | Language() | Site() | Feed() | Length() | Published() | Sources():
            return
        case _:
            yield node


def _spans(found: Iterable[_Shown], document: Document) -> Iterator[MatchedSpan]:
    there: list[tuple[Node, Span]] = []
    for node in found:
        match node:
            case Word() | Phrase() | Near():
                there += term_spans(node, document)
            case Country(code=code):
                there += ((node, span) for span in countries_of(document.article).get(code, ()))
            case Place():
                there += ((node, span) for span in place_spans(node, document))
            case _:
                yield from _written(node, document)
    places = token_places(document.article, {position for _, span in there for position in span})
    for leaf, (first, last) in there:
        if first in places:
            part, start, _ = places[first]
            yield MatchedSpan(part, start, places[last][2], print_query(leaf))


def _written(node: Regex | Amount | Change, document: Document) -> Iterator[MatchedSpan]:
    """The spans of a part that is found in the article as published, not among its words."""
    leaf = print_query(node)
    match node:
        case Regex(field=field):
            article = document.article
            for part, own, text in ((Part.TITLE, Field.TITLE, article.title), (Part.TEXT, Field.TEXT, article.text)):
                for start, end in places_in(node, text) if field in {Field.ANY, own} else ():
                    yield MatchedSpan(part, start, end, leaf)
        case Amount():
            for figure in figures_of(node, document.figures, document.rates):
                yield MatchedSpan(figure.part, figure.start, figure.end, leaf)
        case Change():
            for figure in changed(node, document.figures, document.story.figures_before):
                yield MatchedSpan(figure.part, figure.start, figure.end, leaf)


def _merged(spans: Iterable[MatchedSpan]) -> tuple[MatchedSpan, ...]:
    """Overlapping spans made one, which bears the leaf that begins first."""
    merged: list[MatchedSpan] = []
    for span in sorted(spans, key=lambda span: (span.part is Part.TEXT, span.start, -span.end)):
        last = merged[-1] if merged else None
        if last is not None and last.part is span.part and span.start < last.end:
            merged[-1] = MatchedSpan(last.part, last.start, max(last.end, span.end), last.leaf)
        else:
            merged.append(span)
    return tuple(merged)
