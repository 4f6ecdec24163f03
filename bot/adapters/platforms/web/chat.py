"""What the page can do, free of HTTP: list channels, page through messages, run a line, follow changes."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.adapters.platforms.web.platform import NAME, WebPlatform
from bot.adapters.platforms.web.render import CardRenderer
from bot.domain.alert import Sent
from bot.domain.card import Card
from bot.domain.chat import Asker, Message, Suggestion
from bot.domain.verbs import Audience
from bot.domain.watch import Channel
from bot.pipeline.ports import Commands, MessageLog

PAGE_SIZE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelState:
    """A channel of the list; ``newest`` is its newest message's revision, 0 where there is none."""

    channel: Channel
    newest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a line came to: ``html`` to show, and the message's id where the whole channel sees it."""

    line: str
    card: Card
    html: str
    message_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """One workspace's chat. ``home`` is the channel shown where none is named and none has anything to show."""

    platform: WebPlatform
    log: MessageLog
    commands: Commands
    renderer: CardRenderer
    workspace: str
    time_zone: str
    user: str
    manages: bool
    home: str

    async def channel(self, name: str) -> Channel | None:
        """The channel of a name; None if it is no name for one."""
        return await self.platform.resolve(self.workspace, name)

    async def channels(self, current: Channel | None = None) -> Sequence[ChannelState]:
        """Channels with messages or subscriptions, and the current one, sorted."""
        known = set(await self.log.channels(self.workspace, NAME))
        if current is not None:
            known.add(current)
        return [ChannelState(channel=each, newest=await self._newest(each)) for each in sorted(known)]

    async def first_channel(self) -> Channel:
        """The channel to open with: home if it is in use or nothing is, else the first that is."""
        home = Channel(self.workspace, NAME, self.home)
        known = sorted(await self.log.channels(self.workspace, NAME))
        return home if home in known or not known else known[0]

    async def messages(self, channel: Channel, *, before: str | None, limit: int) -> tuple[Sequence[Message], bool]:
        """Up to ``limit`` messages, oldest first, and whether there are older ones."""
        found = await self.log.page(channel, limit=limit + 1, before=before)
        return found[-limit:], len(found) > limit

    async def page(self, channel: Channel) -> str:
        """The whole page. What is written while it is made is told by the stream that it opens."""
        channels = await self.channels(channel)
        after = await self.platform.latest_revision(max(state.newest for state in channels))
        messages, more = await self.messages(channel, before=None, limit=PAGE_SIZE)
        return self.renderer.page(
            channel=channel,
            channels=channels,
            after=after,
            messages=[self.renderer.message(message) for message in messages],
            more=more,
            time_zone=self.time_zone,
        )

    async def run(self, channel: Channel, line: str) -> Answer:
        """Do what a line asks; an answer meant for the channel is posted there, unless it is an error."""
        card = await self.commands.run(line, self._asker(channel))
        if card.tone != "error" and self._audience(line) is Audience.CHANNEL:
            nonce = f"answer-{secrets.token_hex(12)}"
            outcome = await self.platform.post(channel, card, nonce=nonce)
            posted = await self.log.find(channel, nonce) if isinstance(outcome, Sent) else None
            if posted is not None:
                return Answer(line=line, card=card, html=self.renderer.message(posted), message_id=posted.id)
        html = self.renderer.answer(card, line, self.platform.now())
        return Answer(line=line, card=card, html=html, message_id=None)

    async def complete(self, channel: Channel, line: str) -> Sequence[Suggestion]:
        """What a line could become, best first."""
        return await self.commands.complete(line, self._asker(channel))

    async def changes(self, after: int) -> AsyncIterator[Message]:
        """Posts and edits of all channels after a revision, in order."""
        async for message in self.platform.changes(self.workspace, after):
            yield message

    async def is_ahead(self, revision: int) -> bool:
        """Whether a page has seen a revision that this log never had: another database stands behind the address now."""
        return revision > 0 and not await self.log.changes(revision - 1, 1)

    async def _newest(self, channel: Channel) -> int:
        return max((message.revision for message in await self.log.page(channel, limit=1)), default=0)

    def _asker(self, channel: Channel) -> Asker:
        return Asker(channel=channel, user=self.user, manages=self.manages, time_zone=self.time_zone)

    def _audience(self, line: str) -> Audience:
        words = line.strip().removeprefix("/").split()
        named = {verb.path: verb.audience for verb in self.commands.verbs}
        paths = (" ".join(words[:count]) for count in range(len(words), 0, -1))
        return next((named[path] for path in paths if path in named), Audience.ASKER)


def message_facts(message: Message, html: str) -> dict[str, Any]:
    """A message as the JSON API gives it."""
    return {
        "id": message.id,
        "channel": message.channel.id,
        "author": message.author,
        "under": message.under,
        "title": message.card.title,
        "text": message.card.fallback,
        "tone": message.card.tone,
        "posted_at": message.posted_at.isoformat(),
        "edited_at": message.edited_at.isoformat() if message.edited_at else None,
        "revision": message.revision,
        "html": html,
    }
