"""Ends the answers that would never end by themselves, so that a server with open event streams can stop."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class EndingStreams:
    """ASGI middleware: after ``end``, every answer that has begun sees its client as gone, and is closed cleanly.

    An answer that has not begun is left to finish: it is an ordinary request.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._ending = asyncio.Event()

    def end(self) -> None:
        """End all open streams, and those that are still to begin."""
        self._ending.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with an ear for the end."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, finished = asyncio.Event(), False

        async def send_noting(message: Message) -> None:
            nonlocal finished
            begun.set()
            finished = message["type"] == "http.response.body" and not message.get("more_body", False)
            await send(message)

        async def receive_or_end() -> Message:
            return await self._first_of(receive, begun)

        await self._app(scope, receive_or_end, send_noting)
        if begun.is_set() and not finished and self._ending.is_set():
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _first_of(self, receive: Receive, begun: asyncio.Event) -> Message:
        received = asyncio.ensure_future(receive())
        ended = asyncio.ensure_future(self._ended(begun))
        try:
            await asyncio.wait({received, ended}, return_when=asyncio.FIRST_COMPLETED)
            return received.result() if received.done() else {"type": "http.disconnect"}
        finally:
            received.cancel()
            ended.cancel()

    async def _ended(self, begun: asyncio.Event) -> None:
        await begun.wait()
        await self._ending.wait()
