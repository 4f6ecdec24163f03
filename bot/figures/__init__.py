"""Text -> figures: quantities with what they count, how exact they are, where they stand and who said them.

The way through the room: ``sentences`` -> ``tokens`` -> ``respaced`` (numbers cut apart, made whole) -> ``reading``
(classes of words by ``lexicon``) -> ``dates`` and ``veto`` (years, times; codes in ``identifiers``, names in
``nominals``, ``scores``) -> ``quantity`` (``numerals``, ``spelled``, ``units``, ranges, rates; ``multiples``) ->
``drafting`` (``nounphrase``, ``ages``, ``bare``, bounds of ``cues``, ``roles``) -> ``extract`` (changes, ``concept`` by
the verbs and subjects of ``clause``, ``attribution``); then ``ranking``,
``wording`` and ``labels`` for a card. ``measures`` says which figures are of one quantity; ``ledger`` keeps what outlets
said of each over time, report by report as ``entering`` reads them, in words by ``ledger_words`` and as a chart by
``ledger_chart``. Units and word lists are data, in ``data/``.

Everything is a pure function of its text, linear in its length, or of reports. What no rule reads is no figure.
The room knows no article, story or alert; of where a text came from it knows what a report says.
"""

from __future__ import annotations

from bot.figures.extract import extract, find_dates
from bot.figures.ranking import key_figures
from bot.figures.sentences import sentences
from bot.figures.wording import Wording, figure_json, wording

__all__ = ["Wording", "extract", "figure_json", "find_dates", "key_figures", "sentences", "wording"]
