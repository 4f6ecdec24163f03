"""The query language: what a topic's query means, which queries an article matches, and why.

``parse`` reads a query into a tree, ``print_query`` writes it back, ``matches`` says what it means for one article,
``Index`` gives the same answer for a hundred thousand queries at once, and ``explain`` tells a reader which words did it
or which part failed; both take an article, or the ``Document`` that ``read_article`` makes of it once for many questions.
``exclude`` and ``propose_exclusions`` take away what was not wanted, and ``propose_queries`` asks for more of what was.
This room judges articles by what they say alone: it never fetches, stores, or reads a clock, and it never runs a user's
text as a regular expression.
"""

from bot.rules.document import Document, read_article
from bot.rules.drawing import point_at
from bot.rules.evaluate import matches
from bot.rules.exclude import Exclusion, Told, exclude, propose_exclusions, try_exclusion
from bot.rules.explain import Explanation, MatchedSpan, explain
from bot.rules.index import Index
from bot.rules.likeness import propose_queries
from bot.rules.parser import parse
from bot.rules.printer import print_query
from bot.rules.tree import Query

__all__ = [
    "Document",
    "Exclusion",
    "Explanation",
    "Index",
    "MatchedSpan",
    "Query",
    "Told",
    "exclude",
    "explain",
    "matches",
    "parse",
    "point_at",
    "print_query",
    "propose_exclusions",
    "propose_queries",
    "read_article",
    "try_exclusion",
]
