"""One article as an index reads it: the atoms that it has, and positions only of the words that somebody asks for."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import compress

import numpy as np

from bot.domain.news import Article
from bot.rules.address import host_of, sites_of
from bot.rules.amounts import counted_words
from bot.rules.atoms import ALWAYS, COUNTRY, FEED, FIGURE, LANGUAGE, SITE, AtomTable
from bot.rules.document import Document, analyse, pieces, primary_tag
from bot.rules.folding import bare_surfaces
from bot.rules.gazetteer import countries_of
from bot.rules.lexicon import SEVERAL
from bot.rules.postings import Ids
from bot.rules.rows import RowTable
from bot.rules.story_facts import Rates, StoryFacts
from bot.rules.tree import Field

_ALWAYS = array("i", (ALWAYS,)).tobytes()
_NO_WORD = ""


class Reading:
    """An article, and the numbers of its ``atoms``, some perhaps more than once.

    They are those of its words and their stems, and of what else is known of it.
    """

    def __init__(self, article: Article, atoms: AtomTable) -> None:
        self._article = article
        self._pieces: list[tuple[Field, list[str]]] = []
        self._words: list[str] = [_NO_WORD]
        self._read = read = [atoms.known(_facts(article, atoms.lexicon.asks))]
        streams_of = atoms.lexicon.streams_of
        language = primary_tag(article.language)
        for field, text in pieces(article):
            streams = streams_of(field, language)
            if text and streams:
                surfaces = bare_surfaces(text)
                self._pieces.append((field, surfaces))
                distinct = list(set(surfaces))
                for stream in streams:
                    self._words += distinct
                    read += map(stream.__getitem__, distinct)
        self.atoms: Ids = np.frombuffer(b"".join([_ALWAYS, *read]), np.int32)

    def document(self, wanted: Sequence[int], rows: RowTable, story: StoryFacts, rates: Rates) -> Document:
        """The article analysed by those words that have one of the atoms ``wanted``, or more tokens than one, or none.

        Pieces in which no query looks for words count as empty, so its length may not be the article's.
        """
        numbers: Ids = np.frombuffer(_ALWAYS.join(self._read), np.int32)
        places = rows.places_of((*wanted, SEVERAL), numbers)
        sought = {self._words[word] for word in (numbers == ALWAYS).cumsum().take(places).tolist()}
        picked = [
            (field, surfaces, compress(range(len(surfaces)), map(sought.__contains__, surfaces)))
            for field, surfaces in self._pieces
        ]
        return analyse(self._article, picked, story, rates)


def _facts(article: Article, asks: Callable[[str], bool]) -> Iterator[str]:
    """The atoms of an article that are not its words, of those scopes that any query asks for."""
    if asks(LANGUAGE):
        yield f"{LANGUAGE}{primary_tag(article.language)}"
    if asks(FEED):
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
