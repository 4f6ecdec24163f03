"""A channel of the double as its readers see it, for the suite that all platforms pass."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from tests.contract.platforms.stage import Seen, Stage
from tests.doubles import slack as doubles
from tests.doubles.slack.limits.mrkdwn import faults_of
from tests.integration.slack.desk import Desk, marked, open_desk

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@asynccontextmanager
async def slack_stage() -> AsyncIterator[Stage]:
    """The channel ``#news`` of a workspace that has a user group ``desk``."""
    async with open_desk() as desk:
        desk.slack.rename_channel(desk.wire, "news")
        assert await desk.platform.resolve(desk.newsroom.id, "news") == desk.channel
        desk.slack.add_user_group(desk.newsroom, "desk")

        async def look() -> Seen:
            return _seen(desk)

        yield Stage(platform=desk.platform, channel=desk.channel, look=look, whom="@desk", bounded=True)


def _seen(desk: Desk) -> Seen:
    messages = desk.shown()
    names = {group.mention: group.handle for group in desk.newsroom.groups.values()}
    return Seen(
        words=" ".join(_words(desk, message) for message in messages),
        links=tuple(link.url for message in messages for link in desk.slack.links(message)),
        dangers=tuple(danger for message in messages for danger in _dangers(desk, message)),
        called=tuple(names.get(one, one) for message in messages for one in desk.slack.mentions(message)),
        answers=tuple(_words(desk, message) for message in messages if message.reply),
    )


def _words(desk: Desk, message: doubles.Message) -> str:
    """With dates as those have them whose Slack shows none of its own."""
    read = desk.slack.read(message, zone=None).replace("\u200b", "")
    return " ".join(f"{read} {'updated' if message.edited else ''}".split())


def _dangers(desk: Desk, message: doubles.Message) -> Iterator[str]:
    """What would be more than words: control characters, markup that nobody made, and names of emoji."""
    for text in (message.text, desk.slack.read(message), *marked(message)):
        yield from _CONTROL.findall(text)
    for text in (message.text, *marked(message)):
        yield from faults_of(text)
    yield from desk.slack.emojis(message)
