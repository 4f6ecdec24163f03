"""What a person typed after a command, as it is sent to an app that asks for it escaped (Slack's "Slash commands")."""

from __future__ import annotations

import re

from tests.doubles.slack.store import Store, Workspace

_NAMED = re.compile(r"(?<![\w<])([#@])([\w.-]+)|(https?://[^\s<>]+)")
_MEANING = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(store: Store, workspace: Workspace, text: str) -> str:
    """``#wire`` becomes ``<#C…|wire>``, ``@ada`` ``<@U…|ada>``, ``@desk`` ``<!subteam^S…|@desk>``, an address
    ``<https://…>``; a name that nobody has stays.
    """
    plain = re.sub("[&<>]", lambda found: _MEANING[found[0]], text)
    return _NAMED.sub(lambda found: named(store, workspace, found), plain)


def named(store: Store, workspace: Workspace, found: re.Match[str]) -> str:
    mark, name, address = found.groups()
    if address:
        return f"<{address}>"
    if mark == "#":
        channels = [one for one in store.channels.values() if one.workspace == workspace.id and one.name == name]
        return f"<#{channels[0].id}|{name}>" if channels else found[0]
    for user in workspace.users.values():
        if user.name == name:
            return f"<@{user.id}|{name}>"
    groups = [group for group in workspace.groups.values() if group.handle == name]
    return f"<!subteam^{groups[0].id}|@{name}>" if groups else found[0]
