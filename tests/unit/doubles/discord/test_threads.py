"""Threads, forum posts, published messages, pings and files, through the real client."""

from __future__ import annotations

import io

import discord
import pytest

from tests.doubles.discord import Channel, DiscordDouble, Guild, Kind, User
from tests.unit.doubles.discord.conftest import Client


def forum_of(client: Client, channel: Channel) -> discord.ForumChannel:
    found = client.get_channel(channel.id)
    assert isinstance(found, discord.ForumChannel)
    return found


async def test_a_thread_on_a_message(double: DiscordDouble, channel: discord.TextChannel, wire: Channel) -> None:
    message = await channel.send("36 killed")
    thread = await message.create_thread(name="Quake in Venezuela")
    await thread.send("Now about 41 killed")
    (kept,) = double.store.threads_in(wire)
    assert (kept.id, kept.name, kept.kind) == (message.id, "Quake in Venezuela", Kind.PUBLIC_THREAD)
    assert [one.text for one in double.messages(kept)] == ["Now about 41 killed"]
    with pytest.raises(discord.HTTPException) as error:
        await message.create_thread(name="again")
    assert error.value.code == 160004


async def test_an_archived_thread_opens_when_written_to_and_a_locked_one_does_not(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel
) -> None:
    thread = await (await channel.send("36 killed")).create_thread(name="Quake")
    (kept,) = double.store.threads_in(wire)
    double.archive(kept)
    assert [one.id async for one in channel.archived_threads()] == [kept.id]
    await thread.send("41 killed")
    assert kept.thread is not None
    assert not kept.thread.archived
    double.archive(kept, locked=True)
    with pytest.raises(discord.HTTPException) as error:
        await thread.send("42 killed")
    assert error.value.code == 50083


async def test_a_forum_post_with_tags(double: DiscordDouble, client: Client, guild: Guild) -> None:
    channel = double.add_channel(guild, "stories", "forum", tags=["quakes", "floods"], requires_tag=True)
    await client.until("guild_channel_create")
    forum = forum_of(client, channel)
    made = await forum.create_thread(name="Quake", content="36 killed", applied_tags=[forum.available_tags[0]])
    (post,) = double.store.threads_in(channel)
    assert post.thread is not None
    assert (post.name, post.thread.applied_tags) == ("Quake", [forum.available_tags[0].id])
    assert [(one.id, one.text) for one in double.messages(post)] == [(made.thread.id, "36 killed")]
    await made.message.edit(content="41 killed")
    assert double.messages(post)[0].text == "41 killed"
    with pytest.raises(discord.HTTPException) as untagged:
        await forum.create_thread(name="Flood", content="2 killed")
    assert untagged.value.code == 40067
    with pytest.raises(discord.HTTPException) as empty:
        await forum.create_thread(name="Flood", content=" ", applied_tags=[forum.available_tags[1]])
    assert empty.value.code == 50006
    assert double.store.threads_in(channel) == [post]


async def test_tags_are_added_to_a_forum(double: DiscordDouble, client: Client, guild: Guild) -> None:
    channel = double.add_channel(guild, "stories", "forum", tags=["quakes"])
    await client.until("guild_channel_create")
    await forum_of(client, channel).create_tag(name="floods")
    assert [tag["name"] for tag in channel.tags] == ["quakes", "floods"]


async def test_announcements_are_published_once(double: DiscordDouble, client: Client, guild: Guild) -> None:
    channel = double.add_channel(guild, "news", "announcement")
    await client.until("guild_channel_create")
    news = client.get_channel(channel.id)
    assert isinstance(news, discord.TextChannel)
    message = await news.send("36 killed")
    await message.publish()
    assert double.messages(channel)[0].published
    with pytest.raises(discord.HTTPException) as error:
        await message.publish()
    assert error.value.code == 40033


async def test_a_text_channel_has_nothing_to_publish(channel: discord.TextChannel) -> None:
    message = await channel.send("36 killed")
    with pytest.raises(discord.HTTPException) as error:
        await channel.get_partial_message(message.id).publish()
    assert error.value.code == 50024


async def test_a_reply_names_what_it_answers(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel
) -> None:
    first = await channel.send("36 killed")
    await first.reply("41 killed", mention_author=False)
    reply = double.messages(wire)[-1]
    assert reply.reference is not None
    assert reply.reference["message_id"] == str(first.id)
    await first.delete()
    reference = discord.MessageReference.from_message(first, fail_if_not_exists=False)
    await channel.send("42 killed", reference=reference)
    assert double.messages(wire)[-1].reference is None


