"""Where something was asked, and by whom, as Slack's payloads say it (its references, "Slash commands", "Interaction
payloads" and "Event types").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.watch import Channel

NAME = "slack"

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """``channel`` is "" in the Home tab and for a global shortcut; ``thread`` is the ts of the thread's root, "" elsewhere.

    ``response_url`` and ``trigger`` are "" where Slack gives none. ``foreign`` tells that the asker's workspace is another
    one, which shares the channel.
    """

    workspace: str
    user: str
    channel: str = ""
    thread: str = ""
    response_url: str = ""
    trigger: str = ""
    foreign: bool = False

    @property
    def place(self) -> Channel:
        """The channel that is spoken of; a thread speaks of the one that it is in."""
        return Channel(self.workspace, NAME, self.channel)


def of_command(body: Body, workspace: str) -> Origin:
    """A slash command."""
    return Origin(
        workspace=workspace,
        user=str(body["user_id"]),
        channel=str(body["channel_id"]),
        thread=str(body.get("thread_ts") or ""),
        response_url=str(body.get("response_url") or ""),
        trigger=str(body.get("trigger_id") or ""),
        foreign=body.get("team_id") not in {None, workspace},
    )


def of_interaction(body: Body, workspace: str) -> Origin:
    """A button, a shortcut or a window. What a window is about, its own metadata says."""
    user = body["user"]
    container, message = body.get("container") or {}, body.get("message") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    root = container.get("thread_ts") or message.get("thread_ts") or ""
    if root == (message.get("ts") or container.get("message_ts")):
        # What is asked of a thread's first message is answered where that stands: in the channel.
        root = ""
    return Origin(
        workspace=workspace,
        user=str(user["id"]),
        channel=str(channel),
        thread=str(root),
        response_url=str(body.get("response_url") or ""),
        trigger=str(body.get("trigger_id") or ""),
        foreign=user.get("team_id") not in {None, workspace},
    )


def of_event(event: Body, workspace: str, *, threaded: bool) -> Origin:
    """A message to the bot; ``threaded`` answers in its thread, though it began none."""
    root = event.get("thread_ts") or (event["ts"] if threaded else "")
    team = event.get("user_team") or event.get("source_team") or event.get("team")
    return Origin(
        workspace=workspace,
        user=str(event["user"]),
        channel=str(event["channel"]),
        thread=str(root),
        foreign=team not in {None, workspace},
    )


def message_name(message: Body) -> str:
    """The id under which Dateline knows a message: its ts, after that of its thread's root where it answers one."""
    ts, root = str(message["ts"]), message.get("thread_ts")
    return ts if root in {None, "", ts} else f"{root}/{ts}"
