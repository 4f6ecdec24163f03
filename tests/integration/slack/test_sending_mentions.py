"""Whom a subscription may call, in Slack's own writing."""

from __future__ import annotations

import pytest

from bot.domain.card import Mention
from bot.domain.errors import BadInput
from tests.doubles.slack import SlackDouble
from tests.integration.slack.desk import Desk, platform_of


async def test_groups_and_people_are_known_in_every_writing(desk: Desk) -> None:
    ada = desk.slack.add_user(desk.newsroom, "ada")
    group = desk.slack.add_user_group(desk.newsroom, "night-desk", [ada])
    called, person = Mention("role", group.id, "night-desk"), Mention("user", ada.id, "ada")
    workspace, mentions = desk.newsroom.id, desk.platform.mentions
    for text in (group.mention, f"<!subteam^{group.id}|@night-desk>", "@night-desk", "Night-Desk", "night-desk, @ada"):
        assert called in await mentions(workspace, text)
    for text in (ada.mention, f"<@{ada.id}|ada>", "@ada", "Ada", f"{ada.mention} {ada.mention}"):
        assert await mentions(workspace, text) == (person,)
    assert await mentions(workspace, f"{group.mention}{ada.mention} @here") == (
        called,
        person,
        Mention("here", "", "here"),
    )
    here = desk.slack.add_user_group(desk.newsroom, "here-desk")
    for text, mention in (
        ("@here-desk", Mention("role", here.id, "here-desk")),
        ("@channel", Mention("everyone", "", "channel")),
        ("<!channel>", Mention("everyone", "", "channel")),
        ("<!here|here>", Mention("here", "", "here")),
        ("everyone", Mention("everyone", "", "everyone")),
    ):
        assert await mentions(workspace, text) == (mention,)


@pytest.mark.parametrize(
    "text", ["", "  ", "!!", "nobody", "<!subteam^S1>", "<@U1>", "@", "<@x>", "@gone", "@off", "<@U1> " * 11]
)
async def test_who_cannot_be_called_is_said(desk: Desk, text: str) -> None:
    desk.slack.add_user(desk.newsroom, "gone").deleted = True
    desk.slack.add_user_group(desk.newsroom, "off").disabled = True
    with pytest.raises(BadInput, match=r"\.$"):
        await desk.platform.mentions(desk.newsroom.id, text)


async def test_a_slack_that_does_not_say_is_no_proof(desk: Desk) -> None:
    desk.slack.faults.add("503", "usergroups.list")
    with pytest.raises(BadInput, match="just now"):
        await desk.platform.mentions(desk.newsroom.id, "@desk")


async def test_people_are_found_where_groups_may_not_be_seen() -> None:
    async with SlackDouble() as slack:
        newsroom = slack.add_workspace(scopes=["users:read"])
        ada = slack.add_user(newsroom, "ada")
        platform = platform_of(slack, newsroom)
        assert await platform.mentions(newsroom.id, "@ada") == (Mention("user", ada.id, "ada"),)
        await platform.stop()
