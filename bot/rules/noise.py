"""What a query brings beside what was meant: the words by which most of it comes, and an exclusion to think of.

An article that has what was asked for only once, and not in its title, is likely to be about something else. Words that such
passing mentions have, and the other matches have not, tell them apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.errors import BadQuery
from bot.domain.figure import Part
from bot.domain.news import Article
from bot.rules.document import read_article
from bot.rules.exclude import Exclusion, Told, try_exclusion
from bot.rules.explain import explain
from bot.rules.folding import fold
from bot.rules.tree import Query
from bot.rules.wording import content_words

_FEWEST = 3
"""Passing mentions in as many stories that make a word a kind of article and not a single one."""

_TRIED = 5
_LEAD_WORDS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """What was found among ``articles``: how many had each part of the query, the most frequent first.

    ``passing`` counts those that mention it but once; ``exclusion`` would take mostly such away, None where nothing would.
    """

    articles: int
    words: tuple[tuple[str, int], ...]
    passing: int
    exclusion: Exclusion | None


def find_noise(query: Query, matched: Sequence[Article], *, common: Collection[str] = ()) -> Noise:
    """Look through articles that a query matched; ``common`` are words in small letters that say nothing of an article."""
    words: Counter[str] = Counter()
    asked_for: set[str] = set()
    passing: list[Article] = []
    meant: list[Article] = []
    for article in matched:
        spans = explain(query, read_article(article)).spans
        words.update({span.leaf for span in spans})
        source = {Part.TITLE: article.title, Part.TEXT: article.text}
        asked_for |= {fold(word) for span in spans for word in source[span.part][span.start : span.end].split()}
        in_passing = len(spans) == 1 and spans[0].part is Part.TEXT
        (passing if in_passing else meant).append(article)
    return Noise(
        articles=len(matched),
        words=tuple(words.most_common()),
        passing=len(passing),
        exclusion=_exclusion(query, passing, meant, asked_for, common),
    )


def _exclusion(
    query: Query,
    passing: Sequence[Article],
    meant: Sequence[Article],
    asked_for: Collection[str],
    common: Collection[str],
) -> Exclusion | None:
    there = Counter(word for article in meant for word in _words(article, common))
    stories: dict[str, set[int]] = {}
    for article in passing:
        for word in _words(article, common):
            stories.setdefault(word, set()).add(article.story_id)
    ranked = sorted(stories, key=lambda word: (2 * there[word] - len(stories[word]), word))
    told = [*(Told(article) for article in passing), *(Told(article, liked=True) for article in meant)]
    for word in ranked[:_TRIED]:
        if len(stories[word]) < _FEWEST or fold(word) in asked_for:
            continue
        try:
            found = try_exclusion(query.text, word, told)
        except BadQuery:
            continue
        if found.removed >= 2 * found.liked + _FEWEST:
            return found
    return None


def _words(article: Article, common: Collection[str]) -> set[str]:
    runs = (*content_words(article.title, common, _LEAD_WORDS), *content_words(article.text, common, _LEAD_WORDS))
    return {word for run in runs for word in run}
