"""Whom a subscription may call: people and roles, in Discord's own writing or by a role's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.adapters.platforms.discord.directory import Directory
from bot.adapters.platforms.discord.permissions import NAMES
from bot.adapters.platforms.discord.rest import Answer, Rest
from bot.domain.card import Mention
from bot.domain.errors import BadInput

MOST = 10
"""Mentions that one text may hold."""

_HOW = "Choose a role or a person from the list that Discord shows after you type @."

_NAMED = re.compile(
    r"<@&(?P<role>\d{1,20})>|<@!?(?P<user>\d{1,20})>"
    r"|@?(?P<all>everyone|here)\b"
    r"|(?P<name>[^\s,<@][^,<@]{0,99})"
)


class Caller:
    """Reads mentions."""

    def __init__(self, rest: Rest, directory: Directory) -> None:
        self._rest = rest
        self._directory = directory

    async def mentions(self, workspace: str, text: str, *, to_call: bool) -> Sequence[Mention]:
        """Whom ``text`` names, each once, as the port says."""
        if not workspace.isdigit():
            raise BadInput("Roles and people are named in servers that have installed Dateline, and this is none.")
        found = [one for one in _NAMED.finditer(text.strip()) if one.group().strip(" ,@")]
        if not found:
            raise BadInput(f"Nobody is named there. {_HOW}")
        if len(found) > MOST:
            raise BadInput(f"At most {MOST} can be called at a time; name a role that they share.")
        roles = await self._roles(workspace)
        mentions = tuple(dict.fromkeys([await self._mention(workspace, one, roles) for one in found]))
        if to_call:
            self._check(workspace, mentions, {str(role["id"]) for role in roles if role.get("mentionable")})
        return mentions

    async def _mention(self, workspace: str, found: re.Match[str], roles: Sequence[Mapping[str, Any]]) -> Mention:
        if user := found["user"]:
            return await self._member(workspace, user)
        if word := found["all"]:
            return Mention("everyone" if word == "everyone" else "here", "", word)
        name = (found["name"] or "").strip()
        role = next((one for one in roles if _is_named(one, found["role"], name)), None)
        if role is None:
            raise BadInput(f"This server has no role {name or found['role']!r}. {_HOW}")
        return Mention("role", str(role["id"]), str(role["name"]))

    def _check(self, workspace: str, mentions: Sequence[Mention], mentionable: Collection[str]) -> None:
        """Raise for the first that the bot is known to lack leave for; ``mentionable`` are ids of roles."""
        guild = self._directory.guild(workspace)
        if guild is None or guild.me.guild_permissions.mention_everyone:
            return
        closed = (one for one in mentions if one.whom != "user" and one.id not in mentionable)
        if one := next(closed, None):
            raise BadInput(
                f"I may not call @{one.label}: grant me {NAMES['mention_everyone']}, or allow anyone to mention it in its "
                "settings."
            )

    async def _member(self, workspace: str, user_id: str) -> Mention:
        answer = await self._rest.ask(lambda http: http.get_member(int(workspace), int(user_id)))
        if not (isinstance(answer, Answer) and answer.ok and isinstance(answer.body, dict)):
            raise BadInput("That person is not a member of this server.")
        member: Mapping[str, Any] = answer.body
        user = member.get("user") or {}
        return Mention(
            "user", user_id, str(member.get("nick") or user.get("global_name") or user.get("username") or user_id)
        )

    async def _roles(self, workspace: str) -> Sequence[Mapping[str, Any]]:
        guild = self._directory.guild(workspace)
        if guild is not None:
            return [{"id": role.id, "name": role.name, "mentionable": role.mentionable} for role in guild.roles]
        answer = await self._rest.ask(lambda http: http.get_roles(int(workspace)))
        if isinstance(answer, Answer) and answer.ok and isinstance(answer.body, list):
            return answer.body
        raise BadInput("Discord does not tell this server's roles just now; try again in a minute.")


def _is_named(role: Mapping[str, Any], role_id: str | None, name: str) -> bool:
    if role_id is not None:
        return str(role["id"]) == role_id
    return bool(name) and str(role["name"]).casefold() == name.casefold()
