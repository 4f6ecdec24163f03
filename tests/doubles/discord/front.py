"""The double's HTTP front: who asks, what goes wrong, what is too much; then the route, and Discord's way to answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.doubles.cutting import cut
from tests.doubles.discord.backend import Backend
from tests.doubles.discord.buckets import Rule, headers_of
from tests.doubles.discord.calls import Call, Reply, read_body
from tests.doubles.discord.connection import Connection
from tests.doubles.discord.description import ApiDescription
from tests.doubles.discord.errors import Json, Refusal, unauthorized
from tests.doubles.discord.faults import Fault
from tests.doubles.discord.routes import ROUTES, Route

API = "/api/v10"
VIA = {"Via": "1.1 google"}
CLOUDFLARE = "<!DOCTYPE html><html><head><title>Error {0}</title></head><body>error code: {0}</body></html>"


def json_answer(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """Content-Type exactly as Discord's: no charset."""
    said = VIA | dict(headers or {})
    if status == 204:
        return web.Response(status=204, headers=said)
    return web.Response(body=json.dumps(body).encode(), status=status, headers=said, content_type="application/json")


class Front:
    """Serves one backend. ``unknown`` are requests that no route took; ``violations`` bodies against the description;
    ``mistakes`` errors of the double's own.
    """

    def __init__(self, backend: Backend, description: ApiDescription | None) -> None:
        self.backend = backend
        self.description = description
        self.unknown: list[str] = []
        self.violations: list[str] = []
        self.mistakes: list[Exception] = []

    def application(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        for route in ROUTES:
            app.router.add_route(route.method, API + route.template, self._handler(route))
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_get("/resume/", self._gateway)
        app.router.add_get("/attachments/{id}/{filename}", self._attachment)
        return app

    def add_fallback(self, app: web.Application) -> None:
        """Last, after the control routes: whatever is left is a request that Discord knows and the double does not."""
        app.router.add_route("*", "/{tail:.*}", self._not_found)

    def _handler(self, route: Route) -> Any:
        async def handle(request: web.Request) -> web.StreamResponse:
            call = Call(
                method=route.method,
                template=route.template,
                path=dict(request.match_info),
                query=dict(request.query),
                headers=dict(request.headers),
                at=self.backend.clock.now(),
            )
            self.backend.calls.append(call)
            fault = self.backend.faults.next(request.method, request.path.removeprefix(API))
            if fault is not None and (answer := await self._before(request, call, fault)) is not None:
                return answer
            answer = await self._answer(request, route, call)
            call.status = answer.status
            return await self._after(request, fault, answer)

        return handle

    async def _before(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse | None:
        """The answer of a fault that lets nothing happen; None for the others."""
        if fault.kind == "reset":
            return cut(request)
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.kind in {"cut", "late"}:
            return None
        answer = self._faulty(fault, call.route)
        call.status = answer.status
        return answer

    def _faulty(self, fault: Fault, route: str) -> web.Response:
        if fault.kind == "429_cloudflare":
            return web.Response(
                text=CLOUDFLARE.format(1015), status=429, content_type="text/html", headers={"Retry-After": "1"}
            )
        if fault.kind == "429_text":
            return web.Response(text="error code: 1015", status=429, content_type="text/plain", headers=VIA)
        if fault.kind.startswith("429"):
            scope = fault.kind.removeprefix("429").removeprefix("_") or "user"
            headers = {} if scope == "global" else headers_of(route, Rule(5, 5), 0, fault.retry_after)
            verdict = self.backend.buckets.refuse(fault.retry_after, scope=scope, headers=headers)
            return json_answer(verdict.refusal, 429, verdict.headers)
        status = int(fault.kind)
        if status == 500:
            return json_answer({"message": "500: Internal Server Error", "code": 0}, status)
        return web.Response(text=CLOUDFLARE.format(status), status=status, content_type="text/html")

    async def _after(self, request: web.Request, fault: Fault | None, answer: web.Response) -> web.StreamResponse:
        if fault is not None and fault.kind == "cut":
            return cut(request)
        if fault is not None and fault.kind == "late":
            await asyncio.sleep(fault.seconds)
        return answer

    async def _answer(self, request: web.Request, route: Route, call: Call) -> web.Response:
        headers: Mapping[str, str] = {}
        try:
            self._authenticate(route, call)
            verdict = self.backend.buckets.take(call)
            headers = verdict.headers
            if verdict.refusal is not None:
                return json_answer(verdict.refusal, 429, headers)
            call.body, call.files = await read_body(request)
            self._check_description(call)
            reply: Reply = route.handler(self.backend, call)
        except Refusal as refusal:
            return json_answer(refusal.body(), refusal.status, headers)
        except Exception as error:  # noqa: BLE001  a mistake of the double must fail the test, not pass for Discord's
            self.mistakes.append(error)
            return json_answer({"message": "500: Internal Server Error", "code": 0}, 500, headers)
        return json_answer(reply.body, reply.status, headers)

    def _authenticate(self, route: Route, call: Call) -> None:
        if route.open:
            return
        if call.headers.get("Authorization") != f"Bot {self.backend.token}":
            raise unauthorized()

    def _check_description(self, call: Call) -> None:
        if self.description is not None and call.body is not None:
            self.violations += [f"{call.route}: {one}" for one in self.description.violations(call.route, call.body)]

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        fault = self.backend.faults.next("GET", request.path)
        if fault is not None and fault.kind in {"delay", "late"}:
            await asyncio.sleep(fault.seconds)
        elif fault is not None:
            return cut(request) if fault.kind in {"reset", "cut"} else self._faulty(fault, "GET /gateway")
        resume_url = self.backend.address.replace("http", "ws", 1) + "/resume/"
        return await Connection(self.backend.gateway, request, resume_url).serve()

    async def _attachment(self, request: web.Request) -> web.Response:
        number, filename = int(request.match_info["id"]), request.match_info["filename"]
        message, upload = self.backend.store.messages.get(number), self.backend.uploads.get(number)
        content = message.files.get(filename) if message is not None else upload.content if upload is not None else None
        return web.Response(status=404) if content is None else web.Response(body=content)

    async def _not_found(self, request: web.Request) -> web.Response:
        self.unknown.append(f"{request.method} {request.path}")
        body: Json = {"message": "404: Not Found", "code": 0}
        return json_answer(body, 404)
