"""Exclusions: which words would have kept an unwanted article away, and what else they would have kept away.

A candidate is a word or a pair of words of the unwanted article. Each is tried on the articles that were told; what readers
thought of those decides which is best.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.errors import BadQuery
from bot.domain.figure import Part
from bot.domain.news import Article
from bot.rules.document import Document, read_article
from bot.rules.evaluate import holds
from bot.rules.explain import explain
from bot.rules.folding import fold
from bot.rules.parser import parse
from bot.rules.tree import And, Node, Or, Query, all_of, negated
from bot.rules.wording import content_words

MOST_CANDIDATES = 60
"""Candidates that are tried; those of the title come first."""

LEAD_WORDS = 80
"""How far into a text candidates are looked for: what an article is about is said at its beginning."""

_DISLIKED, _LIKED, _IN_TITLE = 3.0, -4.0, 0.5
_UNRATED, _UNRATED_TOO_MANY = 0.5, -0.5
"""What it counts for or against a candidate that it removes an article that readers disliked, liked, or did not judge.
A few unjudged ones show a kind of article, not this one alone; more than a quarter of all are too many."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article that was told, and whether its readers liked it; None where nobody said."""

    article: Article
    liked: bool | None = None


_Documents = Sequence[tuple[Document, bool | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """``words`` as a query writes them, the whole ``query`` with them excluded, and how many of the ``told`` articles it
    would have ``removed``, of which ``liked`` were liked and ``disliked`` were not.
    """

    words: str
    query: str
    told: int
    removed: int
    liked: int
    disliked: int


def exclude(query: str, words: str) -> str:
    """A query that finds what ``query`` finds, but nothing that ``words`` (a query itself) finds.

    Written without more parentheses than it needs; as it is, if it excludes them already. Raises ``BadQuery`` if either
    cannot be read, or both together.
    """
    text = " ".join(query.split())
    tree = parse(text).tree
    unwanted = parse(words)
    if negated(unwanted.tree) in (tree.items if isinstance(tree, And) else (tree,)):
        return text
    negation = f"NOT ({words})" if isinstance(unwanted.tree, And | Or) else f"NOT {words}"
    short = f"{text} AND {negation}"
    if _read(short) == all_of((tree, negated(unwanted.tree))):
        return short
    whole = f"({text}) AND {negation}"
    parse(whole)
    return whole


def propose_exclusions(
    query: str, unwanted: Article, told: Sequence[Told], *, common: Collection[str] = (), limit: int = 3
) -> tuple[Exclusion, ...]:
    """The best exclusions that would have kept ``unwanted`` away, best first; none where its words tell nothing.

    ``told`` are the articles to try them on, ``unwanted`` among them; ``common`` are words in small letters that say
    nothing of an article. An exclusion that would have removed more than half of several is not proposed.
    """
    asked = parse(query)
    documents = [(read_article(each.article), each.liked) for each in told]
    target = read_article(unwanted)
    ranked: list[tuple[float, int, Exclusion]] = []
    for number, (words, in_title) in enumerate(_candidates(asked, unwanted, common)):
        tree = _read(words)
        if tree is None or not holds(tree, target):
            continue
        found = _tried(query, words, tree, documents)
        if found and (found.removed * 2 <= found.told or found.told < 3):
            ranked.append((-_score(found) - _IN_TITLE * in_title, number, found))
    return tuple(found for _, _, found in sorted(ranked, key=lambda each: each[:2])[:limit])


def try_exclusion(query: str, words: str, told: Sequence[Told]) -> Exclusion:
    """What excluding ``words`` would have done. Raises ``BadQuery`` as ``exclude`` does."""
    whole = exclude(query, words)
    return _counted(whole, words, parse(words).tree, [(read_article(each.article), each.liked) for each in told])


def _tried(query: str, words: str, tree: Node, documents: _Documents) -> Exclusion | None:
    try:
        whole = exclude(query, words)
    except BadQuery:
        # The query is as deep as one may be.
        return None
    return _counted(whole, words, tree, documents)


def _counted(whole: str, words: str, tree: Node, documents: _Documents) -> Exclusion:
    removed = [liked for document, liked in documents if holds(tree, document)]
    return Exclusion(
        words=words,
        query=whole,
        told=len(documents),
        removed=len(removed),
        liked=sum(liked is True for liked in removed),
        disliked=sum(liked is False for liked in removed),
    )


def _score(found: Exclusion) -> float:
    unrated = found.removed - found.liked - found.disliked
    few = min(unrated, found.told // 4 + 1)
    return _DISLIKED * found.disliked + _LIKED * found.liked + _UNRATED * few + _UNRATED_TOO_MANY * (unrated - few)


def _candidates(query: Query, article: Article, common: Collection[str]) -> list[tuple[str, bool]]:
    """Words and pairs of words, each with whether it is of the title; none that are only what the query asks for."""
    asked_for = _matched(query, article)
    found: dict[str, bool] = {}
    for text, in_title in ((article.title, True), (article.text, False)):
        runs = content_words(text, common, LEAD_WORDS)
        for words in _singly_and_paired(runs):
            if not all(fold(word) in asked_for for word in words):
                found.setdefault(words[0] if len(words) == 1 else f'"{" ".join(words)}"', in_title)
    return list(found.items())[:MOST_CANDIDATES]


def _singly_and_paired(runs: Iterable[Sequence[str]]) -> Iterable[tuple[str, ...]]:
    for run in runs:
        yield from ((word,) for word in run)
        yield from pairwise(run)


def _matched(query: Query, article: Article) -> frozenset[str]:
    source = {Part.TITLE: article.title, Part.TEXT: article.text}
    spans = explain(query, article).spans
    return frozenset(fold(word) for span in spans for word in source[span.part][span.start : span.end].split())


def _read(words: str) -> Node | None:
    try:
        return parse(words).tree
    except BadQuery:
        return None
