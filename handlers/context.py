"""What every verb's function is given: who asks, where, when, and the ports."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.card import Mention
from bot.domain.chat import Asker
from bot.domain.errors import BadInput, NotFound
from bot.domain.news import Article, Feed
from bot.domain.verbs import Verb
from bot.domain.watch import Channel, Topic
from bot.pipeline.ports import Fetcher, Parser, Platform, Storage, Transaction
from bot.rules import Rates

_STORY = re.compile(r"s(\d{1,15})")


class Waiting(Protocol):
    """What is held back in a channel: all of it, or what one notice tells of."""

    async def show(self, channel: Channel, notice_id: int | None) -> object:
        """Tell the channel now what waits."""

    async def discard(self, channel: Channel, notice_id: int | None) -> int:
        """Never tell it; how many alerts that were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One command's surroundings. Everything a verb reads or writes belongs to ``workspace``."""

    asker: Asker
    now: datetime
    storage: Storage
    platforms: Mapping[str, Platform]
    fetcher: Fetcher
    parser: Parser
    verbs: Sequence[Verb]
    waiting: Waiting
    rates: Rates = field(default_factory=dict)
    """What the operator says that currencies are worth."""

    @property
    def workspace(self) -> str:
        """The tenant that the asker belongs to."""
        return self.asker.channel.workspace

    async def channel(self, name: str | None) -> Channel:
        """The channel meant by ``#name``, ``platform:#name``, ``here`` or nothing; ``NotFound`` if there is none."""
        if name is None or name.lower() == "here":
            return self.asker.channel
        platform_name, _, rest = name.rpartition(":")
        platform_name = platform_name or self.asker.channel.platform
        platform = self.platforms.get(platform_name)
        if platform is None:
            raise NotFound(
                f"There is no platform “{platform_name}” here; there is {' and '.join(sorted(self.platforms))}.",
                nearest=tuple(sorted(self.platforms)),
            )
        channel = await platform.resolve(self.workspace, rest)
        if channel is None:
            raise NotFound(f"There is no channel “{rest}” on {platform_name}.")
        return channel

    def label(self, channel: Channel) -> str:
        """What readers of the asker's channel call another: ``#desk``, or ``console:#terminal`` where it is elsewhere."""
        platform = self.platforms.get(channel.platform)
        name = platform.label(channel) if platform else f"#{channel.id}"
        return name if channel.platform == self.asker.channel.platform else f"{channel.platform}:{name}"

    def written(self, channel: Channel) -> str:
        """How a command names a channel; empty for the asker's own."""
        return "" if channel == self.asker.channel else f"{channel.platform}:{channel.id}"

    async def mentions(self, channel: Channel, text: str, *, to_call: bool = True) -> tuple[Mention, ...]:
        """Whom ``text`` names in a channel, nobody for an empty one; ``BadInput`` where nobody can be called.

        Who is only named, not ``to_call``, need not be open to calls.
        """
        if not text:
            return ()
        platform = self.platforms.get(channel.platform)
        if platform is None or not platform.abilities.mentions:
            raise BadInput(f"Nobody can be called in {self.label(channel)}; leave mention out.")
        return tuple(await platform.mentions(self.workspace, text, to_call=to_call))


async def find_topic(tx: Transaction, workspace: str, name: str) -> Topic:
    """The workspace's topic of that name; ``NotFound`` with the nearest names."""
    topic = await tx.watch.topic(workspace, name.lower())
    if topic:
        return topic
    names = [topic.name for topic in await tx.watch.topics(workspace)]
    near = tuple(difflib.get_close_matches(name.lower(), names, 3, 0.5))
    hint = f" Did you mean {' or '.join(near)}?" if near else " /topics lists them; /watch create makes one."
    raise NotFound(f"There is no topic “{name}”.{hint}", nearest=near)


async def find_feed(tx: Transaction, workspace: str, name: str) -> Feed:
    """The workspace's feed of that address, number (``f3``) or outlet; an outlet with several feeds is not enough."""
    feeds = await tx.feeds.followed(workspace)
    exact = [feed for feed in feeds if name in {feed.url, f"f{feed.id}"}]
    named = exact or [feed for feed in feeds if feed.outlet.casefold() == name.casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        listed = ", ".join(f"f{feed.id} ({feed.url})" for feed in named)
        raise BadInput(f"“{name}” has {len(named)} feeds; say which: {listed}.")
    outlets = sorted({feed.outlet for feed in feeds})
    near = tuple(difflib.get_close_matches(name, outlets, 3, 0.5))
    hint = f" Did you mean {' or '.join(near)}?" if near else " /feeds list shows them."
    raise NotFound(f"There is no feed “{name}”.{hint}", nearest=near)


def story_number(name: str) -> int | None:
    """The number of a story's name such as ``s12``; None if it is none."""
    number = _STORY.fullmatch(name.lower())
    return int(number[1]) if number else None


async def find_story(tx: Transaction, workspace: str, name: str) -> Sequence[Article] | None:
    """The articles of the story meant by ``s12``, as the workspace's feeds carry it; None if ``name`` is no story's name.

    Raises ``NotFound`` for a story's name that is not there.
    """
    number = story_number(name)
    if number is None:
        return None
    found = await tx.articles.of_story(workspace, number)
    if not found:
        raise NotFound(f"There is no story {name}; /latest shows those of your topics.")
    return found
