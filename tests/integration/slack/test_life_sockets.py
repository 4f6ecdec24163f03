"""Socket Mode: several connections, each replaced before it goes, and nothing handled twice."""

from __future__ import annotations

import asyncio
from typing import get_args
from unittest.mock import AsyncMock, Mock

import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.adapters.platforms.slack.install.client import web_client
from bot.adapters.platforms.slack.life.socket import Socket
from bot.domain.errors import BadInput
from tests.doubles.slack import Clock, SlackDouble
from tests.doubles.slack.sockets.line import Line, Reason
from tests.integration.slack.connected import Connection, connected, until


async def test_as_many_sockets_as_are_asked_for() -> None:
    async with connected(sockets=3) as here:
        await here.slack.until_connected(3)
        here.slack.say(here.wire, here.ana, f"<@{here.workspace.bot_user.id}> hello")
        await here.slack.until_delivered()
        await until(lambda: len(here.noting.mentions) == 1)
    await here.slack.until_alone()


@pytest.mark.parametrize("reason", get_args(Reason))
async def test_a_socket_that_is_ended_for_any_reason_has_a_successor(reason: Reason) -> None:
    async with connected(sockets=2) as here:
        await here.slack.until_connected(2)
        former = list(here.slack.sockets.lines)
        here.slack.drop(reason)
        if reason == "link_disabled":
            here.slack.enable_sockets()
        await until(lambda: len([line for line in here.slack.sockets.alive if line not in former]) == 2)
        asked = await here.slack.slash(here.workspace, here.wire, here.ana, "still there?")
        assert asked.acked
        await until(lambda: here.noting.commands == ["still there?"])


async def test_the_new_socket_is_there_before_the_old_one_goes() -> None:
    async with connected(sockets=1) as here:
        await here.slack.until_connected(1)
        former = here.slack.sockets.lines[0]
        here.noting.gate.clear()
        asking = asyncio.create_task(here.slack.slash(here.workspace, here.wire, here.ana, "slowly"))
        await until(lambda: here.noting.commands == ["slowly"])
        here.slack.drop("refresh_requested")
        await until(lambda: len(here.slack.sockets.lines) == 2)
        here.noting.gate.set()
        assert (await asking).acked, "what came by the old socket is still answered by it"
        await until(lambda: former not in here.slack.sockets.lines)


async def test_a_silent_socket_is_found_by_its_pings_and_replaced() -> None:
    async with connected(sockets=1) as here:
        await here.slack.until_connected(1)
        here.slack.silence_sockets()
        await succeeded(here, here.slack.sockets.lines[0])
        asked = await here.slack.slash(here.workspace, here.wire, here.ana, "hello")
        assert asked.acked


async def test_a_cut_connection_and_a_broken_frame_do_no_harm() -> None:
    async with connected(sockets=1) as here:
        await here.slack.until_connected(1)
        former = here.slack.sockets.lines[0]
        here.slack.malformed_frame()
        here.slack.cut_sockets()
        await succeeded(here, former)
        asked = await here.slack.slash(here.workspace, here.wire, here.ana, "hello")
        assert asked.acked


async def test_what_comes_again_after_a_lost_acknowledgement_is_handled_once() -> None:
    async with connected(sockets=2) as here:
        await here.slack.until_connected(2)
        here.slack.miss_ack(2)
        here.slack.say(here.wire, here.ana, f"<@{here.workspace.bot_user.id}> summary")
        await until(lambda: len(here.noting.mentions) == 1)
        here.slack.clock.advance(10)
        await here.slack.until_delivered()
        delivery = await here.slack.until_sent("app_mention")
        assert len(delivery.attempts) > 1
        assert len(here.noting.mentions) == 1


async def test_what_nobody_listens_to_is_acknowledged() -> None:
    async with connected() as here:
        await here.slack.until_connected(2)
        here.slack.say(here.slack.direct(here.workspace, here.ana), here.ana, "good morning")
        await here.slack.until_delivered()
        asked = await here.slack.slash(here.workspace, here.wire, here.ana, "", command="/elsewhere")
        assert asked.acked


async def test_a_token_that_slack_does_not_accept_is_told_at_the_start() -> None:
    with pytest.raises(BadInput, match="DATELINE_SLACK_APP_TOKEN"):
        async with connected(app_token="xapp-none"):
            pass


async def test_slack_that_is_away_for_a_while_is_connected_with_later() -> None:
    async with connected() as here:
        await here.slack.until_connected(2)
        former = here.slack.sockets.lines[0]
        here.slack.faults.add("error", "apps.connections.open", times=3)
        here.slack.cut_sockets()
        await succeeded(here, former)
        await here.slack.until_connected(2)


async def succeeded(here: Connection, former: Line) -> None:
    """Wait for a socket in the place of one that is of no more use."""
    await until(lambda: any(line is not former for line in here.slack.sockets.alive))


async def test_what_is_told_while_slack_cannot_say_who_the_bot_is_is_heard_once() -> None:
    async with connected(clock=Clock(scale=20)) as here:
        await here.slack.until_connected(2)
        here.slack.faults.add("fatal_error", "auth.test")
        here.slack.say(here.wire, here.ana, f"<@{here.workspace.bot_user.id}> hello")
        await here.slack.until_delivered()
        await until(lambda: len(here.noting.mentions) == 1)


async def test_a_command_is_answered_while_slack_cannot_say_who_the_bot_is() -> None:
    async with connected() as here:
        await here.slack.until_connected(2)
        here.slack.faults.add("fatal_error", "auth.test")
        asked = await here.slack.slash(here.workspace, here.wire, here.ana, "topics")
        assert "Slack could not be asked" in here.slack.read(await asked.answered())


async def test_a_socket_that_cannot_be_closed_any_more_leaves_nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[SocketModeClient] = []

    disconnect = SocketModeClient.disconnect

    async def cut(client: SocketModeClient) -> None:
        made.append(client)
        await disconnect(client)  # type: ignore[no-untyped-call]
        raise ConnectionResetError

    monkeypatch.setattr(SocketModeClient, "disconnect", cut)
    async with SlackDouble() as slack:
        socket = Socket(AsyncMock(), app_token=slack.app_token, api=slack.api_base, ping=1.0, ended=Mock())
        said = await web_client(slack.api_base).apps_connections_open(app_token=slack.app_token)
        assert await socket.open(str(said["url"]), within=5.0)
        await socket.close(linger=0.0)
        (client,) = made
        assert client.aiohttp_client_session.closed
