"""The story that ``summary``, ``figures`` and ``why`` speak of: one named, or a topic's newest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.errors import NotFound
from bot.domain.news import Article
from bot.domain.verbs import Option, OptionKind
from bot.pipeline.stories_of import stories_of
from handlers.context import Context, find_story, find_topic

SPAN = timedelta(days=7)

STORY_OPTION = Option(name="story", kind=OptionKind.STORY, help="a topic's name, or a story such as s12", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A story with its articles, first seen first; ``others`` are further stories of the topic, by their headline.

    ``headline`` is the one by which it is named among others.
    """

    story_id: int
    articles: tuple[Article, ...]
    others: tuple[tuple[int, str], ...] = ()
    headline: str = ""

    @property
    def outlets(self) -> Sequence[str]:
        """Names of those who report it, the first to be seen first."""
        return list(dict.fromkeys(article.outlet for article in self.articles))


async def find_telling(context: Context, name: str) -> Telling:
    """Find the story; ``NotFound`` says what is there instead."""
    first, *rest = await find_tellings(context, name)
    return replace(first, others=tuple((each.story_id, each.headline) for each in rest))


async def find_tellings(context: Context, name: str) -> Sequence[Telling]:
    """Find the story, or the topic's stories, the one with the newest matching article first."""
    async with context.storage.read() as tx:
        articles = await find_story(tx, context.workspace, name)
        if articles:
            return [Telling(story_id=articles[0].story_id, articles=tuple(articles))]
        topic = await find_topic(tx, context.workspace, name)
    found = await stories_of(context.storage, topic, since=context.now - SPAN, rates=context.rates)
    if not found:
        raise NotFound(f"Nothing on {topic.name} in the last seven days.")
    return [
        Telling(story_id=story.story_id, articles=story.articles, headline=story.matching[-1].title) for story in found
    ]
