"""What Discord says was given to an application command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.domain.errors import NotFound
from bot.domain.verbs import Verb
from bot.pipeline.asking.request import Given

_BRANCHES = (discord.AppCommandOptionType.subcommand.value, discord.AppCommandOptionType.subcommand_group.value)


def read_command(data: Mapping[str, Any], verbs: Sequence[Verb], *, guild_id: int | None) -> Given:
    """Read an interaction's data (Discord's reference, "Application Command Data Structure").

    Raises ``NotFound`` for a command of a version before this one, which a reader's app may show for an hour still.
    """
    words, options = [data["name"]], data.get("options", [])
    while options and options[0]["type"] in _BRANCHES:
        words.append(options[0]["name"])
        options = options[0].get("options", [])
    path = " ".join(words)
    verb = next((verb for verb in verbs if verb.path == path), None)
    if verb is None:
        raise NotFound(f"There is no command /{path} any more; /help lists all there are.")
    resolved = data.get("resolved", {})
    values = {option["name"]: _text(option, resolved, guild_id) for option in options}
    focused = next((option["name"] for option in options if option.get("focused")), "")
    return Given(verb=verb, values=values, focused=focused)


def _text(option: Mapping[str, Any], resolved: Mapping[str, Any], guild_id: int | None) -> str:
    """An option's value as one would type it."""
    value = str(option["value"])
    if option["type"] == discord.AppCommandOptionType.channel.value:
        return f"<#{value}>"
    if option["type"] == discord.AppCommandOptionType.mentionable.value:
        if value == str(guild_id):
            # The role that every member has is called by its own name, and has the server's id.
            return "@everyone"
        return f"<@&{value}>" if value in resolved.get("roles", {}) else f"<@{value}>"
    return value
