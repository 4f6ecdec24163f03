from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.integration.slack.desk import Desk, open_desk


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with open_desk() as opened:
        yield opened
