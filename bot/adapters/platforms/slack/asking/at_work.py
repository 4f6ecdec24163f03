"""What is being answered, so that a stop can wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class AtWork:
    """The tasks that answer somebody now. slack_bolt starts them, and keeps none."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count the task that this is called in, while it is in the block."""
        task = asyncio.current_task()
        assert task is not None, "listeners are coroutines"
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def finish(self, within: float) -> None:
        """Let them come to their end, and after ``within`` seconds end them."""
        if self._tasks:
            _, late = await asyncio.wait(set(self._tasks), timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
