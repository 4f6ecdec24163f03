"""Who the bot is, its application, other users, and where the gateway is."""

from __future__ import annotations

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.calls import Call, Reply, snowflake
from tests.doubles.discord.errors import unknown
from tests.doubles.discord.payloads import application_json, channel_json, user_json
from tests.doubles.discord.routes.route import Route
from tests.doubles.discord.store import Channel, Kind, User


def me(backend: Backend, call: Call) -> Reply:
    return Reply(
        user_json(backend.bot) | {"verified": True, "mfa_enabled": True, "email": None, "flags": 0, "locale": "en-US"}
    )


def user(backend: Backend, call: Call) -> Reply:
    found = backend.store.users.get(call.id("user_id"))
    if found is None:
        raise unknown("User")
    return Reply(user_json(found))


def application(backend: Backend, call: Call) -> Reply:
    return Reply(application_json(backend.application_id, backend.bot.name, backend.owner, backend.application_flags))


def gateway(backend: Backend, call: Call) -> Reply:
    return Reply({"url": gateway_url(backend)})


def gateway_bot(backend: Backend, call: Call) -> Reply:
    limit = backend.gateway.limit
    reset_after = limit.reset_after(backend.clock.now())
    start = {
        "total": limit.total,
        "remaining": max(limit.remaining, 0),
        "reset_after": int(reset_after * 1000),
        "max_concurrency": limit.max_concurrency,
    }
    return Reply({"url": gateway_url(backend), "shards": backend.gateway.shards, "session_start_limit": start})


def gateway_url(backend: Backend) -> str:
    return backend.address.replace("http", "ws", 1) + "/gateway/"


def direct_channel(backend: Backend, call: Call) -> Reply:
    found = backend.store.users.get(snowflake(call.json.get("recipient_id")))
    if found is None:
        raise unknown("User")
    return Reply(channel_json(direct(backend, found)))


def direct(backend: Backend, person: User) -> Channel:
    """The direct channel with a user; made on first use."""
    for channel in backend.store.channels.values():
        if channel.recipient is person:
            return channel
    channel = Channel(backend.ids.next(), Kind.DM, person.name, recipient=person)
    backend.store.channels[channel.id] = channel
    return channel


ROUTES = (
    Route("GET", "/users/@me", me),
    Route("POST", "/users/@me/channels", direct_channel),
    Route("GET", "/users/{user_id}", user),
    Route("GET", "/oauth2/applications/@me", application),
    Route("GET", "/applications/@me", application),
    Route("GET", "/gateway", gateway, open=True),
    Route("GET", "/gateway/bot", gateway_bot),
)
