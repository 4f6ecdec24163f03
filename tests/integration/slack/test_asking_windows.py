"""Windows: what a verb lacks is asked in one, what is wrong stands beside its field, and a preview is decided on there."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.adapters.platforms.slack.asking import windows
from tests.integration.slack.answering import Room, answering, texts

QUERY = "tanker* OR ship*"


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with answering() as opened:
        yield opened


async def test_a_bare_command_opens_a_window_with_every_option(room: Room) -> None:
    asked = await room.ask("watch create")
    view = await asked.opened()
    assert view.title == "Watch create"
    assert view.labels == ["Name", "Query", "Description", "Zone"]
    assert asked.acked


async def test_what_was_typed_already_is_filled_in(room: Room) -> None:
    view = await (await room.ask("watch create gulf description:“Ships”")).opened()
    held = {
        block["block_id"]: block["element"].get("initial_value") for block in view.blocks if block["type"] == "input"
    }
    assert held == {"name": "gulf", "query": None, "description": "Ships", "zone": None}


async def test_a_preview_in_the_window_is_saved_there_and_told_in_the_channel(room: Room) -> None:
    view = await (await room.ask("watch create")).opened()
    sent = await room.slack.submit_view(view, {"Name": "gulf", "Query": QUERY, "Zone": choice("Asia/Baghdad")})
    await sent.until(lambda: "It would find 3" in texts(sent.view))
    assert room.done == []
    saved = await room.slack.press(sent.view, "Save")
    await saved.until(lambda: "Done: watch create" in texts(view))
    assert room.last[2] == {"name": "gulf", "query": QUERY, "description": "", "zone": "Asia/Baghdad"}
    (told,) = room.slack.messages(room.wire)
    assert "Done: watch create" in room.slack.read(told)


async def test_a_preview_is_mended_in_the_window(room: Room) -> None:
    view = await (await room.ask("watch create")).opened()
    sent = await room.slack.submit_view(view, {"Name": "gulf", "Query": QUERY})
    await sent.until(lambda: "It would find 3" in texts(sent.view))
    edited = await room.slack.press(sent.view, "Edit")
    await edited.until(lambda: view.labels == ["Name", "Query", "Description", "Zone"])
    again = await room.slack.submit_view(view, {"Query": "frigate*"})
    await again.until(lambda: "It would find 3: frigate*" in texts(view))


async def test_a_fault_of_one_option_stands_beside_it(room: Room) -> None:
    view = await (await room.ask("watch create")).opened()
    await room.slack.submit_view(view, {"Name": "gulf", "Query": "tanker AND (ship"})
    assert list(view.errors) == ["query"]
    assert view.errors["query"].endswith(". Put a ) behind the last word that belongs to it")
    assert view.open
    assert room.slack.count("views.update") == 0


async def test_any_other_fault_stands_above_what_was_filled_in(room: Room) -> None:
    view = await (await room.ask("watch create")).opened()
    sent = await room.slack.submit_view(view, {"Name": "taken", "Query": QUERY})
    await sent.until(lambda: "It would find 3" in texts(view))
    saved = await room.slack.press(view, "Save")
    await saved.until(lambda: "There is a topic taken already" in texts(view))
    assert [button for button in ("Save", "Edit") if button in texts(view)] == ["Edit"]


async def test_a_verb_without_a_preview_answers_in_its_window(room: Room) -> None:
    view = await (await room.ask("tell")).opened()
    sent = await room.slack.submit_view(view, {"Channel": room.wire, "How": "down", "Mention": "@desk"})
    await sent.until(lambda: "Done: tell" in texts(view))
    assert room.last[2] == {"channel": f"<#{room.wire.id}>", "how": "down", "mention": "@desk"}
    assert room.slack.messages(room.wire) == []


async def test_a_window_that_was_closed_meanwhile_leaves_an_answer(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "PAUSES", (0.0,))
    view = await (await room.ask("tell")).opened()
    room.slack.faults.add("delay", "users.info")
    asked = await room.slack.submit_view(view, {"Channel": room.wire}, channel=room.wire)
    await room.slack.close_view(view)
    assert "Done: tell" in room.slack.read(await asked.answered())
    assert asked.ephemeral


@pytest.mark.parametrize(
    ("label", "typed", "expected"),
    [
        ("Zone", "new yo", ["America/New_York"]),
        ("Zone", "", ["America/New_York", "Asia/Baghdad"]),
        ("Zone", "nowhere", []),
    ],
)
async def test_what_is_offered_while_typing(room: Room, label: str, typed: str, expected: list[str]) -> None:
    view = await (await room.ask("watch create")).opened()
    offered = await room.slack.suggest(view, label, typed)
    assert [option["value"] for option in offered] == expected


async def test_a_busy_database_opens_the_window_and_offers_nothing() -> None:
    async with answering(busy=True) as busy:
        view = await (await busy.ask("watch create", busy.reader)).opened()
        assert await busy.slack.suggest(view, "Zone", "") == []
        sent = await busy.slack.submit_view(view, {"Name": "gulf", "Query": QUERY})
        await sent.until(lambda: "The database is busy" in texts(view))
        assert view.labels == ["Name", "Query", "Description", "Zone"], "nothing that was filled in is lost"


async def test_what_slack_does_not_show_is_told_once(room: Room) -> None:
    view = await (await room.ask("tell")).opened()
    room.slack.faults.add("error", "views.update", error="fatal_error")
    with capture_logs() as logs:
        sent = await room.slack.submit_view(view, {"Channel": room.wire})
        await sent.until(lambda: "Something went wrong between Dateline and Slack" in texts(view))
    assert [log["event"] for log in logs if log["log_level"] == "warning"] == ["interaction_not_answered"]
    assert len(room.done) == 1


async def test_a_typed_preview_is_decided_on_in_its_message(room: Room) -> None:
    asked = await room.ask(f"watch create gulf {QUERY}")
    preview = await asked.answered()
    assert asked.ephemeral
    edited = await room.press(preview, "Edit")
    view = await edited.opened()
    mended = await room.slack.submit_view(view, {"Query": "frigate*"})
    assert mended.acked
    assert not view.open
    await asked.until(lambda: "frigate*" in room.slack.read(asked.answer))
    saved = await room.press(asked.answer, "Save")
    told = await saved.answered()
    assert "Done: watch create" in room.slack.read(told)
    assert not saved.ephemeral
    assert room.last[2]["query"] == "frigate*"


async def test_an_old_trigger_is_told_with_a_button(room: Room) -> None:
    room.slack.faults.add("error", "views.open", error="expired_trigger_id")
    asked = await room.ask("watch create gulf")
    offer = await asked.answered()
    assert "Slack took too long" in room.slack.read(offer)
    view = await (await room.press(offer, "Fill it in")).opened()
    assert view.labels == ["Name", "Query", "Description", "Zone"]


async def test_a_form_is_only_for_those_who_may_send_it(room: Room) -> None:
    asked = await room.ask("watch create", room.reader)
    assert re.search("admins and owners", room.slack.read(await asked.answered()))


async def test_a_new_topic_from_anywhere(room: Room) -> None:
    asked = await room.slack.shortcut("dateline_new_topic", room.manager)
    view = await asked.opened()
    assert view.labels[-1] == "Where to tell about it"
    sent = await room.slack.submit_view(view, {"Name": "gulf", "Query": QUERY, view.labels[-1]: room.wire})
    await sent.until(lambda: "It would find 3" in texts(view))
    await (await room.slack.press(view, "Save")).until(lambda: bool(room.slack.messages(room.wire)))
    assert room.last[0].channel == room.channel


async def test_a_new_topic_that_no_channel_is_told_of(room: Room) -> None:
    view = await (await room.slack.shortcut("dateline_new_topic", room.manager)).opened()
    sent = await room.slack.submit_view(view, {"Name": "gulf", "Query": QUERY})
    await sent.until(lambda: "It would find 3" in texts(view))
    saved = await room.slack.press(view, "Save")
    await saved.until(lambda: "Done: watch create" in texts(view))
    assert room.last[0].channel.id == room.slack.direct(room.newsroom, room.manager).id
    assert room.slack.messages(room.wire) == []


async def test_a_window_of_another_dateline(room: Room) -> None:
    view = await (await room.ask("watch create")).opened()
    view.body["private_metadata"] = "{}"
    with capture_logs():
        sent = await room.slack.submit_view(view, {"Name": "gulf", "Query": QUERY})
        await sent.until(lambda: "of another Dateline" in texts(view))


def choice(value: str) -> dict[str, object]:
    return {"text": {"type": "plain_text", "text": value}, "value": value}
