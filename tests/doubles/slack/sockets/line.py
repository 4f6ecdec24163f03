"""One socket: hello, envelopes out, acknowledgements in, pings both ways, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING, Any, Literal

from aiohttp import WSMsgType, web

from tests.doubles.slack.errors import Json

if TYPE_CHECKING:
    from tests.doubles.slack.backend import Backend
    from tests.doubles.slack.sockets.sockets import Sockets

Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]
"""Slack's reference, "Using Socket Mode", names the first three; clients have met the last, see ``Sockets.most``."""
AT_ONCE = frozenset({"link_disabled", "too_many_websockets"})
LEAVES_AFTER = 10.0
"""Seconds between a warning and the end of the socket, by the double's clock."""
GOODBYE = 1.0
"""Seconds that Slack waits for a client to close its end."""
CUT = 1006
"""What a websocket calls the end of one that was not closed."""
LASTS = 18_060
"""Seconds that Slack says a socket will last."""


class Line:
    """A client's socket. ``serve`` returns when it is over.

    ``silent``: frames are taken and none answered, what a dead network looks like. ``leaving``: the app was told that
    this socket ends, and is sent nothing more on it.
    """

    def __init__(self, sockets: Sockets, backend: Backend, request: web.Request, number: int) -> None:
        self.number = number
        self.silent = False
        self.leaving: Reason | None = None
        self.gone = False
        self.outbox: asyncio.Queue[Json | str] = asyncio.Queue()
        self._sockets = sockets
        self._backend = backend
        self._request = request
        self._socket = web.WebSocketResponse(autoping=False, autoclose=False, timeout=GOODBYE)
        self._heard = 0.0
        self._tasks: list[asyncio.Task[None]] = []
        self._ending: asyncio.Task[None] | None = None

    @property
    def ready(self) -> bool:
        return self.leaving is None

    @property
    def host(self) -> str:
        return f"applink-{self.number}"

    async def serve(self) -> web.WebSocketResponse:
        await self._socket.prepare(self._request)
        if not self._sockets.admit(self):
            await self._socket.send_json(self._goodbye(self._sockets.refusal))
            await self._socket.close()
            return self._socket
        self._heard = asyncio.get_running_loop().time()
        self.outbox.put_nowait(self._hello())
        self._tasks = [asyncio.create_task(self._write()), asyncio.create_task(self._ping())]
        code: int | None = None
        try:
            code = await self._read()
        finally:
            for task in self._tasks:
                task.cancel()
            self.gone = True
            self._sockets.leave(self, code)
        return self._socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._sockets.lines),
            "debug_info": {"host": self.host, "build_number": 37, "approximate_connection_time": LASTS},
            "connection_info": {"app_id": self._backend.app_id},
        }

    def _goodbye(self, reason: Reason) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": self.host}}

    async def _read(self) -> int | None:
        """Take frames until the client closes (its code) or the socket is cut (None)."""
        while True:
            message = await self._socket.receive()
            if message.type is WSMsgType.CLOSE:
                with contextlib.suppress(ConnectionError):
                    await self._socket.close(code=message.data)
                return int(message.data)
            if message.type in {WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR}:
                if message.type is WSMsgType.CLOSING and self._ending is not None:
                    await self._ending
                code = self._socket.close_code
                return None if code in {None, CUT} else code
            if not self.silent:
                await self._take(message.type, message.data)

    async def _take(self, kind: WSMsgType, data: Any) -> None:
        self._heard = asyncio.get_running_loop().time()
        if kind is WSMsgType.PING:
            self._sockets.pings += 1
            with contextlib.suppress(ConnectionError):
                await self._socket.pong(data)
        elif kind is WSMsgType.TEXT:
            self._sockets.take(self._backend, self, parsed(data))

    async def _write(self) -> None:
        """Send what waits; a string goes out as it is, which is how malformed frames are made."""
        with contextlib.suppress(ConnectionError):
            while True:
                frame = await self.outbox.get()
                if not self.silent:
                    await self._socket.send_str(frame if isinstance(frame, str) else json.dumps(frame))
                self.outbox.task_done()

    async def _ping(self) -> None:
        """Slack asks whether the client is there (real seconds), and cuts a socket that does not answer."""
        with contextlib.suppress(ConnectionError):
            while True:
                await asyncio.sleep(self._sockets.ping_every)
                if asyncio.get_running_loop().time() - self._heard > self._sockets.dead_after:
                    self.cut()
                elif not self.silent:
                    await self._socket.ping(f"Ping from {self.host}".encode())

    def drop(self, reason: Reason) -> None:
        """Tell the app that this socket ends, and end it: at once, or a little later."""
        if self.leaving is None:
            self.leaving = reason
            self._sockets.change()
            self.outbox.put_nowait(self._goodbye(reason))
            self._ending = asyncio.create_task(self._end(reason))
            self._tasks.append(self._ending)

    async def _end(self, reason: Reason) -> None:
        await self.outbox.join()
        if reason not in AT_ONCE:
            await self._backend.clock.wait_until(self._backend.clock.now() + LEAVES_AFTER)
        with contextlib.suppress(ConnectionError):
            await self._socket.close()

    def cut(self) -> None:
        if self._request.transport is not None:
            self._request.transport.abort()


def parsed(data: object) -> Json:
    """A frame of the client's; {} for what is none."""
    try:
        frame = json.loads(str(data))
    except ValueError:
        return {}
    return frame if isinstance(frame, dict) else {}
