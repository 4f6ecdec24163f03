"""Text -> figures: quantities with what they count, how exact they are, where they stand and who said them.

The way through the room: ``sentences`` -> ``tokens`` -> ``reading`` (classes of words) -> ``veto`` (dates, years, times,
names) -> ``quantity`` (numbers, units, ranges, rates) -> ``nounphrase`` -> ``cues`` (bounds, changes) -> ``roles``,
``concept``, ``attribution`` -> ``extract``; then ``ranking`` and ``wording`` for a card. Everything is a pure function
of its text, linear in its length. The room never guesses: what no rule of the grammar reads is no figure. It knows no
article, story or alert, and nothing of where a text came from.
"""

from __future__ import annotations

from bot.figures.extract import extract, find_dates
from bot.figures.ranking import key_figures
from bot.figures.sentences import sentences
from bot.figures.wording import Wording, figure_json, wording

__all__ = ["Wording", "extract", "figure_json", "find_dates", "key_figures", "sentences", "wording"]
