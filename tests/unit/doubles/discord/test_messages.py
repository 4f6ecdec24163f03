"""Messages through the real client."""

from __future__ import annotations

import discord

from tests.doubles.discord import Channel, DiscordDouble
from tests.unit.doubles.discord.conftest import Client


async def test_the_client_sees_the_guild_and_its_channel(client: Client, wire: Channel) -> None:
    assert [guild.name for guild in client.guilds] == ["Newsroom"]
    assert client.guilds[0].me.guild_permissions.embed_links
    assert [channel.name for channel in client.guilds[0].text_channels] == ["wire"]


async def test_a_message_is_sent_edited_and_deleted(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel
) -> None:
    sent = await channel.send("36 killed", embed=discord.Embed(title="Quake"))
    assert [message.text for message in double.messages(wire)] == ["36 killed\nQuake"]
    await sent.edit(content="41 killed")
    kept = double.messages(wire)[0]
    assert kept.text == "41 killed\nQuake"
    assert [edit.content for edit in kept.edits] == ["36 killed"]
    await sent.delete()
    assert double.messages(wire) == []
    assert [message.id for message in double.store.deleted] == [sent.id]


async def test_a_nonce_makes_one_message(double: DiscordDouble, channel: discord.TextChannel, wire: Channel) -> None:
    first = await channel.send("once", nonce="alert-1")
    again = await channel.send("once", nonce="alert-1")
    other = await channel.send("twice", nonce="alert-2")
    assert first.id == again.id != other.id
    assert len(double.messages(wire)) == 2


async def test_a_nonce_is_forgotten_after_some_minutes(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel
) -> None:
    await channel.send("once", nonce="alert-1")
    double.clock.advance(600)
    await channel.send("once", nonce="alert-1")
    assert len(double.messages(wire)) == 2


async def test_history_is_newest_first(channel: discord.TextChannel) -> None:
    for word in ("one", "two", "three"):
        await channel.send(word)
    assert [message.content async for message in channel.history(limit=2)] == ["three", "two"]
    assert [message.content async for message in channel.history(limit=2, oldest_first=True)] == ["one", "two"]
