"""Who may do what: by their rights in the workspace, by the chosen user group, and in places of their own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.asker import OF_ONE_PLACE, Askers
from bot.adapters.platforms.slack.asking.origin import Origin
from bot.domain.errors import NotFound
from bot.domain.watch import House
from bot.pipeline.asking.request import read_line
from handlers import all_verbs

VERBS = all_verbs()
HERE = Origin(workspace="T1", user="U1", channel="C0WIRE1")
HOME = replace(HERE, channel="")


@dataclass
class Slack:
    """What Slack would say of one person and one channel; None for a refusal. It counts what it is asked."""

    user: dict[str, Any] | None = field(default_factory=lambda: {"team_id": "T1", "tz": "Europe/Paris"})
    channel: dict[str, Any] | None = None
    groups: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def users_info(self, **_arguments: str) -> dict[str, Any]:
        return self._said("users.info", "user", self.user)

    async def conversations_info(self, **_arguments: str) -> dict[str, Any]:
        return self._said("conversations.info", "channel", self.channel)

    async def conversations_open(self, **_arguments: str) -> dict[str, Any]:
        return self._said("conversations.open", "channel", self.channel)

    async def usergroups_list(self, **_arguments: bool) -> dict[str, Any]:
        return self._said("usergroups.list", "usergroups", self.groups)

    def _said(self, method: str, name: str, value: Any) -> dict[str, Any]:
        self.asked.append(method)
        if value is None:
            raise SlackApiError("no", {"ok": False, "error": "channel_not_found"})  # type: ignore[no-untyped-call]
        return {"ok": True, name: value}

    @property
    def client(self) -> AsyncWebClient:
        return cast("AsyncWebClient", self)


def askers(role: str = "") -> Askers:
    async def house_of(workspace: str) -> House:
        return House(workspace=workspace, manager_role=role)

    return Askers(house_of, "Asia/Baghdad")


async def manages(slack: Slack, origin: Origin = HERE, *, role: str = "", line: str = "watch delete quakes") -> bool:
    """Whether they may do what a line asks."""
    known = askers(role)
    asker = await known.asker(slack.client, origin)
    return known.standing(asker, read_line(line, VERBS)).manages


@pytest.mark.parametrize("right", ["is_admin", "is_owner", "is_primary_owner"])
async def test_who_leads_a_workspace_manages_it(right: str) -> None:
    assert await manages(Slack(user={"team_id": "T1", right: True}))


@pytest.mark.parametrize(
    "user",
    [
        {"team_id": "T1"},
        {"team_id": "T2", "is_admin": True},
        {"team_id": "T1", "is_admin": True, "is_stranger": True},
        {"is_admin": True},
        None,
    ],
)
async def test_others_do_not(user: dict[str, Any] | None) -> None:
    assert not await manages(Slack(user=user))


async def test_one_of_another_workspace_who_shares_the_channel_does_not() -> None:
    leads = Slack(user={"team_id": "T1", "is_admin": True}, groups=[{"id": "S1", "users": ["U1"]}])
    assert not await manages(leads, replace(HERE, foreign=True), role="S1", line="subscribe quakes")


async def test_a_workspace_of_an_organisation() -> None:
    assert await manages(Slack(user={"team_id": "E1", "enterprise_user": {"teams": ["T1"]}, "is_owner": True}))


@pytest.mark.parametrize(("users", "expected"), [(["U1", "U2"], True), (["U2"], False)])
async def test_the_chosen_user_group(users: list[str], expected: bool) -> None:
    slack = Slack(groups=[{"id": "S0", "users": ["U1"]}, {"id": "S1", "users": users}])
    assert await manages(slack, role="S1") is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("subscribe quakes", True),
        ("subscribe quakes here daily 08:00", True),
        ("subscribe quakes <#C0WIRE1>", True),
        ("subscribe quakes slack:C0WIRE1", True),
        ("subscribe", True),
        ("unsubscribe quakes here", True),
        ("snooze quakes 2h", True),
        ("mute s12", True),
        ("subscribe quakes <#C0OTHER>", False),
        ("subscribe quakes #other", False),
        ("unsubscribe quakes web:wire", False),
        ("watch delete quakes", False),
        ("watch create quakes magnitude", False),
        ("feeds remove Herald", False),
        ("settings", False),
        ("nothing such", False),
    ],
)
@pytest.mark.parametrize("channel", [{"is_im": True, "user": "U1"}, {"creator": "U1"}])
async def test_in_a_place_of_ones_own(channel: dict[str, Any], line: str, expected: bool) -> None:
    assert await manages(Slack(channel=channel), line=line) is expected


@pytest.mark.parametrize("channel", [{"is_im": True, "user": "U2"}, {"creator": "U2"}, {}, None])
async def test_in_a_place_of_others(channel: dict[str, Any] | None) -> None:
    assert not await manages(Slack(channel=channel), line="subscribe quakes")


def test_the_verbs_of_one_place_are_declared() -> None:
    assert {verb.path for verb in VERBS} >= OF_ONE_PLACE


async def test_what_was_learnt_is_not_asked_again_and_what_failed_is() -> None:
    known, slack = askers(), Slack(user={"team_id": "T1", "is_admin": True})
    assert not known.surely_manages(HERE)
    await known.asker(slack.client, HERE)
    await known.asker(slack.client, HERE)
    assert slack.asked == ["users.info"]
    assert known.surely_manages(HERE)
    assert not known.surely_manages(replace(HERE, foreign=True))
    refused = Slack(user=None, channel={})
    await known.asker(refused.client, replace(HERE, user="U2"))
    await known.asker(refused.client, replace(HERE, user="U2"))
    assert refused.asked.count("users.info") == 2


@pytest.mark.parametrize(
    ("zone", "expected"), [("Europe/Paris", "Europe/Paris"), ("Nowhere/Such", "Asia/Baghdad"), (None, "Asia/Baghdad")]
)
async def test_ones_own_time_zone(zone: str | None, expected: str) -> None:
    asker = await askers().asker(Slack(user={"team_id": "T1", "tz": zone}, channel={}).client, HERE)
    assert asker.time_zone == expected


async def test_what_is_asked_in_no_channel_is_asked_in_ones_own_conversation() -> None:
    asker = await askers().asker(Slack(channel={"id": "D1", "is_im": True, "user": "U1"}).client, HOME)
    assert asker.channel.id == "D1"
    with pytest.raises(NotFound, match="ask in a channel"):
        await askers().asker(Slack(channel=None).client, HOME)
