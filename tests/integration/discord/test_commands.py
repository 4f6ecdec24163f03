"""Commands as Discord is told of them, and as people give them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from bot.adapters.platforms.discord import Style
from bot.adapters.platforms.discord.commands import declare_commands
from bot.adapters.platforms.discord.commands_sync import sync_commands
from bot.domain.watch import House
from tests.doubles import discord as doubles
from tests.integration.discord.answering import Room, answering
from tests.integration.noting_verbs import Verbs

PUT = "PUT /applications/{application_id}/commands"


async def test_commands_are_told_once_and_again_only_when_they_change() -> None:
    async with answering() as room:
        assert room.discord.count(PUT) == 1
        client = room.desk.platform.client
        assert client is not None
        same = declare_commands(Verbs().declared())
        assert not await sync_commands(client, room.discord.application_id, same)
        assert room.discord.count(PUT) == 1, "they were told at the start"
        assert await sync_commands(client, room.discord.application_id, same[:-1])
        assert room.discord.count(PUT) == 2


async def test_localised_names_are_no_reason_to_tell_again() -> None:
    localised = {"fr": {"latest": "dernières", "watch create": "créer"}}
    async with answering(localised=localised) as room:
        client = room.desk.platform.client
        assert client is not None
        wanted = declare_commands(Verbs().declared(), localised)
        assert not await sync_commands(client, room.discord.application_id, wanted)


async def test_a_refusal_of_the_commands_does_not_keep_the_bot_from_its_work() -> None:
    double = doubles.DiscordDouble()
    double.faults.add("429_cloudflare", "GET /applications/{application_id}/commands")
    async with answering(double=double) as room:
        assert room.discord.count(PUT) == 0
        await room.desk.posted()


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with answering() as opened:
        yield opened


async def test_an_answer_for_the_channel(room: Room) -> None:
    answer = await room.ask("latest", topic="earthquakes", count=5)
    assert (answer.kind, answer.ephemeral) == ("deferred", False)
    assert "Done: latest" in answer.text
    asker, _, values = room.last
    assert values == {"topic": "earthquakes", "count": 5}
    assert (asker.channel, asker.user, asker.manages) == (room.desk.channel, str(room.manager.id), True)
    assert asker.time_zone == "Asia/Baghdad"


async def test_an_answer_for_the_asker_alone(room: Room) -> None:
    answer = await room.ask("why", room.reader, story="s12")
    assert answer.ephemeral
    assert "Done: why" in answer.text
    assert not room.last[0].manages


async def test_values_arrive_as_they_were_given(room: Room) -> None:
    hard = 'said: "no" — query:x\n“y” it\'s'
    await room.ask("why", story=hard)
    assert room.last[2] == {"story": hard}


async def test_channels_choices_and_mentions(room: Room) -> None:
    await room.ask("tell", channel=room.desk.wire, how="up", mention="@here <@&7>")
    assert room.last[2] == {"channel": f"<#{room.desk.wire.id}>", "how": "up", "mention": "@here <@&7>"}


async def test_an_error_is_for_the_asker_alone_even_where_the_answer_is_for_all(room: Room) -> None:
    answer = await room.ask("fail")
    assert answer.message is None
    told = await answer.followed_up()
    assert told.ephemeral
    assert "That is wrong; give it right." in told.text
    assert room.discord.messages(room.desk.wire) == []


async def test_who_may_not_is_told_so_privately(room: Room) -> None:
    answer = await room.ask("propose", room.reader)
    pressed = await room.press(await answer.shown(), "Set up", room.reader)
    assert pressed.ephemeral
    assert "for those who manage this channel" in pressed.text
    assert room.done == []


async def test_the_role_of_the_house_manages(room: Room) -> None:
    role = room.discord.add_role(room.desk.guild, "night desk")
    room.discord.add_member(room.desk.guild, room.reader, roles=[role])
    answer = await room.ask("propose", room.reader)
    message = await answer.shown()
    async with room.storage.write() as tx:
        await tx.watch.save_house(House(workspace=str(room.desk.guild.id), manager_role=str(role.id)))
    pressed = await room.press(message, "Set up", room.reader)
    told = await pressed.followed_up()
    assert not told.ephemeral
    assert "Done: settings" in told.text
    assert room.last[0].manages


async def test_a_bot_that_is_slow_is_seen_to_think(room: Room) -> None:
    asking = await room.discord.invoke_command(room.desk.guild, room.desk.wire, room.manager, "slow", wait=0.0)
    assert asking.kind == "deferred"
    assert asking.loading
    assert asking.took is not None
    assert asking.took < 1.5
    room.gate.set()
    assert "Done: slow" in (await asking.shown()).text


@pytest.mark.parametrize("style", [Style(form="components"), Style(form="embed")])
async def test_more_than_a_message_holds_is_told_in_several(style: Style) -> None:
    async with answering(style=style) as room:
        answer = await room.ask("long", count=60)
        first = await answer.shown()
        await answer.followed_up(_pages(first) - 1)
        messages = [first, *answer.followups]
        text = "\n".join(message.text for message in messages)
        assert [f"fact {n}" in text for n in range(60)] == [True] * 60
        assert [bool(message.buttons) for message in messages] == [False] * (len(messages) - 1) + [True]
        assert all(message.ephemeral for message in messages)


def _pages(message: doubles.Message) -> int:
    """What the first of several says of their number."""
    said = re.search(r"1 of (\d)", message.text)
    assert said is not None
    return int(said[1])
