"""The parser ports: a pool of worker processes, and the same in this process for replays and tests."""

from __future__ import annotations

import asyncio
import multiprocessing
import multiprocessing.context
import signal
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

from bot.adapters.parsing.worker import Parse, Refusal, prepare, run
from bot.domain.errors import BadFeed
from bot.domain.news import FeedDocument
from bot.feeds import parse


class _QuietProcess(multiprocessing.context.SpawnProcess):
    """A worker born with SIGINT blocked: Ctrl-C reaches the whole terminal, and its death is the parent's business."""

    def start(self) -> None:
        if not hasattr(signal, "pthread_sigmask"):
            super().start()
            return
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _QuietSpawn(multiprocessing.context.SpawnContext):
    """The spawn context with quiet workers: a fresh interpreter inherits no connection, lock or thread of ours."""

    Process = _QuietProcess


class ParserPool:
    """Parses in worker processes, so that no feed can hang, crash or starve this one.

    ``time_limit_s`` bounds the parsing of one body (its wait for a free worker does not count), ``memory_limit_bytes`` a
    worker's address space where the platform has such a limit. Workers start with the first body, or with ``start``.
    """

    def __init__(
        self,
        parser: Parse = parse,
        workers: int = 1,
        time_limit_s: float = 20.0,
        memory_limit_bytes: int = 1_500_000_000,
    ) -> None:
        self._parser = parser
        self._workers = workers
        self._time_limit_s = time_limit_s
        self._memory_limit_bytes = memory_limit_bytes
        self._pool: ProcessPool | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Have workers start now, without waiting for them."""
        self._opened().schedule(_ready, timeout=self._time_limit_s)

    async def parse(self, body: bytes, url: str, content_type: str | None) -> FeedDocument:
        """The document, or ``BadFeed``: no feed, too slow, too large, or what ended its worker."""
        task = (self._parser, bytes(body), url, content_type)
        try:
            try:
                result = await self._run(run, *task)
            except BrokenProcessPool:
                result = await self._run(run, *task)
        except BrokenProcessPool as error:
            raise BadFeed("The feed could not be read: the processes that read feeds keep ending.") from error
        except TimeoutError as error:
            raise BadFeed(f"The feed took longer than {self._time_limit_s:g} seconds to read.") from error
        except ProcessExpired as error:
            raise BadFeed("The feed ended the process that was reading it.") from error
        if isinstance(result, Refusal):
            raise BadFeed(result.sentence)
        assert isinstance(result, FeedDocument)
        return result

    async def _run(self, function: Callable[..., Any], *args: Any) -> Any:
        """The function's result from a worker. A pool that broke as a whole is thrown away and tells so once."""
        pool = self._opened()
        try:
            return await asyncio.wrap_future(pool.schedule(function, args=args, timeout=self._time_limit_s))
        except BrokenProcessPool:
            if self._pool is pool:
                await self.close()
            raise

    def _opened(self) -> ProcessPool:
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=self._workers,
                initializer=prepare,
                initargs=(self._memory_limit_bytes,),
                context=_QuietSpawn(),
            )
        return self._pool

    async def close(self) -> None:
        """End the workers now, whatever they are at. May be called twice."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(_end, pool)


def _ready() -> None:
    """What a worker does to show that it is there."""


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


class InProcessParser:
    """Parses right here, for replays and tests of trusted bytes: same answers, no limits."""

    def __init__(self, parser: Parse = parse) -> None:
        self._parser = parser

    async def start(self) -> None:
        """Nothing to start."""

    async def parse(self, body: bytes, url: str, content_type: str | None) -> FeedDocument:
        """The document, or ``BadFeed``."""
        return self._parser(body, url=url, content_type=content_type)

    async def close(self) -> None:
        """Nothing to close."""
