"""Made-up news and made-up queries for it, drawn from a fixed seed.

Words of articles are Zipf-distributed over a vocabulary of a newspaper's size; 150 stand for the words that nobody asks for.
Queries ask for words by their inverse document frequency, and oftener for what is oftener written of.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate

from bot.domain.news import Article

VOCABULARY = 60_000
ARTICLE_WORDS = 400
TITLE_WORDS = 12
SENTENCE_WORDS = 16
UNASKED = 150
CONSONANTS, VOWELS = "bcdfghjklmnprstvz", "aeiou"
SETS = ("plain", "mixed", "agency")
AGENCY_TERMS = 27


class World:
    """Draws articles and queries."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)
        self.words = self._vocabulary()
        written = [1 / (rank + 3) for rank in range(VOCABULARY)]
        self._written = list(accumulate(written))
        missing = [1 - share / self._written[-1] for share in written]
        self.rarity = {
            word: -math.log(1 - missed**ARTICLE_WORDS) for word, missed in zip(self.words, missing, strict=True)
        }
        """Word -> the logarithm of how many articles there are for one that has it."""
        self._asked = list(
            accumulate(
                self.rarity[word] / (rank + 2 * UNASKED) ** 0.8 if rank >= UNASKED else 0.0
                for rank, word in enumerate(self.words)
            )
        )

    def _vocabulary(self) -> list[str]:
        """Distinct pronounceable words, the commonest first and shortest."""
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            syllables = 2 if len(words) < 2000 else self._draw.randint(3, 5)
            words["".join(self._draw.choice(CONSONANTS) + self._draw.choice(VOWELS) for _ in range(syllables))] = None
        return list(words)

    def article(self, number: int) -> Article:
        """An article of 400 words, twelve of them its title; every fourth sentence is a quotation as newspapers set it."""
        drawn = self._draw.choices(self.words, cum_weights=self._written, k=ARTICLE_WORDS)
        sentences = [
            f"“{sentence}.”" if place % 4 == 3 else f"{sentence}."
            for place, sentence in enumerate(
                " ".join(drawn[at : at + SENTENCE_WORDS]).capitalize()
                for at in range(TITLE_WORDS, ARTICLE_WORDS, SENTENCE_WORDS)
            )
        ]
        return Article(
            id=number,
            outlet="Desk",
            url=f"https://desk.example/{number}",
            title=" ".join(drawn[:TITLE_WORDS]).title(),
            text=" ".join(sentences),
            seen_at=datetime(2025, 1, 1, tzinfo=UTC),
            language="en",
        )

    def queries(self, name: str, count: int) -> Iterator[str]:
        """So many queries of the set of this name."""
        drawn = {"plain": self._plain, "mixed": self._mixed, "agency": self._agency}[name]
        return (drawn() for _ in range(count))

    def _terms(self, count: int) -> list[str]:
        return self._draw.choices(self.words, cum_weights=self._asked, k=count)

    def _plain(self) -> str:
        """Two to four words: half of the queries ask for all, some for one of several, some exclude one."""
        words = self._terms(self._draw.randint(2, 4))
        kind = self._draw.random()
        if kind < 0.5 or len(words) == 2:
            return " AND ".join(words)
        if kind < 0.8:
            return f"{words[0]} AND ({' OR '.join(words[1:])})"
        return f"{' AND '.join(words[:-1])} NOT {words[-1]}"

    def _mixed(self) -> str:
        """As the plain ones, a quarter of them with a phrase, a prefix, NEAR or a field."""
        if self._draw.random() < 0.75:
            return self._plain()
        first, second, third = self._terms(3)
        forms = (
            f'"{first} {second}"',
            f'{first} AND "{second} {third}"',
            f"{first} AND {second[:4]}*",
            f"{first} NEAR/5 {second}",
            f"title:{first} AND {second}",
        )
        return self._draw.choice(forms)

    def _agency(self) -> str:
        """Three groups of six to nine words, of each of which one must be there, and three words that must not."""
        words = self._terms(AGENCY_TERMS)
        groups = [f"({' OR '.join(group)})" for group in (words[:9], words[9:18], words[18:24], words[24:])]
        return f"{' AND '.join(groups[:3])} NOT {groups[3]}"
