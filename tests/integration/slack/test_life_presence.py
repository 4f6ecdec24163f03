"""Where the bot may write, as Slack tells it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.adapters.platforms.slack.install import SingleWorkspace
from bot.adapters.platforms.slack.life import Life
from tests.doubles.slack import SlackDouble
from tests.doubles.slack.membership import join
from tests.integration.heard import Heard
from tests.integration.slack.connected import QUICK, Connection, connected


@pytest.fixture
async def here() -> AsyncIterator[Connection]:
    async with connected() as connection:
        await connection.slack.until_connected(2)
        await connection.heard.until("back", connection.wire.id)
        yield connection


async def test_a_channel_is_archived_and_taken_out_again(here: Connection) -> None:
    here.slack.archive_channel(here.wire, here.ana)
    told = await here.heard.until("lost", here.wire.id)
    assert told[2] == f"<#{here.wire.id}> was archived."
    here.slack.unarchive_channel(here.wire, here.ana)
    await here.heard.until("back", here.wire.id)


async def test_the_bot_is_removed_and_invited_again(here: Connection) -> None:
    here.slack.remove_bot(here.wire, here.ana)
    told = await here.heard.until("lost", here.wire.id)
    assert "/invite @dateline" in told[2]
    here.slack.invite_bot(here.wire, here.ana)
    await here.heard.until("back", here.wire.id)


async def test_somebody_else_who_joins_is_no_news(here: Connection) -> None:
    await here.slack.until_delivered()
    before = list(here.heard.told)
    join(here.slack.backend, here.wire, here.slack.add_user(here.workspace, "ben").id)
    await here.slack.until_sent("member_joined_channel")
    await here.slack.until_delivered()
    assert here.heard.told == before


async def test_a_deleted_channel(here: Connection) -> None:
    here.slack.delete_channel(here.wire)
    told = await here.heard.until("lost", here.wire.id)
    assert "deleted" in told[2]


@pytest.mark.parametrize("how", ["uninstall", "revoke_tokens"])
async def test_the_whole_workspace_is_lost(here: Connection, how: str) -> None:
    getattr(here.slack, how)(here.workspace)
    assert (await here.heard.until("lost", None))[1] is None


async def test_what_cannot_be_stored_at_once_is_told_again(here: Connection) -> None:
    here.heard.busy = 2
    here.slack.archive_channel(here.wire, here.ana)
    await here.heard.until("lost", here.wire.id)


async def test_a_start_asks_again_where_it_may_write_until_slack_says() -> None:
    async with SlackDouble() as slack:
        workspace = slack.add_workspace("Newsroom")
        wire = slack.add_channel(workspace, "wire")
        for method in ("auth.test", "users.conversations"):
            slack.faults.add("fatal_error", method, times=2)
        heard = Heard()
        tokens = SingleWorkspace(workspace.bot_token, api=slack.api_base)
        life = Life(tokens, api=slack.api_base, presence=heard, timing=QUICK)
        await life.start()
        await heard.until("back", wire.id)
        await life.stop()
        assert [told for told in heard.told if told[0] == "back"] == [("back", wire.id, "")]
