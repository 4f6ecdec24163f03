"""The meaning of a query: whether an article matches it, told from its tree and nothing else.

This is the yardstick. The index may be clever, but only so far as it always gives this answer.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.news import Article
from bot.rules.address import is_on
from bot.rules.amounts import changed, figures_of, number_holds
from bot.rules.document import Document, pieces, read_article
from bot.rules.gazetteer import countries_of, place_spans
from bot.rules.positions import are_near, count_of, spans_of
from bot.rules.regex import found_in
from bot.rules.tree import (
    Amount,
    And,
    AtLeast,
    Change,
    Country,
    Fact,
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
    Word,
)


def matches(query: Query, article: Article | Document) -> bool:
    """Whether an article matches a query; who asks several of one article analyses it once by ``read_article``."""
    return holds(query.tree, read_article(article))


def holds(node: Node, document: Document) -> bool:
    """Whether an analysed article matches a tree."""
    match node:
        case And(items=items):
            return all(holds(item, document) for item in items)
        case Or(items=items):
            return any(holds(item, document) for item in items)
        case Some(count=count, items=items):
            return sum(holds(item, document) for item in items) >= count
        case AtLeast(count=count, item=item):
            return count_of(item, document) >= count
        case Not(item=item):
            return not holds(item, document)
        case Word() | Phrase():
            return bool(spans_of(node, document))
        case Near():
            return are_near(node, document)
        case _:
            return _is_so(node, document)


def _is_so(fact: Fact, document: Document) -> bool:
    """Whether an analysed article is as a condition on more than its words says."""
    match fact:
        case Regex():
            return any(found_in(fact, text) for text in searched(fact, document))
        case Country(code=code):
            return code in countries_of(document.article)
        case Place():
            return bool(place_spans(fact, document))
        case Amount():
            return bool(figures_of(fact, document.figures, document.rates))
        case Change():
            return bool(changed(fact, document.figures, document.story.figures_before))
        case _:
            return _is_stated(fact, document)


def _is_stated(fact: Language | Site | Feed | Length | Published | Sources, document: Document) -> bool:
    match fact:
        case Length(relation=relation, words=words):
            return number_holds(relation, document.length, words)
        case Sources(relation=relation, count=count):
            return number_holds(relation, document.story.sources, count)
        case Published(hours=hours):
            return document.age is not None and document.age <= timedelta(hours=hours)
        case Language(code=code):
            return document.language == code
        case Site(host=host):
            return is_on(document.host, host)
        case Feed(number=number):
            return document.article.feed_id == number


def searched(regex: Regex, document: Document) -> list[str]:
    """The texts of an article, as published, in which a regular expression is looked for."""
    fields = {Field.TITLE, Field.TEXT} if regex.field is Field.ANY else {regex.field}
    return [text for field, text in pieces(document.article) if field in fields and text]
