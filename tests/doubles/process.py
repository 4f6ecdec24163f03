"""A double as a process of its own: how long it stays."""

from __future__ import annotations

import asyncio
import os
import signal
import sys


async def until_told(*, attached: bool) -> None:
    """Until a signal, or the end of standard input."""
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, over.set)
    if attached:
        loop.add_reader(sys.stdin.fileno(), read_on, over)
    await over.wait()


def read_on(over: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 1024):
        over.set()
