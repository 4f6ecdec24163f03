"""Who is in a channel: people and the bot join and leave, and the app is told as Slack tells it."""

from __future__ import annotations

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.errors import Json
from tests.doubles.slack.store import Channel


def join(backend: Backend, channel: Channel, user_id: str, *, inviter: str | None = None) -> None:
    channel.members.add(user_id)
    tell(backend, channel, "member_joined_channel", user_id, {"inviter": inviter} if inviter else {})


def leave(backend: Backend, channel: Channel, user_id: str) -> None:
    """A person leaves, or is taken out."""
    channel.members.discard(user_id)
    tell(backend, channel, "member_left_channel", user_id, {})


def leave_bot(backend: Backend, channel: Channel, *, actor: str | None = None) -> None:
    """The bot is taken out: it hears that it left, and nothing more of the channel."""
    workspace = backend.store.workspace_of(channel)
    kind = "group_left" if channel.kind == "group" else "channel_left"
    event: Json = {"type": kind, "channel": channel.id}
    backend.emit(workspace, event | ({"actor_id": actor} if actor else {}), channel=channel)
    channel.members.discard(workspace.bot_user.id)


def tell(backend: Backend, channel: Channel, kind: str, user_id: str, more: Json) -> None:
    """These two events name a channel's kind by its letter."""
    workspace = backend.store.workspace_of(channel)
    letter = "G" if channel.kind == "group" else "C"
    event: Json = {"type": kind, "user": user_id, "channel": channel.id, "channel_type": letter, "team": workspace.id}
    backend.emit(workspace, event | more, channel=channel)
