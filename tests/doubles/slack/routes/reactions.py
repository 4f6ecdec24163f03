"""Reactions to messages."""

from __future__ import annotations

import re

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Json, Refusal
from tests.doubles.slack.routes.places import writable
from tests.doubles.slack.routes.route import Method
from tests.doubles.slack.store import Message

NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")
MOST = 50
"""Different reactions that one message takes (reactions.add, ``too_many_emoji``: an administrator sets it)."""


def target(backend: Backend, call: Call) -> tuple[Message, str]:
    message = backend.store.message(writable(backend, call), call.required("timestamp"))
    name = call.required("name").strip(":")
    if not NAME.fullmatch(name):
        raise Refusal("invalid_name")
    return message, name


def add(backend: Backend, call: Call) -> Json:
    message, name = target(backend, call)
    if name not in message.reactions and len(message.reactions) >= MOST:
        raise Refusal("too_many_emoji")
    users = message.reactions.setdefault(name, [])
    if call.team.bot_user.id in users:
        raise Refusal("already_reacted")
    users.append(call.team.bot_user.id)
    return {}


def remove(backend: Backend, call: Call) -> Json:
    message, name = target(backend, call)
    users = message.reactions.get(name, [])
    if call.team.bot_user.id not in users:
        raise Refusal("no_reaction")
    users.remove(call.team.bot_user.id)
    if not users:
        del message.reactions[name]
    return {}


METHODS = (
    Method("reactions.add", add, scopes=("reactions:write",)),
    Method("reactions.remove", remove, tier=2, scopes=("reactions:write",)),
)
