"""What all outlets say of one event, in a few of their own sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from bot.stories.candidates import Candidate, candidates
from bot.stories.lexicon import background_share
from bot.stories.sketch import COPIED, Sketch, containment, sketch_of
from bot.stories.tokens import tokens

_ARTICLES = 40
"""Articles that are read of one story; later ones repeat what these say."""

_NOVELTY = 0.45
"""The weight of redundancy against relevance (Carbonell and Goldstein, "The use of MMR", 1998: 1 - lambda)."""

_SAME = 0.6
"""A sentence so much of whose weight is in those already chosen says nothing new."""


@dataclass(frozen=True, slots=True)
class SummaryInput:
    """One article of a story."""

    id: str | int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence, word for word, and the id of the article it stands in."""

    text: str
    article: str | int


def summarise(articles: Sequence[SummaryInput], words: int = 75) -> tuple[SummarySentence, ...]:
    """At most ``words`` words (runs without white space) that tell the story, the lead first.

    Sentences are taken unchanged from the texts, without an opening dateline. They are chosen one by one for what they
    share with all articles, for an early place and for figures and names, less what is said already. One that leans on
    the sentence before it ("He said ...") is used only where there is no other. Empty where no sentence fits.
    """
    told = _distinct(articles[:_ARTICLES])
    found = [candidate for at, article in enumerate(told) for candidate in candidates(at, article.text)]
    if not found:
        return ()
    weights = _weights(told, found)
    best = min((candidate.flaw for candidate in found if candidate.size <= words), default=0)
    usable = [candidate for candidate in found if candidate.flaw == best]
    chosen = _choose(usable, weights, words)
    return tuple(SummarySentence(candidate.text, told[candidate.article].id) for candidate in _readable(chosen))


def _distinct(articles: Sequence[SummaryInput]) -> list[SummaryInput]:
    """The articles without copies, so that a text is not more important for being copied."""
    kept: list[tuple[SummaryInput, Sketch]] = []
    for article in articles:
        sketch = sketch_of("", article.text)
        if not any(containment(sketch, other) >= COPIED for _, other in kept):
            kept.append((article, sketch))
    return [article for article, _ in kept]


def _weights(articles: Sequence[SummaryInput], found: Sequence[Candidate]) -> dict[str, float]:
    """A term's worth: the share of articles that hold it, more for titles, times how rarely news holds it."""
    spread: Counter[str] = Counter()
    for at in range(len(articles)):
        spread.update({term for candidate in found if candidate.article == at for term in candidate.terms})
    for article in articles:
        spread.update({token.term for token in tokens(article.title, None)})
    repeated = Counter(term for candidate in found for term in candidate.terms)
    return {
        term: (spread[term] / len(articles)) * log(1 + repeated[term]) * -log(background_share(term))
        for term in repeated
    }


def _choose(usable: Sequence[Candidate], weights: Mapping[str, float], words: int) -> list[Candidate]:
    relevance = {candidate: _relevance(candidate, weights) for candidate in usable}
    top = max(relevance.values(), default=1.0) or 1.0
    chosen: list[Candidate] = []
    left = words
    while True:
        fitting = [
            (_worth(candidate, relevance[candidate] / top, chosen, weights), candidate)
            for candidate in usable
            if candidate.size <= left and candidate not in chosen and _repeated(candidate, chosen, weights) < _SAME
        ]
        if not fitting:
            return chosen
        _, best = max(fitting, key=lambda pair: (pair[0], -pair[1].article, -pair[1].place))
        chosen.append(best)
        left -= best.size


def _relevance(candidate: Candidate, weights: Mapping[str, float]) -> float:
    # Divided by the root of the length: a sum would choose the longest sentence, a mean the shortest.
    central = sum(weights[term] for term in candidate.terms) / sqrt(len(candidate.terms) + 4)
    early = 1 + 0.6 / (1 + candidate.place)
    figures = 1 + 0.08 * min(candidate.figures, 2)
    return central * early * figures


def _worth(candidate: Candidate, relevance: float, chosen: Sequence[Candidate], weights: Mapping[str, float]) -> float:
    lead = 0.3 if not chosen and candidate.place == 0 else 0.0
    return (1 - _NOVELTY) * (relevance + lead) - _NOVELTY * _repeated(candidate, chosen, weights)


def _repeated(candidate: Candidate, chosen: Sequence[Candidate], weights: Mapping[str, float]) -> float:
    """The part of a sentence's weight that those chosen say too, taken together."""
    said: frozenset[str] = frozenset().union(*(sentence.terms for sentence in chosen))
    whole = sum(weights[term] for term in candidate.terms)
    return sum(weights[term] for term in candidate.terms & said) / whole if whole else 1.0


def _readable(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The first chosen leads; its article's other sentences follow in their order, then the other articles'."""
    if not chosen:
        return []
    lead = chosen[0]
    return sorted(
        chosen,
        key=lambda sentence: (sentence is not lead, sentence.article != lead.article, sentence.article, sentence.place),
    )
