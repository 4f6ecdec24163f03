"""Forms and previews: a command that lacks something asks for it, and shows what it would do before it does it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.adapters.platforms.discord import Style
from tests.doubles import discord as doubles
from tests.integration.discord.answering import Room, answering, plain, until


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with answering() as opened:
        yield opened


async def preview(room: Room, query: str = "tanker*", **more: str) -> doubles.Answer:
    """The form of a bare command, filled in and sent."""
    opened = await room.ask("watch create")
    return await room.discord.submit_modal(opened, {"name": "gulf", "query": query, **more})


async def test_a_bare_command_opens_a_form(room: Room) -> None:
    answer = await room.ask("watch create")
    assert answer.kind == "modal"
    assert answer.text == "/watch create: Make a topic of a query"
    assert list(answer.inputs) == ["name", "query", "description"]
    assert [each["required"] for each in answer.inputs.values()] == [True, True, False]


async def test_what_was_given_stands_in_the_form(room: Room) -> None:
    answer = await room.ask("watch create", name="gulf")
    assert answer.inputs["name"]["value"] == "gulf"


async def test_a_form_is_answered_with_a_preview_for_the_asker_alone(room: Room) -> None:
    answer = await preview(room, 'ship* AND "strait of hormuz"')
    assert answer.ephemeral
    message = await answer.shown()
    assert 'It would find 3: ship* AND "strait of hormuz"' in plain(message)
    assert [button["label"] for button in message.buttons] == ["Save", "Edit"]
    assert room.done == []


async def test_a_command_with_all_it_needs_is_previewed_too(room: Room) -> None:
    answer = await room.ask("watch create", name="gulf", query="tanker*")
    assert answer.ephemeral
    assert "It would find 3: tanker*" in plain(await answer.shown())


async def test_save_does_it_for_all_to_see_and_takes_the_preview_away(room: Room) -> None:
    message = await (await preview(room, "a\nOR b", description='Ships: "big" ones')).shown()
    saved = await room.press(message, "Save")
    assert saved.kind == "deferred_update"
    told = await saved.followed_up()
    assert not told.ephemeral
    assert "Done: watch create" in told.text
    assert room.last[2] == {"name": "gulf", "query": "a\nOR b", "description": 'Ships: "big" ones', "zone": ""}
    assert [one.text for one in room.discord.messages(room.desk.wire)] == [told.text]


async def test_save_twice_does_it_once(room: Room) -> None:
    message = await (await preview(room)).shown()
    custom_id = message.custom_id("Save")
    await (await room.press(message, "Save")).followed_up()
    twin = room.discord.add_old_message(room.desk.wire, age=timedelta(0), components=message.components)
    again = await room.press(twin, custom_id)
    assert "This was done already" in plain(await again.shown())
    assert len(room.done) == 1


async def test_edit_opens_the_form_as_it_was_and_mends_the_preview_in_place(room: Room) -> None:
    message = await (await preview(room, description="Ships")).shown()
    again = await room.press(message, "Edit")
    assert again.kind == "modal"
    assert {name: each.get("value") for name, each in again.inputs.items()} == {
        "name": "gulf",
        "query": "tanker*",
        "description": "Ships",
    }
    mended = await room.discord.submit_modal(again, {"query": "vessel*"})
    assert mended.kind == "deferred_update"
    await until(lambda: "It would find 3: vessel*" in plain(message))
    assert mended.message is message
    saved = await room.press(message, "Save")
    await saved.followed_up()
    assert room.last[2]["query"] == "vessel*"
    assert room.last[2]["description"] == "Ships"


async def test_what_a_form_does_not_ask_is_kept_all_the_same(room: Room) -> None:
    opened = await room.ask("watch create", zone="Asia/Baghdad")
    shown = await (await room.discord.submit_modal(opened, {"name": "gulf", "query": "tanker*"})).shown()
    saved = await room.press(shown, "Save")
    await saved.followed_up()
    assert room.last[2]["zone"] == "Asia/Baghdad"


async def test_a_bad_query_can_be_edited_but_not_saved(room: Room) -> None:
    message = await (await preview(room, "((")).shown()
    assert "That query cannot be used" in plain(message)
    assert [button["label"] for button in message.buttons] == ["Edit"]


async def test_what_fails_on_save_can_be_edited(room: Room) -> None:
    opened = await room.ask("watch create", name="taken")
    message = await (await room.discord.submit_modal(opened, {"query": "tanker*"})).shown()
    saved = await room.press(message, "Save")
    await until(lambda: "There is a topic taken already." in plain(message))
    assert saved.followups == []
    again = await room.press(message, "Edit")
    assert again.inputs["query"]["value"] == "tanker*"


async def test_who_may_not_is_told_so_instead_of_being_asked(room: Room) -> None:
    # Discord itself would hide the command from them, unless the server's settings show it to all.
    answer = await room.ask("propose", room.reader)
    pressed = await room.press(await answer.shown(), "Make one", room.reader)
    assert pressed.kind == "deferred"
    assert pressed.ephemeral
    assert "/watch create is for those who may Manage Server or Manage Channels here" in pressed.text


async def test_as_an_embed_a_preview_is_edited_and_saved_likewise() -> None:
    async with answering(style=Style(form="embed")) as room:
        message = await (await preview(room)).shown()
        assert message.embeds[0]["title"] == "It would find 3: tanker\\*"
        again = await room.press(message, "Edit")
        await room.discord.submit_modal(again, {"query": "vessel*"})
        await until(lambda: "vessel*" in plain(message))
        assert [button["label"] for button in message.buttons] == ["Save", "Edit"]
        told = await (await room.press(message, "Save")).followed_up()
        assert "Done: watch create" in told.text


async def test_a_form_outlives_a_restart_of_the_bot() -> None:
    async with answering() as before:
        opened = await before.ask("watch create")
        assert opened.modal is not None
        custom_id = opened.modal["custom_id"]
    async with answering() as after:
        again = await after.ask("watch create")
        assert again.modal is not None
        assert again.modal["custom_id"] == custom_id


async def test_a_form_with_a_forgotten_rest_gives_back_what_was_written(room: Room) -> None:
    opened = await room.ask("watch create", zone="Asia/Baghdad")
    async with answering() as other:
        assert opened.modal is not None
        elsewhere = await other.ask("watch create")
        elsewhere.interaction.modal = opened.modal
        answer = await other.discord.submit_modal(elsewhere, {"name": "gulf", "query": "tanker* OR ship*"})
        text = plain(await answer.shown())
    assert "done already, or Dateline was started anew" in text
    assert "tanker* OR ship*" in text


@pytest.mark.parametrize("label", ["Save", "Edit"])
async def test_a_preview_from_before_a_restart_says_so(room: Room, label: str) -> None:
    message = await (await preview(room)).shown()
    async with answering() as other:
        shown = await (await other.ask("propose")).shown()
        shown.components = message.components
        pressed = await other.press(shown, label)
        assert pressed.ephemeral
        assert "done already, or Dateline was started anew" in pressed.text


async def test_a_form_that_is_not_ours_is_answered_kindly(room: Room) -> None:
    opened = await room.ask("watch create")
    assert opened.modal is not None
    opened.modal["custom_id"] = "!form - watch create"
    answer = await room.discord.submit_modal(opened, {"name": "gulf", "query": "tanker*"})
    assert answer.ephemeral
    assert "is of another Dateline" in answer.text
    assert room.done == []
