"""One real process of the product on Discord's double, and guilds whose people use it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.storage import open_storage
from bot.domain.watch import Pause
from tests.acceptance.news_day import NewsDay
from tests.acceptance.press import TOPICS, Press
from tests.acceptance.product import PATIENCE_S, Product
from tests.doubles.discord import Answer, Channel, DiscordDouble, Guild, Message, User


@dataclass(kw_only=True)
class Day(NewsDay):
    """On Discord."""

    discord: DiscordDouble

    @asynccontextmanager
    async def bot_down(self) -> AsyncIterator[None]:
        """The operator stops the bot, and starts it again at the end."""
        await self.product.stop()
        await self.discord.until_alone()
        yield
        await self.product.start()
        await self.discord.until_connected()

    async def found(self, name: str) -> Bureau:
        """A guild that invites the bot now."""
        guild = self.discord.add_guild(name)
        editor, reader = self.discord.add_user(f"editor of {name}"), self.discord.add_user(f"reader of {name}")
        editors = self.discord.add_role(guild, "editors", permissions=["manage_channels"])
        self.discord.add_member(guild, editor, roles=[editors])
        self.discord.add_member(guild, reader)
        return Bureau(self, guild, editor, reader)


@dataclass
class Bureau:
    """A guild that has the bot. Its editor may change things, its reader may not."""

    day: Day
    guild: Guild
    editor: User
    reader: User

    def channel(self, name: str) -> Channel:
        """A new channel."""
        return self.day.discord.add_channel(self.guild, name)

    async def ask(self, channel: Channel, command: str, /, user: User | None = None, **options: object) -> Answer:
        """A slash command, by the editor unless said otherwise."""
        return await self.day.discord.invoke_command(self.guild, channel, user or self.editor, command, options)

    async def told(self, channel: Channel, command: str, /, **options: object) -> str:
        """What the editor reads in a command's answer."""
        answer = await self.day.discord.invoke_command(self.guild, channel, self.editor, command, options)
        return plain(await answer.shown(within=PATIENCE_S))

    async def press(self, message: Message, label: str, user: User | None = None) -> Message:
        """A button of a message, by the editor unless said otherwise; the answer's message."""
        answer = await self.day.discord.click(message, label, user or self.editor)
        return await answer.shown(within=PATIENCE_S)

    async def menu(self, message: Message, name: str, user: User | None = None) -> Message:
        """The answer to a command of a message's menu, by the editor unless said otherwise.

        A person is never so quick that the bot does not yet know that its message was taken.
        """
        async with asyncio.timeout(PATIENCE_S):
            while True:
                answer = await self.day.discord.message_command(message, name, user or self.editor)
                shown = await answer.shown(within=PATIENCE_S)
                if "no single story" not in plain(shown):
                    return shown

    async def subscribed(self, topic: str, channel: str, /, **options: object) -> Channel:
        """A new channel that has a topic."""
        place = self.channel(channel)
        assert f"#{channel} is subscribed to {topic}" in await self.told(place, "subscribe", topic=topic, **options)
        return place

    async def paused(self) -> Sequence[Pause]:
        """Wait until channels of the guild are paused, as the database has it: for when nobody there can ask."""
        storage = open_storage(self.day.product.database)
        try:
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    async with storage.read() as tx:
                        if pauses := await tx.watch.pauses(str(self.guild.id), "discord"):
                            return pauses
        finally:
            await storage.close()

    def messages(self, channel: Channel) -> Sequence[Message]:
        """What a reader of the channel sees, but for the answers to commands."""
        return [message for message in self.day.discord.messages(channel) if message.interaction is None]

    async def alert(self, channel: Channel, words: str) -> Message:
        """The one message with these words, as soon as it is there."""

        def found() -> Sequence[Message]:
            return [message for message in self.messages(channel) if words in plain(message)]

        messages = await self.day.until(found, f"“{words}” in #{channel.name}")
        assert len(messages) == 1
        return messages[0]

    async def until_told(self, channel: Channel, command: str, words: str) -> str:
        """Give a command again and again until its answer has these words; the answer."""
        said = ""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while words not in said:
                    said = await self.told(channel, command)
        except TimeoutError:
            raise AssertionError(f"/{command} never said “{words}” but: {said}") from None
        return said


def plain(message: Message) -> str:
    """What a reader sees of a message: the text without bold's marks, and the backslashes that keep it from being markup."""
    return re.sub(r"(?<!\\)\*\*|\\", "", message.text)


@asynccontextmanager
async def open_day(folder: Path) -> AsyncIterator[Day]:
    """A running product that reads the outlets, and is on Discord with no guild yet."""
    press = Press()
    await press.start()
    try:
        async with DiscordDouble() as discord:
            environment = {
                "DATELINE_PLATFORMS": "web",
                "DATELINE_POLL_FASTEST_S": "0.2",
                "DATELINE_POLL_SLOWEST_S": "0.2",
                "DATELINE_SWEEP_S": "0.1",
                "DATELINE_DISCORD_TOKEN": discord.token,
                "DATELINE_DISCORD_API_BASE": discord.api_base,
                "DATELINE_DISCORD_GATEWAY_URL": discord.gateway_url,
            }
            product = Product(folder, press, topics=TOPICS, wishes="", environment=environment)
            await product.start()
            try:
                await discord.until_connected()
                yield Day(discord=discord, press=press, product=product)
            finally:
                await product.stop()
            assert discord.unknown == []
    finally:
        await press.stop()
