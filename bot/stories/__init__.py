"""Stories: which language, which place, which event; and what all outlets' articles on one event say in a few sentences.

Text in, fingerprints, decisions and summaries out. This room computes only: it reads no clock, touches no file, network or
database, and what it knows between two calls stands in a ``StoryWindow`` that its caller holds.
"""

from bot.stories.copies import independent_outlets
from bot.stories.dateline import dateline_place
from bot.stories.decide import WINDOW, StoryDecision, decide_story
from bot.stories.fingerprint import Fingerprint, fingerprint
from bot.stories.language import language_of
from bot.stories.lexicon import stop_words
from bot.stories.stream import group_stream, summarise_stream
from bot.stories.summary import SummaryInput, SummarySentence, summarise
from bot.stories.window import StoryWindow

__all__ = [
    "WINDOW",
    "Fingerprint",
    "StoryDecision",
    "StoryWindow",
    "SummaryInput",
    "SummarySentence",
    "dateline_place",
    "decide_story",
    "fingerprint",
    "group_stream",
    "independent_outlets",
    "language_of",
    "stop_words",
    "summarise",
    "summarise_stream",
]
