"""Bot tokens by workspace: the one of a single workspace, or those of all that installed the app, rotated in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

from bot.adapters.platforms.slack.install.client import CONNECTION_ERRORS, web_client
from bot.adapters.platforms.slack.install.introduction import introduce
from bot.adapters.platforms.slack.install.stores import SealedInstallations

log = structlog.get_logger(__name__)

ROTATE_BEFORE = 120
"""Minutes before its end at which a token is renewed; slack_bolt's own choice. A token lives for twelve hours."""
_AT_ONCE = 366 * 24 * 60
"""Minutes; no token lives for longer."""


class Tokens(Protocol):
    """The bot's token in each workspace."""

    async def token_of(self, workspace: str) -> str | None:
        """A token that is good now; None where the bot is not installed, or no longer. May raise ``StorageBusy``."""

    async def workspaces(self) -> Sequence[str]:
        """Where the bot is installed."""

    async def forget(self, workspace: str) -> None:
        """The bot was removed from a workspace, or its tokens were revoked."""

    def doubt(self, workspace: str, token: str) -> None:
        """Slack did not accept this token: do not give it again where there is another to be had."""


class SingleWorkspace:
    """``Tokens`` of one bot token, for the one workspace that the app was made in.

    Which workspace that is, Slack says when it is asked first; until it could be asked, the token is given for any.
    """

    def __init__(self, token: str, *, api: str) -> None:
        self._token = token
        self._api = api
        self._workspace: str | None = None

    async def token_of(self, workspace: str) -> str | None:
        return self._token if self._workspace in {None, workspace} else None

    async def workspaces(self) -> Sequence[str]:
        """Raises ``BadInput`` where Slack does not accept the token, ``SlackUnreachable`` where it cannot be asked."""
        if self._workspace is None:
            self._workspace = (await introduce(self._token, api=self._api)).workspace
        return (self._workspace,)

    async def forget(self, workspace: str) -> None:
        """The operator has to take the token out of the settings; nothing is kept here."""

    def doubt(self, workspace: str, token: str) -> None:
        """There is no other."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A token in memory, and until when (Unix seconds) it may be given without looking."""

    token: str
    until: float


class Installed:
    """``Tokens`` of all workspaces that installed the app by OAuth. ``clock`` gives Unix seconds."""

    def __init__(
        self,
        installations: SealedInstallations,
        *,
        client_id: str,
        client_secret: str,
        api: str,
        clock: Callable[[], float],
        rotate_before: int = ROTATE_BEFORE,
    ) -> None:
        self._installations = installations
        self._rotator = AsyncTokenRotator(client_id=client_id, client_secret=client_secret, client=web_client(api))
        self._clock = clock
        self._rotate_before = rotate_before
        self._known: dict[str, _Known] = {}
        self._doubted: set[str] = set()
        self._turns: dict[str, asyncio.Lock] = {}

    async def token_of(self, workspace: str) -> str | None:
        known = self._known.get(workspace)
        if known is not None and known.until > self._clock():
            return known.token
        # A refresh token is good once: two that renew at the same time would lock the bot out.
        async with self._turns.setdefault(workspace, asyncio.Lock()):
            known = self._known.get(workspace)
            if known is not None and known.until > self._clock():
                return known.token
            return await self._looked_up(workspace)

    async def workspaces(self) -> Sequence[str]:
        return await self._installations.workspaces()

    async def forget(self, workspace: str) -> None:
        self._known.pop(workspace, None)
        await self._installations.async_delete_all(enterprise_id=None, team_id=workspace)

    def doubt(self, workspace: str, token: str) -> None:
        self._doubted.add(token)
        known = self._known.get(workspace)
        if known is not None and known.token == token:
            del self._known[workspace]

    async def _looked_up(self, workspace: str) -> str | None:
        bot = await self._installations.async_find_bot(enterprise_id=None, team_id=workspace)
        if bot is None:
            self._known.pop(workspace, None)
            return None
        bot = await self._renewed(workspace, bot) or bot
        ends = bot.bot_token_expires_at
        until = float("inf") if ends is None else ends - self._rotate_before * 60
        # One that could not be renewed is tried again in a minute, and is good until its end.
        self._known[workspace] = _Known(bot.bot_token, max(until, self._clock() + 60))
        return bot.bot_token

    async def _renewed(self, workspace: str, bot: Bot) -> Bot | None:
        """The bot with a fresh token; None where none is needed or to be had."""
        before = self._rotate_before if bot.bot_token not in self._doubted else _AT_ONCE
        self._doubted.discard(bot.bot_token)
        try:
            fresh = await self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=before)
        except (SlackTokenRotationError, *CONNECTION_ERRORS, TimeoutError) as failure:
            log.warning("slack_token_not_rotated", workspace=workspace, reason=str(failure).splitlines()[0])
            # Another process may have renewed it just before.
            again = await self._installations.async_find_bot(enterprise_id=None, team_id=workspace)
            return again if again is not None and again.bot_token != bot.bot_token else None
        if fresh is not None:
            await self._installations.async_save_bot(fresh)
            log.info("slack_token_rotated", workspace=workspace)
        return fresh
