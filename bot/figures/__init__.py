"""Text -> figures: quantities with what they count, how exact they are, where they stand and who said them.

The way through the room: ``sentences`` -> ``tokens`` -> ``respaced`` (numbers cut apart, made whole) -> ``reading``
(classes of words by ``lexicon``) -> ``dates`` and ``veto`` (years, times, scores; names and codes in ``identifiers``)
-> ``quantity`` (``numerals``, ``spelled``, ``units``, ranges, rates; ``multiples``) -> ``drafting`` (``nounphrase``,
``ages``, bounds of ``cues``, ``roles``) -> ``extract`` (changes, ``concept``, ``attribution``); then ``ranking``,
``wording`` and ``labels`` for a card. Units and word lists are data, in ``data/``.

Everything is a pure function of its text, linear in its length. What no rule of the grammar reads is no figure. The room
knows no article, story or alert, and nothing of where a text came from.
"""

from __future__ import annotations

from bot.figures.extract import extract, find_dates
from bot.figures.ranking import key_figures
from bot.figures.sentences import sentences
from bot.figures.wording import Wording, figure_json, wording

__all__ = ["Wording", "extract", "figure_json", "find_dates", "key_figures", "sentences", "wording"]
