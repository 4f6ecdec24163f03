"""Which story an article belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from math import exp

from bot.stories.copies import is_copy
from bot.stories.fingerprint import Fingerprint
from bot.stories.likeness import Likeness, Weigh, Weighted, likeness
from bot.stories.window import Held, StoryWindow

WINDOW = timedelta(hours=72)
"""A story that no article joined for so long is over."""

_CANDIDATES = 40
"""Articles that are compared closely."""

_STORIES, _MEMBERS, _NEAREST = 6, 12, 3
"""Stories that are looked at, the newest articles of each that are compared, and the nearest of them that count."""

WEIGHTS = {"terms": 4.2, "names": 5.2, "title": 2.0, "numbers": 3.8, "strangers": -2.7, "days": 0.4, "years": 0.7}
OFFSET = -1.8
"""The evidence of each respect that ``Likeness`` has, in log odds: a logistic regression over pairs of ECB+ articles
(Cybulska and Vossen, 2014), cross-validated by halves of its topics, rounded, with days and years reduced because in
live news most articles name the same ones."""

JOIN = 0.5
"""The probability from which an article joins a story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDecision:
    """Where an article belongs, and why.

    ``story_id`` is None for a new story. ``score``, 0 to 1, is how probable the best story in the window is, whether it
    was joined or not. ``copy_of`` is the id of an article in that story whose text this one took over, or that took it
    over from the same source.
    """

    story_id: int | None
    score: float
    copy_of: int | None = None
    reasons: tuple[str, ...] = ()


def decide_story(window: StoryWindow, fingerprint: Fingerprint, now: datetime) -> StoryDecision:
    """The story of the window that an article seen ``now`` belongs to, or a new one.

    Stories whose last article is older than 72 hours are left out, though the window may still hold them.
    """
    weigh = cache(window.weight)
    article = Weighted.of(fingerprint, weigh)
    query = {term: weight * weigh(term) for term, weight in article.weights.items()}
    found = [held for held in window.nearest(query, _CANDIDATES) if now - window.last_seen(held.story_id) <= WINDOW]
    copied = next((held for held in found if is_copy(fingerprint, held.fingerprint)), None)
    if copied is not None:
        return StoryDecision(
            story_id=copied.story_id, score=1.0, copy_of=copied.article_id, reasons=(f"same text as {copied.outlet}",)
        )
    if fingerprint.series:
        return StoryDecision(story_id=None, score=0.0, reasons=("the title is that of a regular column or bulletin",))
    return _decide(window, weigh, article, [held for held in found if not held.fingerprint.series])


def _decide(window: StoryWindow, weigh: Weigh, article: Weighted, found: list[Held]) -> StoryDecision:
    best: tuple[float, int, Likeness] | None = None
    for story_id in list(dict.fromkeys(held.story_id for held in found))[:_STORIES]:
        evidence, nearest = _compare(weigh, article, window.articles_of(story_id))
        if best is None or evidence > best[0]:
            best = (evidence, story_id, nearest)
    if best is None:
        return StoryDecision(story_id=None, score=0.0, reasons=("nothing like it in the window",))
    evidence, story_id, nearest = best
    score = 1 / (1 + exp(-evidence))
    if score < JOIN:
        return StoryDecision(
            story_id=None, score=score, reasons=(f"too little in common with the nearest story ({score:.2f})",)
        )
    return StoryDecision(story_id=story_id, score=score, reasons=_reasons(nearest))


def _compare(weigh: Weigh, article: Weighted, held: list[Held]) -> tuple[float, Likeness]:
    """The evidence that an article belongs with a story: the mean over the three of its articles nearest to it."""
    likenesses = [likeness(article, Weighted.of(member.fingerprint, weigh)) for member in held[-_MEMBERS:]]
    likenesses.sort(key=_evidence, reverse=True)
    nearest = likenesses[:_NEAREST]
    return sum(map(_evidence, nearest)) / len(nearest), likenesses[0]


def _evidence(found: Likeness) -> float:
    """The log odds that two articles tell one event."""
    return (
        OFFSET
        + WEIGHTS["terms"] * found.terms
        + WEIGHTS["names"] * found.names
        + WEIGHTS["title"] * found.title
        + WEIGHTS["numbers"] * found.numbers
        + WEIGHTS["strangers"] * found.strangers
        + WEIGHTS["days"] * _against(found.days)
        + WEIGHTS["years"] * _against(found.years)
    )


def _reasons(nearest: Likeness) -> tuple[str, ...]:
    """What the nearest article of the story and this one share, in words for ``why``."""
    found = []
    if nearest.names_in_common:
        found.append(f"names in common: {', '.join(nearest.names_in_common)}")
    if nearest.words_in_common:
        found.append(f"words in common: {', '.join(nearest.words_in_common)}")
    return tuple(found)


def _against(agreement: int) -> int:
    """That days differ tells twice as much as that they agree: most articles of a day name that day."""
    return min(agreement, 2 * agreement)
