"""Whom a subscription may call, in Discord's own writing."""

from __future__ import annotations

import pytest

from bot.domain.card import Mention
from bot.domain.errors import BadInput
from tests.integration.discord.desk import Desk, platform_of


async def test_roles_and_people_are_known_in_every_writing(desk: Desk) -> None:
    role = desk.discord.add_role(desk.guild, "night desk", mentionable=True)
    called = Mention("role", str(role.id), "night desk")
    desk.discord.give_guild_permission(desk.guild, "mention_everyone")
    owner = Mention("user", str(desk.guild.owner.id), desk.guild.owner.name)
    mentions = desk.platform.mentions
    workspace = str(desk.guild.id)
    await until_known(desk, role.id)
    for text in (f"<@&{role.id}>", "night desk", "@Night Desk", f" <@&{role.id}>, @night desk "):
        assert await mentions(workspace, text) == (called,)
    assert await mentions(workspace, f"<@{owner.id}> <@!{owner.id}>") == (owner,)
    assert await mentions(workspace, f"<@&{role.id}><@{owner.id}> @here") == (
        called,
        owner,
        Mention("here", "", "here"),
    )
    assert await mentions(workspace, "@everyone") == (Mention("everyone", "", "everyone"),)


async def test_roles_are_known_without_the_gateway(desk: Desk) -> None:
    role = desk.discord.add_role(desk.guild, "night desk", mentionable=True)
    other = platform_of(desk.discord)
    assert await other.mentions(str(desk.guild.id), "night desk") == (Mention("role", str(role.id), "night desk"),)
    with pytest.raises(BadInput, match="just now"):
        await other.mentions("1", "night desk")
    await other.stop()


@pytest.mark.parametrize("text", ["", "  ", "!!", "nobody", "<@&1>", "<@1>", "@", "<@x>", "<@&1> " * 11])
async def test_who_cannot_be_called_is_said(desk: Desk, text: str) -> None:
    with pytest.raises(BadInput, match=r"\.$"):
        await desk.platform.mentions(str(desk.guild.id), text)


async def test_a_role_that_the_bot_may_not_call_is_refused_with_the_remedy(desk: Desk) -> None:
    role = desk.discord.add_role(desk.guild, "bosses", mentionable=False)
    await until_known(desk, role.id)
    for text in ("bosses", "@everyone"):
        with pytest.raises(BadInput, match="Mention Everyone"):
            await desk.platform.mentions(str(desk.guild.id), text)
    named = await desk.platform.mentions(str(desk.guild.id), "bosses", to_call=False)
    assert named == (Mention("role", str(role.id), "bosses"),)


async def test_outside_servers_nobody_is_named(desk: Desk) -> None:
    for text in (f"<@{desk.guild.owner.id}>", "night desk", "@here"):
        with pytest.raises(BadInput, match="this is none"):
            await desk.platform.mentions(f"dm-{desk.guild.owner.id}", text)


async def until_known(desk: Desk, role_id: int) -> None:
    """Wait for the gateway to tell of a role and what came before it."""
    client = desk.platform.client
    assert client is not None
    guild = client.get_guild(desk.guild.id)
    assert guild is not None
    if guild.get_role(role_id) is None:
        await client.wait_for("guild_role_create", check=lambda role: role.id == role_id, timeout=5)
