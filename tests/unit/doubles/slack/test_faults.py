"""Rate limits, and what goes wrong on demand, as the real client meets them."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack import Channel, Rates, Rule, SlackDouble
from tests.doubles.slack.rates import Meters
from tests.unit.doubles.slack.conftest import Refused


async def test_a_429_says_when_to_come_again(client: AsyncWebClient, double: SlackDouble, wire: Channel) -> None:
    double.faults.add("429", "chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as error:
        await client.chat_postMessage(channel=wire.id, text="36 killed")
    assert (error.value.response.status_code, error.value.response.headers["Retry-After"]) == (429, "7")
    assert double.messages(wire) == []
    await client.chat_postMessage(channel=wire.id, text="36 killed")


@pytest.mark.parametrize(("kind", "done"), [("reset", 0), ("cut", 1)])
async def test_cut_connections_leave_what_was_done(
    client: AsyncWebClient, double: SlackDouble, wire: Channel, kind: str, done: int
) -> None:
    double.faults.add(kind, "chat.*")  # type: ignore[arg-type]
    with pytest.raises((aiohttp.ClientError, OSError)):
        await client.chat_postMessage(channel=wire.id, text="36 killed")
    assert len(double.messages(wire)) == done


async def test_errors_of_the_whole_and_slow_answers(client: AsyncWebClient, double: SlackDouble, wire: Channel) -> None:
    double.faults.add("fatal_error", "chat.postMessage")
    with Refused("fatal_error"):
        await client.chat_postMessage(channel=wire.id, text="36 killed")
    double.faults.add("503", "chat.postMessage")
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=wire.id, text="36 killed")
    assert double.messages(wire) == []
    assert [call.error for call in double.called("chat.postMessage")] == ["fatal_error", ""]
    double.faults.add("late", "chat.postMessage", seconds=0.05)
    began = asyncio.get_running_loop().time()
    await client.chat_postMessage(channel=wire.id, text="36 killed")
    assert asyncio.get_running_loop().time() - began >= 0.05


def test_one_message_a_second_a_channel_with_a_short_burst() -> None:
    double = SlackDouble(rates=Rates.of_slack(burst=3))
    meters = Meters(Rates.of_slack(burst=3), double.clock)
    for _ in range(3):
        meters.take_post("T1", "C1")
    meters.take_post("T1", "C2")
    with pytest.raises(Exception, match="ratelimited"):
        meters.take_post("T1", "C1")
    double.clock.advance(3.0)
    meters.take_post("T1", "C1")
    assert meters.refused == 1


async def test_a_tier_is_a_methods_and_a_workspaces(double: SlackDouble, client: AsyncWebClient) -> None:
    double.backend.meters.rates = Rates(tiers={3: Rule(1)})
    await client.team_info()
    with Refused("ratelimited"):
        await client.team_info()
    await client.bots_info()
    other = AsyncWebClient(double.add_workspace("Other").bot_token, base_url=double.api_base)
    await other.team_info()
    double.clock.advance(60)
    await client.team_info()


async def test_apps_outside_the_marketplace_read_little(
    double: SlackDouble, client: AsyncWebClient, wire: Channel
) -> None:
    double.backend.meters.rates = Rates.of_slack_unlisted()
    for number in range(16):
        await client.chat_postMessage(channel=wire.id, text=str(number))
        double.clock.advance(1)
    page = await client.conversations_history(channel=wire.id, limit=100)
    assert (len(page["messages"]), page["has_more"]) == (15, True)
    with Refused("ratelimited"):
        await client.conversations_history(channel=wire.id)
