"""The reason of a miss, in sentences: which required part failed, and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.rules.amounts import counting
from bot.rules.document import Document
from bot.rules.evaluate import holds
from bot.rules.gazetteer import countries_of
from bot.rules.positions import are_in_one_piece, count_of, nearest, spans_of
from bot.rules.printer import print_query
from bot.rules.stems import STEMMED
from bot.rules.surface import EXACTLY
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
    Regex,
    Site,
    Some,
    Sources,
    Term,
    Word,
)

_NAMED = 6
"""Alternatives that a sentence names before it only counts the rest."""

_WHERE = {
    Field.ANY: "",
    Field.TITLE: " in the title",
    Field.TEXT: " in the text",
    Field.OUTLET: " in the outlet's name",
    Field.AUTHOR: " among the authors",
    Field.PLACE: " in the place",
    Field.URL: " in the address",
    Field.TAG: " among the tags",
}


def miss_sentences(node: Node, document: Document) -> Iterator[str]:
    """One sentence for each required part of a tree that fails; nothing where it holds."""
    match node:
        case And(items=items):
            for item in items:
                yield from miss_sentences(item, document)
        case _ if holds(node, document):
            return
        case Or(items=items):
            yield f"none of {_listed(items)}"
        case Some(count=count, items=items):
            there = sum(holds(item, document) for item in items)
            yield f"{there} of {_listed(items)}, where {count} are needed"
        case AtLeast(count=count, item=item):
            places = count_of(item, document)
            yield f"{_short(item)} in {places} place{'s' * (places != 1)}, where {count} are needed"
        case Amount() | Change():
            yield _figure_sentence(node, document)
        case Regex() | Place() | Country():
            yield _found_sentence(node, document)
        case Not(item=item):
            yield f"the excluded {_short(item)} is there"
        case Length() | Sources() | Published() | Language() | Site() | Feed():
            yield _article_sentence(node, document)
        case Near():
            yield _near_sentence(node, document)
        case _:
            yield term_sentence(node)


def term_sentence(term: Term) -> str:
    """That a term is not there."""
    where = _WHERE[term.field]
    match term:
        case Word(text=text) if text.endswith("*"):
            return f"no word beginning with {text[:-1]}{where}"
        case Word(text=text) if text.startswith("*"):
            return f"no word ending with {text[1:]}{where}"
        case Word(text=text) if text.startswith(EXACTLY):
            return f"no word spelled {text[1:]}{where}"
        case Word(text=text) if text.endswith(STEMMED):
            return f"no form of the word {text[:-1]}{where}"
        case Word(text=text):
            return f"no word {text}{where}"
        case Phrase(text=text):
            return f'no phrase "{text}"{where}'


def _near_sentence(near: Near, document: Document) -> str:
    for item in near.items:
        if not spans_of(item, document):
            return next(miss_sentences(item, document))
    apart = nearest(near, document)
    order = " in this order" if near.ordered else ""
    within = f"{near.distance} word{'s' * (near.distance != 1)}"
    asked = f"no {_short(near.items[0])} within {within} of {_listed(near.items[1:])}{order}"
    if apart is not None:
        return f"{asked}; the nearest was {apart} away"
    return asked if are_in_one_piece(near, document) else f"{asked}; neither title nor text has them all"


def _figure_sentence(node: Amount | Change, document: Document) -> str:
    told = [figure.text for figure in counting(node.of, document.figures)]
    sentence = f"no {_short(node)}; figures of {node.of}: {', '.join(told[:_NAMED]) or 'none'}"
    if isinstance(node, Change):
        before = [figure.text for figure in counting(node.of, document.story.figures_before)]
        sentence += f"; its story had {', '.join(before[-_NAMED:]) or 'none before'}"
    return sentence


def _found_sentence(node: Regex | Place | Country, document: Document) -> str:
    match node:
        case Regex(field=field):
            return f"nothing like {_short(node)}{_WHERE[field]}"
        case Place(name=name):
            return f"it neither is datelined {name} nor names it"
        case Country(code=code):
            named = sorted(countries_of(document.article))
            return f"it names no place of {code}; countries that it names: {', '.join(named[:_NAMED]) or 'none'}"


def _article_sentence(node: Length | Sources | Published | Language | Site | Feed, document: Document) -> str:
    match node:
        case Length():
            return f"no {_short(node)}: it has {document.length} words"
        case Sources():
            return f"no {_short(node)}: its story has {document.story.sources}"
        case Feed(number=number):
            return f"the feed is f{document.article.feed_id}, not f{number}"
        case Published():
            return f"not {_short(node)}: {_age_sentence(document.age)}"
        case Language(code=code):
            return f"the language is {document.language or 'not known'}, not {code}"
        case Site(host=host):
            return f"the site is {document.host or 'not known'}, not {host}"


def _age_sentence(age: timedelta | None) -> str:
    if age is None:
        return "its feed does not say when it was published"
    hours = -(-age // timedelta(hours=1))
    return f"it was {hours} hours old" if hours <= 48 else f"it was {hours // 24} days old"


def _listed(items: tuple[Node, ...]) -> str:
    named = ", ".join(_short(item) for item in items[:_NAMED])
    rest = len(items) - _NAMED
    return f"{named} and {rest} more" if rest > 0 else named


def _short(node: Node) -> str:
    printed = print_query(node)
    return printed if len(printed) <= 80 else f"{printed[:77]}..."
