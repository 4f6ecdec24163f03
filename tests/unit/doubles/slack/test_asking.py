"""Commands, buttons, shortcuts and what is answered, over sockets with the real Bolt app."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.doubles.slack import Channel
from tests.doubles.slack.asking.elements import NotOffered
from tests.unit.doubles.slack.bolt import Newsroom, by_sockets

BUTTONS = [
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {"type": "button", "action_id": "b0", "value": "signed", "text": {"type": "plain_text", "text": "Mute"}},
            {
                "type": "static_select",
                "action_id": "b1",
                "placeholder": {"type": "plain_text", "text": "For how long"},
                "options": [{"text": {"type": "plain_text", "text": "A day"}, "value": "1d"}],
            },
        ],
    }
]


def heard(room: Newsroom) -> list[dict[str, Any]]:
    """The bodies of all that is asked, from here on; everything is acknowledged."""
    bodies: list[dict[str, Any]] = []

    async def take(ack: Any, body: dict[str, Any]) -> None:
        bodies.append(body)
        await ack()

    room.app.command("/dateline")(take)
    room.app.action("b0")(take)
    room.app.action("b1")(take)
    room.app.shortcut("why")(take)
    return bodies


@pytest.mark.parametrize(("kind", "name"), [("open", "wire"), ("private", "privategroup"), ("direct", "directmessage")])
async def test_a_command_says_where_it_was_given(kind: str, name: str) -> None:
    async with by_sockets() as room:
        bodies = heard(room)
        places: dict[str, Channel] = {
            "open": room.wire,
            "private": room.slack.add_channel(room.workspace, "desk", private=True),
            "direct": room.slack.direct(room.workspace, room.ada),
        }
        asked = await room.slack.slash(room.workspace, places[kind], room.ada, "subscribe “it”")
        assert (asked.acked, asked.ack) == (True, None)
        (body,) = bodies
        assert (body["channel_id"], body["channel_name"]) == (places[kind].id, name)
        assert (body["text"], body["user_name"], body["team_id"]) == ("subscribe “it”", "ada", room.workspace.id)


async def test_an_answer_is_seen_by_the_person_or_by_the_channel() -> None:
    async with by_sockets() as room:
        heard(room)
        asked = await room.slack.slash(room.workspace, room.wire, room.ada)
        hook = AsyncWebhookClient(asked.response_url)
        await hook.send(text="for you")
        assert ((await asked.answered()).ephemeral_for, asked.text) == (room.ada.id, "for you")
        await hook.send(text="for all", response_type="in_channel")
        assert [message.text for message in room.slack.messages(room.wire)] == ["for all"]
        await hook.send(text="better for all", replace_original=True)
        assert (asked.text, len(asked.answers)) == ("better for all", 2)
        await hook.send(delete_original=True)
        assert [message.text for message in asked.answers] == ["for you"]


async def test_a_response_address_is_good_five_times() -> None:
    async with by_sockets() as room:
        heard(room)
        asked = await room.slack.slash(room.workspace, room.wire, room.ada)
        answers = [await AsyncWebhookClient(asked.response_url).send(text=str(n)) for n in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [404]
        assert "used_url" in answers[-1].body
        assert (len(asked.answers), asked.refusals) == (5, ["used_url"])


async def test_a_response_address_is_good_for_thirty_minutes() -> None:
    async with by_sockets() as room:
        heard(room)
        asked = await room.slack.slash(room.workspace, room.wire, room.ada)
        room.slack.clock.advance(30 * 60 + 1)
        assert "expired_url" in (await AsyncWebhookClient(asked.response_url).send(text="late")).body


async def test_ephemerals_and_messages_of_the_bot_s_are_answers_too() -> None:
    async with by_sockets() as room:
        heard(room)
        asked = await room.slack.slash(room.workspace, room.wire, room.ada)
        await room.client.chat_postEphemeral(channel=room.wire.id, user=room.ada.id, text="psst")
        await room.client.chat_postMessage(channel=room.wire.id, text="hear, hear")
        await asked.answered(2)
        assert [message.text for message in asked.answers] == ["psst", "hear, hear"]


async def test_a_pressed_button_says_on_what_it_was_pressed() -> None:
    async with by_sockets() as room:
        bodies = heard(room)
        await room.client.chat_postMessage(channel=room.wire.id, text="alert", blocks=BUTTONS)
        (message,) = room.slack.messages(room.wire)
        asked = await room.slack.press(message, "Mute", room.ada)
        (body,) = bodies
        assert body["actions"][0]["value"] == "signed"
        assert body["container"] == {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": room.wire.id,
            "is_ephemeral": False,
        }
        assert body["message"]["blocks"] == message.blocks
        await AsyncWebhookClient(asked.response_url).send(text="muted", replace_original=True)
        assert ((await asked.changed(message)).text, room.slack.messages(room.wire)) == ("muted", [message])


async def test_a_menu_carries_the_option_that_was_chosen() -> None:
    async with by_sockets() as room:
        bodies = heard(room)
        await room.client.chat_postMessage(channel=room.wire.id, text="alert", blocks=BUTTONS)
        (message,) = room.slack.messages(room.wire)
        await room.slack.press(message, "For how long", room.ada, value="A day")
        assert bodies[0]["actions"][0]["selected_option"]["value"] == "1d"
        with pytest.raises(NotOffered, match="does not offer 'A week'"):
            await room.slack.press(message, "For how long", room.ada, value="A week")


async def test_what_only_one_person_sees_is_pressed_without_its_body() -> None:
    async with by_sockets() as room:
        bodies = heard(room)
        asked = await room.slack.slash(room.workspace, room.wire, room.ada)
        await AsyncWebhookClient(asked.response_url).send(text="sure?", blocks=BUTTONS)
        await room.slack.press(await asked.answered(), "Mute", room.ada)
        assert bodies[1]["container"]["is_ephemeral"] is True
        assert "message" not in bodies[1]


async def test_shortcuts_are_of_a_message_or_of_nothing() -> None:
    async with by_sockets() as room:
        bodies = heard(room)
        message = room.slack.say(room.wire, room.ada, "36 killed")
        await room.slack.shortcut("why", room.ada, message)
        await room.slack.shortcut("why", room.ada)
        assert [body["type"] for body in bodies] == ["message_action", "shortcut"]
        assert (bodies[0]["message_ts"], "response_url" in bodies[1]) == (message.ts, False)


async def test_what_the_app_does_not_hear_is_not_waited_for() -> None:
    async with by_sockets() as room:
        away = room.slack.add_channel(room.workspace, "elsewhere", joined=False)
        with pytest.raises(NotOffered, match="does not hear"):
            await room.slack.heard(room.slack.say(away, room.ada, "hello?"))


async def test_nobody_can_use_what_is_gone() -> None:
    async with by_sockets() as room:
        await room.client.chat_postMessage(channel=room.wire.id, text="alert", blocks=BUTTONS)
        (message,) = room.slack.messages(room.wire)
        room.slack.delete_message(message)
        with pytest.raises(NotOffered, match="gone"):
            await room.slack.press(message, "Mute", room.ada)
        room.slack.archive_channel(room.wire)
        with pytest.raises(NotOffered, match="nobody can write"):
            await room.slack.slash(room.workspace, room.wire, room.ada)


async def test_an_answer_that_slack_does_not_take_is_told_to_the_app_and_to_the_test() -> None:
    async with by_sockets() as room:
        room.slack.checked = False
        heard(room)
        asked = await room.slack.slash(room.workspace, room.wire, room.ada)
        said = await AsyncWebhookClient(asked.response_url).send(text="x", blocks=[{"type": "nonsense"}])
        assert "invalid_blocks" in said.body
        assert (asked.answers, asked.refusals) == ([], ["invalid_blocks"])
        with pytest.raises(SlackApiError, match="invalid_trigger_id"):
            await room.client.views_open(trigger_id="1.2.3", view={"type": "modal"})


async def test_an_acknowledgement_may_show_the_channel_what_was_typed_and_answer_nothing() -> None:
    async with by_sockets() as room:

        @room.app.command("/dateline")
        async def command(ack: Any) -> None:
            await ack(response_type="in_channel")

        asked = await room.slack.slash(room.workspace, room.wire, room.ada, "help")
        assert (asked.echoed, asked.answers) == (True, [])


async def test_an_answer_for_one_person_is_seen_while_it_is_waited_for() -> None:
    async with by_sockets() as room:

        @room.app.command("/dateline")
        async def command(ack: Any) -> None:
            await ack()
            await room.client.chat_postEphemeral(channel=room.wire.id, user=room.ada.id, text="psst")

        asked = await room.slack.slash(room.workspace, room.wire, room.ada, "help")
        assert (await asked.answered()).text == "psst"


async def test_a_workspace_s_new_name_is_told() -> None:
    async with by_sockets() as room:

        @room.app.event("team_rename")
        async def renamed(event: dict[str, Any]) -> None:
            room.told.append(event["name"])

        room.slack.rename_workspace(room.workspace, "Night desk")
        await room.slack.until_sent("team_rename")
        assert room.told == ["Night desk"]
