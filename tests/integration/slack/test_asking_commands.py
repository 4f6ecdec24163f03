"""Commands: what is typed, who sees the answer, help at each level, and what Slack makes of a line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.watch import Channel, Topic
from tests.integration.slack.answering import Room, answering
from tests.integration.slack.connected import until

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with answering() as opened:
        yield opened


async def test_a_command_is_acknowledged_and_answered_to_the_asker(room: Room) -> None:
    asked = await room.ask("why s12")
    assert asked.acked
    message = await asked.answered()
    assert "Done: why" in room.slack.read(message)
    assert asked.ephemeral
    asker = room.last[0]
    assert asker.channel == Channel(room.newsroom.id, "slack", room.wire.id)
    assert asker.user == room.manager.id
    assert asker.time_zone == "Europe/Paris"
    assert asker.manages


async def test_who_has_no_time_zone_has_the_operators(room: Room) -> None:
    await room.told("why s12", room.reader)
    assert room.last[0].time_zone == "Asia/Baghdad"
    assert not room.last[0].manages


async def test_a_public_answer_stands_in_the_channel(room: Room) -> None:
    asked = await room.ask("latest earthquakes 5")
    message = await asked.answered()
    assert not asked.ephemeral
    assert asked.ack == {"response_type": "in_channel"}
    assert "topic=earthquakes, count=5" in room.slack.read(message)


async def test_what_failed_only_the_asker_reads(room: Room) -> None:
    asked = await room.ask("fail")
    assert "That is wrong" in room.slack.read(await asked.answered())
    assert asked.ephemeral


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "What you can ask"),
        ("help", "/dateline watch create"),
        ("subscribe help", "/dateline subscribe TOPIC [CHANNEL]"),
        ("help watch create", "/dateline watch create NAME"),
        ("watch create help", "/dateline watch create NAME"),
        ("held", "What you can ask of held"),
        ("watch", "What you can ask of watch"),
        ("watch help", "What you can ask of watch"),
        ("help watch", "What you can ask of watch"),
        ("lates", "Did you mean /dateline latest or"),
        ("topics", "Make one with /dateline watch create NAME QUERY"),
    ],
)
async def test_the_products_own_help(text: str, expected: str) -> None:
    async with answering(real=True) as room:
        assert expected in await room.told(text)


async def test_who_subscribes_a_channel_that_it_is_not_in_is_told_to_invite_it() -> None:
    async with answering(real=True) as room:
        closed = room.slack.add_channel(room.newsroom, "closed", joined=False)
        async with room.storage.write() as tx:
            await tx.watch.add_topic(
                Topic(workspace=room.newsroom.id, name="quakes", query="magnitude", created_at=NOW)
            )
        said = await room.told(f"subscribe quakes <#{closed.id}|closed>")
        assert "is subscribed to quakes" in said
        assert "I am not in #closed: type /invite @dateline there." in said
        assert "/invite" in await room.told("subscribe quakes", channel=closed)
        assert "/invite" not in await room.told("subscribe quakes")
        room.slack.invite_bot(closed, room.manager)
        assert "/invite" not in await room.told("subscribe quakes daily 08:00", channel=closed)


async def test_a_line_as_slack_writes_it(room: Room) -> None:
    await room.told(f"tell <#{room.wire.id}|wire> how:up mention:<@{room.reader.id}|ben>")
    assert room.last[2] == {"channel": f"<#{room.wire.id}>", "how": "up", "mention": f"<@{room.reader.id}>"}


async def test_what_was_typed_calls_nobody_in_the_answer(room: Room) -> None:
    asked = await room.ask("latest “<!channel> &lt;!here&gt; *x*”")
    message = await asked.answered()
    assert room.last[2]["topic"] == "@channel <!here> *x*"
    assert not room.slack.mentions(message)


async def test_aliases_are_commands_too() -> None:
    async with answering(aliases=("/latest", "/watch")) as room:
        await room.told("gulf-shipping", command="/latest")
        assert room.last[1:] == ("latest", {"topic": "gulf-shipping", "count": None})
        assert "What you can ask of watch" in await room.told("", command="/watch")


async def test_a_long_answer_is_several_messages_of_five_at_most(room: Room) -> None:
    asked = await room.ask("long 200")
    await asked.answered(5)
    first, *_, last = asked.answers
    assert "(1 of 5)" in room.slack.read(first)
    assert "There is more than fits an answer" in room.slack.read(last)


async def test_a_channel_that_the_bot_is_not_in_is_answered_by_its_response_url(room: Room) -> None:
    other = room.slack.add_channel(room.newsroom, "elsewhere", joined=False)
    assert "Done: why" in await room.told("why s12", channel=other)


async def test_a_worn_out_response_url_leaves_the_web_api(room: Room) -> None:
    asked = await room.ask("slow")
    room.slack.clock.advance(31 * 60)
    room.gate.set()
    message = await asked.answered()
    assert "Done: slow" in room.slack.read(message)
    assert room.slack.count("chat.postEphemeral") == 1


async def test_where_the_bot_cannot_speak_a_late_answer_comes_directly(room: Room) -> None:
    other = room.slack.add_channel(room.newsroom, "elsewhere", joined=False)
    await room.ask("slow", channel=other)
    room.slack.clock.advance(31 * 60)
    room.gate.set()
    direct = room.slack.direct(room.newsroom, room.manager)
    await until(lambda: bool(room.slack.messages(direct)))
    assert "Done: slow" in room.slack.read(room.slack.messages(direct)[0])


async def test_only_managers_may_change_things(room: Room) -> None:
    asked = await room.ask("settings Europe/Paris", room.reader)
    assert "ask one of them" in room.slack.read(await asked.answered())
    assert room.done == []


async def test_a_user_group_that_was_chosen_manages() -> None:
    async with answering() as room:
        desk = room.slack.add_user_group(room.newsroom, "editors", [room.reader])
        async with room.storage.write() as tx:
            house = await tx.watch.house(room.newsroom.id)
            await tx.watch.save_house(replace(house, manager_role=desk.id))
        await room.told("settings UTC", room.reader)
        assert room.last[1:] == ("settings", {"zone": "UTC"})


async def test_a_busy_database_is_told_in_a_sentence() -> None:
    async with answering(busy=True) as room:
        assert "The database is busy; try again." in await room.told("why s12", room.reader)


async def test_a_bug_is_logged_and_told_once(room: Room) -> None:
    text = await room.told("broken")
    assert "Something went wrong" in text
