"""A channel of the double as its readers see it, for the suite that all platforms pass."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.domain.moments import moment_text
from tests.contract.platforms.stage import Seen, Stage
from tests.doubles import discord as doubles
from tests.integration.discord.desk import Desk, open_desk, texts

READERS_ZONE = "Asia/Baghdad"

_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\(<([^>]*)>\)")
_STAMP = re.compile(r"(?<!\\)<t:(\d+):R>")
_CODE = re.compile(r"(?<!\\)`` (.*?) ``|(?<!\\)`([^`]+)`")
_ROLE = re.compile(r"(?<!\\)<@&(\d+)>")
_MEANING = re.compile(r"[!-/:-@\[-`{-~]")
_MARKUP = re.compile(r"(?m)(?<!\\)\*{1,2}|^-# |^### |\u200b")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PREVIEW = re.compile(r"(?i)https?://|discord\.gg/")


@asynccontextmanager
async def discord_stage() -> AsyncIterator[Stage]:
    """The channel ``#news`` of a guild that has a role ``night desk``."""
    async with open_desk() as desk:
        desk.discord.rename_channel(desk.wire, "news")
        desk.discord.add_role(desk.guild, "night desk", mentionable=True)
        other = desk.discord.add_channel(desk.guild, "passing")
        desk.discord.delete_channel(other)
        await desk.heard.until("lost")

        async def look() -> Seen:
            return _seen(desk)

        yield Stage(platform=desk.platform, channel=desk.channel, look=look, whom="@night desk", bounded=True)


def _seen(desk: Desk) -> Seen:
    messages = list(desk.discord.messages(desk.wire))
    answers = [message for message in messages if message.reference]
    for message in tuple(messages):
        thread = desk.discord.store.channels.get(message.id)
        if thread is not None:
            inside = [one for one in desk.discord.messages(thread) if one.components]
            messages += inside
            answers += inside
    written = "\n".join(texts(message) for message in messages)
    roles = {str(role.id): role.name for role in desk.guild.roles.values()}
    return Seen(
        words=_words("\n".join(_shown(message, roles) for message in messages)),
        links=tuple(address for _, address in _LINK.findall(written)),
        dangers=(*_CONTROL.findall(written), *_PREVIEW.findall(_LINK.sub("", _CODE.sub("", written)))),
        called=tuple(name for message in messages for name in _called(message, roles)),
        answers=tuple(_words(_shown(message, roles)) for message in answers),
    )


def _shown(message: doubles.Message, roles: dict[str, str]) -> str:
    text = _CODE.sub(lambda found: _MEANING.sub(r"\\\g<0>", found[1] or found[2]), texts(message))
    text = _STAMP.sub(lambda found: moment_text(datetime.fromtimestamp(int(found[1]), UTC), READERS_ZONE), text)
    text = _MARKUP.sub("", _LINK.sub(r"\1", text))
    text = _ROLE.sub(lambda found: f"@{roles[found[1]]}", text)
    return _ESCAPED.sub(r"\1", text) + (" updated" if message.edited_at else "")


def _called(message: doubles.Message, roles: dict[str, str]) -> list[str]:
    everyone = ["everyone"] if message.pings.everyone else []
    return everyone + [str(one) for one in message.pings.users] + [roles[str(one)] for one in message.pings.roles]


def _words(text: str) -> str:
    return " ".join(text.split())
