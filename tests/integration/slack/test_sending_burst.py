"""A burst drains at Slack's own pace: the limits are kept ahead of time, not learnt from refusals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.platforms.slack import SlackPlatform, button_signer
from bot.adapters.platforms.slack.platform import RATES
from bot.adapters.storage import open_storage
from bot.adapters.telemetry import PrometheusMetrics
from bot.domain.watch import Channel
from bot.pipeline.deliver import Deliverer
from tests.doubles import slack as doubles
from tests.integration.outbox import owe
from tests.integration.slack.desk import QUICK, Installed

PATIENT = replace(QUICK, answer=15.0)
"""A busy machine is not Slack's silence."""

BY_THE_LETTER = doubles.Rates.of_slack(burst=1)
"""A message a second in a channel, even if it was quiet before."""


@pytest.mark.soak
@pytest.mark.parametrize(("teams", "channels", "each"), [(1, 20, 3), (5, 40, 5)], ids=["60", "1000"])
async def test_a_burst_to_many_channels_meets_no_refusal(teams: int, channels: int, each: int) -> None:
    clock, storage = SystemClock(), open_storage("sqlite:///:memory:")
    await storage.upgrade()
    async with doubles.SlackDouble(rates=BY_THE_LETTER) as slack:
        newsrooms = [slack.add_workspace(f"Newsroom {number}") for number in range(teams)]
        places = [slack.add_channel(team, f"wire-{number}") for number in range(channels) for team in newsrooms]
        tokens = Installed({team.id: team.bot_token for team in newsrooms})
        platform = SlackPlatform(tokens, button_signer("a secret"), api=slack.api_base, timing=PATIENT)
        await platform.start()
        await owe(storage, [Channel(place.workspace, "slack", place.id) for place in places], each)
        deliverer = Deliverer(storage=storage, platforms={"slack": platform}, clock=clock, metrics=PrometheusMetrics())
        began = clock.now()
        await deliverer.deliver("slack")
        took = (clock.now() - began).total_seconds()
        await platform.stop()
        assert [call.method for call in slack.calls if call.status == 429 or call.error == "ratelimited"] == []
        for place in places:
            assert slack.reads(place) == [f"alert {number}" for number in range(each)]
    await storage.close()
    assert RATES.workspace is not None
    fastest = channels * each * RATES.workspace.per.total_seconds() / RATES.workspace.count
    assert took < 1.2 * fastest + 5, f"{took:.1f} s for what the pace allows in {fastest:.1f} s"
