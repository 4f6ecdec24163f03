from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.contract.platforms.stage import STAGES, Stage


@pytest.fixture(params=sorted(STAGES))
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with STAGES[request.param]() as opened:
        yield opened
