"""How the app's place in a workspace ends: tokens revoked, the app uninstalled."""

from __future__ import annotations

from collections.abc import Sequence

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.store import Token, Workspace


def revoke(backend: Backend, workspace: Workspace, tokens: Sequence[Token]) -> None:
    """These tokens hold no more, and the app is told of it (``tokens_revoked`` names users, never tokens)."""
    for token in tokens:
        token.revoked = True
        if token.text == workspace.bot_token:
            workspace.bot_token = ""
    bots = [workspace.bot_user.id for token in tokens if token.kind == "bot"]
    users = [token.user for token in tokens if token.kind == "user" and token.user]
    backend.emit(workspace, {"type": "tokens_revoked", "tokens": {"oauth": users, "bot": bots[:1]}})


def uninstall(backend: Backend, workspace: Workspace) -> None:
    """The app is taken out: its tokens are dead, its bot is in no channel, and it is told twice, as Slack does."""
    tokens = [token for token in backend.store.tokens_of(workspace) if not token.revoked]
    backend.emit(workspace, {"type": "app_uninstalled"})
    revoke(backend, workspace, tokens)
    workspace.installed = False
    for channel in backend.store.channels.values():
        if channel.workspace == workspace.id and channel.kind != "im":
            channel.members.discard(workspace.bot_user.id)
