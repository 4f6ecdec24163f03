"""Whatever goes wrong between here and Discord, each message is there once, and in its thread."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.alert import Refused, RetryAfter, Sent, Unknown
from bot.domain.watch import Channel
from tests.integration.discord.desk import Desk, texts
from tests.integration.sample_alert import alert_card


async def deliver(desk: Desk, channel: Channel, title: str, under: str | None = None) -> str:
    """As the outbox does: wait as asked, and look before a second attempt after an unknown end."""
    unsure = False
    threaded = under is not None
    while True:
        found = await desk.platform.find(channel, title, under=under, threaded=threaded) if unsure else None
        if found is not None:
            return found
        card = alert_card(title)
        outcome = await desk.platform.post(channel, card, nonce=title, under=under, threaded=threaded)
        match outcome:
            case Sent():
                return outcome.message_id
            case RetryAfter():
                await asyncio.sleep(min(outcome.seconds, 0.1))
            case Unknown():
                unsure = True
            case Refused():
                pytest.fail(outcome.reason)


@pytest.mark.parametrize("seed", [1, 2])
async def test_every_message_is_there_once(desk: Desk, seed: int) -> None:
    channels = [desk.discord.add_channel(desk.guild, f"wire-{number}") for number in range(4)]
    desk.discord.faults.chaos(seed=seed, probability=0.35, seconds=0.01)

    async def fill(channel: Channel) -> None:
        for number in range(5):
            first = await deliver(desk, channel, f"story {number}")
            await deliver(desk, channel, f"update {number}", under=first)

    await asyncio.gather(*(fill(desk.named(channel)) for channel in channels))
    desk.discord.faults.clear()
    for channel in channels:
        messages = [message for message in desk.discord.messages(channel) if message.components]
        assert [texts(message).count(f"story {number}") for number, message in enumerate(messages)] == [1] * 5
        for number, message in enumerate(messages):
            thread = desk.discord.store.channels[message.id]
            (update,) = [one for one in desk.discord.messages(thread) if one.components]
            assert f"update {number}" in texts(update)
