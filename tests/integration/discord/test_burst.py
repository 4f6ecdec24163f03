"""A burst drains at Discord's own pace: the limits are kept ahead of time, not learnt from refusals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.storage import open_storage
from bot.adapters.telemetry import PrometheusMetrics
from bot.domain.watch import Channel
from bot.pipeline.deliver import Deliverer
from tests.doubles.discord import DiscordDouble, Rates
from tests.integration.discord.desk import QUICK, open_desk
from tests.integration.outbox import owe

CHANNELS, EACH = 200, 5

PATIENT = replace(QUICK, answer=15.0)
"""A busy machine is not Discord's silence."""


@pytest.mark.soak
async def test_a_thousand_alerts_over_two_hundred_channels_meet_no_refusal() -> None:
    clock, storage = SystemClock(), open_storage("sqlite:///:memory:")
    await storage.upgrade()
    async with open_desk(timing=PATIENT, double=DiscordDouble(rates=Rates.real())) as desk:
        places = [desk.discord.add_channel(desk.guild, f"wire-{number}") for number in range(CHANNELS)]
        await owe(storage, [Channel(str(desk.guild.id), "discord", str(place.id)) for place in places], EACH)
        deliverer = Deliverer(
            storage=storage, platforms={"discord": desk.platform}, clock=clock, metrics=PrometheusMetrics()
        )
        await deliverer.deliver("discord")
        assert [call.route for call in desk.discord.calls if call.status == 429] == []
        for place in places:
            told = [message.text.splitlines()[0] for message in desk.discord.messages(place)]
            assert told == [f"### alert {number}" for number in range(EACH)]
    await storage.close()
