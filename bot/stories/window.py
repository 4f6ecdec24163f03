"""The window: the articles of stories that are still alive, indexed by their terms. State in memory and nothing else."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from math import log

import numpy as np

from bot.stories.fingerprint import Fingerprint
from bot.stories.lexicon import background_share

_PRIOR_ARTICLES = 1_000.0
"""The background shares of terms count as much as this many articles seen; more make a window trust itself less."""

_STORY_ARTICLES = 60
"""Articles of one story that are held; beyond them the oldest but the first makes room."""


@dataclass(slots=True)
class Held:
    """An article in the window."""

    article_id: int
    story_id: int
    outlet: str
    fingerprint: Fingerprint
    seen_at: datetime


@dataclass(slots=True)
class HeldStory:
    """A story in the window: its articles by id, in order of arrival."""

    last_seen: datetime
    articles: dict[int, None] = field(default_factory=dict)


class StoryWindow:
    """The articles that a new one may belong with. Bounded: at most ``limit`` articles, at most 60 of one story.

    Adding costs time in proportion to the article's terms; forgetting is paid for by the articles forgotten.
    """

    def __init__(self, *, limit: int = 50_000) -> None:
        self._limit = limit
        self._slots: list[Held | None] = []
        self._alive = bytearray()
        self._slot_of: dict[int, int] = {}
        self._postings: dict[str, array[int]] = {}
        self._frequency: dict[str, int] = {}
        self._stories: OrderedDict[int, HeldStory] = OrderedDict()

    def __len__(self) -> int:
        return len(self._slot_of)

    def add(self, article_id: int, story_id: int, outlet: str, fingerprint: Fingerprint, seen_at: datetime) -> None:
        """Hold an article as one of a story; an article that is held already is replaced."""
        self._drop(article_id)
        held = Held(article_id, story_id, outlet, fingerprint, seen_at)
        self._slot_of[article_id] = len(self._slots)
        for term in held.fingerprint.terms:
            self._postings.setdefault(term, array("I")).append(len(self._slots))
            self._frequency[term] = self._frequency.get(term, 0) + 1
        self._slots.append(held)
        self._alive.append(1)
        self._join(held)
        self._keep_bounds(story_id)

    def forget_before(self, moment: datetime) -> None:
        """Forget every story whose last article was seen before ``moment``."""
        for story_id in [key for key, story in self._stories.items() if story.last_seen < moment]:
            self._forget_story(story_id)

    def weight(self, term: str) -> float:
        """How much a term tells: its inverse document frequency, from the window and from what news is like."""
        expected = background_share(term) * _PRIOR_ARTICLES
        return log((len(self) + _PRIOR_ARTICLES) / (self._frequency.get(term, 0) + expected))

    def articles_of(self, story_id: int) -> list[Held]:
        """The articles held of a story, in order of arrival."""
        story = self._stories.get(story_id)
        return [self._article(article_id) for article_id in story.articles] if story else []

    def last_seen(self, story_id: int) -> datetime:
        """When the newest article of a story in the window was seen."""
        return self._stories[story_id].last_seen

    def nearest(self, weights: dict[str, float], count: int) -> list[Held]:
        """The articles with the greatest sum of products of weights over common terms, greatest first.

        ``weights`` are a query's terms with their weight, already squared in inverse document frequency.
        """
        scores = np.zeros(len(self._slots), dtype=np.float32)
        for term, weight in weights.items():
            slots = self._postings.get(term)
            if slots:
                scores[np.frombuffer(slots, dtype=np.uint32)] += weight
        scores *= np.frombuffer(self._alive, dtype=np.uint8)
        count = min(count, len(scores))
        best = np.argpartition(-scores, count - 1)[:count] if count else ()
        ranked = sorted((int(slot) for slot in best if scores[slot] > 0), key=lambda slot: (-scores[slot], slot))
        return [held for slot in ranked if (held := self._slots[slot]) is not None]

    def _article(self, article_id: int) -> Held:
        held = self._slots[self._slot_of[article_id]]
        assert held is not None
        return held

    def _join(self, held: Held) -> None:
        story = self._stories.setdefault(held.story_id, HeldStory(held.seen_at))
        story.last_seen = max(story.last_seen, held.seen_at)
        story.articles[held.article_id] = None
        self._stories.move_to_end(held.story_id)

    def _keep_bounds(self, story_id: int) -> None:
        articles = self._stories[story_id].articles
        if len(articles) > _STORY_ARTICLES:
            self._drop(list(articles)[1])
        while len(self) > self._limit and len(self._stories) > 1:
            self._forget_story(next(iter(self._stories)))

    def _forget_story(self, story_id: int) -> None:
        for article_id in list(self._stories[story_id].articles):
            self._drop(article_id)

    def _drop(self, article_id: int) -> None:
        slot = self._slot_of.pop(article_id, None)
        if slot is None:
            return
        held = self._slots[slot]
        assert held is not None
        self._slots[slot] = None
        self._alive[slot] = 0
        for term in held.fingerprint.terms:
            self._frequency[term] -= 1
        story = self._stories[held.story_id]
        del story.articles[article_id]
        if not story.articles:
            del self._stories[held.story_id]
        if len(self._slots) > 2 * len(self) + 256:
            self._compact()

    def _compact(self) -> None:
        """Build the index anew without the holes that forgotten articles leave."""
        self._slots = [held for held in self._slots if held is not None]
        self._alive = bytearray(b"\1") * len(self._slots)
        self._slot_of = {held.article_id: slot for slot, held in enumerate(self._slots) if held}
        self._postings.clear()
        self._frequency.clear()
        for slot, held in enumerate(self._slots):
            for term in held.fingerprint.terms if held else ():
                self._postings.setdefault(term, array("I")).append(slot)
                self._frequency[term] = self._frequency.get(term, 0) + 1
