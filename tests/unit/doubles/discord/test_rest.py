"""The rest of the REST routes, through the real client."""

from __future__ import annotations

import aiohttp
import discord
import pytest

from tests.doubles.discord import Channel, DiscordDouble, Guild
from tests.unit.doubles.discord.conftest import Client


async def test_who_the_bot_is(double: DiscordDouble, client: Client) -> None:
    assert client.user is not None
    assert client.user.id == double.bot.id
    info = await client.application_info()
    assert (info.id, info.owner.id) == (double.application_id, double.backend.owner.id)
    with pytest.raises(discord.NotFound) as error:
        await client.fetch_user(1)
    assert error.value.code == 10013


async def test_guilds_are_listed_read_and_left(double: DiscordDouble, client: Client, guild: Guild) -> None:
    other = double.add_guild("Other")
    listed = [found.id async for found in client.fetch_guilds()]
    assert listed == sorted([guild.id, other.id])
    found = await client.fetch_guild(guild.id)
    assert (found.name, found.approximate_member_count) == ("Newsroom", 2)
    await found.leave()
    await client.until("guild_remove")
    assert not guild.installed
    assert [one.id async for one in client.fetch_guilds()] == [other.id]


async def test_what_a_guild_has(double: DiscordDouble, client: Client, guild: Guild, wire: Channel) -> None:
    ada = double.add_user("ada")
    double.add_member(guild, ada, roles=[double.add_role(guild, "desk")])
    found = client.guilds[0]
    assert [channel.id for channel in await found.fetch_channels()] == [wire.id]
    assert [role.name for role in await found.fetch_roles()] == ["@everyone", "Dateline", "desk"]
    assert [role.name for role in (await found.fetch_member(ada.id)).roles][-1] == "desk"
    with pytest.raises(discord.NotFound) as error:
        await found.fetch_member(1)
    assert error.value.code == 10007
    double.add_thread(wire, "Quake", ada)
    assert [thread.name for thread in await found.active_threads()] == ["Quake"]


async def test_channels_are_read_changed_and_deleted(
    double: DiscordDouble, client: Client, channel: discord.TextChannel, wire: Channel
) -> None:
    assert (await client.fetch_channel(wire.id)).id == wire.id
    await channel.edit(name="alerts", topic="What happens")
    assert (wire.name, wire.topic) == ("alerts", "What happens")
    webhook = await channel.create_webhook(name="Dateline")
    message = await channel.send("36 killed")
    await message.create_thread(name="Quake")
    double.take_permission(wire, "manage_channels")
    with pytest.raises(discord.Forbidden):
        await channel.delete()
    double.give_permission(wire, "manage_channels")
    await channel.delete()
    assert (double.store.channels, double.store.webhooks) == ({}, {})
    assert [one.id for one in double.store.deleted] == [message.id]
    with pytest.raises(discord.NotFound):
        await webhook.send("gone")


async def test_a_thread_is_archived_by_an_edit(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel
) -> None:
    message = await channel.send("36 killed")
    thread = await message.create_thread(name="Quake")
    await thread.edit(name="Quake in Venezuela", archived=True)
    (kept,) = double.store.threads_in(wire)
    assert kept.thread is not None
    assert (kept.name, kept.thread.archived) == ("Quake in Venezuela", True)
    fetched = await channel.fetch_message(message.id)
    assert fetched.thread is not None
    await thread.join()
    alone = await channel.create_thread(name="Alone", type=discord.ChannelType.public_thread)
    assert [one.name for one in double.store.threads_in(wire)] == ["Quake in Venezuela", "Alone"]
    await alone.delete()
    assert double.store.threads_in(wire) == [kept]


async def test_a_forum_has_no_messages_of_its_own(
    double: DiscordDouble, api: aiohttp.ClientSession, guild: Guild
) -> None:
    forum = double.add_channel(guild, "stories", "forum")
    answer = await api.post(f"channels/{forum.id}/messages", json={"content": "36 killed"})
    assert (answer.status, (await answer.json())["code"]) == (400, 50008)
    assert (await api.post(f"channels/{forum.id}/typing")).status == 204


async def test_pins_and_bulk_deletion(double: DiscordDouble, channel: discord.TextChannel, wire: Channel) -> None:
    double.give_permission(wire, "pin_messages")
    sent = [await channel.send(word) for word in ("one", "two", "three")]
    await sent[0].pin()
    assert [message.id async for message in channel.pins()] == [sent[0].id]
    await sent[0].unpin()
    assert [message.id async for message in channel.pins()] == []
    await channel.delete_messages(sent[:2])
    assert [message.content for message in double.messages(wire)] == ["three"]


