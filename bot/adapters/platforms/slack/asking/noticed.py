"""Commands, with what Slack makes of them: which workspaces were changed, and which channels the bot was not invited to."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.domain.card import Break, Card, Strong
from bot.domain.chat import Asker, Suggestion
from bot.domain.verbs import Permission, Verb
from bot.domain.watch import Channel
from bot.pipeline.asking.request import read_line
from bot.pipeline.ports import Commands

Uninvited = Callable[[Channel], Awaitable[str]]
"""What to do where the bot is no member of a channel, in a sentence; "" where it is, or nobody says. It never raises."""

_CHANNEL = re.compile(r"<#([CDG][A-Z0-9]+)(?:\|[^>]*)?>")


async def _nobody_says(_channel: Channel) -> str:
    return ""


class NoticedCommands:
    """``Commands`` that remember where something may have been changed, until that is taken up.

    Whoever subscribes a channel is told at once by ``uninvited`` if nothing can be posted there.
    """

    def __init__(self, commands: Commands, uninvited: Uninvited | None = None) -> None:
        self.verbs: Sequence[Verb] = commands.verbs
        self._commands = commands
        self._uninvited = uninvited or _nobody_says
        self._changed: set[str] = set()

    def take(self, workspace: str) -> bool:
        """Whether anything was changed there since this was asked last."""
        changed = workspace in self._changed
        self._changed.discard(workspace)
        return changed

    async def run(self, line: str, asker: Asker) -> Card:
        card = await self._commands.run(line, asker)
        request = read_line(line, self.verbs)
        verb = request.verb
        if verb is None or verb.permission is not Permission.MANAGE or card.tone == "error":
            return card
        self._changed.add(asker.channel.workspace)
        if verb.path != "subscribe" or request.given is None:
            return card
        named = _CHANNEL.fullmatch(request.given.values.get("channel", "").strip())
        return await self._inviting(card, replace(asker.channel, id=named[1]) if named else asker.channel)

    async def _inviting(self, card: Card, channel: Channel) -> Card:
        sentence = await self._uninvited(channel)
        if not sentence:
            return card
        body = (*card.body, Break(), Strong(sentence)) if card.body else (Strong(sentence),)
        return replace(card, body=body, fallback=f"{card.fallback}\n{sentence}")

    async def complete(self, line: str, asker: Asker) -> Sequence[Suggestion]:
        return await self._commands.complete(line, asker)

    async def preview(self, line: str, asker: Asker) -> Card | None:
        return await self._commands.preview(line, asker)

    async def story_of(self, channel: Channel, message_id: str) -> str | None:
        return await self._commands.story_of(channel, message_id)
