"""Workspaces install the app by OAuth; their tokens lie sealed, are renewed in time, and are gone when the app is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI

from bot.adapters.platforms.slack.install import Installed, introduce
from bot.adapters.platforms.slack.install.oauth import OAuth
from bot.adapters.platforms.slack.install.stores import Seal, SealedInstallations, states
from bot.adapters.platforms.slack.life import Life
from bot.adapters.storage import SqlStorage, open_storage
from bot.adapters.web import WebServer
from bot.domain.errors import BadInput, TemporaryError
from tests.doubles import slack as doubles
from tests.doubles.slack.asking.asked import Asked
from tests.integration.heard import Heard
from tests.integration.slack.connected import QUICK, Noting


@dataclass(frozen=True)
class House:
    """The double, and an app that many workspaces may install, at ``url``."""

    slack: doubles.SlackDouble
    storage: SqlStorage
    installations: SealedInstallations
    tokens: Installed
    heard: Heard
    noting: Noting
    url: str

    async def asked(self, workspace: doubles.Workspace, text: str) -> Asked:
        """A command by the first of its people, in a conversation with the bot."""
        user = next(one for one in workspace.users.values() if one.bot_id is None)
        return await self.slack.slash(workspace, self.slack.direct(workspace, user), user, text)


@asynccontextmanager
async def open_house() -> AsyncIterator[House]:
    async with doubles.SlackDouble() as slack:
        storage = open_storage("sqlite:///:memory:")
        await storage.upgrade()
        server = WebServer(app := FastAPI(), "127.0.0.1", 0)
        await server.start()
        url = (server.url or "").rstrip("/")
        api, client_id, client_secret = slack.api_base, slack.client_id, slack.client_secret
        credentials: dict[str, Any] = {"client_id": client_id, "client_secret": client_secret, "api": api}
        installations = SealedInstallations(storage.engine, client_id=client_id, seal=Seal("a key"))
        tokens = Installed(installations, clock=slack.clock.now, **credentials)
        oauth = OAuth(installations, states(storage.engine), url=url, **credentials)
        heard, noting = Heard(), Noting()
        noting.gate.set()
        life = Life(
            tokens, api=slack.api_base, presence=heard, app_token=slack.app_token, oauth=oauth, sockets=1, timing=QUICK
        )
        router = life.router()
        assert router is not None
        app.include_router(router)
        try:
            await life.start(noting)
            await slack.until_connected(1)
            yield House(slack, storage, installations, tokens, heard, noting, url)
        finally:
            await life.stop()
            await server.stop()
            await storage.close()


def a_workspace(house: House, name: str) -> tuple[doubles.Workspace, doubles.User]:
    """One that has not installed the app yet."""
    workspace = house.slack.add_workspace(name, installed=False)
    house.slack.add_channel(workspace, "wire", joined=False)
    return workspace, house.slack.add_user(workspace, "ana", admin=True)


async def test_two_workspaces_install_it_and_are_answered_each_with_its_own_token() -> None:
    async with open_house() as house:
        north, ana = a_workspace(house, "North Desk")
        south, ben = a_workspace(house, "South & Sons")
        page = await house.slack.install(north, ana, house.url)
        assert (page.status, "Dateline is in North Desk" in page.text) == (200, True)
        page = await house.slack.install(south, ben, house.url)
        assert "South &amp; Sons" in page.text
        assert await house.tokens.workspaces() == tuple(sorted((north.id, south.id)))
        assert (await house.asked(north, "topics")).acked
        assert (await house.asked(south, "feeds")).acked
        assert house.noting.commands == ["topics", "feeds"]
        assert [told[:2] for told in house.heard.told if told[0] == "back"] == [("back", None), ("back", None)]


async def test_no_token_lies_open_in_the_database() -> None:
    async with open_house() as house:
        north, ana = a_workspace(house, "North Desk")
        house.slack.rotate_tokens()
        await house.slack.install(north, ana, house.url)
        token = await house.tokens.token_of(north.id)
        assert token
        async with house.storage.engine.connect() as connection:
            for table in ("slack_bots", "slack_installations"):
                rows = (await connection.exec_driver_sql(f"SELECT * FROM {table}")).all()
                assert rows
                assert not [value for row in rows for value in row if "xox" in str(value)]
        stranger = SealedInstallations(house.storage.engine, client_id=house.slack.client_id, seal=Seal("another key"))
        with pytest.raises(BadInput, match="DATELINE_SLACK_ENCRYPTION_KEY"):
            await stranger.async_find_bot(enterprise_id=None, team_id=north.id)


async def test_a_key_can_be_changed_while_the_old_one_is_still_known() -> None:
    old, new = Seal("old"), Seal("new", "old")
    assert new.open(old.seal("xoxb-1")) == "xoxb-1"
    with pytest.raises(BadInput):
        old.open(new.seal("xoxb-1"))


async def test_a_token_that_is_about_to_end_is_renewed_once_for_all_who_ask() -> None:
    async with open_house() as house:
        north, ana = a_workspace(house, "North Desk")
        # One that has an hour left is renewed whenever it is looked up, which is once a minute.
        house.slack.rotate_tokens(lifetime=3600)
        await house.slack.install(north, ana, house.url)
        first = await house.tokens.token_of(north.id)
        house.slack.clock.advance(120)
        before = house.slack.count("oauth.v2.access")
        second = set(await asyncio.gather(*(house.tokens.token_of(north.id) for _ in range(5))))
        assert len(second) == 1
        assert first not in second
        assert house.slack.count("oauth.v2.access") == before + 1
        assert (await house.asked(north, "topics")).acked


async def test_a_token_that_slack_takes_no_more_is_renewed_before_its_time() -> None:
    async with open_house() as house:
        north, ana = a_workspace(house, "North Desk")
        house.slack.rotate_tokens()
        await house.slack.install(north, ana, house.url)
        first = await house.tokens.token_of(north.id)
        assert first is not None
        assert await house.tokens.token_of(north.id) == first
        house.tokens.doubt(north.id, first)
        assert await house.tokens.token_of(north.id) not in {first, None}


async def test_whoever_cancels_comes_back_to_a_page_that_says_so() -> None:
    async with open_house() as house:
        north, ana = a_workspace(house, "North Desk")
        page = await house.slack.install(north, ana, house.url, consent=False)
        assert "the consent was not given" in page.text
        assert await house.tokens.workspaces() == ()


async def test_the_app_is_removed_and_installed_again() -> None:
    async with open_house() as house:
        north, ana = a_workspace(house, "North Desk")
        await house.slack.install(north, ana, house.url)
        house.slack.uninstall(north)
        await house.heard.until("lost", None)
        await house.slack.until_delivered()
        assert await house.tokens.token_of(north.id) is None
        assert await house.tokens.workspaces() == ()
        await house.slack.install(north, ana, house.url)
        assert await house.tokens.token_of(north.id)
        assert (await house.asked(north, "topics")).acked


async def test_a_bot_token_that_slack_does_not_accept_is_told_with_its_remedy() -> None:
    async with doubles.SlackDouble() as slack:
        me = await introduce(slack.add_workspace("Newsroom").bot_token, api=slack.api_base)
        assert me.name == "Newsroom"
        with pytest.raises(BadInput, match="Slack does not accept the bot token"):
            await introduce("xoxb-nobodys", api=slack.api_base)
        slack.faults.add("503", "auth.test")
        with pytest.raises(TemporaryError, match="could not be asked"):
            await introduce("xoxb-nobodys", api=slack.api_base)
