"""The server: uvicorn inside the event loop that runs everything else."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from collections.abc import Generator

import uvicorn
from starlette.types import ASGIApp

from bot.adapters.web.streams import EndingStreams
from bot.domain.errors import BadInput

_GRACE_SECONDS = 3


class _QuietServer(uvicorn.Server):
    """Uvicorn that leaves signals to the process it lives in, and tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


class WebServer:
    """Serves one ASGI application at one address. ``port`` 0 asks the system for a free one."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        self._app = app
        self._host = host
        self._port = port
        self._streams: EndingStreams | None = None
        self._server: _QuietServer | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port it listens on; before ``start``, the one asked for."""
        return self._port

    @property
    def url(self) -> str:
        """The address to open, with a slash at its end."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}/"

    async def start(self) -> None:
        """Listen; returns when requests are answered. Raises ``BadInput`` when the address cannot be had."""
        listener = await _listen(self._host, self._port)
        self._port = int(listener.getsockname()[1])
        self._streams = EndingStreams(self._app)
        config = uvicorn.Config(
            self._streams,
            log_config=None,
            log_level="warning",
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        self._server = _QuietServer(config)
        self._serving = asyncio.create_task(self._server.serve([listener]), name="web-server")
        listening = asyncio.create_task(self._server.listening.wait())
        await asyncio.wait({listening, self._serving}, return_when=asyncio.FIRST_COMPLETED)
        listening.cancel()
        if self._serving.done():
            self._serving.result()

    async def stop(self) -> None:
        """End open streams, let running requests finish for up to three seconds, and close. Idempotent."""
        if self._server is None or self._streams is None or self._serving is None:
            return
        self._streams.end()
        self._server.should_exit = True
        serving, self._serving = self._serving, None
        await serving


async def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65_535:
        raise BadInput(f"{port} is no port: set DATELINE_WEB_PORT to a number from 0 to 65535.")
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (OSError, UnicodeError) as error:
        raise BadInput(f"The web page cannot listen on {host!r}: no such address; set DATELINE_WEB_HOST.") from error
    family, kind, protocol, _, address = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
        listener.setblocking(False)  # noqa: FBT003 - the standard library's own signature
    except OSError as error:
        listener.close()
        raise BadInput(_why_not(host, port, error)) from error
    return listener


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program; stop it, or set DATELINE_WEB_PORT to a free port."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"This user may not listen on port {port}; set DATELINE_WEB_PORT to 1024 or higher."
    return f"The web page cannot listen on {host} port {port}: {error}; set DATELINE_WEB_HOST and DATELINE_WEB_PORT."
