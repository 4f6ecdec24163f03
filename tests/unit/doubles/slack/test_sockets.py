"""Socket Mode: what goes out on which socket, what comes again, and every way in which a socket ends."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack import SlackDouble
from tests.doubles.slack.sockets.line import Reason
from tests.unit.doubles.slack.bolt import by_sockets


async def opened(slack: SlackDouble) -> str:
    answer = await AsyncWebClient(base_url=slack.api_base).apps_connections_open(app_token=slack.app_token)
    return str(answer["url"])


async def test_hello_tells_how_many_sockets_there_are() -> None:
    async with SlackDouble() as slack, aiohttp.ClientSession() as session:
        async with session.ws_connect(await opened(slack)) as first, session.ws_connect(await opened(slack)) as second:
            hellos = [await socket.receive_json(timeout=2) for socket in (first, second)]
        assert [hello["num_connections"] for hello in hellos] == [1, 2]
        assert {hello["type"] for hello in hellos} == {"hello"}
        assert hellos[0]["connection_info"] == {"app_id": slack.app_id}


async def test_an_address_opens_one_socket_once_and_not_for_long() -> None:
    async with SlackDouble() as slack, aiohttp.ClientSession() as session:
        url = await opened(slack)
        await (await session.ws_connect(url)).close()
        for stale in (url, await opened(slack)):
            slack.clock.advance(31)
            with pytest.raises(aiohttp.WSServerHandshakeError, match="409"):
                await session.ws_connect(stale)


async def test_the_eleventh_socket_is_sent_away() -> None:
    async with SlackDouble() as slack, aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(await opened(slack)) for _ in range(11)]
        last = await sockets[-1].receive_json(timeout=2)
        assert (last["type"], last["reason"]) == ("disconnect", "too_many_websockets")
        assert len(slack.sockets.lines) == 10
        for socket in sockets:
            await socket.close()


async def test_only_the_app_s_own_token_opens_sockets() -> None:
    async with SlackDouble() as slack:
        workspace = slack.add_workspace("Newsroom")
        with pytest.raises(SlackApiError, match="not_allowed_token_type"):
            await AsyncWebClient(base_url=slack.api_base).apps_connections_open(app_token=workspace.bot_token)


async def test_an_event_whose_acknowledgement_is_lost_comes_again_on_another_socket() -> None:
    async with by_sockets(2) as room:
        room.slack.miss_ack()
        room.slack.say(room.wire, room.ada, "tell me twice")
        await room.slack.sockets.until(lambda: room.slack.sockets.to_miss == 0, 2)
        room.slack.clock.advance(3.1)
        delivery = await room.slack.until_sent("message")
        first, second = delivery.attempts
        assert (first.failed, second.number, second.reason, second.failed) == ("timeout", 1, "timeout", None)
        assert first.way != second.way
        assert room.told == ["tell me twice"] * 2


async def test_an_event_that_nobody_takes_is_tried_four_times() -> None:
    async with by_sockets() as room:
        room.slack.miss_ack(4)
        room.slack.say(room.wire, room.ada, "in vain")
        (delivery,) = room.slack.deliveries
        for number, pause in enumerate((0.0, 60.1, 300.1, 0.0)):
            await room.slack.sockets.until(lambda n=number: room.slack.sockets.to_miss == 3 - n, 2)  # type: ignore[misc]
            room.slack.clock.advance(3.1)
            await delivery.until(lambda n=number: delivery.attempts[n].failed is not None)  # type: ignore[misc]
            room.slack.clock.advance(pause)
        await room.slack.until_delivered()
        assert [attempt.failed for attempt in delivery.attempts] == ["timeout"] * 4
        assert not delivery.acked


async def test_a_command_whose_acknowledgement_is_lost_has_failed_and_never_comes_again() -> None:
    async with by_sockets() as room:

        @room.app.command("/dateline")
        async def command(ack: object) -> None:
            await ack()  # type: ignore[operator]

        room.slack.miss_ack()
        asking = asyncio.create_task(room.slack.slash(room.workspace, room.wire, room.ada, "help"))
        await room.slack.sockets.until(lambda: room.slack.sockets.to_miss == 0, 2)
        room.slack.clock.advance(3.1)
        asked = await asking
        assert asked.error == "operation_timeout"
        assert len(asked.delivery.attempts) == 1


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "too_many_websockets"])
async def test_the_real_client_comes_back_when_it_is_told_to_leave(reason: Reason) -> None:
    async with by_sockets() as room:
        room.slack.drop(reason)
        await room.slack.sockets.until(lambda: room.slack.sockets.opened == 2, 3)
        await room.slack.until_connected(1)
        assert (await room.slack.heard(room.slack.say(room.wire, room.ada, "still there?"))).acked


async def test_socket_mode_turned_off_opens_none_until_it_is_on_again() -> None:
    async with by_sockets() as room:
        room.slack.drop("link_disabled")
        await room.slack.until_alone()
        with pytest.raises(SlackApiError, match="socket_mode_disabled"):
            await opened(room.slack)
        room.slack.enable_sockets()
        await room.slack.until_connected(1)
        assert (await room.slack.heard(room.slack.say(room.wire, room.ada, "back?"))).acked


async def test_a_cut_socket_is_opened_anew() -> None:
    async with by_sockets() as room:
        room.slack.cut_sockets()
        await room.slack.sockets.until(lambda: room.slack.sockets.opened == 2, 3)
        assert room.slack.sockets.closed[0] is None


async def test_a_silent_socket_takes_what_is_sent_and_brings_nothing() -> None:
    async with by_sockets(ping=5.0) as room:
        room.slack.silence_sockets()
        room.slack.say(room.wire, room.ada, "into the void")
        await room.slack.deliveries[-1].until(lambda: bool(room.slack.deliveries[-1].attempts))
        room.slack.clock.advance(3.1)
        await room.slack.deliveries[-1].until(lambda: len(room.slack.deliveries[-1].attempts) == 2)
        assert room.slack.deliveries[-1].attempts[0].failed == "timeout"
        assert room.told == []
        room.slack.cut_sockets()


async def test_a_ghost_counts_and_is_sent_its_share_until_slack_finds_out() -> None:
    async with by_sockets() as room:
        room.slack.silence_sockets(ghosts=True)
        await room.slack.until_connected(1)
        assert len(room.slack.sockets.lines) == 2
        room.slack.bury_ghosts()
        assert len(room.slack.sockets.lines) == 1


async def test_slack_cuts_a_client_that_answers_no_pings() -> None:
    async with SlackDouble() as slack, aiohttp.ClientSession() as session:
        slack.sockets.ping_every = slack.sockets.dead_after = 0.05
        async with session.ws_connect(await opened(slack), autoping=False):
            await slack.until_alone(within=2)
