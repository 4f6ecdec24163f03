"""How often a word is likely to stand in an article, so that a query is looked for by its rarest part.

Only speed hangs on these numbers, never an answer. Of a word that was never looked for it is guessed: the classes are a
rough reading of English news, about half of which is its two hundred commonest words, and a word is the rarer the longer
it is. What articles show then corrects the guess.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from bot.rules.atoms import ALWAYS, COUNTRY, FEED, FIGURE, LANGUAGE, SITE, AtomSet, scope_and_text
from bot.rules.lexicon import STEM, form_of, scope_of
from bot.rules.surface import EXACTLY
from bot.rules.tree import Field

_EVERYWHERE = """
    a about after all also an and any are as at be been before but by can could did do for from had has have he her his
    how if in into is it its just like made many may more most new no not now of on one only or other our out over said
    says she should so some such than that the their them then there these they this to two under up us was we were what
    when where which while who will with would year years you
"""

_OFTEN = """
    according against agency american announced around attack back between billion business called chief children city
    company countries country court day days deal death economy election end europe european family federal former four
    government group head health high home house include including information international killed last law leader
    leaders local long major man market media meeting men military million minister money month months national news
    news number office officer officers official officials oil part party people percent plan police policy political
    power president prime public report reported reports return right russia russian second security see several since
    six south state statement states support system take team ten these third three time today trade troops u.s. uk
    ukraine united used war washington week west white women work workers world
"""

_SHARES = {**dict.fromkeys(_OFTEN.split(), 0.2), **dict.fromkeys(_EVERYWHERE.split(), 0.6)}

_RARE_SCOPES = {scope_of(field) for field in Field if field not in {Field.ANY, Field.TEXT, Field.OUTLET}}
"""Scopes with so few words that a word is seldom among them."""

_SHARES_OF_SCOPES = {LANGUAGE: 1.0, SITE: 0.2, scope_of(Field.OUTLET): 0.2, COUNTRY: 0.05, FIGURE: 0.02, FEED: 0.02}

_NEVER_ANCHORS = (LANGUAGE, SITE, scope_of(Field.OUTLET))
"""Scopes of which one text brings very many rows at once when an article has it, however seldom that is."""

_BEFORE = 64
"""Articles that a guess counts as."""

_LONGEST_MEMORY = 1 << 13
"""Articles after which what was seen counts half, so that yesterday's rare word is not rare for ever."""


class Background:
    """In how many articles each set of atoms was, of ``articles`` that were looked at: what makes one rarer than another.

    A new number begins with a guess (see ``frequency``). Sets that must not be anchors count as endless.
    """

    def __init__(self) -> None:
        self.articles = float(_BEFORE)
        self.counts: npt.NDArray[np.float32] = np.zeros(64, np.float32)
        self.begin(ALWAYS, None)

    def begin(self, number: int, atoms: AtomSet | None) -> None:
        """A number has come to stand for a set; for None, what every article has."""
        if number >= len(self.counts):
            self.counts = np.concatenate([self.counts, np.zeros_like(self.counts)])
        if atoms is None or any(atom.startswith(_NEVER_ANCHORS) for atom in atoms):
            self.counts[number] = np.inf
        else:
            self.counts[number] = frequency(atoms) * self.articles

    def look_at(self, present: npt.NDArray[np.intp]) -> None:
        """An article has these sets, some of them named more than once."""
        self.counts[present] += 1
        self.articles += 1
        if self.articles > _LONGEST_MEMORY:
            self.articles /= 2
            self.counts /= 2

    def rarest_first(self, numbers: Iterable[int]) -> list[int]:
        """Numbers in the order in which they had better be asked for."""
        return sorted(numbers, key=self.counts.__getitem__)


def frequency(atoms: AtomSet) -> float:
    """The likely share of articles, 0 to 1, that hold one of ``atoms``."""
    return min(1.0, sum(map(_share, atoms)))


def _share(atom: str) -> float:
    if atom.isalpha():
        return _share_of_word(atom)
    scope, text = scope_and_text(atom)
    known = _SHARES_OF_SCOPES.get(scope)
    if known is not None:
        return known
    if scope.endswith(STEM):
        return _share_of_word(text.partition(":")[2]) / 10
    share = _share_of_word(text.removeprefix(EXACTLY).casefold()) * (1 if form_of(text).literal else 3)
    return share / 10 if scope in _RARE_SCOPES else share


def _share_of_word(text: str) -> float:
    return _SHARES.get(text) or 0.04 / min(len(text), 10)
