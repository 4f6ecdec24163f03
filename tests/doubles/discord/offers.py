"""What Discord's client offers a person: registered commands with their options, and only values that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.discord.answers import NotOffered
from tests.doubles.discord.backend import Backend
from tests.doubles.discord.calls import Upload
from tests.doubles.discord.errors import Json
from tests.doubles.discord.payloads import channel_json, member_json, role_json, user_json
from tests.doubles.discord.store import Channel, Guild, Member, Role, User

SUB_COMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(1, 12)
PLAIN: dict[int, tuple[type, ...]] = {STRING: (str,), INTEGER: (int,), BOOLEAN: (bool,), NUMBER: (int, float)}
RESOLVED_KINDS = {5: USER, 6: ROLE, 7: MENTIONABLE, 8: CHANNEL}
"""Select types, as the option types that take the same values."""


@dataclass(slots=True)
class Resolved:
    """The things that option values name, by kind and id."""

    data: dict[str, dict[str, Json]] = field(default_factory=dict)

    def add(self, kind: str, thing_id: int, thing: Json) -> str:
        self.data.setdefault(kind, {})[str(thing_id)] = thing
        return str(thing_id)


def find_command(backend: Backend, guild: Guild | None, name: str, kind: int) -> Json:
    """The registered command, the guild's own first."""
    scopes: list[int | None] = [guild.id, None] if guild is not None else [None]
    for scope in scopes:
        for command in backend.store.commands.get(scope, []):
            if command["name"] == name and command["type"] == kind:
                return command
    raise NotOffered(f"there is no command {name!r}")


def check_offered(
    backend: Backend, command: Json, channel: Channel, user: User, *, installed_by_user: bool = False
) -> None:
    """Discord shows a command only where it is installed, in its contexts, and to who has its default permissions."""
    check_installed(backend, command, channel, installed_by_user=installed_by_user)
    contexts = command.get("contexts")
    context = 0 if channel.guild_id is not None else 1
    if contexts is not None and context not in contexts:
        raise NotOffered(f"/{command['name']} is not offered in context {context}")
    needed = command.get("default_member_permissions")
    if channel.guild_id is None or needed is None:
        return
    guild = backend.store.guilds[channel.guild_id]
    guild.members.setdefault(user.id, Member(user, joined_at=backend.clock.now()))
    if int(needed) & ~backend.store.permissions(user, channel) or (int(needed) == 0 and user.id != guild.owner.id):
        raise NotOffered(f"/{command['name']} is not offered to {user.name}: it needs {needed}")


def check_installed(backend: Backend, command: Json, channel: Channel, *, installed_by_user: bool) -> None:
    if int(installed_by_user) not in command["integration_types"]:
        raise NotOffered(f"/{command['name']} is not offered to {'users' if installed_by_user else 'guilds'}")
    guild = backend.store.guilds.get(channel.guild_id or 0)
    if guild is not None and not guild.installed and not installed_by_user:
        raise NotOffered("the bot is not in this guild")


def leaf_of(command: Json, steps: Sequence[str]) -> tuple[Json, list[Json]]:
    """The (sub-)command that the words name, and the sub-commands on the way to it."""
    way: list[Json] = []
    here = command
    for step in steps:
        inner = [o for o in here.get("options") or () if o["type"] in {SUB_COMMAND, GROUP} and o["name"] == step]
        if not inner:
            raise NotOffered(f"/{command['name']} has no sub-command {step!r}")
        here = inner[0]
        way.append(here)
    if any(o["type"] in {SUB_COMMAND, GROUP} for o in here.get("options") or ()):
        raise NotOffered(f"/{' '.join([command['name'], *steps])} needs a sub-command")
    return here, way


def fill(
    backend: Backend,
    guild: Guild | None,
    command: Json,
    steps: Sequence[str],
    values: Mapping[str, Any],
    *,
    focused: str | None = None,
) -> Json:
    """The ``data`` of a command's interaction. While one option is ``focused`` the others may still be missing."""
    leaf, way = leaf_of(command, steps)
    declared = {option["name"]: option for option in leaf.get("options") or ()}
    if strange := set(values) - set(declared):
        raise NotOffered(f"/{command['name']} has no option {sorted(strange)}")
    missing = [name for name, option in declared.items() if option.get("required") and name not in values]
    if missing and focused is None:
        raise NotOffered(f"/{command['name']} needs {missing}")
    resolved = Resolved()
    options = [
        {"name": name, "type": option["type"]}
        | {"value": value_of(backend, guild, option, values[name], resolved, checked=name != focused)}
        | ({"focused": True} if name == focused else {})
        for name, option in declared.items()
        if name in values
    ]
    for step in reversed(way):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"], "options": options}
    data |= {"guild_id": command["guild_id"]} if "guild_id" in command else {}
    return data | ({"resolved": resolved.data} if resolved.data else {})


def value_of(
    backend: Backend, guild: Guild | None, option: Json, value: Any, resolved: Resolved, *, checked: bool
) -> Any:
    kind = option["type"]
    if kind in PLAIN:
        if checked:
            check_plain(option, value)
        return value
    if isinstance(value, User):
        if guild is not None:
            member = guild.members.setdefault(value.id, Member(value, joined_at=backend.clock.now()))
            permissions = str(int(backend.store.guild_permissions(value, guild)))
            resolved.add("members", value.id, member_json(member, with_user=False) | {"permissions": permissions})
        return resolved.add("users", value.id, user_json(value))
    if isinstance(value, Role):
        return resolved.add("roles", value.id, role_json(value))
    if isinstance(value, Channel):
        return resolved.add("channels", value.id, channel_value(backend, option, value))
    if isinstance(value, Upload):
        return resolved.add("attachments", *upload(backend, value))
    raise NotOffered(f"{option['name']} does not take {value!r}")


def channel_value(backend: Backend, option: Json, channel: Channel) -> Json:
    allowed = option.get("channel_types")
    if allowed and int(channel.kind) not in allowed:
        raise NotOffered(f"{option['name']} does not take a channel of type {int(channel.kind)}")
    return channel_json(channel) | {"permissions": str(int(backend.store.permissions(backend.bot, channel)))}


def upload(backend: Backend, file: Upload) -> tuple[int, Json]:
    number = backend.ids.next()
    backend.uploads[number] = file
    url = f"{backend.address}/attachments/{number}/{file.filename}"
    thing = {"id": str(number), "filename": file.filename, "size": len(file.content), "url": url, "proxy_url": url}
    return number, thing | {"ephemeral": True}


def check_plain(option: Json, value: Any) -> None:
    """What Discord's client checks before it sends anything."""
    name, kind = option["name"], option["type"]
    fits: bool = isinstance(value, PLAIN[kind]) and isinstance(value, bool) == (kind == BOOLEAN)
    if not fits:
        raise NotOffered(f"{name} does not take {value!r}")
    choices = option.get("choices") or []
    if choices and value not in [choice["value"] for choice in choices]:
        raise NotOffered(f"{name} has no choice {value!r}")
    if kind == STRING:
        check_between(name, len(value), option.get("min_length"), option.get("max_length", 6000))
    elif kind in {INTEGER, NUMBER}:
        check_between(name, value, option.get("min_value"), option.get("max_value"))


def check_between(name: str, size: float, least: float | None, most: float | None) -> None:
    if (least is not None and size < least) or (most is not None and size > most):
        raise NotOffered(f"{name} must be between {least} and {most}")
