"""Installing by OAuth: a landing page, Slack's consent, and back, with slack_bolt's own flow.

Routes: ``GET /slack`` is the landing page, ``/slack/install`` leads to Slack with a state in a cookie, and Slack leads back
to ``/slack/oauth_redirect`` (its documentation, "Installing with OAuth").
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urljoin

import structlog
from fastapi import APIRouter, Request, Response
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore

from bot.adapters.platforms.slack.install.client import QUIET, web_client
from bot.adapters.platforms.slack.install.manifest import scopes
from bot.adapters.platforms.slack.install.pages import failed, installed, landing
from bot.adapters.platforms.slack.install.stores import STATE_SECONDS, SealedInstallations
from bot.domain.errors import TemporaryError

log = structlog.get_logger(__name__)

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"

Came = Callable[[Installation], Awaitable[None]]
"""Told of a workspace that has just installed the app."""

_ORGANISATION = "organisation"
_REASONS = {
    "access_denied": "Nothing was installed: the consent was not given.",
    "invalid_browser": "This page was opened in another browser than the installation was begun in, or cookies are off.",
    "invalid_state": "This took more than ten minutes, or was done already.",
    "invalid_code": "Slack did not accept its own code any more.",
    "missing_code": "Slack sent nothing to install with.",
    "storage_error": "Dateline could not keep the installation just now.",
    _ORGANISATION: "Dateline is installed workspace by workspace, not for a whole organisation.",
}


class OAuth:
    """The flow. ``url`` is the address that browsers reach this process under, such as ``https://dateline.example.org``;
    ``unfurl`` asks for what it takes to show links with their figures.
    """

    def __init__(
        self,
        installations: SealedInstallations,
        states: AsyncSQLAlchemyOAuthStateStore,
        *,
        client_id: str,
        client_secret: str,
        url: str,
        api: str,
        unfurl: bool = False,
    ) -> None:
        self._installations = installations
        self._states = states
        self._came: Came | None = None
        self._api = api
        settings = AsyncOAuthSettings(
            client_id=client_id,
            client_secret=client_secret,
            scopes=scopes(unfurl=unfurl),
            redirect_uri=urljoin(url, REDIRECT_PATH),
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            install_page_rendering_enabled=False,
            callback_options=AsyncCallbackOptions(success=self._installed, failure=self._failed),
            authorization_url=urljoin(api, "/oauth/v2/authorize"),
            installation_store=installations,
            state_store=states,
            state_expiration_seconds=STATE_SECONDS,
            logger=QUIET,
        )
        self._flow = AsyncOAuthFlow(settings=settings, client=web_client(api), logger=QUIET)

    async def prepare(self, came: Came) -> None:
        """Make the tables, before the first request; ``came`` hears of each installation."""
        self._came = came
        await self._installations.create_tables()
        await self._states.create_tables()  # type: ignore[no-untyped-call]

    def router(self) -> APIRouter:
        """The three routes."""
        router = APIRouter()

        @router.get("/slack")
        async def welcome() -> Response:
            return Response(landing(INSTALL_PATH), media_type="text/html")

        @router.get(INSTALL_PATH)
        async def install(request: Request) -> Response:
            return to_starlette_response(await self._flow.handle_installation(to_async_bolt_request(request, b"")))

        @router.get(REDIRECT_PATH)
        async def redirected(request: Request) -> Response:
            return to_starlette_response(await self._flow.handle_callback(to_async_bolt_request(request, b"")))

        return router

    async def _installed(self, arguments: AsyncSuccessArgs) -> BoltResponse:
        installation = arguments.installation
        team = installation.team_id
        log.info("slack_installed", workspace=team, name=installation.team_name)
        if self._came is not None:
            try:
                await self._came(installation)
            except TemporaryError as error:
                # The workspace is kept; what it waited for is told at the next start at the latest.
                log.warning("slack_arrival_not_told", workspace=team, reason=str(error))
        opened = f"https://app.slack.com/app_redirect?app={installation.app_id}&team={team}"
        return self._answer(200, installed(installation.team_name or "your workspace", opened), arguments)

    async def _failed(self, arguments: AsyncFailureArgs) -> BoltResponse:
        log.info("slack_not_installed", reason=arguments.reason)
        said = _REASONS.get(arguments.reason, "Slack did not install it.")
        return self._answer(arguments.suggested_status_code, failed(said, INSTALL_PATH), arguments)

    def _answer(self, status: int, page: str, arguments: AsyncSuccessArgs | AsyncFailureArgs) -> BoltResponse:
        cookie = arguments.settings.state_utils.build_set_cookie_for_deletion()
        headers: dict[str, str | Sequence[str]] = {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": cookie}
        return BoltResponse(status=status, body=page, headers=headers)
