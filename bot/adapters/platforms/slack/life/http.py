"""Signed HTTP: Slack's events, commands and interactions at one address. slack_bolt checks each signature and its age."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.app.async_app import AsyncApp

EVENTS_PATH = "/slack/events"
MOST_BYTES = 1_000_000
"""What is read of a request; Slack's are smaller by far."""


def events_router(app_of: Callable[[], AsyncApp | None]) -> APIRouter:
    """The route. ``app_of`` gives the application, None before the start."""
    router = APIRouter()

    @router.post(EVENTS_PATH)
    async def events(request: Request) -> Response:
        app = app_of()
        if app is None:
            return Response(status_code=503, headers={"Retry-After": "1"})
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        return to_starlette_response(await app.async_dispatch(to_async_bolt_request(request, body)))

    return router


async def _read(request: Request) -> bytes | None:
    """The body; None for one that is too long."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)
