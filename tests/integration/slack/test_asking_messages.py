"""Buttons of messages, a message's menu, what is said to the bot, and what goes wrong between Slack and us."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.adapters.platforms.slack.asking import outlet
from bot.adapters.platforms.slack.cards import Renderer, button_signer
from bot.adapters.platforms.slack.install.client import web_client
from bot.alerts import write_card
from bot.domain.alert import Act, Delivery, DeliveryState
from bot.domain.card import Button
from bot.domain.watch import Topic
from tests.doubles import slack as doubles
from tests.integration.slack.answering import Room, answering
from tests.integration.slack.connected import until

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
ALERT = write_card(
    "Dam holds", buttons=(Button(label="Why", command="why s12"), Button(label="Set", command="settings zone:UTC"))
)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with answering() as opened:
        yield opened


async def test_a_button_is_answered_to_who_pressed_it(room: Room) -> None:
    asked = await room.press(await alerted(room), "Why", room.reader)
    assert "Done: why" in room.slack.read(await asked.answered())
    assert asked.ephemeral
    assert room.last[0].user == room.reader.id
    assert room.last[0].channel == room.channel


async def test_a_button_in_a_thread_speaks_of_the_channel_and_is_answered_there(room: Room) -> None:
    root = await alerted(room)
    asked = await room.press(await alerted(room, thread_ts=root.ts), "Why")
    message = await asked.answered()
    assert message.thread_ts == root.ts
    assert room.last[0].channel == room.channel


async def test_a_button_on_a_threads_first_message_is_answered_in_the_channel(room: Room) -> None:
    root = await alerted(room)
    await alerted(room, thread_ts=root.ts)
    message = await (await room.press(root, "Why")).answered()
    assert message.thread_ts is None


async def test_a_button_of_a_manager_is_not_everybodys(room: Room) -> None:
    asked = await room.press(await alerted(room), "Set", room.reader)
    assert "ask one of them" in room.slack.read(await asked.answered())
    pressed = await room.press(await alerted(room), "Set")
    assert "Done: settings" in room.slack.read(await pressed.answered())
    assert not pressed.ephemeral


async def test_buttons_go_on_after_a_restart_and_foreign_ones_are_told_so() -> None:
    async with answering(secret="another secret") as room:
        asked = await room.press(await alerted(room), "Why")
        assert "another Dateline" in room.slack.read(await asked.answered())
        assert room.done == []


async def test_a_command_too_long_for_a_button(room: Room) -> None:
    proposed = await (await room.ask("propose")).answered()
    asked = await room.press(proposed, "Make it")
    assert "It would find 3" in room.slack.read(await asked.answered())


async def test_a_button_that_lacks_something_opens_a_window(room: Room) -> None:
    proposed = await (await room.ask("propose")).answered()
    view = await (await room.press(proposed, "Make one")).opened()
    assert view.title == "Watch create"


@pytest.mark.parametrize(("shortcut", "verb"), [("dateline_why", "why"), ("dateline_like", "watch like")])
async def test_a_messages_menu(room: Room, shortcut: str, verb: str) -> None:
    message = await delivered(room)
    asked = await room.slack.shortcut(shortcut, room.reader, message)
    assert f"Done: {verb}" in room.slack.read(await asked.answered())
    assert asked.ephemeral
    assert room.last[1:] == (verb, {"story": "s12"})


async def test_the_menu_of_a_message_in_the_alerts_thread(room: Room) -> None:
    root = await delivered(room)
    answer = await delivered(room, thread_ts=root.ts)
    asked = await room.slack.shortcut("dateline_why", room.reader, answer)
    assert "Done: why" in room.slack.read(await asked.answered())


async def test_the_menu_of_a_message_that_is_no_alert(room: Room) -> None:
    message = room.slack.say(room.wire, room.reader, "good morning")
    asked = await room.slack.shortcut("dateline_why", room.reader, message)
    assert "tells of no single story of mine" in room.slack.read(await asked.answered())


async def test_a_mention_is_answered_in_its_thread(room: Room) -> None:
    said = room.slack.say(room.wire, room.reader, f"{room.newsroom.bot_user.mention} why s12")
    asked = await room.slack.heard(said)
    message = await asked.answered()
    assert "Done: why" in room.slack.read(message)
    assert message.thread_ts == said.ts
    assert not asked.ephemeral
    assert room.last[0].channel == room.channel


async def test_a_mention_that_is_wrong_bothers_nobody_else(room: Room) -> None:
    asked = await room.slack.heard(room.slack.say(room.wire, room.reader, f"{room.newsroom.bot_user.mention}: fail"))
    assert "That is wrong" in room.slack.read(await asked.answered())
    assert asked.ephemeral


async def test_a_mention_that_lacks_something_offers_the_window(room: Room) -> None:
    asked = await room.slack.heard(room.slack.say(room.wire, room.manager, f"{room.newsroom.bot_user.mention} tell"))
    offer = await asked.answered()
    view = await (await room.press(offer, "Fill it in")).opened()
    assert view.title == "Tell"


async def test_a_direct_message_is_answered_beside_it(room: Room) -> None:
    direct = room.slack.direct(room.newsroom, room.reader)
    said = room.slack.say(direct, room.reader, "why s12")
    message = await (await room.slack.heard(said)).answered()
    assert "Done: why" in room.slack.read(message)
    assert message.thread_ts is None
    assert room.last[0].channel.id == direct.id


async def test_ones_own_conversation_is_ones_own_affair() -> None:
    async with answering(real=True) as room:
        async with room.storage.write() as tx:
            await tx.watch.add_topic(
                Topic(workspace=room.newsroom.id, name="quakes", query="magnitude", created_at=NOW)
            )
        direct = room.slack.direct(room.newsroom, room.reader)
        here: dict[str, Any] = {"user": room.reader, "channel": direct}
        assert "is subscribed to quakes" in await room.told("subscribe quakes", **here)
        assert "is no longer subscribed" in await room.told("unsubscribe quakes here", **here)
        assert "ask one of them" in await room.told("watch delete quakes", **here)
        assert "ask one of them" in await room.told(f"subscribe quakes <#{room.wire.id}>", **here)
        assert "ask one of them" in await room.told("subscribe quakes", room.reader)


async def test_who_made_a_channel_says_what_it_is_told() -> None:
    async with answering(real=True) as room:
        own = room.slack.add_channel(room.newsroom, "own", creator=room.reader)
        assert "There is no topic" in await room.told("subscribe quakes", room.reader, channel=own)
        assert "ask one of them" in await room.told("watch delete quakes", room.reader, channel=own)


@pytest.mark.parametrize("kind", ["reset", "cut"])
async def test_a_cut_connection_loses_no_private_answer(room: Room, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlet, "PAUSES", (0.0, 0.0))
    room.slack.faults.add(kind, "response_url")  # type: ignore[arg-type]
    assert "Done: why" in await room.told("why s12")


async def test_a_cut_connection_doubles_no_public_answer(room: Room) -> None:
    room.slack.faults.add("cut", "response_url")
    with capture_logs() as logs:
        asked = await room.ask("latest")
        await until(lambda: any(log["event"] == "interaction_not_answered" for log in logs))
    assert len(asked.answers) == 1


async def test_an_answer_that_slack_refuses_is_logged_and_told_once(room: Room) -> None:
    with capture_logs() as logs:
        assert "Something went wrong between Dateline and Slack" in await room.told("broken")
    assert [log["event"] for log in logs if log["log_level"] in {"error", "warning"}] == ["interaction_bug"]


async def alerted(room: Room, **options: str) -> doubles.Message:
    """An alert as the outbox posts it, signed with the room's usual secret."""
    rendered = Renderer(button_signer("a secret")).render(ALERT)
    client = web_client(room.slack.api_base, room.newsroom.bot_token)
    posted = await client.chat_postMessage(
        channel=room.wire.id, text=rendered.text, blocks=rendered.blocks, thread_ts=options.get("thread_ts")
    )
    return room.slack.store.messages[room.wire.id, posted["ts"]]


async def delivered(room: Room, **options: str) -> doubles.Message:
    """An alert that the outbox knows to tell of s12."""
    message = await alerted(room, **options)
    known = f"{message.thread_ts}/{message.ts}" if message.reply else message.ts
    owed = Delivery(
        lane="alert-1",
        channel=room.channel,
        act=Act.POST,
        card=ALERT,
        nonce=message.ts,
        due_at=NOW,
        expires_at=NOW + timedelta(days=1),
    )
    async with room.storage.write() as tx:
        await tx.outbox.owe(owed)
        (leased,) = await tx.outbox.lease("slack", now=NOW, until=NOW + timedelta(minutes=1), limit=1, share=1)
        await tx.outbox.settle(leased, DeliveryState.SENT, at=NOW, message_id=known)
    return message
