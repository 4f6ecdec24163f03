from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.unit.pipeline.newsroom import Newsroom, open_newsroom


@pytest.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    async with open_newsroom() as opened:
        yield opened
