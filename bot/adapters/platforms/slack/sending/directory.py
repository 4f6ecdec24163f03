"""Channels by id and by name: from what a workspace told once, and where that is not enough, by asking."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.adapters.platforms.slack.sending.addresses import is_channel
from bot.adapters.platforms.slack.sending.answers import outcome_of
from bot.adapters.platforms.slack.sending.calling import Answer, Scope, Silence, Web
from bot.adapters.platforms.slack.sending.pages import pages
from bot.domain.alert import Refused, RetryAfter, Unknown
from bot.domain.watch import Channel

NAME = "slack"

_LONGEST_NAME = 80
_NO_NAME = re.compile(r"[\s/<>@|]|^$")
_MENTION = re.compile(r"<#([CDG][A-Z0-9]+)(?:\|[^>]*)?>")
_KINDS = "public_channel,private_channel"
_MOST_KNOWN = 50_000
_DEFAULT_BOT = "dateline"


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to know of a channel."""

    name: str
    archived: bool = False


class Directory:
    """Knows channels, and by which name the bot is called in each workspace."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._known: dict[tuple[str, str], Known] = {}
        self._renamed: set[tuple[str, str]] = set()
        self._bots: dict[str, str] = {}
        self._opened: set[str] = set()
        self._opening: dict[str, asyncio.Lock] = {}

    async def open(self, workspace: str) -> None:
        """Ask once for all channels that the bot is a member of, so that they can be called by name."""
        if workspace in self._opened:
            return
        async with self._opening.setdefault(workspace, asyncio.Lock()):
            if workspace not in self._opened:
                self._opened.add(workspace)
                await self._load_own(workspace)

    async def resolve(self, workspace: str, name: str) -> Channel | None:
        """The channel of a name, a mention (``<#C0123>``) or an id. Those in the archive have none."""
        wanted = name.strip()
        if mention := _MENTION.fullmatch(wanted):
            wanted = mention[1]
        wanted = wanted.removeprefix("#")
        if _NO_NAME.search(wanted) or len(wanted) > _LONGEST_NAME:
            return None
        if is_channel(wanted):
            known = await self._asked(workspace, wanted)
            return Channel(workspace, NAME, wanted) if known and not known.archived else None
        return await self._named(workspace, wanted.casefold())

    def label(self, channel: Channel) -> str:
        """``#wire``; with the id where the name is not known. Direct messages have none."""
        if channel.id.startswith("D"):
            return "#direct-messages"
        known = self._known.get((channel.workspace, channel.id))
        return f"#{known.name if known else channel.id}"

    async def meet(self, channel: Channel) -> None:
        """Learn a channel's name, if it has one that is not known."""
        key = (channel.workspace, channel.id)
        if (key not in self._known or key in self._renamed) and not channel.id.startswith("D"):
            await self._asked(*key)

    def renamed(self, workspace: str, channel_id: str) -> None:
        """A channel goes by another name now, which is learnt with the next that is asked there."""
        self._renamed.add((workspace, channel_id))

    async def outcome(
        self, channel: Channel, answer: Answer | Silence, *, limited: Scope = "workspace"
    ) -> Refused | RetryAfter | Unknown:
        """What becomes of a message that was not taken, in the channel's and the bot's own names."""
        if isinstance(answer, Answer) and answer.error:
            await self._introduce(channel)
        bot = self._bots.get(channel.workspace, _DEFAULT_BOT)
        return outcome_of(answer, label=self.label(channel), bot=bot, limited=limited)

    async def uninvited(self, channel: Channel) -> str:
        """What to do where the bot is no member of a channel, in a sentence; "" where it is, or nobody says."""
        answer = await self._web.read(channel.workspace, "conversations.info", channel=channel.id)
        if isinstance(answer, Silence):
            return ""
        body = answer.body.get("channel")
        if answer.ok and (not isinstance(body, dict) or body.get("is_im") or body.get("is_member") is not False):
            return ""
        refused = replace(answer, body={"error": answer.error or "not_in_channel"})
        outcome = await self.outcome(channel, refused)
        return outcome.reason if isinstance(outcome, Refused) and outcome.channel_lost else ""

    async def _introduce(self, channel: Channel) -> None:
        """Learn the names that a sentence about a channel needs."""
        await self.meet(channel)
        if channel.workspace not in self._bots:
            answer = await self._web.read(channel.workspace, "auth.test")
            if isinstance(answer, Answer) and answer.ok and answer.body.get("user"):
                self._bots[channel.workspace] = str(answer.body["user"])

    async def _asked(self, workspace: str, channel_id: str) -> Known | None:
        answer = await self._web.read(workspace, "conversations.info", channel=channel_id)
        body = answer.body.get("channel") if isinstance(answer, Answer) and answer.ok else None
        return self._learn(workspace, body) if isinstance(body, dict) else None

    async def _named(self, workspace: str, name: str) -> Channel | None:
        """Own channels first: what the bot is a member of is meant more often, and is less to look through."""
        async for channel_id, known in self._listed(workspace, "users.conversations"):
            if known.name.casefold() == name:
                return Channel(workspace, NAME, channel_id)
        async for channel_id, known in self._listed(workspace, "conversations.list"):
            if known.name.casefold() == name:
                return Channel(workspace, NAME, channel_id)
        return None

    async def _load_own(self, workspace: str) -> None:
        async for _ in self._listed(workspace, "users.conversations"):
            pass

    async def _listed(self, workspace: str, method: str) -> AsyncIterator[tuple[str, Known]]:
        async for body in pages(self._web, workspace, method, "channels", types=_KINDS, exclude_archived=True):
            yield str(body["id"]), self._learn(workspace, body)

    def _learn(self, workspace: str, body: Mapping[str, Any]) -> Known:
        known = Known(str(body.get("name") or body["id"]), archived=bool(body.get("is_archived")))
        if len(self._known) >= _MOST_KNOWN:
            self._known.pop(next(iter(self._known)))
        self._known[workspace, str(body["id"])] = known
        self._renamed.discard((workspace, str(body["id"])))
        return known
