"""Control routes: a double set and read from another process, in JSON."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

Do = Callable[[dict[str, Any]], Any | Awaitable[Any]]


class Refused(Exception):
    """What a double does not do, as its platform would not."""


def answering(do: Do) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A handler that gives ``do`` the body, or the query, and answers in JSON; 400 with a sentence for nonsense."""

    async def handle(request: web.Request) -> web.Response:
        try:
            asked = await request.json() if request.can_read_body else dict(request.query)
            answer = do(asked)
            body = await answer if isinstance(answer, Awaitable) else answer
        except (KeyError, TypeError, ValueError, Refused) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
        return web.json_response(body, dumps=lambda value: json.dumps(value, default=str))

    return handle
