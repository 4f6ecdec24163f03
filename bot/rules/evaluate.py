"""The meaning of a query: whether an article matches it, told from its tree and nothing else.

This is the yardstick. The index may be clever, but only so far as it always gives this answer.
"""

from __future__ import annotations

from bot.domain.news import Article
from bot.rules.document import Document, read_article
from bot.rules.pattern import occurrences
from bot.rules.tree import And, Language, Node, Not, Or, Query


def matches(query: Query, article: Article) -> bool:
    """Whether an article matches a query."""
    return holds(query.tree, read_article(article))


def holds(node: Node, document: Document) -> bool:
    """Whether an analysed article matches a tree."""
    match node:
        case And(items=items):
            return all(holds(item, document) for item in items)
        case Or(items=items):
            return any(holds(item, document) for item in items)
        case Not(item=item):
            return not holds(item, document)
        case Language(code=code):
            return document.language == code
        case _:
            return bool(occurrences(node, document))
