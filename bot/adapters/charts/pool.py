"""The ``Draw`` port: a process of its own draws, one chart at a time, and rests when nobody asks."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections import OrderedDict
from pathlib import Path

import structlog

from bot.adapters.charts.wire import LENGTH_BYTES, ask_line
from bot.domain.chart import Chart

log = structlog.get_logger(__name__)

LARGEST = 100_000
"""Bytes of a picture."""

KEPT = 64
"""Pictures that are remembered: a chart is asked for again by every page that shows it."""

_ROOT = Path(__file__).parents[3]
_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "MPLCONFIGDIR", "XDG_CACHE_HOME")
"""What the drawing process is told of its surroundings: no token is among it."""


class ChartPool:
    """Implements ``ports.Draw``. ``close`` it in the end.

    A picture that is not there within ``patience_s`` seconds is done without, and the process that was drawing it is ended.
    A process may take ``start_s`` to be ready, because the drawing library lists the system's fonts at its first start. It
    is let go after ``rest_s`` without work. A picture of more than ``largest`` bytes is done without.
    """

    def __init__(
        self, *, patience_s: float = 10.0, start_s: float = 60.0, rest_s: float = 300.0, largest: int = LARGEST
    ) -> None:
        self._patience_s = patience_s
        self._start_s = start_s
        self._rest_s = rest_s
        self._largest = largest
        self._starting: asyncio.Task[asyncio.subprocess.Process] | None = None
        self._turn = asyncio.Lock()
        self._drawn: OrderedDict[tuple[Chart, bool], bytes] = OrderedDict()
        self._resting: asyncio.TimerHandle | None = None

    async def __call__(self, chart: Chart, *, dark: bool = False) -> bytes | None:
        """Draw a chart, as the port says."""
        key = chart, dark
        if key in self._drawn:
            self._drawn.move_to_end(key)
            return self._drawn[key]
        try:
            async with asyncio.timeout(self._patience_s), self._turn:
                picture = self._drawn.get(key) or await self._ask(ask_line(chart, dark=dark))
        except (TimeoutError, OSError, EOFError) as error:
            log.warning("chart_not_drawn", reason=str(error) or type(error).__name__)
            return None
        if not picture or len(picture) > self._largest:
            log.warning("chart_not_drawn", reason="too large" if picture else "the drawing failed", size=len(picture))
            return None
        self._drawn[key] = picture
        if len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        return picture

    async def close(self) -> None:
        """End the process. May be called twice; the next chart starts another."""
        self._rest_no_more()
        starting, self._starting = self._starting, None
        if starting is not None:
            starting.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError, EOFError, TimeoutError):
                await _end(await starting)

    async def _ask(self, line: bytes) -> bytes:
        """The answer to one question. A process that is interrupted in its answer is ended: the rest would be misread."""
        self._rest_no_more()
        if self._starting is None:
            self._starting = asyncio.create_task(self._started())
        starting = self._starting
        try:
            process = await asyncio.shield(starting)
        except (OSError, EOFError, TimeoutError):
            self._starting = None
            raise
        try:
            picture = await _asked(process, line)
        except BaseException:
            self._starting = None
            _kill(process)
            raise
        self._resting = asyncio.get_running_loop().call_later(self._rest_s, self._rest)
        return picture

    async def _started(self) -> asyncio.subprocess.Process:
        inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.adapters.charts.worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**inherited, "PYTHONPATH": str(_ROOT)},
            # Ctrl-C reaches the whole terminal; this process ends when its input does.
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(self._start_s):
                await _answer(process)
        except BaseException:
            await _end(process)
            raise
        return process

    def _rest(self) -> None:
        """Let a process go that has nothing to do: the end of its input is its own end."""
        starting, self._starting = self._starting, None
        if starting is not None and starting.done() and not starting.exception():
            process = starting.result()
            if process.stdin is not None:
                process.stdin.close()

    def _rest_no_more(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None


async def _asked(process: asyncio.subprocess.Process, line: bytes) -> bytes:
    assert process.stdin is not None
    process.stdin.write(line)
    await process.stdin.drain()
    return await _answer(process)


async def _answer(process: asyncio.subprocess.Process) -> bytes:
    assert process.stdout is not None
    length = int.from_bytes(await process.stdout.readexactly(LENGTH_BYTES), "big")
    return await process.stdout.readexactly(length)


async def _end(process: asyncio.subprocess.Process) -> None:
    _kill(process)
    await process.wait()


def _kill(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
