"""How a story stands when one of its articles is judged; read only where a query asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bot.domain.news import Article
from bot.pipeline.compose import independent_of
from bot.pipeline.match import Matcher
from bot.pipeline.ports import Transaction
from bot.rules import StoryFacts


def facts_at(
    article: Article, story: Iterable[Article], *, before: Article | None = None, later: Collection[int] = ()
) -> StoryFacts:
    """The facts of the story when ``article`` came, or was edited and stood as ``before``.

    ``story`` are its articles, first seen first; those whose ids are in ``later`` have not come yet.
    """
    there = [each for each in story if each.id not in later and each.id != article.id]
    known = there if before is None else [*there, before]
    return StoryFacts(
        sources=max(independent_of([*there, article]), 1),
        figures_before=tuple(figure for each in known for figure in each.figures),
    )


async def matched_topics(
    tx: Transaction,
    matcher: Matcher,
    article: Article,
    workspaces: Collection[str],
    *,
    before: Article | None = None,
    later: Collection[int] = (),
) -> frozenset[int]:
    """Ids of the topics of these workspaces that an article matches, its story being as each workspace sees it."""
    topics = matcher.match(article, workspaces)
    matched = {topic.id for topic in topics if not matcher.asks_of_story(topic.query)}
    asking = [topic for topic in topics if topic.id not in matched]
    for workspace in sorted({topic.workspace for topic in asking}):
        story = await tx.articles.of_story(workspace, article.story_id)
        facts = facts_at(article, story, before=before, later=later)
        matched |= {
            topic.id for topic in asking if topic.workspace == workspace and matcher.wants(topic, article, facts)
        }
    return frozenset(matched)


def facts_in_order(articles: Sequence[Article]) -> dict[int, StoryFacts]:
    """The facts of one story when each of its articles came, by their ids; ``articles`` are first seen first."""
    return {article.id: facts_at(article, articles[:number]) for number, article in enumerate(articles)}
