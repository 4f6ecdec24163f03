"""Who a token is: its workspace, and the bot's own ids there."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.install.client import CONNECTION_ERRORS, error_of, web_client
from bot.domain.errors import BadInput, DatelineError, TemporaryError

REFUSED = frozenset(("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"))
"""Slack's errors for a token that is none, or no longer one (its reference, "auth.test")."""

NOT_ACCEPTED = (
    "Slack does not accept the bot token ({error}): copy it anew from “OAuth & Permissions” of your app at "
    "api.slack.com/apps into DATELINE_SLACK_BOT_TOKEN."
)

APP_NOT_ACCEPTED = (
    "Slack does not accept the app-level token ({error}): make one with the scope connections:write under “Basic "
    "Information” of your app at api.slack.com/apps, and set DATELINE_SLACK_APP_TOKEN to it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A bot in a workspace. ``workspace`` is the team's id, ``bot_user`` the user that posts, ``bot`` the app's bot."""

    workspace: str
    name: str
    bot_user: str
    bot: str
    enterprise: str | None = None


class SlackUnreachable(TemporaryError):
    """Slack could not be asked, or did not answer as documented."""


async def introduce(token: str, *, api: str) -> Identity:
    """Ask Slack whose token it is. Raises ``BadInput`` where Slack does not accept it, ``SlackUnreachable`` where it
    cannot be asked now.
    """
    return await identity_of(web_client(api), token)


async def try_app_token(app_token: str, *, api: str) -> None:
    """Ask Slack for the address of a socket, and leave it. Raises as ``introduce`` does."""
    try:
        await web_client(api).apps_connections_open(app_token=app_token)
    except (SlackClientError, *CONNECTION_ERRORS, TimeoutError) as failure:
        raise _reason(failure, APP_NOT_ACCEPTED) from failure


async def identity_of(client: AsyncWebClient, token: str) -> Identity:
    """The same over a client that is at hand."""
    try:
        said = await client.auth_test(token=token)
    except (SlackClientError, *CONNECTION_ERRORS, TimeoutError) as failure:
        raise _reason(failure, NOT_ACCEPTED) from failure
    return Identity(
        workspace=str(said["team_id"]),
        name=str(said.get("team", "")),
        bot_user=str(said["user_id"]),
        bot=str(said.get("bot_id") or ""),
        enterprise=said.get("enterprise_id"),
    )


def _reason(failure: Exception, refused: str) -> DatelineError:
    error = error_of(failure)
    if error in REFUSED:
        return BadInput(refused.format(error=error))
    what = error or str(failure) or type(failure).__name__
    return SlackUnreachable(f"Slack could not be asked about the bot: {what}. Try again later.")
