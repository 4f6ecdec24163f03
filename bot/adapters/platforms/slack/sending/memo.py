"""Things that are made once for all who want them."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Memo(Generic[T]):
    """Keeps what was made under a key for ``fresh`` seconds, if it was something; the oldest of more than ``most`` go."""

    def __init__(self, fresh: float, most: int = 2000) -> None:
        self._fresh = fresh
        self._most = most
        self._tasks: OrderedDict[str, tuple[float, asyncio.Task[T | None]]] = OrderedDict()
        self._running: set[asyncio.Task[T | None]] = set()

    async def get(self, key: str, make: Callable[[], Coroutine[Any, Any, T | None]]) -> T | None:
        """What ``make`` gives, None after ``close``. It goes on where who asked for it does not wait any longer."""
        now = asyncio.get_running_loop().time()
        since, task = self._tasks.get(key, (now, None))
        if task is None or now - since > self._fresh or _came_to_nothing(task):
            task = self._begin(make)
            self._tasks[key] = (now, task)
            self._tasks.move_to_end(key)
            if len(self._tasks) > self._most:
                self._tasks.popitem(last=False)
        await asyncio.wait((task,))
        return None if task.cancelled() else task.result()

    def forget(self, value: T) -> None:
        """Make it anew for who wants it next."""
        for key, (_, task) in list(self._tasks.items()):
            if task.done() and not _came_to_nothing(task) and task.result() == value:
                del self._tasks[key]

    async def close(self) -> None:
        """Make nothing more."""
        self._tasks.clear()
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _begin(self, make: Callable[[], Coroutine[Any, Any, T | None]]) -> asyncio.Task[T | None]:
        task = asyncio.create_task(make())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task


def _came_to_nothing(task: asyncio.Task[Any]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None or task.result() is None)
