"""People and their groups."""

from __future__ import annotations

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Json
from tests.doubles.slack.payloads import group_json, user_json
from tests.doubles.slack.routes.pages import paged
from tests.doubles.slack.routes.route import Method

READ = ("users:read",)


def one(backend: Backend, call: Call) -> Json:
    return {"user": user_json(backend, call.team, backend.store.user(call.team, call.text("user")))}


def everybody(backend: Backend, call: Call) -> Json:
    items, following = paged(call, list(call.team.users.values()))
    return {"members": [user_json(backend, call.team, user) for user in items], "cache_ts": 0} | following


def groups(backend: Backend, call: Call) -> Json:
    hidden = not call.flag("include_disabled")
    found = [group for group in call.team.groups.values() if not (hidden and group.disabled)]
    people = call.flag("include_users")
    shown = [group_json(call.team, group) | ({"users": list(group.users)} if people else {}) for group in found]
    return {"usergroups": shown}


METHODS = (
    Method("users.info", one, tier=4, scopes=READ, json=False),
    Method("users.list", everybody, tier=2, scopes=READ, json=False),
    Method("usergroups.list", groups, tier=2, scopes=("usergroups:read",), json=False),
)
