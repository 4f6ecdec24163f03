"""What slack_sdk's client has no setting for: one HTTP session for all requests, and when a request has left.

Without a session of its own the client opens a new connection for every request; and whether a message may have reached
Slack depends on whether its request did. Both come from the HTTP library under slack_sdk, which is taken from slack_sdk
itself, here alone: this room knows one vendor, whatever that stands on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_sdk.web import async_base_client

_under: Any = async_base_client.aiohttp  # type: ignore[attr-defined]

CONNECTION_ERRORS: tuple[type[BaseException], ...] = (_under.ClientError, OSError, TimeoutError)
"""What a request raises when there is no answer to it."""


def open_session(on_sent: Callable[[], None]) -> Any:
    """A session for ``AsyncWebClient``. ``on_sent`` is called in a request's own context when its headers have left."""

    async def sent(_session: object, _context: object, _params: object) -> None:
        on_sent()

    trace = _under.TraceConfig()
    trace.on_request_headers_sent.append(sent)
    return _under.ClientSession(trace_configs=[trace])
