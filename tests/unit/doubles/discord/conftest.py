"""A double that listens, and the real client pointed at it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import aiohttp
import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.doubles.discord import Channel, DiscordDouble, Guild


@pytest.fixture
async def double() -> AsyncIterator[DiscordDouble]:
    async with DiscordDouble() as served:
        yield served


@pytest.fixture
def guild(double: DiscordDouble) -> Guild:
    return double.add_guild("Newsroom")


@pytest.fixture
def wire(double: DiscordDouble, guild: Guild) -> Channel:
    return double.add_channel(guild, "wire")


@pytest.fixture(autouse=True)
def pointed(double: DiscordDouble) -> Iterator[None]:
    """discord.py keeps its addresses on two classes."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = double.api_base, yarl.URL(double.gateway_url)
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


class Watched(discord.Client):
    """The real client with a list of what it was told."""

    def __init__(self, **options: Any) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05, **options)
        self.events: list[str] = []
        self.told = asyncio.Event()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        self.events.append(event)
        self.told.set()
        self.told = asyncio.Event()
        super().dispatch(event, *args, **kwargs)

    async def until(self, event: str, *, times: int = 1) -> None:
        async with asyncio.timeout(8):
            while self.events.count(event) < times:
                await self.told.wait()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """discord.py waits five seconds here, for a budget that the double does not keep unless it is told to."""


class Client(Watched):
    """With a command tree."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tree = discord.app_commands.CommandTree(self)


class Sharded(Watched, discord.AutoShardedClient):
    """On several shards."""


Running = Callable[[Client], contextlib.AbstractAsyncContextManager[Client]]


@pytest.fixture
def running(double: DiscordDouble) -> Running:
    @contextlib.asynccontextmanager
    async def run(client: Client) -> AsyncIterator[Client]:
        task = asyncio.create_task(client.start(double.token))
        try:
            ready = asyncio.create_task(client.until("ready"))
            await asyncio.wait({ready, task}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                ready.cancel()
                await task
            await ready
            yield client
        finally:
            await client.close()
            await asyncio.gather(task, return_exceptions=True)

    return run


@pytest.fixture
async def client(running: Running, wire: Channel) -> AsyncIterator[Client]:
    async with running(Client()) as started:
        yield started


@pytest.fixture
def channel(client: Client, wire: Channel) -> discord.TextChannel:
    found = client.get_channel(wire.id)
    assert isinstance(found, discord.TextChannel)
    return found


@pytest.fixture
async def api(double: DiscordDouble) -> AsyncIterator[aiohttp.ClientSession]:
    """Bare requests, with the bot's token; addresses are relative to the API's."""
    headers = {"Authorization": f"Bot {double.token}"}
    async with aiohttp.ClientSession(double.api_base + "/", headers=headers) as session:
        yield session
