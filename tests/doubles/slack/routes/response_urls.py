"""The addresses under which an app answers what a person did: five times, for thirty minutes."""

from __future__ import annotations

import json

from aiohttp import web

from tests.doubles.slack.asking.asked import RESPONSES, RESPONSES_LAST, Asked
from tests.doubles.slack.asking.responses import respond
from tests.doubles.slack.backend import Backend
from tests.doubles.slack.errors import PAYLOAD, Refusal
from tests.doubles.slack.routes.route import Method, Page


async def answer(backend: Backend, request: web.Request) -> web.StreamResponse:
    """``ok`` in plain text for a success, JSON for a refusal; 404 once the address is worn out."""
    asked = backend.deliveries.by_response_url.get(request.path)
    if asked is None:
        return web.json_response({"ok": False, "error": "invalid_url"}, status=404)
    try:
        check_worn(backend, asked)
        asked.uses += 1
        respond(asked, await body_of(request))
    except Refusal as refusal:
        note(backend, asked, refusal)
        return web.json_response(refusal.body(), status=refusal.status)
    return web.Response(text="ok")


def check_worn(backend: Backend, asked: Asked) -> None:
    if backend.clock.now() - asked.at > RESPONSES_LAST:
        raise Refusal("expired_url", status=404)
    if asked.uses >= RESPONSES:
        raise Refusal("used_url", status=404)


async def body_of(request: web.Request) -> dict[str, object]:
    try:
        said = json.loads(await request.text())
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(said, dict):
        raise Refusal("json_not_object")
    return said


def note(backend: Backend, asked: Asked, refusal: Refusal) -> None:
    if refusal.error not in asked.refusals[-1:]:
        asked.refusals.append(refusal.error)
    if refusal.error in PAYLOAD:
        said = "; ".join(refusal.messages)
        backend.violations.append(f"response_url: {refusal.error}" + (f": {said}" if said else ""))


METHODS: tuple[Method, ...] = ()
PAGES: tuple[Page, ...] = tuple(
    Page("response_url", "POST", f"/{kind}/{{team}}/{{number}}/{{secret}}", answer)
    for kind in ("commands", "actions", "app")
)
