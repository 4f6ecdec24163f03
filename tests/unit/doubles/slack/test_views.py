"""Modals and Homes: who may open one, what a person can enter, and what an acknowledgement does with it."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.doubles.slack.asking.asked import Asked
from tests.doubles.slack.asking.elements import NotOffered
from tests.doubles.slack.asking.views import View
from tests.unit.doubles.slack.bolt import Newsroom, by_sockets


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": text.lower()}


def asks(block_id: str, label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "new_topic",
    "title": plain("New topic"),
    "submit": plain("Save"),
    "private_metadata": "kept",
    "notify_on_close": True,
    "blocks": [
        asks("name", "Name", {"type": "plain_text_input", "action_id": "text", "max_length": 20}),
        asks(
            "feeds",
            "Feeds",
            {
                "type": "multi_static_select",
                "action_id": "many",
                "options": [option("Reuters"), option("AFP")],
                "initial_options": [option("AFP")],
            },
        ),
        asks("where", "Where", {"type": "conversations_select", "action_id": "one"}, optional=True),
        asks(
            "outlet",
            "Outlet",
            {"type": "external_select", "action_id": "found", "min_query_length": 1},
            optional=True,
        ),
        {"type": "actions", "elements": [{"type": "button", "action_id": "try", "text": plain("Try it")}]},
    ],
}
HOME = {"type": "home", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Topics"}}]}


async def opened(room: Newsroom, body: dict[str, Any] | None = None) -> View:
    """A modal that a command opened."""

    @room.app.command("/dateline")
    async def command(ack: Any, command: dict[str, Any]) -> None:
        await ack()
        await room.client.views_open(trigger_id=command["trigger_id"], view=body or MODAL)

    asked = await room.slack.slash(room.workspace, room.wire, room.ada)
    return await asked.opened()


async def submitted(room: Newsroom, shown: View, /, **answer: Any) -> tuple[Asked, dict[str, Any]]:
    """What comes of a submission that the app acknowledges so; and its body."""
    bodies: list[dict[str, Any]] = []

    @room.app.view("new_topic")
    async def take(ack: Any, body: dict[str, Any]) -> None:
        bodies.append(body)
        await ack(**answer)

    asked = await room.slack.submit_view(shown, {"Name": "Syria", "Feeds": ["Reuters", "afp"], "where": room.wire})
    return asked, bodies[0]


async def test_a_submission_carries_what_was_entered() -> None:
    async with by_sockets() as room:
        view = await opened(room)
        _, body = await submitted(room, view)
        values = body["view"]["state"]["values"]
        assert values["name"]["text"] == {"type": "plain_text_input", "value": "Syria"}
        assert [one["value"] for one in values["feeds"]["many"]["selected_options"]] == ["reuters", "afp"]
        assert values["where"]["one"]["selected_conversation"] == room.wire.id
        assert values["outlet"]["found"]["selected_option"] is None
        assert (body["view"]["private_metadata"], body["view"]["callback_id"]) == ("kept", "new_topic")
        assert not view.open


async def test_errors_stand_beside_inputs_and_the_modal_stays() -> None:
    async with by_sockets() as room:
        view = await opened(room)
        await submitted(room, view, response_action="errors", errors={"name": "There is one of that name."})
        assert (view.open, view.errors) == (True, {"name": "There is one of that name."})


async def test_an_answer_may_change_the_modal_push_another_or_clear_them_all() -> None:
    async with by_sockets() as room:
        view = await opened(room)
        asked, _ = await submitted(room, view, response_action="update", view=MODAL | {"title": plain("Preview")})
        assert (asked.view, view.title, view.before[0]["title"]["text"]) == (view, "Preview", "New topic")
        assert view.entered["name"]["text"]["value"] == "Syria"


async def test_a_third_modal_is_the_last_on_the_stack() -> None:
    async with by_sockets() as room:
        first = await opened(room)

        @room.app.action("try")
        async def push(ack: Any, body: dict[str, Any]) -> None:
            await ack()
            with contextlib.suppress(SlackApiError):
                await room.client.views_push(trigger_id=body["trigger_id"], view=MODAL)

        second = await (await room.slack.press(first, "Try it")).opened()
        third = await (await room.slack.press(second, "Try it")).opened()
        assert (second.previous, third.root) == (first.id, first.id)
        room.slack.checked = False
        assert await (await room.slack.press(third, "Try it")).refused() == "push_limit_reached"
        assert room.slack.views(room.ada) == [first, second, third]
        await submitted(room, third, response_action="clear")
        assert room.slack.views(room.ada) == []


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, r"still to be filled in: \['Name'\]"),
        ({"Name": "x" * 21}, "between 0 and 20 characters"),
        ({"Name": "Syria", "Feeds": ["Tass"]}, "does not offer 'Tass'"),
        ({"Name": "Syria", "Colour": "red"}, "asks for nothing called"),
    ],
)
async def test_slack_s_own_client_sends_nothing_that_is_wrong(values: dict[str, Any], why: str) -> None:
    async with by_sockets() as room:
        view = await opened(room)
        with pytest.raises(NotOffered, match=why):
            await room.slack.submit_view(view, values)


async def test_a_select_may_ask_the_app_for_its_options() -> None:
    async with by_sockets() as room:

        @room.app.options("found")
        async def options(ack: Any, payload: dict[str, Any]) -> None:
            await ack(options=[option(f"{payload['value']} one"), option(f"{payload['value']} two")])

        view = await opened(room)
        offered = await room.slack.suggest(view, "Outlet", "Le Monde")
        assert [one["text"]["text"] for one in offered] == ["Le Monde one", "Le Monde two"]


async def test_a_trigger_is_good_once() -> None:
    async with by_sockets() as room:
        view = await opened(room)
        asked = room.slack.backend.deliveries.asked[-1]
        with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
            await room.client.views_open(trigger_id=asked.trigger_id, view=MODAL)
        assert (asked.refusals, view.open) == (["exchanged_trigger_id"], True)


async def test_a_trigger_is_good_for_three_seconds() -> None:
    async with by_sockets() as room:

        @room.app.command("/dateline")
        async def command(ack: Any) -> None:
            await ack()

        asked = await room.slack.slash(room.workspace, room.wire, room.ada)
        room.slack.clock.advance(3.1)
        with pytest.raises(SlackApiError, match="expired_trigger_id"):
            await room.client.views_open(trigger_id=asked.trigger_id, view=MODAL)


async def test_a_cancelled_modal_is_told_if_it_asks_for_that() -> None:
    async with by_sockets() as room:
        closed: list[bool] = []

        @room.app.view_closed("new_topic")
        async def take(ack: Any, body: dict[str, Any]) -> None:
            closed.append(body["is_cleared"])
            await ack()

        await room.slack.close_view(await opened(room), all_of_them=True)
        assert closed == [True]


async def test_a_cancelled_modal_that_does_not_ask_is_not_told_of() -> None:
    async with by_sockets() as room:
        view = await opened(room, MODAL | {"notify_on_close": False})
        assert await room.slack.close_view(view) is None
        assert not view.open


async def test_a_view_is_changed_by_its_id_its_external_id_and_only_with_the_hash_that_it_has() -> None:
    async with by_sockets() as room:
        view = await opened(room, MODAL | {"external_id": "mine", "notify_on_close": False})
        await room.client.views_update(external_id="mine", view=MODAL | {"title": plain("Second")})
        with pytest.raises(SlackApiError, match="hash_conflict"):
            await room.client.views_update(view_id=view.id, hash="156772938.1827394", view=MODAL)
        await room.client.views_update(
            view_id=view.id, hash=view.hash, view=MODAL | {"title": plain("Third"), "notify_on_close": False}
        )
        assert view.title == "Third"
        await room.slack.close_view(view, all_of_them=True)
        with pytest.raises(SlackApiError, match="not_found"):
            await room.client.views_update(view_id=view.id, view=MODAL)


async def test_each_person_has_a_home() -> None:
    async with by_sockets() as room:
        ben = room.slack.add_user(room.workspace, "ben")

        @room.app.event("app_home_opened")
        async def publish(event: dict[str, Any]) -> None:
            await room.client.views_publish(user_id=event["user"], view=HOME)

        home = await room.slack.open_home(room.workspace, room.ada)
        assert home is not None
        assert home.kind == "home"
        assert room.slack.home(room.workspace, ben) is None
        with pytest.raises(SlackApiError, match="hash_conflict"):
            await room.client.views_publish(user_id=room.ada.id, view=HOME, hash="0.0")
        await room.client.views_publish(user_id=room.ada.id, view=HOME, hash=home.hash)
        assert len(home.before) == 1


WHERE = asks(
    "where",
    "Where",
    {
        "type": "conversations_select",
        "action_id": "one",
        "default_to_current_conversation": True,
        "response_url_enabled": True,
    },
    optional=True,
)


async def test_a_menu_begins_where_its_person_is_and_lets_the_app_answer_there() -> None:
    async with by_sockets() as room:
        body = MODAL | {"blocks": [MODAL["blocks"][0], WHERE]}
        bodies: list[dict[str, Any]] = []

        @room.app.view("new_topic")
        async def take(ack: Any, body: dict[str, Any], respond: Any) -> None:
            bodies.append(body)
            await ack()
            await respond(text="saved", response_type="in_channel")

        asked = await room.slack.submit_view(await opened(room, body), {"Name": "Syria"})
        assert (await asked.answered()).text == "saved"
        assert room.slack.messages(room.wire) == asked.answers
        (place,) = bodies[0]["response_urls"]
        assert (place["block_id"], place["channel_id"]) == ("where", room.wire.id)


async def test_a_menu_in_which_nothing_is_chosen_gives_no_address() -> None:
    async with by_sockets() as room:

        @room.app.view("new_topic")
        async def take(ack: Any) -> None:
            await ack()

        view = await opened(room, MODAL | {"blocks": [MODAL["blocks"][0], WHERE]})
        asked = await room.slack.submit_view(view, {"Name": "Syria", "Where": None})
        assert (asked.payload["response_urls"], asked.response_url) == ([], "")
