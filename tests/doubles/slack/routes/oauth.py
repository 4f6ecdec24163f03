"""Installing by OAuth: the page where a person consents, and oauth.v2.access, which gives tokens and rotates them."""

from __future__ import annotations

import base64
import binascii
import html
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Json, Refusal
from tests.doubles.slack.routes.route import Method, Page
from tests.doubles.slack.store import Token, User, Workspace

PAGE = (
    "<!DOCTYPE html><html><head><title>Slack</title></head><body><h1>Dateline is requesting permission</h1>"
    '<form method="post">{fields}<button name="decision" value="allow">Allow</button>'
    '<button name="decision" value="cancel">Cancel</button></form></body></html>'
)
WRONG = "<!DOCTYPE html><html><head><title>Slack</title></head><body><p>Something went wrong: {error}</p></body></html>"


async def authorize(backend: Backend, request: web.Request) -> web.StreamResponse:
    """What the person is asked. A link that is not right is answered with a page that says so, not with a redirect."""
    asked = dict(request.query)
    if error := fault_of(backend, asked):
        return web.Response(status=400, text=WRONG.format(error=error), content_type="text/html")
    names = ("client_id", "scope", "user_scope", "redirect_uri", "state", "team")
    fields = "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(asked[name])}">' for name in names if name in asked
    )
    return web.Response(text=PAGE.format(fields=fields), content_type="text/html")


def fault_of(backend: Backend, asked: Mapping[str, str]) -> str:
    """What is wrong with a link to the page; "" for nothing."""
    if asked.get("client_id") != backend.client_id:
        return "invalid_client_id"
    if not asked.get("scope") and not asked.get("user_scope"):
        return "no_scopes"
    entered = backend.deliveries.grants.redirect_urls
    wanted = asked.get("redirect_uri", "")
    if wanted and entered is not None and not any(wanted.startswith(one) for one in entered):
        return "bad_redirect_uri"
    return "" if wanted or entered else "bad_redirect_uri"


async def decide(backend: Backend, request: web.Request) -> web.StreamResponse:
    """The person pressed Allow or Cancel; ``person`` is who, as a session cookie would say."""
    said = {key: str(value) for key, value in (await request.post()).items()}
    if error := fault_of(backend, said):
        return web.Response(status=400, text=WRONG.format(error=error), content_type="text/html")
    grants = backend.deliveries.grants
    state = {"state": said["state"]} if "state" in said else {}
    if said.get("decision") == "allow":
        workspace, user = person(backend, said.get("person", ""))
        scopes = frozenset(filter(None, said.get("scope", "").split(",")))
        code = grants.give(workspace, user, scopes, said.get("redirect_uri", ""), backend.clock.now())
        given = {"code": code.text} | state
    else:
        given = {"error": "access_denied"} | state
    target = said.get("redirect_uri") or (grants.redirect_urls or [""])[0]
    joined = "&" if urlsplit(target).query else "?"
    return web.Response(status=302, headers={"Location": f"{target}{joined}{urlencode(given)}"})


def person(backend: Backend, user_id: str) -> tuple[Workspace, User]:
    for workspace in backend.store.workspaces.values():
        if user_id in workspace.users:
            return workspace, workspace.users[user_id]
    raise Refusal("not_authed")


def access(backend: Backend, call: Call) -> Json:
    """A code or a refresh token for a token."""
    check_client(backend, call)
    grants = backend.deliveries.grants
    kind = call.text("grant_type", "authorization_code")
    if kind == "refresh_token":
        workspace, token = grants.refresh(backend, call.required("refresh_token"))
        return granted(backend, workspace, token)
    if kind != "authorization_code":
        raise Refusal("invalid_grant_type")
    code = grants.redeem(call.required("code"), call.text("redirect_uri"), backend.clock.now())
    token = grants.install(backend, code)
    return granted(backend, code.workspace, token) | {"authed_user": {"id": code.user.id}}


def granted(backend: Backend, workspace: Workspace, token: Token) -> Json:
    data: Json = {
        "access_token": token.text,
        "token_type": "bot",
        "scope": ",".join(sorted(token.scopes)),
        "bot_user_id": workspace.bot_user.id,
        "app_id": backend.app_id,
        "team": {"id": workspace.id, "name": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if token.expires is not None:
        data |= {"refresh_token": token.refresh, "expires_in": backend.deliveries.grants.lifetime}
    return data


def check_client(backend: Backend, call: Call) -> None:
    """The app's id and secret, in a Basic header or among the arguments."""
    client_id, client_secret = basic(call.headers.get("Authorization", ""))
    if (client_id or call.text("client_id")) != backend.client_id:
        raise Refusal("invalid_client_id")
    if (client_secret or call.text("client_secret")) != backend.client_secret:
        raise Refusal("bad_client_secret")


def basic(header: str) -> tuple[str, str]:
    _, found, packed = header.partition("Basic ")
    if not found:
        return "", ""
    try:
        client_id, _, client_secret = base64.b64decode(packed, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return client_id, client_secret


METHODS: tuple[Method, ...] = (Method("oauth.v2.access", access, tier=4, needs="nothing"),)
PAGES: tuple[Page, ...] = (
    Page("oauth_authorize", "GET", "/oauth/v2/authorize", authorize),
    Page("oauth_decide", "POST", "/oauth/v2/authorize", decide),
)
