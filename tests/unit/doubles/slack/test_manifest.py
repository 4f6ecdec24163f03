"""An app set up by a manifest is offered, told and given what that says."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from bot.adapters.platforms.slack.install.manifest import manifest
from tests.doubles.slack import SlackDouble
from tests.doubles.slack.asking.elements import NotOffered
from tests.doubles.slack.asking.manifest import ManifestRefused, offer_of
from tests.unit.doubles.slack.bolt import by_sockets

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Dateline"},
    "features": {
        "app_home": {"home_tab_enabled": False},
        "slash_commands": [{"command": "/dateline", "description": "News", "should_escape": True}],
        "shortcuts": [{"name": "Why?", "type": "message", "callback_id": "why", "description": "Why"}],
        "unfurl_domains": ["news.example"],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "app_mentions:read", "links:read", "chat:write"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_mention", "link_shared", "app_home_opened"]},
        "socket_mode_enabled": True,
    },
}


async def test_what_is_typed_is_escaped_if_the_command_asks_for_it() -> None:
    async with by_sockets() as room:
        room.slack.follow_manifest(MANIFEST)

        @room.app.command("/dateline")
        async def command(ack: Any) -> None:
            await ack()

        desk = room.slack.add_user_group(room.workspace, "desk")
        asked = await room.slack.slash(
            room.workspace, room.wire, room.ada, "#wire @ada @desk #none R&D https://x.example/?a=1"
        )
        assert asked.payload["text"] == (
            f"<#{room.wire.id}|wire> <@{room.ada.id}|ada> <!subteam^{desk.id}|@desk> #none R&amp;D <https://x.example/?a=1>"
        )


async def test_nothing_is_offered_that_the_manifest_does_not_have() -> None:
    async with SlackDouble() as slack:
        workspace = slack.add_workspace("Newsroom")
        wire, ada = slack.add_channel(workspace, "wire"), slack.add_user(workspace, "ada")
        slack.follow_manifest(MANIFEST)
        with pytest.raises(NotOffered, match="/subscribe is not a command"):
            await slack.slash(workspace, wire, ada, command="/subscribe")
        with pytest.raises(NotOffered, match="no shortcut of a global"):
            await slack.shortcut("why", ada)
        with pytest.raises(NotOffered, match="no Home"):
            await slack.open_home(workspace, ada)
        assert workspace.scopes == set(MANIFEST["oauth_config"]["scopes"]["bot"])


async def test_only_what_was_subscribed_to_is_told() -> None:
    async with by_sockets() as room:
        room.slack.follow_manifest(MANIFEST)
        room.slack.say(room.wire, room.ada, "not told")
        room.slack.share_link(room.wire, room.ada, "https://elsewhere.example/1")
        room.slack.share_link(room.wire, room.ada, "https://www.news.example/1")
        (delivery,) = room.slack.deliveries
        assert delivery.payload["event"]["links"][0]["domain"] == "www.news.example"


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("display_information.name", "", "name is missing"),
        ("display_information.name", "x" * 36, "name is longer than 35 characters"),
        ("display_information.background_color", "blue", "background_color is none"),
        ("features.slash_commands", [{"command": "dateline"}], "'dateline' is no command"),
        ("features.unfurl_domains", ["x"] * 6, "more than 5 items"),
        ("settings.event_subscriptions.bot_events", ["message.im"], "message.im needs im:history"),
        ("settings.socket_mode_enabled", False, "request_url is missing"),
        ("oauth_config.scopes.bot", [], "need the scope commands"),
    ],
)
def test_slack_does_not_take_any_manifest(path: str, value: Any, why: str) -> None:
    wrong = copy.deepcopy(MANIFEST)
    *steps, last = path.split(".")
    place = wrong
    for step in steps:
        place = place[step]
    place[last] = value
    with pytest.raises(ManifestRefused, match=why):
        offer_of(wrong)


@pytest.mark.parametrize("http", [False, True])
def test_slack_takes_the_manifest_of_the_product(http: bool) -> None:
    offer = offer_of(manifest((), url="https://dateline.example", http=http, unfurl=["news.example"], rotation=True))
    assert (offer.by_sockets, offer.home, offer.rotating) == (not http, True, True)
    assert offer.commands == {"/dateline": True}
