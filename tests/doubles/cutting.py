"""A connection that is cut."""

from __future__ import annotations

from aiohttp import web


def cut(request: web.Request) -> web.Response:
    """The connection ends with no answer; the response is never seen."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
