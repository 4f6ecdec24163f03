from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.unit.handlers.desk import Desk
from tests.unit.pipeline.newsroom import open_newsroom


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with open_newsroom() as newsroom:
        yield Desk(newsroom)
