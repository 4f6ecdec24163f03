"""Answers as Slack's blocks: in as many messages as they take, with their pictures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.adapters.platforms.slack.cards import Rendered, Renderer, Shown
from bot.domain.card import Card

PicturesOf = Callable[[str, Card], Awaitable[Sequence[Shown]]]
"""A card's pictures as files of a workspace, as far as they are to be had in time. It never raises."""


class Writer:
    """``pictures`` finds those of a card that a workspace has; without it answers are shown without."""

    def __init__(self, renderer: Renderer, pictures: PicturesOf | None = None) -> None:
        self._renderer = renderer
        self._pictures = pictures

    async def write(self, workspace: str, card: Card) -> Sequence[Rendered]:
        """The messages that say it in a workspace."""
        return [self._renderer.render(page, await self._shown(workspace, page)) for page in self._renderer.pages(card)]

    async def _shown(self, workspace: str, page: Card) -> Sequence[Shown]:
        if self._pictures is None or not (page.image or page.chart):
            return ()
        return await self._pictures(workspace, page)
