"""Whom a subscription may call: people and user groups, in Slack's own writing or by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.adapters.platforms.slack.sending.calling import Answer, Web
from bot.adapters.platforms.slack.sending.pages import pages
from bot.domain.card import Mention
from bot.domain.errors import BadInput

MOST = 10
"""Mentions that one text may hold."""

_HOW = "Choose a person or a user group from the list that Slack shows after you type @."

_NAMED = re.compile(
    r"<!subteam\^(?P<group>S[A-Z0-9]{1,30})(?:\|[^<>]*)?>|<@(?P<user>[UW][A-Z0-9]{1,30})(?:\|[^<>]*)?>"
    r"|<!(?P<broadcast>here|channel|everyone)(?:\|[^<>]*)?>"
    r"|@?(?P<all>everyone|here|channel)(?![\w-])"
    r"|@?(?P<name>[^\s,<@][^,<@]{0,79})"
)


class Caller:
    """Reads mentions."""

    def __init__(self, web: Web) -> None:
        self._web = web

    async def mentions(self, workspace: str, text: str) -> Sequence[Mention]:
        """Whom ``text`` names, each once, as the port says. Whom an app may name on Slack it may also call."""
        found = [one for one in _NAMED.finditer(text.strip()) if one.group().strip(" ,@")]
        if not found:
            raise BadInput(f"Nobody is named there. {_HOW}")
        if len(found) > MOST:
            raise BadInput(f"At most {MOST} can be called at a time; name a user group that they share.")
        return tuple(dict.fromkeys([await self._mention(workspace, one) for one in found]))

    async def _mention(self, workspace: str, found: re.Match[str]) -> Mention:
        if word := found["broadcast"] or found["all"]:
            return Mention("here" if word == "here" else "everyone", "", word)
        if user := found["user"]:
            return await self._person(workspace, user)
        if group := found["group"]:
            return await self._group(workspace, group)
        return await self._named(workspace, found["name"].strip())

    async def _person(self, workspace: str, user_id: str) -> Mention:
        answer = await self._web.read(workspace, "users.info", user=user_id)
        body = answer.body.get("user") if isinstance(answer, Answer) and answer.ok else None
        if not isinstance(body, dict) or body.get("deleted"):
            raise BadInput(f"That person is not a member of this workspace. {_HOW}")
        return _person_mention(body)

    async def _group(self, workspace: str, group_id: str) -> Mention:
        for group in await self._groups(workspace):
            if group["id"] == group_id:
                return _group_mention(group)
        raise BadInput(f"This workspace has no such user group. {_HOW}")

    async def _named(self, workspace: str, name: str) -> Mention:
        """By a name as it is typed: a group's handle or a person's name."""
        wanted = name.casefold()
        for group in await self._groups(workspace):
            if wanted in {str(group.get("handle", "")).casefold(), str(group.get("name", "")).casefold()}:
                return _group_mention(group)
        async for body in pages(self._web, workspace, "users.list", "members"):
            if wanted in _names_of(body) and not body.get("deleted"):
                return _person_mention(body)
        raise BadInput(f"This workspace has no user group and no member {name!r}. {_HOW}")

    async def _groups(self, workspace: str) -> Sequence[Mapping[str, Any]]:
        """The groups that are switched on; none where Slack lets the bot see none."""
        answer = await self._web.read(workspace, "usergroups.list")
        if not isinstance(answer, Answer) or not (answer.ok or answer.error == "missing_scope"):
            raise BadInput("Slack does not tell this workspace's people just now; try again in a minute.")
        return [group for group in answer.body.get("usergroups") or () if not group.get("date_delete")]


def _person_mention(body: Mapping[str, Any]) -> Mention:
    """By the name that others see."""
    profile = body.get("profile")
    name = profile.get("display_name") if isinstance(profile, dict) else None
    return Mention("user", str(body["id"]), str(name or body.get("real_name") or body.get("name") or body["id"]))


def _group_mention(group: Mapping[str, Any]) -> Mention:
    return Mention("role", str(group["id"]), str(group.get("handle") or group.get("name") or group["id"]))


def _names_of(body: Mapping[str, Any]) -> set[str]:
    profile = body.get("profile")
    shown = profile if isinstance(profile, dict) else {}
    names = (body.get("name"), body.get("real_name"), shown.get("display_name"), shown.get("real_name"))
    return {str(name).casefold() for name in names if name}
