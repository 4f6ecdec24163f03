"""What the app is told of all that happens without it, and what it is not told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack import Channel, SlackDouble, User, Workspace
from tests.doubles.slack.backend import Backend

Happening = Callable[[SlackDouble, Workspace, Channel, User], object]


@pytest.fixture
def told(double: SlackDouble, wire: Channel, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The inner events from here on."""
    heard: list[dict[str, Any]] = []

    def note(_: Backend, __: Workspace, event: dict[str, Any]) -> None:
        heard.append(event)

    monkeypatch.setattr(double.backend.deliveries, "event", note)
    return heard


HAPPENINGS: list[tuple[Happening, list[str]]] = [
    (lambda slack, _, wire, ada: slack.say(wire, ada, "hello"), ["message"]),
    (lambda slack, team, wire, ada: slack.say(wire, ada, team.bot_user.mention), ["message", "app_mention"]),
    (lambda slack, team, _, ada: slack.say(slack.direct(team, ada), ada, team.bot_user.mention), ["message"]),
    (lambda slack, _, wire, ada: slack.share_link(wire, ada, "https://example.org"), ["message", "link_shared"]),
    (lambda slack, _, wire, ada: slack.react(slack.say(wire, ada, "x"), ada, "eyes"), ["message", "reaction_added"]),
    (lambda slack, _, wire, ada: slack.delete_message(slack.say(wire, ada, "x")), ["message", "message"]),
    (lambda slack, _, wire, __: slack.archive_channel(wire), ["channel_archive"]),
    (lambda slack, _, wire, __: slack.unarchive_channel(wire), ["channel_unarchive"]),
    (lambda slack, _, wire, __: slack.rename_channel(wire, "news"), ["channel_rename"]),
    (lambda slack, _, wire, __: slack.delete_channel(wire), ["channel_deleted"]),
    (lambda slack, _, wire, __: slack.remove_bot(wire), ["channel_left"]),
    (lambda slack, _, wire, __: slack.invite_bot(wire), ["member_joined_channel"]),
    (lambda slack, _, wire, ada: slack.remove_user(wire, ada), ["member_left_channel"]),
    (lambda slack, team, _, __: slack.add_channel(team, "new"), ["channel_created"]),
    (lambda slack, team, _, __: slack.add_channel(team, "secret", private=True), []),
    (lambda slack, _, __, ada: slack.change_user(ada, tz="Asia/Tokyo"), ["user_change"]),
    (lambda slack, team, _, __: slack.revoke_tokens(team), ["tokens_revoked"]),
    (lambda slack, team, _, __: slack.uninstall(team), ["app_uninstalled", "tokens_revoked"]),
]


@pytest.mark.parametrize(("happens", "types"), HAPPENINGS)
async def test_what_happens_is_told(
    double: SlackDouble,
    newsroom: Workspace,
    wire: Channel,
    ada: User,
    told: list[dict[str, Any]],
    happens: Happening,
    types: list[str],
) -> None:
    happens(double, newsroom, wire, ada)
    assert [event["type"] for event in told] == types
    assert all("event_ts" in event for event in told)


async def test_nothing_is_told_of_channels_that_the_bot_is_not_in(
    double: SlackDouble, newsroom: Workspace, ada: User, told: list[dict[str, Any]]
) -> None:
    elsewhere = double.add_channel(newsroom, "elsewhere", joined=False)
    told.clear()
    double.say(elsewhere, ada, newsroom.bot_user.mention)
    double.archive_channel(elsewhere)
    assert told == []


async def test_the_apps_own_messages_and_edits_are_told_too(
    client: AsyncWebClient, newsroom: Workspace, wire: Channel, told: list[dict[str, Any]]
) -> None:
    posted = await client.chat_postMessage(channel=wire.id, text="36 killed")
    await client.chat_update(channel=wire.id, ts=posted["ts"], text="37 killed")
    await client.chat_delete(channel=wire.id, ts=posted["ts"])
    assert [(event.get("subtype"), event.get("bot_id")) for event in told] == [
        (None, newsroom.bot_id),
        ("message_changed", None),
        ("message_deleted", None),
    ]
    assert (told[1]["message"]["text"], told[1]["previous_message"]["text"]) == ("37 killed", "36 killed")
