"""The channel that a call is about, as far as the app may read or write there."""

from __future__ import annotations

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Refusal
from tests.doubles.slack.store import Channel, User, Workspace


def named(backend: Backend, call: Call) -> Channel:
    """A channel by its id, or by its name with or without ``#``; a user's id is the direct messages with them."""
    wanted = call.required("channel")
    if wanted in call.team.users:
        return direct(backend, call.team, call.team.users[wanted])
    name = wanted.removeprefix("#")
    for channel in backend.store.channels.values():
        if channel.workspace == call.team.id and channel.name == name and not channel.deleted:
            return backend.store.channel(call.team, channel.id)
    return backend.store.channel(call.team, wanted)


def direct(backend: Backend, workspace: Workspace, user: User) -> Channel:
    """The direct messages of the bot with a user; made when they are wanted first."""
    if user is workspace.bot_user:
        raise Refusal("cannot_dm_bot")
    people = {user.id, workspace.bot_user.id}
    for channel in backend.store.channels.values():
        if channel.kind == "im" and channel.members == people:
            return channel
    channel = Channel(backend.ids.next("D"), "", workspace.id, "im", people, backend.clock.now())
    backend.store.channels[channel.id] = channel
    return channel


def writable(backend: Backend, call: Call) -> Channel:
    channel = named(backend, call)
    if channel.archived:
        raise Refusal("is_archived")
    joined = call.team.bot_user.id in channel.members
    assert call.token is not None
    if not joined and "chat:write.public" not in call.token.scopes:
        raise Refusal("not_in_channel")
    if channel.restricted:
        raise Refusal(channel.restricted)
    return channel


def readable(backend: Backend, call: Call, right: str) -> Channel:
    """``right``: ``history`` or ``read``; the scope is the channel's kind with it (``channels:history``)."""
    channel = backend.store.channel(call.team, call.required("channel"))
    need(call, f"{SCOPES[channel.kind]}:{right}")
    if right == "history" and call.team.bot_user.id not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def need(call: Call, scope: str) -> None:
    assert call.token is not None
    if scope not in call.token.scopes:
        raise Refusal("missing_scope", extra={"needed": scope, "provided": ",".join(sorted(call.token.scopes))})


SCOPES = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
