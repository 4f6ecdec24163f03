"""Which of a channel's topics an article matches, and by which words; or what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.card import Break, Matched, Span, Text
from bot.domain.errors import BadQuery
from bot.domain.figure import Part
from bot.domain.news import Article
from bot.domain.watch import Topic
from bot.rules import NO_RATES, Explanation, Rates, StoryFacts, explain, parse, read_article

MISSES = 6
WORDS = 12
"""How many topics that did not match, and how many words that did, an answer names."""


def matched(article: Article, topics: Sequence[Topic], story: StoryFacts, rates: Rates = NO_RATES) -> Iterable[Span]:
    """One line for each topic that matches, or one line for all that do not; ``story`` is how it stood then."""
    if not topics:
        yield Break()
        yield Text("This channel has no topic.")
    hits, missed = 0, []
    document = read_article(article, story, rates)
    for topic in topics:
        try:
            explanation = explain(parse(topic.query), document)
        except BadQuery as error:
            yield Break()
            yield Text(f"The query of {topic.name} cannot be read: {error}.")
            continue
        if explanation.matched:
            hits += 1
            yield from _by_words(topic, article, explanation)
        else:
            missed.append(f"{topic.name} ({'; '.join(explanation.missing[:2]) or 'no match'})")
    if missed and not hits:
        # What other topics lack is of interest only where the reader may have expected an alert and had none.
        more = f" and {len(missed) - MISSES} more" if len(missed) > MISSES else ""
        yield Break()
        yield Text(f"Does not match {'; '.join(missed[:MISSES])}{more}.")


def _by_words(topic: Topic, article: Article, explanation: Explanation) -> Iterable[Span]:
    yield Break()
    yield Text(f"Matches {topic.name} by ")
    source = {Part.TITLE: article.title, Part.TEXT: article.text}
    words = dict.fromkeys(source[span.part][span.start : span.end] for span in explanation.spans)
    for number, word in enumerate(list(words)[:WORDS]):
        if number:
            yield Text(", ")
        yield Matched(word)
