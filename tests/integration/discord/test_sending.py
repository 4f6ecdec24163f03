"""Posting, editing and finding messages through the real discord.py client."""

from __future__ import annotations

import pytest

from bot.adapters.platforms.discord import Style
from bot.domain.alert import Refused, Sent
from bot.domain.card import Mention, Text
from bot.domain.watch import Channel
from tests.integration.discord.desk import Desk, open_desk, platform_of, texts
from tests.integration.sample_alert import alert_card


async def test_a_post_is_a_layout_with_all_that_the_card_says(desk: Desk) -> None:
    message_id = await desk.posted()
    (message,) = desk.discord.messages(desk.wire)
    assert str(message.id) == message_id
    assert message.flags & 1 << 15, "Components V2"
    for words in (
        "### [Dam holds](<https://herald.example/dam>)",
        "The **dam** at Aru held.",
        "people moved: **about 3,500**",
        "-# mayor · Aru Post",
        "-# **Aru Post** · <t:1795356300:R>",
        "-# Topic **river-floods**",
    ):
        assert words in texts(message)


async def test_the_same_nonce_is_one_message(desk: Desk) -> None:
    assert await desk.posted() == await desk.posted()
    assert len(desk.discord.messages(desk.wire)) == 1


async def test_a_nonce_counts_for_one_channel_alone(desk: Desk) -> None:
    other = desk.discord.add_channel(desk.guild, "other")
    await desk.posted()
    assert isinstance(await desk.platform.post(desk.named(other), alert_card(), nonce="1"), Sent)
    assert len(desk.discord.messages(other)) == 1


async def test_a_message_is_found_by_its_nonce_among_others(desk: Desk) -> None:
    message_id = await desk.posted()
    for _ in range(130):
        desk.discord.write(desk.wire, desk.guild.owner, "talk")
    assert await desk.platform.find(desk.channel, "1") == message_id
    assert await desk.platform.find(desk.channel, "2") is None


async def test_a_message_is_found_after_a_restart(desk: Desk) -> None:
    message_id = await desk.posted()
    other = platform_of(desk.discord)
    assert await other.find(desk.channel, "1") == message_id
    await other.stop()


async def test_an_edit_replaces_the_card(desk: Desk) -> None:
    message_id = await desk.posted()
    for _ in range(2):
        edited = await desk.platform.edit(desk.channel, message_id, alert_card("Levee breaks"), nonce="2")
        assert edited == Sent(message_id)
    (message,) = desk.discord.messages(desk.wire)
    assert "Levee breaks" in texts(message)
    assert "Dam holds" not in texts(message)


@pytest.mark.parametrize("message_id", ["404", "not an id", "1/2/3", ""])
async def test_an_edit_of_nothing_is_refused_and_the_channel_is_not_lost(desk: Desk, message_id: str) -> None:
    outcome = await desk.platform.edit(desk.channel, message_id, alert_card(), nonce="1")
    assert outcome == Refused(f"#wire has no message {message_id} any more.")


async def test_a_reply_names_its_message_and_does_without_it_when_it_is_gone(desk: Desk) -> None:
    first = await desk.posted()
    await desk.posted(nonce="2", under=first)
    desk.discord.delete_message(desk.discord.messages(desk.wire)[0])
    await desk.posted(nonce="3", under=first)
    reply, plain = desk.discord.messages(desk.wire)
    assert reply.reference is not None
    assert reply.reference["message_id"] == first
    assert plain.reference is None


async def test_a_reply_is_a_plain_message_where_history_may_not_be_read(desk: Desk) -> None:
    first = await desk.posted()
    desk.discord.take_permission(desk.wire, "read_message_history")
    await desk.posted(nonce="2", under=first)
    assert len(desk.discord.messages(desk.wire)) == 2


