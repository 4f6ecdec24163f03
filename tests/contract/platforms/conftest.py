from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.contract.platforms.stage import Opening, Stage, console_stage, web_stage
from tests.integration.discord.stage import discord_stage
from tests.integration.slack.stage import slack_stage

STAGES: dict[str, Opening] = {
    "console": console_stage,
    "discord": discord_stage,
    "slack": slack_stage,
    "web": web_stage,
}


@pytest.fixture(params=sorted(STAGES))
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with STAGES[request.param]() as opened:
        yield opened
