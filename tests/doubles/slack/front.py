"""The double's HTTP front: who asks, what goes wrong, what is too much; then the method, and Slack's way to answer."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import Any

from aiohttp import web

from tests.doubles.cutting import cut
from tests.doubles.slack.access import authenticate
from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call, read
from tests.doubles.slack.errors import Json, Refusal
from tests.doubles.slack.faults import Fault
from tests.doubles.slack.routes import METHODS, PAGES
from tests.doubles.slack.routes.route import Method, Page

API = "/api/"
HTML = "<!DOCTYPE html><html><head><title>Slack</title></head><body>Something went wrong</body></html>"


class Front:
    """Serves one backend."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self._methods = {method.name: method for method in METHODS}

    def application(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", API + "{method}", self._api)
        for page in PAGES:
            app.router.add_route(page.http, page.path, self._page(page))
        return app

    def add_fallback(self, app: web.Application) -> None:
        """Last, after the control routes: whatever is left is a request that the double does not know."""
        app.router.add_route("*", "/{tail:.*}", self._not_found)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        call = self._record(request, request.match_info["method"])
        fault = self.backend.faults.next(call.method)
        if fault is not None and (answer := await self._before(request, call, fault)) is not None:
            return answer
        answer = await self._answer(request, call)
        self.backend.deliveries.change()
        return await after(request, fault, answer)

    def _page(self, page: Page) -> Any:
        async def handle(request: web.Request) -> web.StreamResponse:
            call = self._record(request, page.name)
            fault = self.backend.faults.next(page.name)
            if fault is not None and (answer := await self._before(request, call, fault)) is not None:
                return answer
            response = await self._page_answer(request, page, call)
            self.backend.deliveries.change()
            return await after(request, fault, response)

        return handle

    async def _page_answer(self, request: web.Request, page: Page, call: Call) -> web.StreamResponse:
        try:
            response = await page.handler(self.backend, request)
        except Refusal as refusal:
            return self._refuse(call, refusal)
        except Exception as error:  # noqa: BLE001  a mistake of the double must fail the test, not pass for Slack's
            return self._mistaken(call, error)
        call.status = response.status
        return response

    def _record(self, request: web.Request, name: str) -> Call:
        call = Call(name, request.method, dict(request.headers), self.backend.clock.now())
        self.backend.calls.append(call)
        return call

    async def _before(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse | None:
        """The answer of a fault that lets nothing happen; None for the others."""
        if fault.kind == "reset":
            return cut(request)
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.kind in {"cut", "late"}:
            return None
        response = faulty(fault)
        call.status, call.error = response.status, fault.error if response.status == 200 else ""
        return response

    async def _answer(self, request: web.Request, call: Call) -> web.Response:
        method = self._methods.get(call.method)
        if method is None:
            self.backend.unknown.append(f"{request.method} {request.path}")
            return self._refuse(call, Refusal("unknown_method", extra={"req_method": call.method}))
        try:
            await read(request, call)
            if call.way == "json" and not method.json:
                call.args = dict(request.query)
            authenticate(self.backend, method, call)
            body = await self._done(method, call)
        except Refusal as refusal:
            return self._refuse(call, refusal)
        except Exception as error:  # noqa: BLE001  a mistake of the double must fail the test, not pass for Slack's
            return self._mistaken(call, error)
        call.status = 200
        return json_answer({"ok": True} | body, headers=scope_headers(method, call))

    async def _done(self, method: Method, call: Call) -> Json:
        if method.tier is not None and call.workspace is not None:
            self.backend.meters.take(method.name, call.workspace.id, tier=method.tier)
        body = method.handler(self.backend, call)
        return await body if inspect.isawaitable(body) else body

    def _refuse(self, call: Call, refusal: Refusal) -> web.Response:
        call.status, call.error = refusal.status, refusal.error
        if refusal.violates:
            said = "; ".join(refusal.messages)
            self.backend.violations.append(f"{call.method}: {refusal.error}" + (f": {said}" if said else ""))
        return json_answer(refusal.body(), refusal.status, refusal.headers)

    def _mistaken(self, call: Call, error: Exception) -> web.Response:
        self.backend.mistakes.append(error)
        call.status, call.error = 500, "internal_error"
        return json_answer({"ok": False, "error": "internal_error"}, 500)

    async def _not_found(self, request: web.Request) -> web.Response:
        self.backend.unknown.append(f"{request.method} {request.path}")
        return web.Response(status=404, text=HTML, content_type="text/html")


def scope_headers(method: Method, call: Call) -> dict[str, str]:
    """What Slack tells of scopes on every success."""
    if call.token is None or not method.scopes:
        return {}
    given = ",".join(sorted(call.token.scopes))
    return {"X-OAuth-Scopes": given, "X-Accepted-OAuth-Scopes": ",".join(method.scopes)}


def json_answer(body: Json, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(
        text=json.dumps(body), status=status, headers=headers, content_type="application/json", charset="utf-8"
    )


def faulty(fault: Fault) -> web.Response:
    if fault.kind == "429":
        refusal = Refusal("ratelimited", retry_after=fault.retry_after)
        return json_answer(refusal.body(), refusal.status, refusal.headers)
    if fault.kind in {"fatal_error", "error"}:
        return json_answer({"ok": False, "error": fault.error})
    status = 200 if fault.kind == "html" else int(fault.kind)
    return web.Response(text=HTML, status=status, content_type="text/html")


async def after(request: web.Request, fault: Fault | None, answer: web.StreamResponse) -> web.StreamResponse:
    """What a fault still does to an answer that stands."""
    if fault is not None and fault.kind == "cut":
        return cut(request)
    if fault is not None and fault.kind == "late":
        await asyncio.sleep(fault.seconds)
    return answer
