"""The gateway: sessions, what drops them, and what the real client makes of it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import discord
import pytest

from tests.doubles.discord import Channel, DiscordDouble, Guild
from tests.doubles.discord.scenes.gateway import DropKind
from tests.unit.doubles.discord.conftest import Client, Running, Sharded


@pytest.mark.parametrize("kind", ["close", "reconnect", "invalid_resumable"])
async def test_a_dropped_connection_is_resumed_and_nothing_is_missed(
    double: DiscordDouble, client: Client, guild: Guild, kind: DropKind
) -> None:
    await double.drop_connection(kind)
    double.add_channel(guild, "said meanwhile")
    await client.until("resumed")
    await client.until("guild_channel_create")
    assert len(double.gateway.identified) == 1


async def test_a_cut_connection_is_resumed(double: DiscordDouble, client: Client) -> None:
    await double.drop_connection("reset")
    await client.until("resumed")
    assert double.gateway.closed[0] is None


async def test_an_invalid_session_starts_anew(double: DiscordDouble, client: Client) -> None:
    double.op9(resumable=False)
    await client.until("ready", times=2)
    assert len(double.gateway.identified) == 2


async def test_silence_is_found_out(double: DiscordDouble, running: Running) -> None:
    double.gateway.heartbeat_interval = 0.05
    async with running(Client(heartbeat_timeout=0.3)) as client:
        await double.drop_connection("silent")
        await client.until("disconnect")
        double.speak()
        await client.until("resumed")


async def test_a_malformed_dispatch_ends_the_client(double: DiscordDouble, wire: Channel) -> None:
    client = Client()
    task = asyncio.create_task(client.start(double.token))
    await client.until("ready")
    double.malformed_dispatch("missing_keys")
    with pytest.raises(KeyError):
        await task
    await client.close()


async def test_a_revoked_token_ends_the_client(double: DiscordDouble) -> None:
    client = Client()
    task = asyncio.create_task(client.start(double.token))
    await client.until("ready")
    await double.revoke_token()
    with pytest.raises(discord.ConnectionClosed) as closed:
        await task
    assert closed.value.code == 4004
    await client.close()


async def test_a_wrong_token_is_refused_at_login(double: DiscordDouble) -> None:
    async with Client() as client:
        with pytest.raises(discord.LoginFailure):
            await client.login("wrong")


async def test_privileged_intents_are_refused(double: DiscordDouble) -> None:
    client = discord.Client(intents=discord.Intents(guilds=True, message_content=True, guild_messages=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await client.start(double.token)
    await client.close()


async def test_guilds_fall_to_their_shards(double: DiscordDouble, wire: Channel) -> None:
    guilds = [double.add_guild(f"Guild {number}") for number in range(3)]
    double.gateway.shards = 2
    client = Sharded()
    task = asyncio.create_task(client.start(double.token))
    await client.until("ready")
    assert len(double.gateway.connected) == 2
    assert {guild.shard_id for guild in client.guilds} == {0, 1}
    assert {guild.id for guild in client.guilds} >= {guild.id for guild in guilds}
    assert [data["shard"] for data in double.gateway.identified] == [[0, 2], [1, 2]]
    await client.close()
    await asyncio.gather(task, return_exceptions=True)


async def test_guilds_come_and_go(double: DiscordDouble, client: Client, guild: Guild) -> None:
    double.remove_guild(guild)
    await client.until("guild_remove")
    assert not client.guilds
    with pytest.raises(discord.NotFound):
        await client.fetch_guild(guild.id)
    double.return_guild(guild)
    await client.until("guild_join")
    double.break_guild(guild)
    await client.until("guild_unavailable")
    double.mend_guild(guild)
    await client.until("guild_available", times=2)


async def test_channels_and_permissions_come_and_go(
    double: DiscordDouble, client: Client, channel: discord.TextChannel, wire: Channel
) -> None:
    me = channel.guild.me
    double.take_permission(wire, "send_messages", "embed_links")
    await client.until("guild_channel_update")
    assert not channel.permissions_for(me).embed_links
    with pytest.raises(discord.Forbidden) as error:
        await channel.send("may I?")
    assert error.value.code == 50013
    double.give_permission(wire, "send_messages")
    await channel.send("I may")
    double.take_permission(wire, "view_channel")
    with pytest.raises(discord.Forbidden) as hidden:
        await channel.send("where?")
    assert hidden.value.code == 50001
    double.delete_channel(wire)
    await client.until("guild_channel_delete")
    with pytest.raises(discord.NotFound) as gone:
        await channel.send("gone?")
    assert gone.value.code == 10003


async def test_the_permissions_of_a_channel_are_exactly_those_given(
    double: DiscordDouble, client: Client, guild: Guild
) -> None:
    channel = double.add_channel(guild, "strict", permissions=["view_channel", "send_messages"])
    await client.until("guild_channel_create")
    found = client.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    assert found.permissions_for(found.guild.me).value == double.store.permissions(double.bot, channel) == 0b11 << 10
    await found.send("words")
    with pytest.raises(discord.Forbidden):
        await found.send(embed=discord.Embed(title="no"))


class Raw:
    """A bare client of the gateway."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, op: int, data: Any) -> None:
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def next(self) -> dict[str, Any]:
        message = await self.socket.receive(timeout=5)
        return (
            dict(json.loads(message.data))
            if message.type is aiohttp.WSMsgType.TEXT
            else {"close": self.socket.close_code}
        )


def identify(double: DiscordDouble, **more: Any) -> dict[str, Any]:
    return {"token": double.token, "intents": 1, "properties": {}} | more


