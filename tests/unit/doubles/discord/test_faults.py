"""What goes wrong on demand, and rate limits, as the real client meets them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from tests.doubles.discord import Channel, DiscordDouble, Rates, Rule
from tests.doubles.discord.faults import FaultKind, Faults
from tests.unit.doubles.discord.conftest import Client

POST = "POST /channels/{channel_id}/messages"


@pytest.mark.parametrize("kind", ["429", "429_global", "429_shared"])
async def test_a_real_429_is_waited_for(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel, kind: FaultKind
) -> None:
    fault = double.faults.add(kind, POST, retry_after=0.05)
    await channel.send("36 killed")
    assert fault.hits == 1
    assert [call.status for call in double.calls if call.route == POST] == [429, 200]
    assert len(double.messages(wire)) == 1


@pytest.mark.parametrize("kind", ["429_cloudflare", "429_text"])
async def test_cloudflares_429_is_raised_at_once(
    double: DiscordDouble, channel: discord.TextChannel, kind: FaultKind
) -> None:
    double.faults.add(kind, POST)
    with pytest.raises(discord.HTTPException) as error:
        await channel.send("36 killed")
    assert error.value.status == 429


async def test_503_is_raised_and_nothing_was_done(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel
) -> None:
    double.faults.add("503", POST)
    with pytest.raises(discord.DiscordServerError):
        await channel.send("36 killed")
    assert double.messages(wire) == []
    await channel.send("36 killed")


@pytest.mark.parametrize(("kind", "done"), [("reset", 0), ("cut", 1)])
async def test_cut_connections_leave_one_message_after_a_retry_with_the_nonce(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel, kind: FaultKind, done: int
) -> None:
    double.faults.add(kind, POST)
    with pytest.raises((aiohttp.ClientError, OSError)):
        await channel.send("36 killed", nonce="alert-1")
    assert len(double.messages(wire)) == done
    await channel.send("36 killed", nonce="alert-1")
    assert len(double.messages(wire)) == 1


@pytest.mark.parametrize("kind", ["delay", "late"])
async def test_slow_answers(double: DiscordDouble, channel: discord.TextChannel, kind: FaultKind) -> None:
    double.faults.add(kind, POST, seconds=0.05)
    began = time.monotonic()
    await channel.send("36 killed")
    assert time.monotonic() - began >= 0.05


async def test_a_login_that_cloudflare_stops(double: DiscordDouble) -> None:
    double.faults.add("429_cloudflare", "GET /users/@me")
    async with Client() as client:
        with pytest.raises(discord.HTTPException) as error:
            await client.login(double.token)
    assert error.value.status == 429


async def test_a_gateway_that_answers_503(double: DiscordDouble) -> None:
    double.faults.add("503", "GET /gateway", times=None)
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as error:
            await session.ws_connect(f"{double.gateway_url}?v=10&encoding=json")
    assert error.value.status == 503


def test_a_fault_skips_counts_and_ends() -> None:
    faults = Faults()
    fault = faults.add("500", POST, skip=1, times=2)
    struck = [faults.next("POST", "/channels/1/messages") is not None for _ in range(5)]
    assert struck == [False, True, True, False, False]
    assert fault.spent
    assert faults.next("PATCH", "/channels/1/messages/2") is None


@pytest.mark.parametrize(
    ("route", "request_", "fits"),
    [
        ("**", ("GET", "/gateway/"), True),
        ("* /channels/*/messages", ("DELETE", "/channels/1/messages"), True),
        ("* /channels/*/messages", ("POST", "/channels/1/messages/2"), False),
        ("POST /channels/**", ("POST", "/channels/1/messages/2/threads"), True),
        ("GET /resume", ("GET", "/resume/"), True),
        (
            "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
            ("PATCH", "/webhooks/1/a.b/messages/@original"),
            True,
        ),
    ],
)
def test_routes_of_faults(route: str, request_: tuple[str, str], fits: bool) -> None:
    faults = Faults()
    faults.add("500", route)
    assert (faults.next(*request_) is not None) is fits


def test_chaos_is_the_same_for_the_same_seed() -> None:
    def run(seed: int) -> list[str]:
        faults = Faults()
        faults.chaos(seed=seed, probability=0.3)
        struck = [faults.next("POST", "/channels/1/messages") for _ in range(300)]
        return [fault.kind if fault is not None else "" for fault in struck]

    assert run(7) == run(7) != run(8)
    assert 50 < sum(kind != "" for kind in run(7)) < 130


async def test_in_chaos_a_nonce_keeps_each_message_single(
    double: DiscordDouble, channel: discord.TextChannel, wire: Channel
) -> None:
    double.faults.chaos(
        seed=3, probability=0.5, route=POST, kinds=("429", "503", "reset", "cut", "delay", "late"), seconds=0.01
    )
    for number in range(20):
        for _ in range(20):
            with contextlib.suppress(discord.DiscordServerError, aiohttp.ClientError, OSError):
                await channel.send(str(number), nonce=f"alert-{number}")
                break
    assert [message.content for message in double.messages(wire)] == [str(number) for number in range(20)]
    assert len({fault.kind for fault in double.faults.planned if fault.hits}) > 3


async def test_faults_by_the_control_route(double: DiscordDouble, channel: discord.TextChannel, wire: Channel) -> None:
    async with aiohttp.ClientSession(double.address) as control:
        made = await control.post(
            "/control/faults", json={"kind": "429", "route": POST, "times": 1, "retry_after": 0.01}
        )
        assert made.status == 200
        await channel.send("36 killed")
        (fault,) = await (await control.get("/control/faults")).json()
        assert fault["hits"] == 1
        (message,) = await (await control.get("/control/messages", params={"channel_id": str(wire.id)})).json()
        assert (message["text"], message["deleted"], message["edits"]) == ("36 killed", False, [])
        assert (await control.post("/control/faults", json={"kind": "none such"})).status == 400
        await control.delete("/control/faults")
        assert await (await control.get("/control/faults")).json() == []
        store = await (await control.get("/control/store")).json()
        assert [one["name"] for one in store["channels"]] == ["wire"]
        assert (await (await control.get("/control/calls")).json())[-1]["status"] == 200


class TestRates:
    @pytest.fixture
    async def double(self) -> AsyncIterator[DiscordDouble]:
        rates = Rates(route=Rule(50, 0.2), overall=Rule(6, 0.2), routes={POST: Rule(2, 0.2)}, old_edits=Rule(1, 3600))
        async with DiscordDouble(rates=rates) as served:
            yield served

    async def test_a_bucket_is_told_in_headers(self, api: aiohttp.ClientSession, wire: Channel) -> None:
        answers = [await api.post(f"channels/{wire.id}/messages", json={"content": "x"}) for _ in range(3)]
        assert [answer.status for answer in answers] == [200, 200, 429]
        assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
        assert {answer.headers["X-RateLimit-Limit"] for answer in answers} == {"2"}
        assert len({answer.headers["X-RateLimit-Bucket"] for answer in answers}) == 1
        body = await answers[2].json()
        assert 0 < body["retry_after"] <= 0.2
        assert (body["global"], answers[2].headers["X-RateLimit-Scope"], answers[2].headers["Via"]) == (
            False,
            "user",
            "1.1 google",
        )
        assert answers[0].headers["Content-Type"] == "application/json"

    async def test_another_channel_has_a_bucket_of_its_own(
        self, double: DiscordDouble, api: aiohttp.ClientSession, wire: Channel
    ) -> None:
        other = double.add_channel(double.store.guilds[wire.guild_id or 0], "other")
        places = (wire, wire, other, other)
        statuses = [(await api.post(f"channels/{place.id}/messages", json={"content": "x"})).status for place in places]
        assert statuses == [200, 200, 200, 200]

    async def test_the_global_limit(self, api: aiohttp.ClientSession) -> None:
        answers = [await api.get("users/@me") for _ in range(7)]
        assert [answer.status for answer in answers] == [200] * 6 + [429]
        assert (await answers[-1].json())["global"] is True
        assert answers[-1].headers["X-RateLimit-Global"] == "true"

    async def test_the_client_keeps_within_a_bucket(
        self, double: DiscordDouble, channel: discord.TextChannel, wire: Channel
    ) -> None:
        for number in range(5):
            await channel.send(str(number))
        assert len(double.messages(wire)) == 5
        assert double.backend.buckets.refused == 0

    async def test_old_messages_are_edited_seldom(
        self, double: DiscordDouble, api: aiohttp.ClientSession, wire: Channel
    ) -> None:
        sent = await (await api.post(f"channels/{wire.id}/messages", json={"content": "x"})).json()
        double.clock.advance(3601)
        url = f"channels/{wire.id}/messages/{sent['id']}"
        answers = [await api.patch(url, json={"content": "y"}) for _ in range(2)]
        assert [answer.status for answer in answers] == [200, 429]
        assert (await answers[1].json())["code"] == 30046


async def test_guilds_clock_and_connections_by_control_routes(double: DiscordDouble, client: Client) -> None:
    async with aiohttp.ClientSession(double.address) as control:
        body = {"name": "Desk", "channels": [{"name": "news"}, {"name": "stories", "kind": "forum"}]}
        made = await (await control.post("/control/guilds", json=body)).json()
        assert list(made["channels"]) == ["news", "stories"]
        await client.until("guild_join")
        one = await control.post("/control/channels", json={"guild_id": made["id"], "name": "wire"})
        assert double.store.channels[int((await one.json())["id"])].name == "wire"
        before = double.clock.now()
        assert (await (await control.post("/control/clock", json={"seconds": 60})).json())["now"] >= before + 60
        await control.post("/control/drop", json={"kind": "reconnect"})
        await client.until("resumed")
        await control.post("/control/chaos", json={"seed": 1, "probability": 0.5, "route": POST})
        assert {fault.route for fault in double.faults.planned} == {POST}
