"""Where discord.py is told what it has no setting for: other addresses than Discord's own.

discord.py reads the base of its REST addresses and the gateway's address from class attributes, at every request and at
every connection that does not resume, so that a loopback double or a proxy can only be named there. They count for the whole
process. Nothing else of the library is touched.

Its ``http_trace`` option takes a listener of the HTTP library under it, and what it raises when a connection fails are that
library's errors. They are taken from discord.py itself, here alone: this room knows one vendor, and whichever HTTP library
discord.py stands on is the one whose errors are caught.
"""

from __future__ import annotations

from typing import Any

import discord.http
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

_under: Any = discord.http.aiohttp  # type: ignore[attr-defined]

CONNECTION_ERRORS: tuple[type[Exception], type[OSError], type[TimeoutError]] = (
    _under.ClientError,
    OSError,
    TimeoutError,
)
"""What a request raises when there is no answer to it."""


def listener(*, on_sent: Any, on_answer: Any) -> Any:
    """Make what ``http_trace`` takes: both are coroutine functions of (session, context, params).

    ``on_sent`` is called when a request's headers have left, ``on_answer`` with the answer's head as ``params.response``.
    """
    trace = _under.TraceConfig()
    trace.on_request_headers_sent.append(on_sent)
    trace.on_request_end.append(on_answer)
    return trace


def use_api(base: str) -> None:
    """Send REST requests to ``base``, such as ``https://discord.com/api/v10``, without a slash at its end."""
    Route.BASE = base.rstrip("/")


def use_gateway(address: str) -> None:
    """Open gateway connections that do not resume at ``address`` (ws or wss)."""
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
