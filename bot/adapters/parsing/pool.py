"""The parser ports: a pool of worker processes, and the same in this process for replays and tests."""

from __future__ import annotations

import asyncio
import multiprocessing
import multiprocessing.context
import signal
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from enum import Enum, auto
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


class _End(Enum):
    """Why a pool of processes is no more."""

    CLOSED = auto()
    BROKEN = auto()


@dataclass(frozen=True, slots=True, eq=False)
class _Opened:
    """Running workers, and the future that tells everyone who waits for them that they have ended."""

    pool: ProcessPool
    end: asyncio.Future[_End]


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
        self._opened: _Opened | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Have workers start now, without waiting for them."""
        self._open().pool.schedule(_ready, timeout=self._time_limit_s)

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
        """The function's result from a worker. Raises ``BrokenProcessPool`` where the pool as a whole came to an end."""
        opened = self._open()
        try:
            scheduled = opened.pool.schedule(function, args=args, timeout=self._time_limit_s)
        except RuntimeError as error:  # pebble's word for a pool that is broken or stopped
            await self._let_go(opened, _End.BROKEN)
            raise BrokenProcessPool from error
        result = asyncio.wrap_future(scheduled)
        try:
            await asyncio.wait({result, opened.end}, return_when=asyncio.FIRST_COMPLETED)
            if result.done():
                return result.result()
        except BrokenProcessPool:
            await self._let_go(opened, _End.BROKEN)
            raise
        finally:
            result.cancel()
        if opened.end.result() is _End.CLOSED:
            raise asyncio.CancelledError
        raise BrokenProcessPool

    def _open(self) -> _Opened:
        if self._opened is None:
            pool = ProcessPool(
                max_workers=self._workers,
                initializer=prepare,
                initargs=(self._memory_limit_bytes,),
                context=_QuietSpawn(),
            )
            self._opened = _Opened(pool, asyncio.get_running_loop().create_future())
        return self._opened

    async def close(self) -> None:
        """End the workers now, whatever they are at; who waits for one is cancelled. May be called twice."""
        if self._opened is not None:
            await self._let_go(self._opened, _End.CLOSED)

    async def _let_go(self, opened: _Opened, end: _End) -> None:
        if self._opened is opened:
            self._opened = None
        if not opened.end.done():
            opened.end.set_result(end)
            await asyncio.to_thread(_stop, opened.pool)


def _ready() -> None:
    """What a worker does to show that it is there."""


def _stop(pool: ProcessPool) -> None:
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
