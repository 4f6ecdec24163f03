"""Who the app is: auth.test, its end by auth.revoke and apps.uninstall, team.info and bots.info."""

from __future__ import annotations

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Json, Refusal
from tests.doubles.slack.leaving import revoke, uninstall
from tests.doubles.slack.routes.route import Method


def test(backend: Backend, call: Call) -> Json:
    if call.workspace is None:
        return {"app_name": "dateline", "app_id": backend.app_id}
    workspace = call.workspace
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": workspace.bot_user.name,
        "team_id": workspace.id,
        "user_id": workspace.bot_user.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def revoke_own(backend: Backend, call: Call) -> Json:
    """``test`` only asks."""
    assert call.token is not None
    if call.flag("test"):
        return {"revoked": False}
    revoke(backend, call.team, [call.token])
    return {"revoked": True}


def uninstall_app(backend: Backend, call: Call) -> Json:
    if call.required("client_id") != backend.client_id:
        raise Refusal("client_id_token_mismatch")
    if call.required("client_secret") != backend.client_secret:
        raise Refusal("bad_client_secret")
    uninstall(backend, call.team)
    return {}


def team(backend: Backend, call: Call) -> Json:
    workspace = call.team
    if call.text("team", workspace.id) != workspace.id:
        raise Refusal("team_not_found")
    return {
        "team": {
            "id": workspace.id,
            "name": workspace.name,
            "domain": workspace.domain,
            "url": f"https://{workspace.domain}.slack.com/",
            "email_domain": "",
            "icon": {"image_default": True},
        }
    }


def bot(backend: Backend, call: Call) -> Json:
    workspace = call.team
    if call.text("bot", workspace.bot_id) != workspace.bot_id:
        raise Refusal("bot_not_found")
    user = workspace.bot_user
    known = {"id": user.bot_id, "user_id": user.id, "app_id": backend.app_id, "name": user.name}
    return {"bot": known | {"deleted": False, "updated": 0, "icons": {}}}


def api_test(backend: Backend, call: Call) -> Json:
    return {"args": call.args}


METHODS = (
    Method("api.test", api_test, tier=4, needs="nothing"),
    Method("auth.test", test, tier=None, needs="any"),
    Method("auth.revoke", revoke_own, json=False),
    Method("apps.uninstall", uninstall_app, tier=1, json=False),
    Method("team.info", team, scopes=("team:read",), json=False),
    Method("bots.info", bot, scopes=("users:read",), json=False),
)
