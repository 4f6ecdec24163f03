"""The query language: what a topic's query means, which queries an article matches, and why.

``parse`` reads a query into a tree, ``print_query`` writes it back, ``matches`` says what it means for one article,
``Index`` gives the same answer for a hundred thousand queries at once, and ``explain`` tells a reader which words did it
or which part failed; both take an article, or the ``Document`` that ``read_article`` makes of it once for many questions.
``exclude`` and ``propose_exclusions`` take away what was not wanted, and ``propose_queries`` asks for more of what was.
This room judges articles by what they say, and by facts of their story that it is handed (``StoryFacts``): it never
fetches, stores, or reads a clock, and it never runs a user's regular expression but by an engine of linear time.
"""

from bot.rules.document import Document, read_article
from bot.rules.doubts import doubts_after, doubts_of, required_parts
from bot.rules.drawing import point_at
from bot.rules.evaluate import matches
from bot.rules.exclude import Exclusion, Told, exclude, propose_exclusions, try_exclusion
from bot.rules.explain import Explanation, MatchedSpan, explain
from bot.rules.index import Index
from bot.rules.likeness import propose_queries
from bot.rules.noise import Noise, find_noise
from bot.rules.parser import parse
from bot.rules.printer import print_query
from bot.rules.sieve import Sieve
from bot.rules.story_bound import hangs_on_story, loosened
from bot.rules.story_facts import ALONE, NO_RATES, Rates, StoryFacts, read_rates
from bot.rules.tree import Query

__all__ = [
    "ALONE",
    "NO_RATES",
    "Document",
    "Exclusion",
    "Explanation",
    "Index",
    "MatchedSpan",
    "Noise",
    "Query",
    "Rates",
    "Sieve",
    "StoryFacts",
    "Told",
    "doubts_after",
    "doubts_of",
    "exclude",
    "explain",
    "find_noise",
    "hangs_on_story",
    "loosened",
    "matches",
    "parse",
    "point_at",
    "print_query",
    "propose_exclusions",
    "propose_queries",
    "read_article",
    "read_rates",
    "required_parts",
    "try_exclusion",
]
