"""How a request comes, who asks, and what is answered: bodies of every kind, tokens, scopes, unknown methods."""

from __future__ import annotations

import json

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack import Channel, SlackDouble, User, Workspace
from tests.unit.doubles.slack.conftest import Json, Refused, section


async def answer_of(response: aiohttp.ClientResponse) -> Json:
    body: Json = await response.json()
    return body


async def test_a_body_may_be_a_form_or_json_or_multipart_and_the_token_may_be_in_it(
    api: aiohttp.ClientSession, double: SlackDouble, newsroom: Workspace, wire: Channel
) -> None:
    header = {"Authorization": f"Bearer {newsroom.bot_token}"}
    blocks = [section("36 killed")]
    form = {"channel": wire.id, "text": "x", "blocks": json.dumps(blocks)}
    parts = aiohttp.FormData(form)
    parts.add_field("nothing", b"", filename="nothing")
    for body, headers in (
        ({"json": {"channel": wire.id, "text": "x", "blocks": blocks}}, header),
        ({"data": form}, header),
        ({"data": parts}, header),
        ({"data": {**form, "token": newsroom.bot_token}}, {}),
        ({"params": {**form, "token": newsroom.bot_token}}, {}),
    ):
        response = await api.post("chat.postMessage", headers=headers, **body)
        assert (await answer_of(response))["ok"] is True
    got = await api.get("chat.postMessage", params=form, headers=header)
    assert (await answer_of(got))["ok"] is True
    assert double.reads(wire) == ["36 killed"] * 6
    assert {call.way for call in double.called("chat.postMessage")} == {"json", "form", "multipart", "query"}


async def test_methods_that_tell_something_pass_json_over(
    api: aiohttp.ClientSession, newsroom: Workspace, wire: Channel
) -> None:
    header = {"Authorization": f"Bearer {newsroom.bot_token}"}
    response = await api.post("conversations.history", json={"channel": wire.id}, headers=header)
    assert (await answer_of(response))["error"] == "invalid_arguments"


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"data": b"{", "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ({"json": []}, "json_not_object"),
        ({"data": b"x", "headers": {"Content-Type": "text/plain"}}, "invalid_post_type"),
        ({"json": {"token": "xoxb-1"}}, "not_authed"),
        ({"data": {"token": "xoxb-1"}}, "invalid_auth"),
    ],
)
async def test_bodies_that_are_no_use(api: aiohttp.ClientSession, sent: Json, error: str) -> None:
    assert (await answer_of(await api.post("auth.test", **sent)))["error"] == error


async def test_a_method_that_is_not_there_is_listed(client: AsyncWebClient, double: SlackDouble) -> None:
    with Refused("unknown_method"):
        await client.api_call("pins.list")
    assert double.unknown == ["POST /api/pins.list"]


async def test_tokens_end_in_every_way(client: AsyncWebClient, double: SlackDouble, newsroom: Workspace) -> None:
    assert (await client.auth_test())["team_id"] == newsroom.id
    with Refused("invalid_auth"):
        await client.auth_test(token="xoxb-none")
    with Refused("not_allowed_token_type"):
        await client.users_list(token=double.app_token)
    lasting = double.backend.issue(newsroom, expires_in=43_200)
    assert (await client.auth_test(token=lasting.text))["ok"] is True
    double.clock.advance(43_200)
    with Refused("token_expired"):
        await client.auth_test(token=lasting.text)
    double.revoke_tokens(newsroom)
    with Refused("token_revoked"):
        await client.auth_test()
    double.uninstall(newsroom)
    with Refused("account_inactive"):
        await client.auth_test()


async def test_what_a_token_may_not(double: SlackDouble) -> None:
    small = double.add_workspace("Small", scopes=["chat:write"])
    client = AsyncWebClient(small.bot_token, base_url=double.api_base)
    with Refused("missing_scope") as why:
        await client.users_list()
    assert (why.answer["needed"], why.answer["provided"]) == ("users:read", "chat:write")
    double.give_scopes(small, "users:read")
    await client.users_list()
    double.take_scopes(small, "users:read")
    with Refused("missing_scope"):
        await client.users_list()


async def test_one_workspace_knows_nothing_of_another(client: AsyncWebClient, double: SlackDouble) -> None:
    other = double.add_channel(double.add_workspace("Other"), "elsewhere")
    with Refused("channel_not_found"):
        await client.conversations_info(channel=other.id)


async def test_people_have_their_zone_and_their_rank(
    client: AsyncWebClient, double: SlackDouble, newsroom: Workspace, ada: User
) -> None:
    zoe = double.add_user(newsroom, "zoe", tz="Asia/Tokyo", owner=True)
    users = {user: (await client.users_info(user=user.id))["user"] for user in (ada, zoe)}
    assert [(one["tz"], one["is_admin"], one["is_owner"]) for one in users.values()] == [
        ("Europe/Paris", True, False),
        ("Asia/Tokyo", True, True),
    ]
    assert users[zoe]["tz_offset"] == 9 * 3600
    with Refused("user_not_found"):
        await client.users_info(user="U0")


async def test_channels_and_groups_are_listed(
    client: AsyncWebClient, double: SlackDouble, newsroom: Workspace, wire: Channel, ada: User
) -> None:
    double.add_channel(newsroom, "secret", private=True)
    double.add_channel(newsroom, "hidden", private=True, joined=False)
    double.add_channel(newsroom, "old", archived=True, joined=False)
    group = double.add_user_group(newsroom, "desk", [ada])
    types = "public_channel,private_channel"
    known = await client.conversations_list(types=types, exclude_archived=True)
    assert [one["name"] for one in known["channels"]] == ["wire", "secret"]
    own = await client.users_conversations(types=types)
    assert [one["name"] for one in own["channels"]] == ["wire", "secret"]
    groups = await client.usergroups_list(include_users=True)
    assert [(one["handle"], one["users"]) for one in groups["usergroups"]] == [("desk", [ada.id])]
    assert (await client.conversations_members(channel=wire.id))["members"] == sorted(wire.members)
    assert group.mention == f"<!subteam^{group.id}>"


async def test_a_picture_is_uploaded_in_three_steps_and_shown(
    client: AsyncWebClient, double: SlackDouble, newsroom: Workspace, wire: Channel
) -> None:
    uploaded = await client.files_upload_v2(content=b"a picture", filename="map.png", title="Map")
    file_id = uploaded["file"]["id"]
    blocks = [{"type": "image", "alt_text": "a map", "slack_file": {"id": file_id}}]
    await client.chat_postMessage(channel=wire.id, text="36 killed", blocks=blocks)
    assert double.picture(double.messages(wire)[0]) == b"a picture"
    double.backend.files_ready_after = 5.0
    later = (await client.files_upload_v2(content=b"another", filename="map.png"))["file"]["id"]
    blocks[0]["slack_file"] = {"id": later}
    with Refused("invalid_blocks") as why:
        await client.chat_postMessage(channel=wire.id, text="36 killed", blocks=blocks)
    assert why.messages == ["[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]"]
    assert (await client.files_info(file=later))["file"]["mimetype"] == ""
    double.clock.advance(5.0)
    await client.chat_postMessage(channel=wire.id, text="36 killed", blocks=blocks)
    first, second = double.uploads(newsroom)
    assert (first.id, second.id) == (file_id, later)
    double.delete_file(second)
    with Refused("invalid_blocks"):
        await client.chat_postMessage(channel=wire.id, text="36 killed", blocks=blocks)
    assert double.violations == []
