"""Guilds the bot is in: what they have, and leaving them."""

from __future__ import annotations

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.calls import EMPTY, Call, Reply, page_of
from tests.doubles.discord.errors import Json, unknown
from tests.doubles.discord.payloads import channel_json, guild_json, member_json, role_json, thread_json
from tests.doubles.discord.routes.route import Route


def mine(backend: Backend, call: Call) -> Reply:
    page = page_of(call, default=200, most=200)
    installed = sorted((g for g in backend.store.guilds.values() if g.installed), key=lambda g: g.id)
    installed = [g for g in installed if g.id > (page.after or 0) and (page.before is None or g.id < page.before)]
    data: list[Json] = [
        {"id": str(g.id), "name": g.name, "icon": None, "banner": None, "owner": False, "features": []}
        | {"permissions": str(int(backend.store.guild_permissions(backend.bot, g)))}
        for g in installed[: page.limit]
    ]
    return Reply(data)


def one(backend: Backend, call: Call) -> Reply:
    guild = backend.store.guild(call.id("guild_id"))
    data = guild_json(guild)
    if call.flag("with_counts"):
        data |= {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return Reply(data)


def channels(backend: Backend, call: Call) -> Reply:
    guild = backend.store.guild(call.id("guild_id"))
    return Reply([channel_json(channel) for channel in backend.store.channels_of(guild)])


def roles(backend: Backend, call: Call) -> Reply:
    return Reply([role_json(role) for role in backend.store.guild(call.id("guild_id")).roles.values()])


def member(backend: Backend, call: Call) -> Reply:
    found = backend.store.guild(call.id("guild_id")).members.get(call.id("user_id"))
    if found is None:
        raise unknown("Member")
    return Reply(member_json(found))


def active_threads(backend: Backend, call: Call) -> Reply:
    guild = backend.store.guild(call.id("guild_id"))
    threads = [c for c in backend.store.threads_of(guild) if c.thread is not None and not c.thread.archived]
    return Reply({"threads": [thread_json(thread) for thread in threads], "members": []})


def leave(backend: Backend, call: Call) -> Reply:
    guild = backend.store.guild(call.id("guild_id"))
    guild.installed = False
    backend.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild.id)
    return EMPTY


ROUTES = (
    Route("GET", "/users/@me/guilds", mine),
    Route("DELETE", "/users/@me/guilds/{guild_id}", leave),
    Route("GET", "/guilds/{guild_id}", one),
    Route("GET", "/guilds/{guild_id}/channels", channels),
    Route("GET", "/guilds/{guild_id}/roles", roles),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", member),
    Route("GET", "/guilds/{guild_id}/threads/active", active_threads),
)
