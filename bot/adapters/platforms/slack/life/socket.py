"""One Socket Mode connection. It is never mended: when anything is amiss with it, another takes its place.

slack_sdk's client would mend itself, but closes the old connection before it has a new one, and waits and tries on its own
terms; so that only its reading, pinging and answering are used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.adapters.platforms.slack.install.client import CONNECTION_ERRORS, QUIET, web_client

Ended = Callable[["Socket", str], None]
"""Told once that a socket is of no more use, and why: Slack's own word, ``closed`` or ``silent``."""


class _Client(SocketModeClient):
    """Tells of its end where slack_sdk would connect anew."""

    def __init__(self, ended: Callable[[str], None], **options: Any) -> None:
        super().__init__(**options)
        self._ended = ended

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  slack_sdk's signature
        self._ended("silent" if self.stale else "closed")

    async def let_go(self) -> None:
        """End what slack_sdk leaves when its ``close`` is cut short, or the connection cannot be closed any more."""
        self.closed = True
        for task in (self.message_processor, self.current_session_monitor, self.message_receiver):
            if task is not None:
                task.cancel()
        await self.aiohttp_client_session.close()

    async def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        if message.get("type") == "disconnect":
            self._ended(str(message.get("reason", "disconnect")))
        else:
            await super().run_message_listeners(message, raw_message)


class Socket:
    """A connection that hands what comes to ``app`` and sends its answers back."""

    def __init__(self, app: AsyncApp, *, app_token: str, api: str, ping: float, ended: Ended) -> None:
        self._app = app
        self._ended: Ended | None = ended
        self._hello = asyncio.Event()
        self._busy: set[asyncio.Task[None]] = set()
        self._client = _Client(
            self._end, app_token=app_token, logger=QUIET, web_client=web_client(api), ping_interval=ping
        )
        self._client.message_listeners.append(self._heard)
        self._client.socket_mode_request_listeners.append(self._asked)

    async def open(self, url: str, *, within: float) -> bool:
        """Connect to an address that was given for one connection; False where Slack did not say hello in time."""
        self._client.wss_uri = url
        try:
            async with asyncio.timeout(within):
                await self._client.connect()  # type: ignore[no-untyped-call]
                await self._hello.wait()
        except TimeoutError:
            await self.close(linger=0)
            return False
        except BaseException:
            # Cut short by a stop: nobody else knows of it yet.
            await self.close(linger=0)
            raise
        return True

    async def close(self, *, linger: float) -> None:
        """Let answers under way be sent, at most so many seconds, and close."""
        self._ended = None
        try:
            if self._busy and linger:
                await asyncio.wait(set(self._busy), timeout=linger)
            await self._client.close()  # type: ignore[no-untyped-call]
        except CONNECTION_ERRORS:
            return
        finally:
            await self._client.let_go()

    def _end(self, reason: str) -> None:
        ended, self._ended = self._ended, None
        if ended is not None:
            ended(self, reason)

    async def _heard(self, _client: AsyncBaseSocketModeClient, message: Mapping[str, Any], _raw: str | None) -> None:
        if message.get("type") == "hello":
            self._hello.set()

    async def _asked(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        task = asyncio.current_task()
        assert task is not None, "slack_sdk runs each message in a task of its own"
        self._busy.add(task)
        try:
            answer = await run_async_bolt_app(self._app, request)
            await _if_there(lambda: send_async_response(client, request, answer, 0.0))
        finally:
            self._busy.discard(task)


async def _if_there(send: Callable[[], Awaitable[None]]) -> None:
    """An answer whose connection has gone is lost: Slack asks again by another, and is told that it was seen."""
    try:
        await send()
    except CONNECTION_ERRORS:
        return
