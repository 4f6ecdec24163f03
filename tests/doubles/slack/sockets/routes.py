"""apps.connections.open, and the address that it gives."""

from __future__ import annotations

from aiohttp import web

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Json, Refusal
from tests.doubles.slack.routes.route import Method, Page
from tests.doubles.slack.sockets.line import Line


def connections_open(backend: Backend, call: Call) -> Json:
    """The address of a new socket; it opens one, and not for long."""
    if not backend.sockets.enabled:
        raise Refusal("socket_mode_disabled")  # no page of Slack's tells its name
    ticket = backend.sockets.ticket(call.at)
    host = backend.address.replace("http", "ws", 1)
    return {"url": f"{host}/link/?ticket={ticket}&app_id={backend.app_id}"}


async def link(backend: Backend, request: web.Request) -> web.StreamResponse:
    """The socket itself. An address that was used, or is too old, is answered with 409, which clients have met."""
    if not backend.sockets.redeem(request.query.get("ticket", ""), backend.clock.now()):
        return web.Response(status=409)
    return await Line(backend.sockets, backend, request, backend.sockets.opened + 1).serve()


METHODS: tuple[Method, ...] = (Method("apps.connections.open", connections_open, tier=1, needs="app"),)
PAGES: tuple[Page, ...] = (Page("socket", "GET", "/link/", link),)
