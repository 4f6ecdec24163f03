"""article -> its story. The window of recent articles is held in memory and caught up from the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.news import Article, Story
from bot.pipeline.analyse import Analysed
from bot.pipeline.ports import Transaction
from bot.stories import WINDOW, Fingerprint, StoryWindow, decide_story


class Grouper:
    """Groups articles one after another. Used only inside ``Storage.write`` blocks, which are serial."""

    def __init__(self) -> None:
        self._window = StoryWindow()
        self._last_id = 0

    def reset(self) -> None:
        """Forget the window, after a transaction that was rolled back; the next ``sync`` reads it again."""
        self._window = StoryWindow()
        self._last_id = 0

    async def sync(self, tx: Transaction, now: datetime) -> None:
        """Take in articles that were stored since the last call, by whatever process."""
        self._window.forget_before(now - WINDOW)
        for row in await tx.stories.window(since=now - WINDOW, after_article_id=self._last_id):
            fingerprint = Fingerprint.from_json(row.fingerprint)
            self._window.add(row.article_id, row.story_id, row.outlet, fingerprint, row.seen_at)
            self._last_id = row.article_id

    async def store(self, tx: Transaction, analysed: Analysed, *, link_key: str | None) -> Article:
        """Store a new article in the story that it tells of, or in a story of its own."""
        article, fingerprint = analysed.article, analysed.fingerprint
        decision = decide_story(self._window, fingerprint, article.seen_at)
        story = await tx.stories.get(decision.story_id) if decision.story_id else None
        if story is None:
            story = await tx.stories.add(
                Story(title=article.title, place=article.place, first_seen=article.seen_at, last_seen=article.seen_at)
            )
        else:
            await tx.stories.save(replace(story, last_seen=article.seen_at, place=story.place or article.place))
        stored = await tx.articles.add(
            replace(article, story_id=story.id, copy_of=decision.copy_of),
            link_key=link_key,
            fingerprint=fingerprint.to_json(),
        )
        self._window.add(stored.id, story.id, stored.outlet, fingerprint, stored.seen_at)
        self._last_id = stored.id
        return stored
