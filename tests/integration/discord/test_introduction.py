"""What ``dateline check`` asks Discord, through the real client."""

from __future__ import annotations

import pytest

from bot.adapters.platforms.discord import introduce
from bot.domain.errors import BadInput
from tests.doubles.discord import DiscordDouble


async def test_a_token_tells_whose_it_is() -> None:
    async with DiscordDouble() as discord:
        introduced = await introduce(discord.token, api=discord.api_base)
        assert introduced.application_id == discord.application_id
        assert introduced.name


async def test_a_token_that_discord_does_not_accept_is_one_sentence() -> None:
    async with DiscordDouble() as discord:
        with pytest.raises(BadInput, match="Reset Token"):
            await introduce("not.the.token", api=discord.api_base)


async def test_a_discord_that_does_not_answer_is_one_sentence() -> None:
    async with DiscordDouble() as discord:
        discord.faults.add("503", times=None)
        with pytest.raises(BadInput, match=r"could not be asked.*503"):
            await introduce(discord.token, api=discord.api_base)
