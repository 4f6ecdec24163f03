"""How alike two articles are, in several respects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from bot.stories.fingerprint import Fingerprint
from bot.stories.when import days_agree, years_agree

Weigh = Callable[[str], float]
"""How much a term tells in the window at hand."""

_ENOUGH_NAMES = 4
"""With fewer names on either side, that they differ says less."""

_SHOWN = 6
"""Terms that a reason names."""

_DOUBT = 20.0
"""Weight, about that of one rare word, that every article is taken to have beside what is known of it: two short texts
that share their one telling word are not yet alike."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A fingerprint with its terms weighed by how much they tell in the window at hand."""

    fingerprint: Fingerprint
    weights: dict[str, float]

    @classmethod
    def of(cls, fingerprint: Fingerprint, weigh: Weigh) -> Weighted:
        """Weigh a fingerprint's terms."""
        pairs = zip(fingerprint.terms, fingerprint.weights, strict=True)
        return cls(fingerprint, {term: weight / 10 * weigh(term) for term, weight in pairs})


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Respects in which two articles are alike: 0 (not at all) to 1, and what speaks against it.

    ``strangers`` is 0 to 1: how much proper names on both sides differ. ``days`` and ``years`` are 1 (in common),
    -1 (different) or 0 (unknown). The last two hold the weightiest terms in
    common, at most six each.
    """

    terms: float
    names: float
    title: float
    numbers: float
    strangers: float
    days: int
    years: int
    names_in_common: tuple[str, ...]
    words_in_common: tuple[str, ...]


def likeness(one: Weighted, other: Weighted) -> Likeness:
    """Compare two articles. Symmetric."""
    ours, theirs = one.weights, other.weights
    common = [term for term in ours if term in theirs]
    heaviest = sorted(common, key=lambda term: (-ours[term] * theirs[term], term))
    proper = frozenset(one.fingerprint.names + other.fingerprint.names)
    names = _overlap(one, other, one.fingerprint.names, other.fingerprint.names)
    known = min(len(one.fingerprint.names), len(other.fingerprint.names), _ENOUGH_NAMES) / _ENOUGH_NAMES
    return Likeness(
        terms=_cosine(ours, theirs, common),
        names=names,
        strangers=(1 - names) * known,
        days=days_agree(one.fingerprint.when, other.fingerprint.when),
        years=years_agree(one.fingerprint.when, other.fingerprint.when),
        title=_overlap(one, other, one.fingerprint.title, other.fingerprint.title),
        numbers=_overlap(one, other, one.fingerprint.numbers, other.fingerprint.numbers),
        names_in_common=tuple(term for term in heaviest if term in proper)[:_SHOWN],
        words_in_common=tuple(term for term in heaviest if term not in proper)[:_SHOWN],
    )


def _cosine(ours: dict[str, float], theirs: dict[str, float], common: list[str]) -> float:
    product = sum(ours[term] * theirs[term] for term in common)
    return product / sqrt((_square(ours) + _DOUBT**2) * (_square(theirs) + _DOUBT**2))


def _square(weights: dict[str, float]) -> float:
    return sum(weight * weight for weight in weights.values())


def _overlap(one: Weighted, other: Weighted, ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """How much of what stands out in each stands anywhere in the other: the mean of both directions, by weight."""
    return (_part(one, ours, other) + _part(other, theirs, one)) / 2


def _part(one: Weighted, terms: tuple[str, ...], other: Weighted) -> float:
    whole = _DOUBT + sum(one.weights[term] for term in terms)
    return sum(one.weights[term] for term in terms if term in other.weights) / whole
