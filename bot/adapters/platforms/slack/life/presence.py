"""Where the bot may write, as Slack's events tell it, and as Slack says when it is asked at the start."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackClientError

from bot.adapters.platforms.slack.install.client import CONNECTION_ERRORS, error_of, web_client
from bot.adapters.platforms.slack.install.introduction import REFUSED
from bot.adapters.platforms.slack.install.tokens import Tokens
from bot.domain.errors import TemporaryError
from bot.domain.watch import Channel
from bot.pipeline.ports import Presence
from bot.pipeline.presence import PatientPresence

log = structlog.get_logger(__name__)

NAME = "slack"
INVITE = "type /invite @dateline there"

_PAGE = 200
_MOST_PAGES = 50
_GONE = "Dateline was removed from the workspace."
_REVOKED = "The workspace withdrew what it had allowed Dateline."

Changed = Callable[[str, str], None]
"""Told of the workspace and channel that now go by another name."""
Label = Callable[[Channel], str]
"""What readers call a channel, such as ``#wire``."""


class PresenceWatch:
    """Tells ``presence`` of workspaces and channels that are lost and that are back. A ``Listener``."""

    def __init__(
        self,
        presence: Presence | None,
        tokens: Tokens,
        *,
        api: str,
        changed: Changed | None = None,
        label: Label | None = None,
    ) -> None:
        self._presence = PatientPresence(presence, NAME)
        self._tokens = tokens
        self._client = web_client(api)
        self._changed = changed
        self._label = label or (lambda channel: f"<#{channel.id}>")
        self._looked: set[str] = set()

    def register(self, app: AsyncApp) -> None:
        for kind in ("channel", "group"):
            app.event(f"{kind}_archive")(self._lost_by("{label} was archived."))
            app.event(f"{kind}_deleted")(self._lost_by("{label} was deleted."))
            app.event(f"{kind}_left")(self._lost_by(f"I was removed from {{label}}: {INVITE}."))
            app.event(f"{kind}_unarchive")(self._is_back)
            app.event(f"{kind}_rename")(self._renamed)
        app.event("member_joined_channel")(self._joined)
        app.event("app_uninstalled")(self._uninstalled)
        app.event("tokens_revoked")(self._revoked)

    async def stop(self) -> None:
        """It only hears."""

    async def came(self, workspace: str) -> None:
        """The workspace has just installed the app, perhaps anew."""
        await self._presence.back(workspace, None)

    async def look(self) -> bool:
        """At the start: every channel that the bot is a member of can be written to. Asked again, it goes on where a
        workspace did not answer; True once all have.
        """
        known = await self._tokens.workspaces()
        for workspace in known:
            if workspace not in self._looked and await self._looked_at(workspace):
                self._looked.add(workspace)
        return self._looked.issuperset(known)

    async def _looked_at(self, workspace: str) -> bool:
        try:
            for channel_id in await self._member_of(workspace):
                await self._presence.back(workspace, channel_id)
        except (SlackClientError, *CONNECTION_ERRORS, TimeoutError, TemporaryError) as failure:
            log.warning("slack_channels_not_listed", workspace=workspace, reason=str(failure).splitlines()[0])
            # A workspace that accepts no token of ours is heard of when it installs the app anew.
            return error_of(failure) in REFUSED
        return True

    async def _member_of(self, workspace: str) -> list[str]:
        token = await self._tokens.token_of(workspace)
        found: list[str] = []
        cursor = ""
        for _ in range(_MOST_PAGES if token else 0):
            said = await self._client.users_conversations(
                token=token, types="public_channel,private_channel", exclude_archived=True, limit=_PAGE, cursor=cursor
            )
            found += [str(channel["id"]) for channel in said["channels"]]
            cursor = (said.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return found

    def _lost_by(self, reason: str) -> Callable[..., Awaitable[None]]:
        async def lost(body: Mapping[str, Any]) -> None:
            workspace, channel_id = _team_of(body), _channel_of(body)
            label = self._label(Channel(workspace, NAME, channel_id))
            await self._presence.lost(workspace, channel_id, reason.format(label=label))

        return lost

    async def _is_back(self, body: Mapping[str, Any]) -> None:
        # Whoever takes a channel out of the archive does not bring the bots back into it, if they had left.
        await self._presence.back(_team_of(body), _channel_of(body))

    async def _renamed(self, body: Mapping[str, Any]) -> None:
        if self._changed is not None:
            self._changed(_team_of(body), _channel_of(body))

    async def _joined(self, body: Mapping[str, Any], context: Mapping[str, Any]) -> None:
        if body["event"].get("user") == context.get("bot_user_id"):
            await self._presence.back(_team_of(body), _channel_of(body))

    async def _uninstalled(self, body: Mapping[str, Any]) -> None:
        await self._leave(_team_of(body), _GONE)

    async def _revoked(self, body: Mapping[str, Any]) -> None:
        if body["event"].get("tokens", {}).get("bot"):
            await self._leave(_team_of(body), _REVOKED)

    async def _leave(self, workspace: str, reason: str) -> None:
        await self._presence.lost(workspace, None, reason)
        await self._tokens.forget(workspace)


def _team_of(body: Mapping[str, Any]) -> str:
    return str(body["team_id"])


def _channel_of(body: Mapping[str, Any]) -> str:
    channel = body["event"].get("channel", "")
    return str(channel["id"] if isinstance(channel, Mapping) else channel)
