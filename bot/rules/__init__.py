"""The query language: what a topic's query means, which queries an article matches, and why.

``parse`` reads a query into a tree, ``print_query`` writes it back, ``matches`` says what it means for one article,
``Index`` gives the same answer for a hundred thousand queries at once, and ``explain`` tells a reader which words did it
or which part failed. This room judges articles by what they say alone: it never fetches, stores, or reads a clock, and
it never runs a user's text as a regular expression.
"""

from bot.rules.drawing import point_at
from bot.rules.evaluate import matches
from bot.rules.explain import Explanation, MatchedSpan, explain
from bot.rules.index import Index
from bot.rules.parser import parse
from bot.rules.printer import print_query
from bot.rules.tree import Query

__all__ = ["Explanation", "Index", "MatchedSpan", "Query", "explain", "matches", "parse", "point_at", "print_query"]
