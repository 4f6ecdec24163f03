"""What Discord and the network say is an outcome, soon and never an exception."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.adapters.platforms.discord import DiscordPlatform, Style, button_signer
from bot.adapters.platforms.discord.render import Form
from bot.domain.alert import Refused, RetryAfter, Sent, Unknown
from tests.doubles.discord import DiscordDouble, Rates
from tests.doubles.discord.faults import FaultKind
from tests.integration.discord.desk import QUICK, Desk, open_desk, platform_of
from tests.integration.sample_alert import alert_card

POST = "POST /channels/{channel_id}/messages"


async def attempt(desk: Desk) -> object:
    return await desk.platform.post(desk.channel, alert_card(), nonce="1")


@pytest.mark.parametrize(
    ("kind", "scope"),
    [
        ("429", "channel"),
        ("429_shared", "channel"),
        ("429_global", "platform"),
        ("429_cloudflare", "platform"),
        ("429_text", "platform"),
    ],
)
async def test_a_429_is_heard_at_once_with_whom_it_concerns(desk: Desk, kind: FaultKind, scope: str) -> None:
    desk.discord.faults.add(kind, POST, retry_after=7.5)
    started = time.monotonic()
    outcome = await attempt(desk)
    assert isinstance(outcome, RetryAfter)
    assert outcome.scope == scope
    assert outcome.seconds == {"429_cloudflare": 1.0, "429_text": 60.0}.get(kind, 7.5)
    assert time.monotonic() - started < 0.4
    assert isinstance(await attempt(desk), Sent), "discord.py holds no wait back"
    assert desk.discord.count(POST) == 2, "the refused request was not repeated by the library"


@pytest.mark.parametrize("kind", ["500", "502", "503", "504"])
async def test_a_server_error_is_unknown_at_once(desk: Desk, kind: FaultKind) -> None:
    desk.discord.faults.add(kind, POST, times=None)
    started = time.monotonic()
    assert await attempt(desk) == Unknown(f"Discord answered {kind}")
    assert time.monotonic() - started < 0.4, "discord.py alone would try five times, for 25 s"


@pytest.mark.parametrize("kind", ["cut", "reset"])
async def test_a_cut_connection_is_unknown_and_the_same_nonce_does_not_double(desk: Desk, kind: FaultKind) -> None:
    desk.discord.faults.add(kind, POST)
    assert isinstance(await attempt(desk), Unknown)
    found = await desk.platform.find(desk.channel, "1")
    assert (found is not None) == (kind == "cut")
    again = await attempt(desk)
    assert isinstance(again, Sent)
    assert found in {None, again.message_id}
    assert len(desk.discord.messages(desk.wire)) == 1


async def test_an_answer_that_comes_too_late_is_unknown(desk: Desk) -> None:
    desk.discord.faults.add("late", POST, seconds=5)
    assert await attempt(desk) == Unknown("no answer from Discord within 0.5 s")
    assert isinstance(await attempt(desk), Sent)
    assert len(desk.discord.messages(desk.wire)) == 1


async def test_what_never_reached_discord_is_not_unknown() -> None:
    async with DiscordDouble() as discord:
        platform = platform_of(discord)
        guild = discord.add_guild()
        wire = discord.add_channel(guild)
    started = time.monotonic()
    outcome = await attempt(Desk(discord, guild, wire, platform))
    assert isinstance(outcome, RetryAfter)
    assert outcome.scope == "platform"
    assert time.monotonic() - started < 1
    await platform.stop()


async def test_the_last_request_of_a_bucket_does_not_wait_for_the_next(desk: Desk) -> None:
    async with open_desk(double=DiscordDouble(rates=Rates.real())) as strict:
        started = time.monotonic()
        outcomes = [await strict.platform.post(strict.channel, alert_card(), nonce=str(number)) for number in range(6)]
        assert all(isinstance(outcome, Sent) for outcome in outcomes[:5])
        assert isinstance(outcomes[5], RetryAfter)
        assert outcomes[5].scope == "channel"
        assert time.monotonic() - started < 1.5


async def test_a_cancelled_global_wait_stops_nothing(desk: Desk) -> None:
    desk.discord.faults.add("429_global", POST, retry_after=60)
    task = asyncio.create_task(attempt(desk))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    desk.discord.faults.clear()
    assert isinstance(await attempt(desk), Sent)


@pytest.mark.parametrize(
    ("form", "taken", "named"),
    [
        ("embed", ("embed_links",), "I need Embed Links in #wire."),
        ("components", ("send_messages",), "I need Send Messages in #wire."),
        ("components", ("view_channel",), "I need View Channel and Send Messages in #wire."),
        ("embed", ("send_messages", "embed_links"), "I need Send Messages and Embed Links in #wire."),
    ],
)
async def test_a_missing_permission_is_named_exactly(form: Form, taken: tuple[str, ...], named: str) -> None:
    async with open_desk(style=Style(form=form)) as desk:
        desk.discord.take_permission(desk.wire, *taken)
        await desk.heard.until("lost")
        assert await attempt(desk) == Refused(named, channel_lost=True)
        assert desk.heard.told[-1] == ("lost", str(desk.wire.id), named)


async def test_a_layout_needs_no_leave_for_embeds(desk: Desk) -> None:
    desk.discord.take_permission(desk.wire, "embed_links")
    await desk.posted()


async def test_without_the_gateway_what_it_takes_is_named(desk: Desk) -> None:
    desk.discord.take_permission(desk.wire, "send_messages")
    other = platform_of(desk.discord)
    outcome = await other.post(desk.channel, alert_card(), nonce="1")
    sentence = "I may not write in #wire: I need View Channel, Send Messages and Embed Links there."
    assert outcome == Refused(sentence, channel_lost=True)
    await other.stop()


async def test_a_channel_that_is_gone_is_lost_and_named(desk: Desk) -> None:
    other = platform_of(desk.discord)
    assert isinstance(await other.post(desk.channel, alert_card(), nonce="0"), Sent)
    desk.discord.delete_channel(desk.wire)
    outcome = await other.post(desk.channel, alert_card(), nonce="1")
    assert outcome == Refused("#wire is gone, or I was removed from it.", channel_lost=True)
    await other.stop()


async def test_a_revoked_token_is_said_once_and_not_tried_again(desk: Desk) -> None:
    await desk.discord.revoke_token()
    first = await attempt(desk)
    assert isinstance(first, RetryAfter)
    assert first.scope == "platform"
    before = desk.discord.count(POST)
    assert isinstance(await attempt(desk), RetryAfter)
    assert desk.discord.count(POST) == before


async def test_the_log_in_is_made_up_for_when_discord_is_back() -> None:
    async with DiscordDouble() as discord:
        guild = discord.add_guild()
        wire = discord.add_channel(guild)
        platform = DiscordPlatform(discord.token, button_signer("s"), api=discord.api_base, timing=QUICK)
        desk = Desk(discord, guild, wire, platform)
        discord.faults.add("429_cloudflare", "GET /users/@me")
        await platform.start()
        held = await attempt(desk)
        assert isinstance(held, RetryAfter)
        assert held.scope == "platform"
        assert 0 < held.seconds <= 1, "what is left of its Retry-After"
        await asyncio.sleep(held.seconds)
        assert isinstance(await attempt(desk), Sent)
        await platform.stop()