async def test_only_who_is_mentioned_by_the_card_is_called(desk: Desk) -> None:
    desk_role = desk.discord.add_role(desk.guild, "night desk", mentionable=True)
    hostile = f"@everyone <@&{desk_role.id}> <@{desk.guild.owner.id}>"
    await desk.posted(alert_card(hostile, body=(Text(hostile),)))
    await desk.posted(alert_card(body=(Mention("role", str(desk_role.id), "night desk"),)), nonce="2")
    silent, loud = desk.discord.messages(desk.wire)
    assert (silent.pings.everyone, list(silent.pings.roles), list(silent.pings.users)) == (False, [], [])
    assert [int(role) for role in loud.pings.roles] == [desk_role.id]


async def test_an_edit_calls_nobody(desk: Desk) -> None:
    role = desk.discord.add_role(desk.guild, "night desk", mentionable=True)
    message_id = await desk.posted()
    card = alert_card(body=(Mention("role", str(role.id), "night desk"),))
    await desk.platform.edit(desk.channel, message_id, card, nonce="2")
    (message,) = desk.discord.messages(desk.wire)
    assert message.allowed_mentions == {"parse": []}


async def test_an_embed_calls_in_its_content_and_can_become_components() -> None:
    async with open_desk(style=Style(form="embed")) as desk:
        role = desk.discord.add_role(desk.guild, "night desk", mentionable=True)
        message_id = await desk.posted(alert_card(context=(Mention("role", str(role.id), "night desk"),)))
        (message,) = desk.discord.messages(desk.wire)
        assert message.content == f"<@&{role.id}>"
        assert message.embeds[0]["title"] == "Dam holds"
        assert [field["name"] for field in message.embeds[0]["fields"]] == ["people moved"]
        assert await desk.platform.find(desk.channel, "1") == message_id
        other = platform_of(desk.discord, style=Style(form="components"))
        assert await other.edit(desk.channel, message_id, alert_card("Levee breaks"), nonce="2") == Sent(message_id)
        await other.stop()
        (message,) = desk.discord.messages(desk.wire)
        assert message.embeds == []
        assert "Levee breaks" in texts(message)
        # And back it cannot: what is asked for as an embed stays a layout.
        assert await desk.platform.edit(desk.channel, message_id, alert_card("Water falls"), nonce="3") == Sent(
            message_id
        )


async def test_a_channel_is_known_by_name_mention_and_id(desk: Desk) -> None:
    for name in ("wire", "#wire", " #WIRE ", f"<#{desk.wire.id}>", str(desk.wire.id)):
        assert await desk.platform.resolve(str(desk.guild.id), name) == desk.channel
    for name in ("", "#", "nothing", "a b", "x" * 200):
        assert await desk.platform.resolve(str(desk.guild.id), name) is None
    assert await desk.platform.resolve("local", "wire") is None
    assert desk.platform.label(desk.channel) == "#wire"
    assert desk.platform.label(Channel("dm-7", "discord", "99")) == "#direct-messages"


async def test_a_thread_in_the_archive_is_known_by_its_id(desk: Desk) -> None:
    thread = desk.discord.add_thread(desk.wire, "talk", desk.guild.owner)
    desk.discord.archive(thread)
    other = platform_of(desk.discord)
    assert await other.resolve(str(desk.guild.id), str(thread.id)) == desk.named(thread)
    assert await other.resolve(str(desk.guild.id + 1), str(thread.id)) is None
    assert await other.resolve(str(desk.guild.id), str(thread.id + 1)) is None
    await other.stop()


async def test_channels_are_known_without_a_gateway(desk: Desk) -> None:
    other = platform_of(desk.discord)
    assert await other.resolve(str(desk.guild.id), "wire") == desk.channel
    assert other.label(desk.channel) == "#wire"
    await other.stop()


@pytest.mark.parametrize("channel_id", ["wire", "", "²", "9" * 30])
async def test_what_is_no_channel_of_discord_is_refused(desk: Desk, channel_id: str) -> None:
    nowhere = Channel(str(desk.guild.id), "discord", channel_id)
    outcome = await desk.platform.post(nowhere, alert_card(), nonce="1")
    assert isinstance(outcome, Refused)
    assert outcome.channel_lost
    assert await desk.platform.find(nowhere, "1") is None
