"""Buttons: of any message, after any restart, years later, by whoever presses them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.card import Button
from tests.integration.discord.answering import Room, answering, plain
from tests.integration.noting_verbs import LONG_QUERY
from tests.integration.sample_alert import alert_card


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with answering() as opened:
        yield opened


async def test_a_button_of_an_alert_runs_its_command_where_it_stands(room: Room) -> None:
    message_id = await room.desk.posted()
    message = room.discord.store.messages[int(message_id)]
    answer = await room.press(message, "Why", room.reader)
    assert answer.kind == "deferred"
    assert answer.ephemeral
    assert "Done: why" in answer.text
    asker, path, values = room.last
    assert (asker.channel, asker.user, path, values) == (
        room.desk.channel,
        str(room.reader.id),
        "why",
        {"story": "s12"},
    )


async def test_buttons_work_after_a_restart_and_years_later(room: Room) -> None:
    message = room.discord.store.messages[int(await room.desk.posted())]
    async with answering() as later:
        old = later.discord.add_old_message(later.desk.wire, age=timedelta(days=5 * 365), components=message.components)
        answer = await later.press(old, "Why")
        assert "Done: why" in answer.text


@pytest.mark.parametrize("custom_id", ["d1.why s12.AAAAAAAAAAAA", "d0.why s12", "d9.why.x.y", "why s12", "🙂"])
async def test_a_custom_id_that_is_not_ours_is_answered_kindly(room: Room, custom_id: str) -> None:
    components = [
        {"type": 1, "components": [{"type": 2, "style": 2, "label": "Why", "custom_id": custom_id}]},
    ]
    old = room.discord.add_old_message(room.desk.wire, age=timedelta(days=900), components=components, content="x")
    answer = await room.press(old, "Why")
    assert answer.ephemeral
    assert "This button is of another Dateline" in answer.text
    assert room.done == []


async def test_another_installations_buttons_are_not_obeyed() -> None:
    async with answering(secret="another secret") as other:
        components = (await (await other.ask("propose")).shown()).components
    async with answering() as room:
        old = room.discord.add_old_message(room.desk.wire, age=timedelta(days=1), components=components)
        answer = await room.press(old, "Why")
        assert "This button is of another Dateline" in answer.text
        assert room.done == []


async def test_a_button_for_managers_pressed_by_another(room: Room) -> None:
    card = alert_card(buttons=(Button(label="Set up", command="settings zone:UTC"),))
    message = room.discord.store.messages[int(await room.desk.posted(card))]
    refused = await room.press(message, "Set up", room.reader)
    assert refused.ephemeral
    assert "/settings is for those who manage this channel; ask one of them." in refused.text
    done = await room.press(message, "Set up", room.manager)
    assert not done.ephemeral
    assert "Done: settings" in done.text


async def test_a_command_that_is_too_long_for_a_custom_id_works_all_the_same(room: Room) -> None:
    message = await (await room.ask("propose")).shown()
    answer = await room.press(message, "Make it")
    shown = await answer.shown()
    assert f"It would find 3: {LONG_QUERY[:40]}" in plain(shown)
    await (await room.press(shown, "Save")).followed_up()
    assert room.last[2]["query"] == LONG_QUERY
    assert room.last[2]["name"] == "like-s12"


async def test_a_button_that_lacks_something_opens_a_form(room: Room) -> None:
    message = await (await room.ask("propose")).shown()
    answer = await room.press(message, "Make one")
    assert answer.kind == "modal"
    sent = await room.discord.submit_modal(answer, {"name": "gulf", "query": "tanker*"})
    assert sent.kind == "deferred"
    assert "It would find 3: tanker*" in plain(await sent.shown())
    assert "Proposed" in message.text, "the message with the button stays as it was"


async def test_a_button_whose_command_is_no_more(room: Room) -> None:
    card = alert_card(buttons=(Button(label="Old", command="forecast s12"),))
    message = room.discord.store.messages[int(await room.desk.posted(card))]
    answer = await room.press(message, "Old")
    assert answer.ephemeral
    assert "There is no command “forecast s12”" in answer.text


async def test_a_button_in_the_alerts_own_thread_speaks_of_the_alerts_channel(room: Room) -> None:
    first = await room.desk.posted()
    await room.desk.posted(alert_card("Dam bursts"), nonce="2", under=first, threaded=True)
    (thread,) = room.discord.store.threads_in(room.desk.wire)
    (message,) = [one for one in room.discord.messages(thread) if one.buttons]
    await room.press(message, "Why")
    assert room.last[0].channel == room.desk.channel


async def test_a_button_in_a_forums_post_speaks_of_the_forum(room: Room) -> None:
    forum = room.discord.add_channel(room.desk.guild, "stories", "forum")
    outcome = await room.desk.platform.post(room.desk.named(forum), alert_card(), nonce="9")
    assert outcome is not None
    (post,) = room.discord.store.threads_in(forum)
    (message,) = room.discord.messages(post)
    await room.press(message, "Why")
    assert room.last[0].channel == room.desk.named(forum)
