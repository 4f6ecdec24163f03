"""Several Socket Mode connections at a time, each replaced before it goes (Slack's "Using Socket Mode").

Slack sends each envelope by one of an app's connections, of which it allows ten. It closes every one after some hours, with
a warning before.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackClientError

from bot.adapters.platforms.slack.install.client import CONNECTION_ERRORS, error_of, web_client
from bot.adapters.platforms.slack.install.introduction import APP_NOT_ACCEPTED, REFUSED
from bot.adapters.platforms.slack.life.socket import Socket
from bot.adapters.platforms.slack.life.timing import LifeTiming
from bot.domain.errors import BadInput

log = structlog.get_logger(__name__)

_TOO_MANY = "too_many_websockets"
_OFF = frozenset(("link_disabled", "socket_mode_not_enabled"))


@dataclass(slots=True)
class _Seat:
    """One of the connections that are to be there: the socket that is, and what became of it."""

    socket: Socket | None = None
    since: float = 0.0
    failures: int = 0
    ended: asyncio.Event | None = None
    reason: str = ""


class Sockets:
    """Keeps ``count`` connections. ``start`` returns when the first is there, or was waited for long enough."""

    def __init__(self, app: AsyncApp, *, app_token: str, api: str, count: int, timing: LifeTiming) -> None:
        self._app = app
        self._app_token = app_token
        self._api = api
        self._count = count
        self._timing = timing
        self._web = web_client(api)
        self._keepers: list[asyncio.Task[None]] = []
        self._closing: set[asyncio.Task[None]] = set()
        self._first = asyncio.Event()
        self._fatal: asyncio.Future[None] | None = None

    async def start(self) -> None:
        """Raises ``BadInput`` where Slack does not accept the app-level token."""
        self._fatal = asyncio.get_running_loop().create_future()
        self._keepers = [asyncio.create_task(self._keep(_Seat())) for _ in range(self._count)]
        first = asyncio.ensure_future(self._first.wait())
        waits: set[asyncio.Future[Any]] = {first, self._fatal}
        done, _ = await asyncio.wait(waits, timeout=self._timing.start, return_when=asyncio.FIRST_COMPLETED)
        first.cancel()
        if self._fatal.done():
            await self.stop()
            self._fatal.result()
        if not done:
            log.warning("slack_not_connected", reason=f"no socket within {self._timing.start:.0f} s; it goes on trying")

    async def ended(self) -> None:
        """Wait until Slack will have the app no more, which raises ``BadInput``."""
        assert self._fatal is not None, "start comes first"
        await asyncio.shield(self._fatal)

    async def stop(self) -> None:
        """Close them all, answers under way first."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        await asyncio.gather(*self._closing, return_exceptions=True)
        if self._fatal is not None and not self._fatal.done():
            self._fatal.cancel()

    async def _keep(self, seat: _Seat) -> None:
        """One seat, for ever: connect, wait for the end, connect the next before that one goes."""
        try:
            while True:
                await self._sit(seat)
                assert seat.ended is not None
                await seat.ended.wait()
                await self._rise(seat)
        finally:
            if seat.socket is not None:
                await seat.socket.close(linger=self._timing.linger)

    async def _rise(self, seat: _Seat) -> None:
        """A socket has ended: what that means for the next one."""
        log.info("slack_socket_ended", reason=seat.reason)
        if asyncio.get_running_loop().time() - seat.since >= self._timing.steady:
            seat.failures = 0
        if seat.reason == _TOO_MANY or seat.reason in _OFF:
            # Slack has one too many, or will have none: this one goes first, and nothing comes at once.
            self._let_go(seat.socket)
            seat.socket = None
            await asyncio.sleep(self._timing.off if seat.reason in _OFF else self._wait(seat))
        elif seat.reason not in {"warning", "refresh_requested"}:
            await asyncio.sleep(self._wait(seat) if seat.failures else 0)
            seat.failures += 1

    async def _sit(self, seat: _Seat) -> None:
        """Connect, however often it takes; only then let the former socket go."""
        while True:
            url = await self._address()
            if url is not None:
                former, ended = seat.socket, asyncio.Event()
                socket = self._socket(seat, ended)
                if await socket.open(url, within=self._timing.connect):
                    break
                log.warning("slack_not_connected", reason="Slack's socket did not open")
            await asyncio.sleep(self._wait(seat))
            seat.failures += 1
        seat.socket, seat.ended, seat.since = socket, ended, asyncio.get_running_loop().time()
        self._let_go(former)
        self._first.set()
        log.info("slack_socket_open")

    def _socket(self, seat: _Seat, ended: asyncio.Event) -> Socket:
        def end(_socket: Socket, reason: str) -> None:
            seat.reason = reason
            ended.set()

        return Socket(self._app, app_token=self._app_token, api=self._api, ping=self._timing.ping, ended=end)

    async def _address(self) -> str | None:
        """The address of a new connection, good once; None where there is none now."""
        try:
            said = await self._web.apps_connections_open(app_token=self._app_token)
        except (SlackClientError, *CONNECTION_ERRORS, TimeoutError) as failure:
            error = error_of(failure)
            log.warning("slack_not_connected", reason=error or str(failure) or type(failure).__name__)
            if error in REFUSED and self._fatal is not None and not self._fatal.done():
                self._fatal.set_exception(BadInput(APP_NOT_ACCEPTED.format(error=error)))
            if error in _OFF:
                await asyncio.sleep(self._timing.off)
            return None
        return str(said["url"])

    def _let_go(self, socket: Socket | None) -> None:
        if socket is not None:
            closing = asyncio.create_task(socket.close(linger=self._timing.linger))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    def _wait(self, seat: _Seat) -> float:
        wait: float = min(self._timing.first_wait * 2.0**seat.failures, self._timing.longest_wait)
        return wait * random.uniform(0.67, 1.0)  # noqa: S311  so that processes do not all come back at once
