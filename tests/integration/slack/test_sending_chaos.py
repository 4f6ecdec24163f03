"""Whatever goes wrong between here and Slack, each message is there once, and in its thread."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.watch import Channel
from tests.integration.outbox import deliver
from tests.integration.sample_alert import alert_card
from tests.integration.slack.desk import Desk, texts


@pytest.mark.parametrize("seed", [1, 2])
async def test_every_message_is_there_once(desk: Desk, seed: int) -> None:
    channels = [desk.slack.add_channel(desk.newsroom, f"wire-{number}") for number in range(4)]
    desk.slack.faults.chaos(seed=seed, probability=0.35, seconds=0.01)

    async def fill(channel: Channel) -> None:
        for number in range(5):
            story, update = alert_card(f"story {number}"), alert_card(f"update {number}")
            first = await deliver(desk.platform, channel, story, patience=0.01)
            await deliver(desk.platform, channel, update, under=first, patience=0.01)

    await asyncio.gather(*(fill(desk.named(channel)) for channel in channels))
    desk.slack.faults.clear()
    for channel in channels:
        roots = desk.slack.timeline(channel)
        assert [texts(message).count(f"story {number}") for number, message in enumerate(roots)] == [1] * 5
        for number, message in enumerate(roots):
            (update,) = desk.slack.messages(channel, message)
            assert f"update {number}" in texts(update)
