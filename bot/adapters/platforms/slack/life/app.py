"""slack_bolt's application: who asks is authorised by our tokens, all is taken once, nothing goes unacknowledged."""

from __future__ import annotations

import re
from typing import Any, Protocol

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.adapters.platforms.slack.install.client import QUIET, web_client
from bot.adapters.platforms.slack.install.introduction import Identity, identity_of
from bot.adapters.platforms.slack.install.tokens import Tokens
from bot.adapters.platforms.slack.life.once import Once
from bot.domain.errors import BadInput, TemporaryError

log = structlog.get_logger(__name__)

_ANYTHING = re.compile(".*")


class Listener(Protocol):
    """Answers what comes from Slack."""

    def register(self, app: AsyncApp) -> None:
        """Say to the application what is listened to."""

    async def stop(self) -> None:
        """Do nothing more by itself."""


class _Unauthorised(Exception):
    """What came is of no workspace that is known, and has nobody to be told so. ``again``: it may be when it comes again."""

    def __init__(self, *, again: bool) -> None:
        super().__init__(again)
        self.again = again


class Identities:
    """The bot's identity in each workspace, asked once a token."""

    def __init__(self, tokens: Tokens, *, api: str) -> None:
        self._tokens = tokens
        self._client = web_client(api)
        self._known: dict[str, Identity] = {}

    async def of(self, workspace: str) -> tuple[str, Identity] | None:
        """A token and whose it is; None where the bot is not, or no longer, installed. May raise ``TemporaryError``."""
        token = await self._tokens.token_of(workspace)
        if token is None:
            return None
        if token not in self._known:
            try:
                identity = await identity_of(self._client, token)
            except BadInput:
                self._tokens.doubt(workspace, token)
                return None
            # A rotated token is the same bot's: the old one is not needed any more.
            self._known = {old: one for old, one in self._known.items() if one.workspace != identity.workspace}
            self._known[token] = identity
        return token, self._known[token]


def build_app(
    identities: Identities, *, api: str, signing_secret: str | None, listeners: tuple[Listener, ...]
) -> AsyncApp:
    """The application. ``signing_secret`` proves that an HTTP request is Slack's; Socket Mode needs none."""

    async def authorize(context: AsyncBoltContext, team_id: str | None) -> AuthorizeResult | None:
        try:
            found = await identities.of(team_id) if team_id else None
        except TemporaryError as error:
            log.warning("slack_not_authorised", workspace=team_id, reason=str(error))
            _no_event(context, again=True)
            return None
        if found is None:
            log.warning("slack_not_authorised", workspace=team_id, reason="the bot is not installed there")
            _no_event(context, again=False)
            return None
        token, me = found
        return AuthorizeResult(
            enterprise_id=me.enterprise, team_id=team_id, bot_token=token, bot_id=me.bot, bot_user_id=me.bot_user
        )

    app = AsyncApp(
        name="dateline",
        logger=QUIET,
        signing_secret=signing_secret or "",
        client=web_client(api),
        authorize=authorize,  # type: ignore[arg-type]  # None says "not installed", as documented
        user_facing_authorize_error_message="Dateline is not installed in this workspace, or Slack could not be asked.",
    )
    app.use(Once())
    for listener in listeners:
        listener.register(app)
    _acknowledge_the_rest(app)
    app.error(_failed)
    return app


def _no_event(context: AsyncBoltContext, *, again: bool) -> None:
    """slack_bolt says it to whoever can be answered, and would lose an event by that."""
    if context.response_url is None:
        raise _Unauthorised(again=again)


def _acknowledge_the_rest(app: AsyncApp) -> None:
    """Slack tells again whatever nobody acknowledged."""

    async def acknowledge(ack: Any) -> None:
        await ack()

    for kind in (app.event, app.command, app.shortcut, app.action, app.view, app.view_closed, app.options):
        kind(_ANYTHING)(acknowledge)


async def _failed(error: Exception, request: AsyncBoltRequest) -> BoltResponse:
    if isinstance(error, _Unauthorised):
        # Without an acknowledgement Slack tells an event again, and says itself that a form was not taken.
        return BoltResponse(status=503 if error.again else 200, body="")
    log.error("slack_listener_bug", kind=request.body.get("type") or request.body.get("command"), exc_info=error)
    return BoltResponse(status=200, body="")
