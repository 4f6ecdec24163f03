"""The platform with its connection: started, stopped, and what is learnt from all that is heard."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.adapters.platforms.slack.install import SingleWorkspace
from bot.adapters.platforms.slack.life import Life
from bot.adapters.platforms.slack.sending.calling import Web
from bot.adapters.platforms.slack.sending.directory import Directory
from bot.adapters.platforms.slack.sending.hearing import Hearing
from bot.adapters.platforms.slack.timing import Timing
from bot.domain.errors import BadInput
from bot.domain.watch import Channel
from tests.doubles import slack as doubles
from tests.integration.slack.connected import QUICK as QUICK_LIFE
from tests.integration.slack.desk import QUICK, Desk, platform_of


class Namer:
    """A ``Listener`` that answers a command with what the channel is called."""

    def __init__(self) -> None:
        self.desk: Desk | None = None

    def register(self, app: AsyncApp) -> None:
        @app.command("/dateline")
        async def command(ack: Any, body: dict[str, Any]) -> None:
            assert self.desk is not None
            await ack(self.desk.platform.label(Channel(body["team_id"], "slack", body["channel_id"])))

    async def stop(self) -> None:
        """Nothing is under way."""


def life_of(slack: doubles.SlackDouble, workspace: doubles.Workspace) -> Life:
    tokens = SingleWorkspace(workspace.bot_token, api=slack.api_base)
    return Life(tokens, api=slack.api_base, app_token=slack.app_token, sockets=1, timing=QUICK_LIFE)


async def test_what_is_asked_in_a_new_channel_is_answered_with_its_name() -> None:
    async with doubles.SlackDouble() as slack:
        newsroom = slack.add_workspace("Newsroom")
        ana = slack.add_user(newsroom, "ana")
        namer = Namer()
        platform = platform_of(slack, newsroom, life=life_of(slack, newsroom))
        platform.serve(namer)
        await platform.start()
        assert platform.router is None
        wire = slack.add_channel(newsroom, "wire", private=True)
        namer.desk = Desk(slack, newsroom, wire, platform)

        async def called() -> str:
            asked = await slack.slash(newsroom, wire, ana, "help")
            return (await asked.answered()).text

        assert [await called(), await called()] == ["#wire", "#wire"]
        assert slack.count("conversations.info") == 1
        slack.rename_channel(wire, "floods")
        async with asyncio.timeout(2):
            while await called() != "#floods":
                """The event and the command may pass each other."""
        await platform.stop()


async def test_a_platform_without_a_connection_waits_for_its_end(desk: Desk) -> None:
    ended = asyncio.create_task(desk.platform.ended())
    await asyncio.sleep(0)
    assert not ended.done()
    ended.cancel()
    assert desk.platform.router is None


async def test_a_token_that_slack_does_not_accept_is_told_at_the_start(desk: Desk) -> None:
    desk.slack.revoke_tokens(desk.newsroom)
    platform = platform_of(desk.slack, desk.newsroom)
    with pytest.raises(BadInput, match="DATELINE_SLACK_BOT_TOKEN"):
        await platform.start()
    await platform.stop()


async def test_what_is_asked_does_not_wait_long_for_a_name(desk: Desk) -> None:
    desk.slack.faults.add("delay", "conversations.info", seconds=0.3)
    web = Web(SingleWorkspace(desk.newsroom.bot_token, api=desk.slack.api_base), api=desk.slack.api_base, timing=QUICK)
    hearing, heard = Hearing(Directory(web), Timing(name=0.01)), asyncio.Event()

    class Context:
        team_id, channel_id = desk.newsroom.id, desk.wire.id

    async def go_on() -> None:
        heard.set()

    async with asyncio.timeout(0.2):
        await hearing.hear(Context(), go_on)  # type: ignore[arg-type]  # as much of a context as is looked at
    assert heard.is_set()
    await web.close()