async def test_pings_reach_whom_allowed_mentions_let(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel, guild: Guild
) -> None:
    double.give_guild_permission(guild, "mention_everyone")
    desk, other = double.add_role(guild, "desk"), double.add_role(guild, "other")
    words = f"@everyone {desk.mention} {other.mention}"
    await channel.send(words, allowed_mentions=discord.AllowedMentions(everyone=False, roles=[discord.Object(desk.id)]))
    pings = double.messages(wire)[-1].pings
    assert (pings.everyone, pings.roles) == (False, [desk.id])
    await channel.send(words, allowed_mentions=discord.AllowedMentions.none())
    assert (double.messages(wire)[-1].pings.everyone, double.messages(wire)[-1].pings.roles) == (False, [])
    await channel.send(words)
    assert double.messages(wire)[-1].pings.everyone


async def test_a_role_that_nobody_may_mention_is_not_called(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel, guild: Guild
) -> None:
    closed, open_ = double.add_role(guild, "closed"), double.add_role(guild, "open", mentionable=True)
    await channel.send(f"@here {closed.mention} {open_.mention}")
    assert (double.messages(wire)[-1].pings.everyone, double.messages(wire)[-1].pings.roles) == (False, [open_.id])


async def test_text_displays_call_too_and_embeds_never(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel, guild: Guild
) -> None:
    desk = double.add_role(guild, "desk", mentionable=True)
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.TextDisplay(desk.mention))
    await channel.send(view=view)
    assert double.messages(wire)[-1].pings.roles == [desk.id]
    await channel.send(embed=discord.Embed(description=desk.mention))
    assert double.messages(wire)[-1].pings.roles == []


async def test_files_are_shown_and_kept_or_dropped_by_an_edit(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel
) -> None:
    embed = discord.Embed(title="Map").set_image(url="attachment://map.png")
    sent = await channel.send(embed=embed, file=discord.File(io.BytesIO(b"picture"), "map.png", description="Where"))
    kept = double.messages(wire)[0]
    assert kept.files == {"map.png": b"picture"}
    assert kept.embeds[0]["image"]["url"] == kept.attachments[0]["url"]
    assert kept.attachments[0]["description"] == "Where"
    assert await sent.attachments[0].read() == b"picture"
    await sent.edit(content="with a map")
    assert list(kept.files) == ["map.png"]
    await sent.edit(attachments=[])
    assert kept.files == {}


async def test_a_layout_with_a_picture(double: DiscordDouble, channel: discord.TextChannel, wire: Channel) -> None:
    view = discord.ui.LayoutView()
    gallery: discord.ui.MediaGallery[discord.ui.LayoutView] = discord.ui.MediaGallery(
        discord.MediaGalleryItem("attachment://map.png")
    )
    view.add_item(discord.ui.Container(discord.ui.TextDisplay("36 killed"), gallery))
    await channel.send(view=view, file=discord.File(io.BytesIO(b"picture"), "map.png"))
    kept = double.messages(wire)[0]
    assert kept.text == "36 killed"
    assert [part["id"] for part in kept.components[0]["components"]] == [2, 3]
    assert kept.components[0]["components"][1]["items"][0]["media"]["url"] == kept.attachments[0]["url"]


async def test_direct_messages(double: DiscordDouble, client: Client) -> None:
    ada: User = double.add_user("ada")
    user = await client.fetch_user(ada.id)
    await user.send("hello")
    (channel,) = [one for one in double.store.channels.values() if one.recipient is ada]
    assert [message.text for message in double.messages(channel)] == ["hello"]


async def test_reactions(double: DiscordDouble, channel: discord.TextChannel, wire: Channel) -> None:
    message = await channel.send("36 killed")
    await message.add_reaction("👍")
    assert double.messages(wire)[0].reactions == {"👍": [double.bot.id]}
    await message.remove_reaction("👍", discord.Object(double.bot.id))
    assert double.messages(wire)[0].reactions == {}


async def test_who_takes_no_direct_messages(double: DiscordDouble, client: Client) -> None:
    ada = double.add_user("ada")
    ada.takes_direct = False
    user = await client.fetch_user(ada.id)
    with pytest.raises(discord.Forbidden) as error:
        await user.send("hello")
    assert error.value.code == 50007
