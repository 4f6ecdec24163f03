"""One article as an index reads it: the atoms that it has, and positions only of the words that somebody asks for."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from bot.domain.news import Article
from bot.rules.address import host_of, sites_of
from bot.rules.amounts import counted_words
from bot.rules.atoms import ALWAYS, COUNTRY, FEED, FIGURE, LANGUAGE, SITE, AtomTable
from bot.rules.document import Document, analyse, pieces, primary_tag
from bot.rules.folding import bare_surfaces
from bot.rules.gazetteer import countries_of
from bot.rules.postings import Ids
from bot.rules.story_facts import Rates, StoryFacts
from bot.rules.tree import Field

_ALWAYS = array("i", (ALWAYS,)).tobytes()
_SIZE = len(_ALWAYS)
_FACTS = 2
"""Parts of a reading that are no words'."""


class Reading:
    """An article, and the numbers of its ``atoms``, some perhaps more than once.

    They are those of its words and their stems, and of what else is known of it.
    """

    def __init__(self, article: Article, atoms: AtomTable) -> None:
        self._article = article
        self._written: list[tuple[Field, list[str]]] = []
        self._looked_up: list[tuple[Field, list[str]]] = []
        self._parts = found = [_ALWAYS, atoms.known(_facts(article, atoms.lexicon.asks))]
        streams_of = atoms.lexicon.streams_of
        language = primary_tag(article.language)
        for field, text in pieces(article):
            written: list[str] = []
            streams = streams_of(field, language) if text else ()
            if streams:
                written = bare_surfaces(text)
                distinct = list(set(written))
                for stream in streams:
                    self._looked_up.append((field, distinct))
                    found.extend(map(stream.__getitem__, distinct))
            self._written.append((field, written))
        self.atoms: Ids = np.frombuffer(b"".join(found), np.int32)

    def document(self, places: Sequence[int], story: StoryFacts, rates: Rates) -> Document:
        """The article analysed by the words alone whose atoms are at ``places`` of ``atoms``.

        Pieces in which no query looks for words count as empty, so its length may not be the article's.
        """
        ends = np.fromiter(map(len, self._parts), np.intp, len(self._parts)).cumsum() // _SIZE
        parts: list[int] = np.searchsorted(ends, places, side="right").tolist()
        only: dict[Field, set[str]] = {}
        first, end = 0, _FACTS
        for field, distinct in self._looked_up:
            first, end = end, end + len(distinct)
            only.setdefault(field, set()).update(distinct[part - first] for part in parts if first <= part < end)
        return analyse(self._article, self._written, story, rates, only)


def _facts(article: Article, asks: Callable[[str], bool]) -> Iterator[str]:
    """The atoms of an article that are not its words, of those scopes that any query asks for."""
    yield f"{LANGUAGE}{primary_tag(article.language)}"
    yield f"{FEED}{article.feed_id}"
    if asks(SITE):
        for site in sites_of(host_of(article.url)):
            yield f"{SITE}{site}"
    if asks(FIGURE):
        for figure in article.figures:
            for word in counted_words(figure):
                yield f"{FIGURE}{word}"
    if asks(COUNTRY):
        for code in countries_of(article):
            yield f"{COUNTRY}{code}"
