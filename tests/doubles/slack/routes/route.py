"""What a Web API method and a page are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Json

Needs = Literal["bot", "app", "any", "nothing"]
Handler = Callable[[Backend, Call], Json | Awaitable[Json]]
PageHandler = Callable[[Backend, web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Method:
    """``/api/<name>``, GET and POST. The handler answers with the body (``ok`` is added) or raises ``Refusal``.

    ``tier``: 1 to 4, None where the method meters itself. ``scopes``: any one of them is enough; none are needed if
    empty. ``needs``: which token.
    """

    name: str
    handler: Handler
    tier: int | None = 3
    scopes: tuple[str, ...] = ()
    needs: Needs = "bot"
    json: bool = True
    """Whether a JSON body is read; methods that only tell something take forms and queries, and pass JSON over."""


@dataclass(frozen=True, slots=True)
class Page:
    """Any other address: uploads, sockets, response_url, OAuth. Faults and ``calls`` know it by ``name``."""

    name: str
    http: str
    path: str
    handler: PageHandler
