"""The meaning of a query: whether an article matches it, told from its tree and nothing else.

This is the yardstick. The index may be clever, but only so far as it always gives this answer.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.news import Article
from bot.rules.address import is_on
from bot.rules.amounts import figures_of, length_holds
from bot.rules.document import Document, read_article
from bot.rules.positions import spans_of
from bot.rules.tree import (
    Amount,
    And,
    AtLeast,
    Fact,
    Language,
    Length,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Published,
    Query,
    Site,
    Some,
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
            return len(spans_of(item, document)) >= count
        case Not(item=item):
            return not holds(item, document)
        case Word() | Phrase() | Near():
            return bool(spans_of(node, document))
        case _:
            return _is_so(node, document)


def _is_so(fact: Fact, document: Document) -> bool:
    """Whether an analysed article is as a condition on more than its words says."""
    match fact:
        case Length():
            return length_holds(fact, document.length)
        case Published(hours=hours):
            return document.age is not None and document.age <= timedelta(hours=hours)
        case Amount():
            return bool(figures_of(fact, document.figures))
        case Language(code=code):
            return document.language == code
        case Site(host=host):
            return is_on(document.host, host)
