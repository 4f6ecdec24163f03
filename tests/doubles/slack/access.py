"""Who asks: the token of a call, whether it holds, and whether it may."""

from __future__ import annotations

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Refusal
from tests.doubles.slack.routes.route import Method
from tests.doubles.slack.store import Token


def authenticate(backend: Backend, method: Method, call: Call) -> None:
    """Put the token and its workspace into the call, or refuse it."""
    if method.needs == "nothing":
        return
    token = call.token = held(backend, call)
    if token.workspace is not None:
        call.workspace = backend.store.workspaces[token.workspace]
    if method.needs != "any" and (token.kind == "app") != (method.needs == "app"):
        raise Refusal("not_allowed_token_type")
    if method.scopes and not token.scopes & set(method.scopes):
        raise Refusal("missing_scope", extra={"needed": method.scopes[0], "provided": ",".join(sorted(token.scopes))})


def held(backend: Backend, call: Call) -> Token:
    """The token that a call carries: in its header, or among its arguments (never in those of JSON)."""
    _, bearer, text = call.headers.get("Authorization", "").partition("Bearer ")
    if not bearer and call.way != "json":
        text = call.text("token")
    if not text:
        raise Refusal("not_authed")
    token = backend.store.tokens.get(text.strip())
    if token is None:
        raise Refusal("invalid_auth")
    if token.workspace is not None and not backend.store.workspaces[token.workspace].installed:
        raise Refusal("account_inactive")
    if token.revoked:
        raise Refusal("token_revoked")
    if token.expires is not None and backend.clock.now() >= token.expires:
        raise Refusal("token_expired")
    return token
