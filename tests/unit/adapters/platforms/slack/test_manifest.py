"""The manifest: within Slack's limits, and with no more rights than what is switched on needs."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.platforms.slack.install import manifest
from bot.adapters.platforms.slack.install.manifest import LIKE_SHORTCUT, TOPIC_SHORTCUT, WHY_SHORTCUT, aliases_of
from handlers import all_verbs

VERBS = all_verbs()
URL = "https://dateline.example.org"


def commands(made: dict[str, Any]) -> list[dict[str, Any]]:
    return list(made["features"]["slash_commands"])


@pytest.mark.parametrize("aliases", [False, True])
@pytest.mark.parametrize("http", [False, True])
def test_within_slacks_limits(aliases: bool, http: bool) -> None:
    made = manifest(VERBS, url=URL, http=http, aliases=aliases, unfurl=("news.example",))
    information, features = made["display_information"], made["features"]
    assert len(information["name"]) <= 35
    assert len(information["description"]) <= 140
    assert len(commands(made)) <= 50
    assert len({command["command"] for command in commands(made)}) == len(commands(made))
    for command in commands(made):
        assert 2 <= len(command["command"]) <= 32
        assert 1 <= len(command["description"]) <= 2000
        assert len(command.get("usage_hint", "")) <= 1000
    assert len(features["shortcuts"]) <= 10
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    assert len(features["unfurl_domains"]) <= 5


def test_socket_mode_needs_no_address_and_http_gives_it_everywhere() -> None:
    socket = manifest(VERBS)
    assert socket["settings"]["socket_mode_enabled"] is True
    assert "https://" not in str(socket)
    http = manifest(VERBS, url=URL, http=True)
    assert http["settings"]["socket_mode_enabled"] is False
    events = f"{URL}/slack/events"
    assert http["settings"]["event_subscriptions"]["request_url"] == events
    assert http["settings"]["interactivity"]["request_url"] == events
    assert http["settings"]["interactivity"]["message_menu_options_url"] == events
    assert {command["url"] for command in commands(http)} == {events}


def test_workspaces_come_back_from_slacks_consent_to_the_address() -> None:
    made = manifest(VERBS, url=f"{URL}/", rotation=True)
    assert made["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]
    assert made["settings"]["token_rotation_enabled"] is True
    assert made["settings"]["socket_mode_enabled"] is True


def test_links_are_asked_for_only_where_they_are_shown() -> None:
    assert "link" not in str(manifest(VERBS))
    made = manifest(VERBS, unfurl=("news.example",))
    assert {"links:read", "links:write"} <= set(made["oauth_config"]["scopes"]["bot"])
    assert "link_shared" in made["settings"]["event_subscriptions"]["bot_events"]


def test_what_people_can_do() -> None:
    made = manifest(VERBS, aliases=True)
    assert {one["callback_id"] for one in made["features"]["shortcuts"]} == {
        WHY_SHORTCUT,
        LIKE_SHORTCUT,
        TOPIC_SHORTCUT,
    }
    assert {command["command"] for command in commands(made)} == {"/dateline", *aliases_of(VERBS)}
    assert "/subscribe" in aliases_of(VERBS)
    assert "/mute" not in aliases_of(VERBS), "Slack has one of its own"
