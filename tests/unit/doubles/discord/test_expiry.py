"""Answers that come too late, twice, or never."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import discord
import pytest

from tests.doubles.discord import Channel, DiscordDouble, Guild, User
from tests.doubles.discord.asking import COMMAND, ask
from tests.unit.doubles.discord.conftest import Client, Running

Seen = dict[str, Any]


@pytest.fixture
def ada(double: DiscordDouble) -> User:
    return double.add_user("ada")


class Late(Client):
    """Answers commands when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: asyncio.Queue[discord.Interaction] = asyncio.Queue()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await self.asked.put(interaction)


async def test_after_three_seconds_the_interaction_is_unknown(
    double: DiscordDouble, running: Running, guild: Guild, wire: Channel, ada: User
) -> None:
    async with running(Late()) as client:
        assert isinstance(client, Late)
        interaction = ask(double.backend, COMMAND, wire, ada, {"id": "1", "name": "x", "type": 1})
        asked = await client.asked.get()
        double.clock.advance(3.1)
        with pytest.raises(discord.NotFound) as error:
            await asked.response.send_message("too late")
        assert error.value.code == 10062
        assert interaction.refusals == ["Unknown interaction"]


async def test_fifteen_minutes_and_the_token_is_void(
    double: DiscordDouble, running: Running, guild: Guild, wire: Channel, ada: User
) -> None:
    async with running(Late()) as client:
        assert isinstance(client, Late)
        ask(double.backend, COMMAND, wire, ada, {"id": "1", "name": "x", "type": 1})
        asked = await client.asked.get()
        with pytest.raises(discord.NotFound):
            await asked.followup.send("before the callback")
        await asked.response.defer()
        with pytest.raises(discord.HTTPException) as twice:
            await asyncio.shield(callback(double, asked, {"type": 5}))
        assert twice.value.code == 40060
        await asked.followup.send("in time")
        double.clock.advance(15 * 60)
        with pytest.raises(discord.HTTPException) as late:
            await asked.followup.send("too late")
        assert (late.value.status, late.value.code) == (401, 50027)


async def callback(double: DiscordDouble, asked: discord.Interaction, body: Seen) -> None:
    """A second callback, which the client itself would not send."""
    url = f"{double.api_base}/interactions/{asked.id}/{asked.token}/callback"
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
        raise discord.HTTPException(answer, await answer.json())
