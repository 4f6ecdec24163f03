"""Application commands, global and of a guild: listing, replacing them all, and one by one."""

from __future__ import annotations

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.calls import EMPTY, Call, Reply
from tests.doubles.discord.errors import Json, Refusal, missing_access, unknown
from tests.doubles.discord.limits.commands import check_command, check_commands
from tests.doubles.discord.routes.route import Route

CREATES_A_DAY = 200


def scope(backend: Backend, call: Call) -> int | None:
    """None for the global commands, a guild's id for its own."""
    if call.id("application_id") != backend.application_id:
        raise Refusal(403, 20012, "You are not authorized to perform this action on this application")
    if "guild_id" not in call.path:
        return None
    guild = backend.store.guilds.get(call.id("guild_id"))
    if guild is None or not guild.installed:
        raise missing_access()
    return guild.id


def listed(backend: Backend, call: Call) -> Reply:
    return Reply(backend.store.commands.get(scope(backend, call), []))


def replace(backend: Backend, call: Call) -> Reply:
    """A command that keeps its name and type keeps its id."""
    where = scope(backend, call)
    wanted = call.body if isinstance(call.body, list) else []
    check_commands(wanted)
    before = {(one["name"], one["type"]): one for one in backend.store.commands.get(where, [])}
    made = [command_json(backend, one, where, before.get((one["name"], one.get("type", 1)))) for one in wanted]
    count_creates(backend, sum((one["name"], one["type"]) not in before for one in made))
    backend.store.commands[where] = made
    backend.store.command_syncs += 1
    return Reply(made)


def count_creates(backend: Backend, created: int) -> None:
    store = backend.store
    if store.command_creates + created > CREATES_A_DAY:
        raise Refusal(
            429,
            30034,
            f"Max number of daily application command creates has been reached ({CREATES_A_DAY})",
            retry_after=86_400,
        )
    store.command_creates += created


def command_json(backend: Backend, body: Json, where: int | None, before: Json | None) -> Json:
    kind = body.get("type", 1)
    data: Json = {
        "id": before["id"] if before else str(backend.ids.next()),
        "application_id": str(backend.application_id),
        "version": str(backend.ids.next()),
        "name": body["name"],
        "type": kind,
        "description": body.get("description") or "",
        "default_member_permissions": body.get("default_member_permissions"),
        "integration_types": body.get("integration_types") or [0],
        "nsfw": bool(body.get("nsfw")),
        "name_localizations": body.get("name_localizations"),
        "description_localizations": body.get("description_localizations"),
    }
    if kind == 1:
        data["options"] = body.get("options") or []
    if where is None:
        return data | {"contexts": body.get("contexts"), "dm_permission": body.get("dm_permission", True)}
    return data | {"guild_id": str(where)}


def create(backend: Backend, call: Call) -> Reply:
    """A command of the same name and type is replaced (200), otherwise one is made (201)."""
    where = scope(backend, call)
    check_command(call.json)
    commands = backend.store.commands.setdefault(where, [])
    key = (call.json["name"], call.json.get("type", 1))
    before = next((one for one in commands if (one["name"], one["type"]) == key), None)
    made = command_json(backend, call.json, where, before)
    if before is None:
        count_creates(backend, 1)
        commands.append(made)
    else:
        commands[commands.index(before)] = made
    return Reply(made, 200 if before else 201)


def found(backend: Backend, call: Call) -> tuple[list[Json], Json]:
    commands = backend.store.commands.get(scope(backend, call), [])
    for one in commands:
        if one["id"] == call.path["command_id"]:
            return commands, one
    raise unknown("application command")


def one(backend: Backend, call: Call) -> Reply:
    return Reply(found(backend, call)[1])


def edit(backend: Backend, call: Call) -> Reply:
    commands, before = found(backend, call)
    merged = before | call.json
    check_command(merged)
    made = command_json(backend, merged, scope(backend, call), before)
    commands[commands.index(before)] = made
    return Reply(made)


def remove(backend: Backend, call: Call) -> Reply:
    commands, one = found(backend, call)
    commands.remove(one)
    return EMPTY


GLOBAL = "/applications/{application_id}/commands"
GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES = tuple(
    route
    for base in (GLOBAL, GUILD)
    for route in (
        Route("GET", base, listed),
        Route("PUT", base, replace),
        Route("POST", base, create),
        Route("GET", base + "/{command_id}", one),
        Route("PATCH", base + "/{command_id}", edit),
        Route("DELETE", base + "/{command_id}", remove),
    )
)
