"""Telling Discord of the commands, and only when they are others than it has.

What Discord has is asked of Discord at each start: one request, and right also after another bot's token, another database
or somebody else's hand, of which a note of our own would know nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import discord
import structlog
from discord.http import Route

from bot.adapters.platforms.discord.commands import Payload
from bot.adapters.platforms.discord.library import CONNECTION_ERRORS

log = structlog.get_logger(__name__)

_COMPARED = frozenset(
    (
        "type",
        "name",
        "description",
        "default_member_permissions",
        "contexts",
        "integration_types",
        "options",
        "required",
        "choices",
        "value",
        "channel_types",
        "min_value",
        "max_value",
        "autocomplete",
    )
)
"""What we declare. Discord adds ids, versions and older ways to say the same."""
_IN_ANY_ORDER = frozenset(("contexts", "integration_types", "channel_types"))


async def sync_commands(client: discord.Client, application_id: int, wanted: Sequence[Payload]) -> bool:
    """Make Discord's commands the wanted ones; whether that took a change.

    A refusal is logged and changes nothing: alerts go out all the same, and the next start tries again.
    """
    route = Route("GET", "/applications/{application_id}/commands", application_id=application_id)
    try:
        present = await client.http.request(route, params={"with_localizations": "true"})
        if digest(_listed(present)) == digest(wanted):
            log.info("commands_unchanged", commands=len(wanted))
            return False
        await client.http.bulk_upsert_global_commands(application_id, list(wanted))
    except (discord.DiscordException, ValueError, *CONNECTION_ERRORS) as error:
        log.warning("commands_not_synced", reason=str(error))
        return False
    log.info("commands_synced", commands=len(wanted))
    return True


def _listed(answer: Any) -> Sequence[Payload]:
    """The commands of an answer, which discord.py leaves as text where its content type is not the usual one, to the letter.

    Raises ``ValueError`` for what is no list.
    """
    commands = json.loads(answer) if isinstance(answer, str) else answer
    if not isinstance(commands, list):
        raise ValueError("Discord did not answer with a list of commands")  # noqa: TRY004  the answer's fault, not a type's
    return commands


def digest(commands: Sequence[Payload]) -> str:
    """A SHA-256 that is the same for a set of commands as we declare it and as Discord gives it back."""
    comparable = sorted((_comparable(command) for command in commands), key=lambda one: (one["type"], one["name"]))
    return hashlib.sha256(json.dumps(comparable, sort_keys=True).encode()).hexdigest()


def _comparable(payload: Payload) -> Payload:
    """A command, option or choice without what Discord adds, and without what is left out when it is the default."""
    kept = {key: _value(key, value) for key, value in payload.items() if key in _COMPARED and not _is_default(value)}
    local = payload.get("name_localizations")
    return {**kept, "name_localizations": local} if local else kept


def _value(key: str, value: Any) -> Any:
    if key in _IN_ANY_ORDER:
        return sorted(value)
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if key == "default_member_permissions":
        # Discord takes a number and gives a text.
        return str(value)
    # It writes some whole numbers with a fraction.
    return float(value) if key in {"min_value", "max_value"} else value


def _is_default(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})