async def test_history_pages(double: DiscordDouble, channel: discord.TextChannel, wire: Channel) -> None:
    sent = [await channel.send(str(number)) for number in range(5)]
    assert [m.content async for m in channel.history(before=sent[3], limit=2)] == ["2", "1"]
    assert [m.content async for m in channel.history(after=sent[1], limit=2, oldest_first=True)] == ["2", "3"]
    assert [m.content async for m in channel.history(around=sent[2], limit=3)] == ["3", "2", "1"]
    double.take_permission(wire, "read_message_history")
    assert [m async for m in channel.history()] == []
    with pytest.raises(discord.Forbidden):
        await channel.fetch_message(sent[0].id)
    with pytest.raises(discord.HTTPException):
        await sent[0].reply("41 killed")


async def test_others_messages_are_not_the_bots_to_change(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel
) -> None:
    theirs = channel.get_partial_message(double.write(wire, double.add_user("ada"), "hello").id)
    with pytest.raises(discord.Forbidden) as error:
        await theirs.edit(content="goodbye")
    assert error.value.code == 50005
    double.take_permission(wire, "manage_messages")
    with pytest.raises(discord.Forbidden):
        await theirs.delete()
    double.give_permission(wire, "manage_messages")
    await theirs.delete()
    assert double.messages(wire) == []


async def test_a_deleted_message_is_unknown(double: DiscordDouble, channel: discord.TextChannel, wire: Channel) -> None:
    message = await channel.send("36 killed")
    double.delete_message(double.messages(wire)[0])
    with pytest.raises(discord.NotFound) as error:
        await message.edit(content="41 killed")
    assert error.value.code == 10008


async def test_a_guild_without_the_bot_is_closed(
    double: DiscordDouble, channel: discord.TextChannel, guild: Guild
) -> None:
    double.remove_guild(guild)
    with pytest.raises(discord.Forbidden) as error:
        await channel.send("still there?")
    assert error.value.code == 50001


async def test_permissions_of_the_whole_guild(
    double: DiscordDouble, client: Client, channel: discord.TextChannel, guild: Guild
) -> None:
    double.take_guild_permission(guild, "attach_files")
    await client.until("guild_role_update", times=2)
    assert not channel.permissions_for(channel.guild.me).attach_files
    with pytest.raises(discord.Forbidden):
        await channel.send(file=discord.File(__file__))
    double.give_guild_permission(guild, "attach_files")
    await channel.send(file=discord.File(__file__))


async def test_commands_of_the_bot(double: DiscordDouble, client: Client, guild: Guild) -> None:
    @client.tree.command(name="hello", description="Hello")
    async def hello(interaction: discord.Interaction) -> None: ...

    (made,) = await client.tree.sync()
    (again,) = await client.tree.sync()
    assert made.id == again.id
    assert double.store.command_syncs == 2
    assert [known.name for known in await client.tree.fetch_commands()] == ["hello"]
    assert (await client.tree.fetch_command(made.id)).name == "hello"
    await made.delete()
    with pytest.raises(discord.NotFound):
        await client.tree.fetch_command(made.id)


async def test_webhooks_of_a_guild(double: DiscordDouble, channel: discord.TextChannel) -> None:
    webhook = await channel.create_webhook(name="Dateline")
    assert [one.id for one in await channel.guild.webhooks()] == [webhook.id]
    assert (await webhook.edit(name="Wire")).name == "Wire"
    assert (await webhook.fetch()).name == "Wire"
    sent = await webhook.send("36 killed", wait=True)
    assert (await webhook.fetch_message(sent.id)).content == "36 killed"
    await webhook.send("41 killed")
    assert [call.status for call in double.calls if call.template.endswith("{webhook_token}")] == [200, 204]
    assert webhook.url.endswith(next(iter(double.store.webhooks.values())).token)
    double.take_guild_permission(double.store.guilds[channel.guild.id], "manage_webhooks")
    with pytest.raises(discord.Forbidden):
        await channel.guild.webhooks()


async def test_a_request_that_the_double_does_not_know(double: DiscordDouble, api: aiohttp.ClientSession) -> None:
    answer = await api.get("sticker-packs")
    assert (answer.status, await answer.json()) == (404, {"message": "404: Not Found", "code": 0})
    assert double.unknown == ["GET /api/v10/sticker-packs"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("channels/1", 404),
        ("channels/x", 400),
        ("guilds/1", 404),
        ("webhooks/1", 404),
        ("applications/1/commands", 403),
    ],
)
async def test_what_is_not_there(api: aiohttp.ClientSession, path: str, status: int) -> None:
    assert (await api.get(path)).status == status


async def test_bodies_that_are_no_json(api: aiohttp.ClientSession, wire: Channel) -> None:
    url = f"channels/{wire.id}/messages"
    broken = await api.post(url, data=b"{", headers={"Content-Type": "application/json"})
    assert (broken.status, (await broken.json())["code"]) == (400, 50109)
    assert (await api.post(url, data=b"x", headers={"Content-Type": "text/plain"})).status == 400
    assert (await api.get(f"{url}?limit=101")).status == 400


async def test_without_the_token_nothing_is_open(double: DiscordDouble) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{double.api_base}/users/@me") as answer:
        assert (answer.status, await answer.json()) == (401, {"message": "401: Unauthorized", "code": 0})
