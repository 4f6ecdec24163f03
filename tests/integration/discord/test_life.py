"""The gateway's life: every way in which a connection ends, and none that ends Dateline."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import discord
import pytest

from bot.adapters.platforms.discord import DiscordPlatform, Timing, button_signer
from bot.domain.errors import BadInput
from tests.doubles.discord import DiscordDouble
from tests.doubles.discord.scenes.gateway import DropKind, Malformed
from tests.integration.discord.desk import QUICK, Desk, open_desk, platform_of


class Clients:
    """Hears of each client that logs in."""

    def __init__(self) -> None:
        self._seen: asyncio.Queue[discord.Client] = asyncio.Queue()

    async def setup(self, client: discord.Client) -> None:
        self._seen.put_nowait(client)

    async def handle(self, interaction: discord.Interaction) -> None:
        """Nobody asks anything here."""

    async def next(self) -> discord.Client:
        return await self._seen.get()


async def identified(desk: Desk, times: int) -> None:
    """Wait until the double has seen so many identifies, and all that follows is done."""
    async with asyncio.timeout(5):
        while len(desk.discord.gateway.identified) < times:
            await desk.discord.gateway.changed.wait()
    await alive(desk)


async def alive(desk: Desk) -> None:
    """What happens in the guild is heard again."""
    await desk.discord.until_connected()
    passing = desk.discord.add_channel(desk.guild, "passing")
    desk.discord.delete_channel(passing)
    await desk.heard.until("lost", str(passing.id))


async def test_only_the_guilds_intent_is_asked_for(desk: Desk) -> None:
    (identify,) = desk.discord.gateway.identified
    assert identify["intents"] == 1


@pytest.mark.parametrize("kind", ["reset", "close", "reconnect", "invalid_resumable"])
async def test_a_dropped_connection_is_resumed(desk: Desk, kind: DropKind) -> None:
    await desk.discord.drop_connection(kind)
    async with asyncio.timeout(5):
        while not desk.discord.gateway.resumed:
            await desk.discord.gateway.changed.wait()
    await alive(desk)
    assert len(desk.discord.gateway.identified) == 1


async def test_a_connection_that_falls_silent_is_resumed() -> None:
    double = DiscordDouble()
    double.gateway.heartbeat_interval = 0.1
    async with open_desk(double=double, timing=replace(QUICK, silence=0.3)) as desk:
        await desk.discord.drop_connection("silent")
        async with asyncio.timeout(5):
            await desk.discord.gateway.changed.wait()
            desk.discord.speak()
        await alive(desk)
        await desk.posted()


async def test_an_invalid_session_is_begun_anew(desk: Desk) -> None:
    await desk.discord.drop_connection("invalid")
    await identified(desk, 2)


@pytest.mark.parametrize("code", [1000, 4007, 4009])
async def test_a_close_code_that_asks_for_a_new_session_gets_one(desk: Desk, code: int) -> None:
    await desk.discord.drop_connection("close", code=code)
    await alive(desk)
    await desk.posted()


@pytest.mark.parametrize("kind", ["missing_keys", "wrong_type", "not_json", "not_object"])
async def test_a_dispatch_that_ends_the_library_does_not_end_us(desk: Desk, kind: Malformed) -> None:
    client = desk.platform.client
    desk.discord.malformed_dispatch(kind)
    await identified(desk, 2)
    assert desk.platform.client is not client
    await desk.posted()


async def test_messages_are_sent_while_the_gateway_is_away(desk: Desk) -> None:
    desk.discord.faults.add("503", "GET /gateway", times=None)
    desk.discord.faults.add("503", "GET /resume", times=None)
    await desk.discord.drop_connection("reset")
    await desk.posted()


async def test_a_resume_address_that_never_answers_is_left_for_a_client_built_anew() -> None:
    clients = Clients()
    async with open_desk(timing=replace(QUICK, watchdog=0.2), interactions=clients) as desk:
        desk.discord.faults.add("503", "GET /resume", times=None)
        fault = desk.discord.faults.add("503", "GET /gateway", times=None)
        await desk.discord.drop_connection("reset")
        async with asyncio.timeout(5):
            assert await clients.next() is not await clients.next()
        desk.discord.faults.planned.remove(fault)
        await identified(desk, 2)


async def test_a_resume_address_that_answers_503_for_ever_is_left(desk: Desk) -> None:
    desk.discord.faults.add("503", "GET /resume", times=None)
    await desk.discord.drop_connection("reset")
    await identified(desk, 2)


async def test_a_wrong_token_is_one_clear_sentence_at_start() -> None:
    async with DiscordDouble() as discord:
        platform = DiscordPlatform("wrong", button_signer("s"), api=discord.api_base, timing=QUICK)
        with pytest.raises(BadInput, match="does not accept the bot's token"):
            await platform.start()
        await platform.stop()
        assert discord.count("GET /users/@me") == 1


async def test_a_token_revoked_at_work_ends_it_without_a_log_in_loop(desk: Desk) -> None:
    before = desk.discord.count("GET /users/@me")
    await desk.discord.revoke_token()
    with pytest.raises(BadInput, match="Reset Token"):
        async with asyncio.timeout(5):
            await desk.platform.ended()
    assert desk.discord.count("GET /users/@me") == before + 1


@pytest.mark.parametrize(
    ("code", "words"),
    [(4010, "shard"), (4011, "too many servers"), (4012, "newer Dateline"), (4013, "intents"), (4014, "guilds intent")],
)
async def test_a_close_code_that_no_attempt_would_change_ends_it_with_a_sentence(
    desk: Desk, code: int, words: str
) -> None:
    await desk.discord.drop_connection("close", code=code)
    with pytest.raises(BadInput, match=words):
        async with asyncio.timeout(5):
            await desk.platform.ended()
    assert len(desk.discord.gateway.identified) == 1


async def test_a_gateway_that_disagrees_about_the_token_is_doubted_at_first(desk: Desk) -> None:
    await desk.discord.drop_connection("close", code=4004)
    await identified(desk, 2)


async def test_a_stop_ends_the_waiting_for_an_end(desk: Desk) -> None:
    ending = asyncio.create_task(desk.platform.ended())
    await asyncio.sleep(0)
    await desk.platform.stop()
    await ending
    assert not desk.platform.connected


async def test_a_429_without_via_at_log_in_is_waited_for() -> None:
    async with DiscordDouble() as discord:
        # The first log-in is the sender's, the second the gateway's.
        discord.faults.add("429_cloudflare", "GET /users/@me", skip=1)
        platform = platform_of(discord)
        started = time.monotonic()
        await platform.start()
        await discord.until_connected()
        assert time.monotonic() - started >= 1.0, "its Retry-After"
        assert discord.count("GET /users/@me") == 3
        await platform.stop()


async def test_discord_out_of_reach_does_not_hold_up_the_start() -> None:
    async with DiscordDouble() as discord:
        discord.faults.add("503", times=None)
        platform = platform_of(discord, timing=replace(QUICK, start=0.1))
        await platform.start()
        discord.faults.clear()
        await discord.until_connected()
        await platform.stop()


async def test_a_spent_identify_budget_is_not_overdrawn() -> None:
    async with DiscordDouble() as discord:
        discord.gateway.limit.remaining = 1
        platform = platform_of(discord, timing=replace(QUICK, start=0.1), shard_ids=(0, 1), shard_count=2)
        await platform.start()
        assert discord.count("GET /gateway/bot") == 1
        assert discord.gateway.identified == []
        await platform.stop()


async def test_each_process_connects_its_range_of_shards() -> None:
    async with DiscordDouble() as discord:
        guilds = [discord.add_guild(f"guild {number}") for number in range(8)]
        platforms = [platform_of(discord, shard_ids=ids, shard_count=4) for ids in ((0, 1), (2, 3))]
        for platform in platforms:
            await platform.start()
        assert sorted(tuple(one["shard"]) for one in discord.gateway.identified) == [(0, 4), (1, 4), (2, 4), (3, 4)]
        for platform, shards in zip(platforms, ({0, 1}, {2, 3}), strict=True):
            assert platform.client is not None
            assert {guild.id for guild in platform.client.guilds} == {
                guild.id for guild in guilds if (guild.id >> 22) % 4 in shards
            }
            await platform.stop()


async def test_the_shards_are_as_many_as_discord_recommends() -> None:
    async with DiscordDouble() as discord:
        discord.gateway.shards = 3
        platform = platform_of(discord)
        await platform.start()
        assert [tuple(one["shard"]) for one in discord.gateway.identified] == [(0, 3), (1, 3), (2, 3)]
        await platform.stop()


async def test_a_shard_that_does_not_exist_is_a_clear_sentence() -> None:
    async with DiscordDouble() as discord:
        platform = platform_of(discord, shard_ids=(5,), shard_count=2)
        with pytest.raises(BadInput, match="shard"):
            await platform.start()
        await platform.stop()


def test_the_times_are_those_that_discord_and_the_outbox_set() -> None:
    timing = Timing()
    assert timing.answer < 15, "what a delivery may take"
    assert timing.identify_gap == 5
