"""Webhooks through the real client."""

from __future__ import annotations

import discord
import pytest

from tests.doubles.discord import Channel, DiscordDouble, Guild
from tests.unit.doubles.discord.conftest import Client


async def test_a_webhook_writes_with_an_outlets_name(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel
) -> None:
    webhook = await channel.create_webhook(name="Dateline")
    sent = await webhook.send("36 killed", username="Example Wire", avatar_url="https://example.org/a.png", wait=True)
    kept = double.messages(wire)[0]
    assert (kept.author_name, kept.avatar_url, kept.text) == ("Example Wire", "https://example.org/a.png", "36 killed")
    assert sent.author.name == "Example Wire"
    await webhook.edit_message(sent.id, content="41 killed")
    assert kept.text == "41 killed"
    with pytest.raises(discord.Forbidden) as error:
        await channel.get_partial_message(sent.id).edit(content="not mine")
    assert error.value.code == 50005
    await webhook.delete_message(sent.id)
    assert double.messages(wire) == []


async def test_webhooks_are_listed_limited_and_deleted(double: DiscordDouble, channel: discord.TextChannel) -> None:
    made = [await channel.create_webhook(name=f"Dateline {number}") for number in range(15)]
    assert [webhook.id for webhook in await channel.webhooks()] == [webhook.id for webhook in made]
    with pytest.raises(discord.HTTPException) as full:
        await channel.create_webhook(name="One more")
    assert full.value.code == 30007
    await made[0].delete()
    with pytest.raises(discord.NotFound):
        await made[0].send("gone")


@pytest.mark.parametrize("name", ["Discord News", "x" * 81, "clyde"])
async def test_names_that_are_not_taken(channel: discord.TextChannel, name: str) -> None:
    webhook = await channel.create_webhook(name="Dateline")
    with pytest.raises(discord.HTTPException) as error:
        await webhook.send("x", username=name)
    assert error.value.code == 50035


async def test_a_webhook_posts_into_threads_and_forums(double: DiscordDouble, client: Client, guild: Guild) -> None:
    stories = double.add_channel(guild, "stories", "forum")
    await client.until("guild_channel_create")
    forum = client.get_channel(stories.id)
    assert isinstance(forum, discord.ForumChannel)
    webhook = await forum.create_webhook(name="Dateline")
    with pytest.raises(discord.HTTPException) as nowhere:
        await webhook.send("36 killed", wait=True)
    assert nowhere.value.code == 220001
    thread = discord.utils.MISSING
    sent = await webhook.send("36 killed", thread_name="Quake", thread=thread, wait=True)
    (post,) = double.store.threads_in(stories)
    assert (post.id, post.name) == (sent.id, "Quake")
    await webhook.send("41 killed", thread=discord.Object(post.id), wait=True)
    assert [message.text for message in double.messages(post)] == ["36 killed", "41 killed"]


async def test_without_the_permission_there_is_no_webhook(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel
) -> None:
    double.take_permission(wire, "manage_webhooks")
    with pytest.raises(discord.Forbidden) as error:
        await channel.create_webhook(name="Dateline")
    assert error.value.code == 50013