@pytest.mark.parametrize(
    ("op", "changes", "code"),
    [
        (2, {"token": "wrong"}, 4004),
        (2, {"intents": 1 << 30}, 4013),
        (2, {"intents": 1 << 15}, 4014),
        (2, {"shard": [2, 2]}, 4010),
        (3, {}, 4003),
        (77, {}, 4001),
    ],
)
async def test_close_codes(double: DiscordDouble, op: int, changes: dict[str, Any], code: int) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{double.gateway_url}?v=10&encoding=json") as socket,
    ):
        raw = Raw(socket)
        assert (await raw.next())["op"] == 10
        await raw.send(op, identify(double) | changes)
        assert await raw.next() == {"close": code}


async def test_nonsense_and_old_versions_are_refused(double: DiscordDouble) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(f"{double.gateway_url}?v=10&encoding=json") as socket:
            raw = Raw(socket)
            await raw.next()
            await socket.send_str("{")
            assert await raw.next() == {"close": 4002}
        async with session.ws_connect(f"{double.gateway_url}?v=5&encoding=json") as socket:
            assert await Raw(socket).next() == {"close": 4012}


async def test_a_heartbeat_on_request(double: DiscordDouble, client: Client) -> None:
    before = double.gateway.heartbeats
    double.op1()
    async with asyncio.timeout(5):
        while double.gateway.heartbeats == before:
            await double.gateway.changed.wait()


async def test_too_many_frames_and_too_few_beats(double: DiscordDouble) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(f"{double.gateway_url}?v=10&encoding=json") as socket:
            raw = Raw(socket)
            await raw.next()
            for _ in range(121):
                await raw.send(1, None)
            answers = [await raw.next() for _ in range(121)]
            assert answers[-1] == {"close": 4008}
        double.gateway.heartbeat_interval = 0.02
        async with session.ws_connect(f"{double.gateway_url}?v=10&encoding=json") as socket:
            raw = Raw(socket)
            await raw.next()
            assert await raw.next() == {"close": 4009}


async def test_the_identify_budget(double: DiscordDouble) -> None:
    double.gateway.limit.spacing = 60
    async with aiohttp.ClientSession() as session:
        for expected in (0, 9):
            async with session.ws_connect(f"{double.gateway_url}?v=10&encoding=json") as socket:
                raw = Raw(socket)
                await raw.next()
                await raw.send(2, identify(double))
                assert (await raw.next())["op"] == expected
    assert double.gateway.limit.remaining == 999


async def test_resume_replays_what_was_missed(double: DiscordDouble, guild: Guild) -> None:
    url = f"{double.gateway_url}?v=10&encoding=json"
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            raw = Raw(socket)
            await raw.next()
            await raw.send(2, identify(double))
            ready = await raw.next()
            assert (await raw.next())["t"] == "GUILD_CREATE"
            await socket.close(code=4000)
        double.add_channel(guild, "missed")
        async with session.ws_connect(ready["d"]["resume_gateway_url"] + "?v=10&encoding=json") as socket:
            raw = Raw(socket)
            await raw.next()
            await raw.send(6, {"token": double.token, "session_id": ready["d"]["session_id"], "seq": 1})
            frames = [await raw.next() for _ in range(3)]
            assert [frame["t"] for frame in frames] == ["GUILD_CREATE", "CHANNEL_CREATE", "RESUMED"]
            assert [frame["s"] for frame in frames] == [2, 3, 4]
        async with session.ws_connect(url) as socket:
            raw = Raw(socket)
            await raw.next()
            await raw.send(6, {"token": double.token, "session_id": ready["d"]["session_id"], "seq": 99})
            assert await raw.next() in ({"close": 4007}, {"op": 9, "d": False})


async def test_others_messages_are_empty_without_the_intent(double: DiscordDouble, wire: Channel) -> None:
    ada = double.add_user("ada")
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{double.gateway_url}?v=10&encoding=json") as socket,
    ):
        raw = Raw(socket)
        await raw.next()
        await raw.send(2, identify(double, intents=1 | 1 << 9))
        assert [(await raw.next())["t"] for _ in range(2)] == ["READY", "GUILD_CREATE"]
        double.write(wire, ada, "a secret")
        double.write(wire, ada, f"{double.bot.mention} hello")
        assert [(await raw.next())["d"]["content"] for _ in range(2)] == ["", f"{double.bot.mention} hello"]


async def test_a_session_ends_when_nobody_comes_back(double: DiscordDouble) -> None:
    url = f"{double.gateway_url}?v=10&encoding=json"
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            raw = Raw(socket)
            await raw.next()
            await raw.send(2, identify(double))
            ready = await raw.next()
            await socket.close(code=4000)
        await double.until_alone()
        double.clock.advance(200)
        async with session.ws_connect(url) as socket:
            raw = Raw(socket)
            await raw.next()
            await raw.send(6, {"token": double.token, "session_id": ready["d"]["session_id"], "seq": 1})
            assert await raw.next() == {"op": 9, "d": False}


async def test_a_spent_budget_is_whole_again_after_its_reset(double: DiscordDouble, api: aiohttp.ClientSession) -> None:
    limit = double.gateway.limit
    limit.remaining, limit.reset_at = 0, double.clock.now() + 60
    said = (await (await api.get("gateway/bot")).json())["session_start_limit"]
    assert said["remaining"] == 0
    assert 50_000 < said["reset_after"] <= 60_000
    double.clock.advance(60)
    assert (await (await api.get("gateway/bot")).json())["session_start_limit"]["remaining"] == 1000
