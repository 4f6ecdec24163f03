"""article -> the topics that want it, kept in step with the database by its version number."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Protocol

import structlog

from bot.domain.errors import BadQuery
from bot.domain.figure import Part
from bot.domain.news import Article
from bot.domain.watch import Topic
from bot.pipeline.ports import Transaction
from bot.rules import (
    ALONE,
    NO_RATES,
    Index,
    Query,
    Rates,
    StoryFacts,
    explain,
    hangs_on_story,
    loosened,
    matches,
    parse,
    read_article,
)

log = structlog.get_logger(__name__)

Highlight = tuple[Part, int, int]

OPTION_QUERIES = 4096
"""How many different queries of subscriptions' options (``urgent``, ``mention_when``) are kept read."""


@lru_cache(OPTION_QUERIES)
def _read(text: str) -> Query | None:
    """A query that was saved; None where it cannot be read."""
    try:
        return parse(text)
    except BadQuery as error:
        # It was checked when it was saved, so a version with a larger language saved it.
        log.warning("option_query_not_understood", query=text, error=str(error))
        return None


class Matcher(Protocol):
    """Finds the topics that an article matches."""

    async def sync(self, tx: Transaction) -> None:
        """Take in what changed in the database since the last call."""

    def match(self, article: Article, workspaces: Collection[str]) -> Sequence[Topic]:
        """Topics of these workspaces that the article matches, by id; those that ask of its story (``asks_of_story``) where
        it may match, for ``wants`` to decide.
        """

    def asks_of_story(self, query: str) -> bool:
        """Whether a query hangs on how the article's story stands."""

    def topic(self, topic_id: int) -> Topic | None:
        """A topic that still stands."""

    def wants(self, topic: Topic, article: Article, story: StoryFacts | None = None) -> bool:
        """Whether one topic matches; where nothing is known of the story, whether it may match."""

    def satisfies(self, query: str, article: Article, story: StoryFacts = ALONE) -> bool:
        """Whether an article matches a query that is no topic's; one that cannot be read is matched by nothing."""

    def highlights(self, topic: Topic, article: Article) -> tuple[Highlight, ...]:
        """Spans of title and text that made it match, in order, not overlapping."""


class QueryMatcher:
    """``Matcher`` over every workspace's topics at once, by the prospective index of ``bot.rules``.

    ``rates`` are what the operator says that currencies are worth.
    """

    def __init__(self, rates: Rates = NO_RATES) -> None:
        self._rates = rates
        self._index = Index(rates)
        self._topics: dict[int, Topic] = {}
        self._queries: dict[int, Query] = {}
        self._version = -1
        self._asked: tuple[Article, StoryFacts] | None = None
        self._answers: dict[str, bool] = {}

    async def sync(self, tx: Transaction) -> None:
        version = await tx.watch.version()
        if version == self._version:
            return
        topics = {topic.id: topic for topic in await tx.watch.all_topics()}
        for topic_id in self._topics.keys() - topics.keys():
            self._forget(topic_id)
        for topic_id, topic in topics.items():
            self._learn(topic_id, topic)
        self._version = version

    def _forget(self, topic_id: int) -> None:
        del self._topics[topic_id]
        if self._queries.pop(topic_id, None):
            self._index.remove(topic_id)

    def _learn(self, topic_id: int, topic: Topic) -> None:
        before = self._topics.get(topic_id)
        self._topics[topic_id] = topic
        if before and before.query == topic.query:
            return
        if self._queries.pop(topic_id, None):
            self._index.remove(topic_id)
        try:
            query = parse(topic.query)
        except BadQuery as error:
            # A query is checked when it is saved, so this one was saved by a version with a larger language.
            log.warning("topic_query_not_understood", topic=topic.name, workspace=topic.workspace, error=str(error))
            return
        self._queries[topic_id] = query
        self._index.add(topic_id, loosened(query) if hangs_on_story(query) else query)

    def match(self, article: Article, workspaces: Collection[str]) -> Sequence[Topic]:
        topics = (self._topics[topic_id] for topic_id in self._index.match(article))
        return [topic for topic in topics if topic.workspace in workspaces]

    def topic(self, topic_id: int) -> Topic | None:
        return self._topics.get(topic_id)

    def asks_of_story(self, query: str) -> bool:
        read = _read(query)
        return read is not None and hangs_on_story(read)

    def wants(self, topic: Topic, article: Article, story: StoryFacts | None = None) -> bool:
        query = self._queries.get(topic.id)
        if query is None:
            return False
        if story is None and hangs_on_story(query):
            query = loosened(query)
        return matches(query, read_article(article, story or ALONE, self._rates))

    def satisfies(self, query: str, article: Article, story: StoryFacts = ALONE) -> bool:
        if self._asked is None or article is not self._asked[0] or story != self._asked[1]:
            # Many channels ask the same of one article, and then of the next.
            self._asked, self._answers = (article, story), {}
        if query not in self._answers:
            read = _read(query)
            self._answers[query] = read is not None and matches(read, read_article(article, story, self._rates))
        return self._answers[query]

    def highlights(self, topic: Topic, article: Article) -> tuple[Highlight, ...]:
        query = self._queries.get(topic.id)
        if query is None:
            return ()
        spans = explain(query, read_article(article, rates=self._rates)).spans
        return tuple((span.part, span.start, span.end) for span in spans)


class EveryArticle:
    """``Matcher`` for which every article matches every topic; queries are not read."""

    def __init__(self) -> None:
        self._topics: dict[int, Topic] = {}

    async def sync(self, tx: Transaction) -> None:
        self._topics = {topic.id: topic for topic in await tx.watch.all_topics()}

    def match(self, article: Article, workspaces: Collection[str]) -> Sequence[Topic]:  # noqa: ARG002
        return [topic for _, topic in sorted(self._topics.items()) if topic.workspace in workspaces]

    def topic(self, topic_id: int) -> Topic | None:
        return self._topics.get(topic_id)

    def asks_of_story(self, query: str) -> bool:  # noqa: ARG002
        return False

    def wants(self, topic: Topic, article: Article, story: StoryFacts | None = None) -> bool:  # noqa: ARG002
        return True

    def satisfies(self, query: str, article: Article, story: StoryFacts = ALONE) -> bool:  # noqa: ARG002
        return True

    def highlights(self, topic: Topic, article: Article) -> tuple[Highlight, ...]:  # noqa: ARG002
        return ()
