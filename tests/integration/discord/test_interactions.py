"""Who asks and where, completions, a message's menu, and interactions that Discord has given up."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest
from structlog.testing import capture_logs

from bot.adapters.platforms.discord import interactions, interactions_reply
from bot.alerts import write_card
from bot.domain.alert import Act, Delivery, DeliveryState
from bot.domain.card import Button
from bot.domain.watch import Channel
from tests.doubles import discord as doubles
from tests.integration.discord.answering import Room, answering, until

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with answering() as opened:
        yield opened


async def test_in_direct_messages_everybody_has_a_workspace_of_their_own(room: Room) -> None:
    answer = await room.discord.invoke_command(None, None, room.reader, "why", {"story": "s12"})
    assert "Done: why" in answer.text
    asker = room.last[0]
    assert asker.channel == Channel(f"dm-{room.reader.id}", "discord", str(answer.channel.id))
    assert asker.manages


async def test_a_users_own_installation_speaks_for_that_user_alone(room: Room) -> None:
    options = {"story": "s12"}
    await room.discord.invoke_command(
        room.desk.guild, room.desk.wire, room.manager, "why", options, installed_by_user=True
    )
    asker = room.last[0]
    assert asker.channel == Channel(f"dm-{room.manager.id}", "discord", str(room.desk.wire.id))
    assert not asker.manages


async def test_a_thread_of_ones_own_is_a_place_of_its_own(room: Room) -> None:
    thread = room.discord.add_thread(room.desk.wire, "planning", room.reader)
    await room.discord.invoke_command(room.desk.guild, thread, room.manager, "why", {"story": "s12"})
    assert room.last[0].channel == room.desk.named(thread)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ["earthquakes", "gulf-shipping", "elections in Lamerra"]),
        ("EARTH", ["earthquakes"]),
        ("elections in", ["elections in Lamerra"]),
        ('"elections', ["elections in Lamerra"]),
        ("nothing such", []),
    ],
)
async def test_completion(room: Room, typed: str, expected: list[str]) -> None:
    choices = await room.discord.autocomplete(
        room.desk.guild, room.desk.wire, room.manager, "latest", "topic", typed, {"count": 5}
    )
    assert choices == [{"name": value, "value": value} for value in expected]


async def test_completion_of_a_query_and_of_a_time_zone(room: Room) -> None:
    async def typing(option: str, typed: str) -> list[str]:
        offered = await room.discord.autocomplete(
            room.desk.guild, room.desk.wire, room.manager, "watch create", option, typed, {"name": "gulf"}
        )
        return [choice["value"] for choice in offered]

    assert await typing("query", '"oil ship" AND out') == ['"oil ship" AND outlet:']
    assert await typing("zone", "new yo") == ["America/New_York"]


async def test_why_was_i_told_this(room: Room) -> None:
    message = await told(room)
    answer = await room.discord.message_command(message, "Why was I told this?", room.reader)
    assert answer.ephemeral
    assert "Done: why" in answer.text
    assert room.last[2] == {"story": "s12"}


async def test_more_like_this(room: Room) -> None:
    await room.discord.message_command(await told(room), "More like this", room.reader)
    assert room.last[1:] == ("watch like", {"story": "s12"})


async def test_a_message_that_is_no_alert(room: Room) -> None:
    message = room.discord.write(room.desk.wire, room.reader, "good morning")
    answer = await room.discord.message_command(message, "Why was I told this?", room.reader)
    assert answer.ephemeral
    assert "tells of no single story of mine" in answer.text


async def test_a_message_in_the_alerts_own_thread_is_known_too(room: Room) -> None:
    first = await told(room)
    await told(room, under=str(first.id), threaded=True)
    (thread,) = room.discord.store.threads_in(room.desk.wire)
    (message,) = [one for one in room.discord.messages(thread) if one.buttons]
    await room.discord.message_command(message, "Why was I told this?", room.reader)
    assert room.last[2] == {"story": "s12"}
    assert room.last[0].channel == room.desk.channel


async def told(room: Room, **where: Any) -> doubles.Message:
    """A message that the outbox knows to tell of s12."""
    card = write_card("Dam holds", buttons=(Button(label="Why", command="why s12"),))
    nonce = f"n{len(room.discord.store.messages)}"
    message_id = await room.desk.posted(card, nonce=nonce, **where)
    owed = Delivery(
        lane="alert-1",
        channel=room.desk.channel,
        act=Act.POST,
        card=card,
        nonce=nonce,
        due_at=NOW,
        expires_at=NOW + timedelta(days=1),
    )
    async with room.storage.write() as tx:
        await tx.outbox.owe(owed)
        (leased,) = await tx.outbox.lease("discord", now=NOW, until=NOW + timedelta(minutes=1), limit=1, share=1)
        await tx.outbox.settle(leased, DeliveryState.SENT, at=NOW, message_id=message_id)
    return room.discord.store.messages[int(message_id.rpartition("/")[2])]


async def test_a_command_of_an_older_version(room: Room) -> None:
    known = room.discord.store.commands[None]
    known.append({**next(one for one in known if one["name"] == "fail"), "name": "forecast", "id": "99"})
    answer = await room.ask("forecast")
    assert answer.ephemeral
    assert "There is no command /forecast any more" in answer.text


async def test_what_comes_too_late_is_logged_and_not_done() -> None:
    clock = doubles.Clock()
    double = doubles.DiscordDouble(clock=clock)
    async with answering(double=double) as room:
        double.faults.add("delay", "POST /interactions/{id}/{token}/callback", seconds=0.05)
        with capture_logs() as logs:
            asking = asyncio.create_task(room.ask("why", story="s12"))
            await until(lambda: double.faults.planned[-1].hits == 1)
            clock.advance(4)
            answer = await asking
            await until(lambda: any(log["event"] == "interaction_expired" for log in logs))
        assert answer.failed
        assert room.done == []


async def test_an_answer_after_fifteen_minutes_is_logged() -> None:
    clock = doubles.Clock()
    async with answering(double=doubles.DiscordDouble(clock=clock)) as room:
        with capture_logs() as logs:
            asking = await room.discord.invoke_command(room.desk.guild, room.desk.wire, room.manager, "slow", wait=0.0)
            clock.advance(16 * 60)
            room.gate.set()
            assert await asking.refused() == "Invalid Webhook Token"
            await until(lambda: any(log["event"] == "interaction_expired" for log in logs))


@pytest.mark.parametrize("kind", ["reset", "cut"])
@pytest.mark.parametrize(
    "route",
    ["POST /interactions/{id}/{token}/callback", "PATCH /webhooks/{id}/{token}/messages/@original"],
)
async def test_a_cut_connection_loses_no_answer(
    room: Room, route: str, kind: Literal["reset", "cut"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interactions_reply, "PAUSES", (0.0, 0.0))
    room.discord.faults.add(kind, route)
    answer = await room.ask("why", story="s12")
    assert "Done: why" in (await answer.shown()).text
    method, path = route.split()
    asked = re.compile(f"{method} {re.sub(r'{[a-z]+}', '{[a-z_]+}', path)}")
    await until(lambda: sum(bool(asked.fullmatch(call.route)) for call in room.discord.calls) == 2)
    assert len(room.done) == 1


@pytest.mark.parametrize("kind", ["reset", "cut"])
async def test_a_cut_connection_loses_no_private_followup(
    room: Room, kind: Literal["reset", "cut"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interactions_reply, "PAUSES", (0.0, 0.0))
    room.discord.faults.add(kind, "POST /webhooks/{id}/{token}")
    answer = await room.ask("fail")
    assert "That is wrong" in (await answer.followed_up()).text


async def test_a_bot_that_is_stopped_while_it_works_logs_no_bug(room: Room) -> None:
    with capture_logs() as logs:
        await room.discord.invoke_command(room.desk.guild, room.desk.wire, room.manager, "slow", wait=0.0)
        await room.desk.platform.stop()
        room.gate.set()
        await until(lambda: any(log["event"] == "interaction_not_answered" for log in logs))
    assert not any(log["event"] == "interaction_bug" for log in logs)


async def test_an_answer_that_takes_too_long_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interactions, "ANSWER_WITHIN", 0.01)
    async with answering() as room:
        answer = await room.ask("slow")
        assert "took longer than an answer may" in (await answer.shown()).text
        assert room.done == []


async def test_a_completion_that_takes_too_long_is_empty(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interactions, "COMPLETE_WITHIN", 0.0)
    # Whether a reader manages the database has to tell.
    assert await room.discord.autocomplete(room.desk.guild, room.desk.wire, room.reader, "latest", "topic", "") == []


async def test_a_busy_database_is_told_in_a_sentence() -> None:
    async with answering(busy=True) as room:
        answer = await room.ask("why", room.reader, story="s12")
        assert "The database is busy; try again." in answer.text
        message = await (await room.ask("propose")).shown()
        opened = await room.press(message, "Make one", room.reader)
        assert opened.kind == "modal", "in doubt the form opens; what is sent with it is checked again"


async def test_nobody_is_left_with_a_bot_that_thinks_for_ever(room: Room) -> None:
    with capture_logs() as logs:
        answer = await room.ask("broken")
        text = (await answer.shown()).text
    assert "Something went wrong between Dateline and Discord" in text
    assert [log["event"] for log in logs] == ["interaction_bug"]
