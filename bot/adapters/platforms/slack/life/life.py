"""The whole of the connection with Slack: which way in, from the start to the stop."""

from __future__ import annotations

import asyncio

import structlog
from fastapi import APIRouter
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.oauth.installation_store import Installation

from bot.adapters.platforms.slack.install.oauth import OAuth
from bot.adapters.platforms.slack.install.tokens import Tokens
from bot.adapters.platforms.slack.life.app import Identities, Listener, build_app
from bot.adapters.platforms.slack.life.http import events_router
from bot.adapters.platforms.slack.life.presence import Changed, Label, PresenceWatch
from bot.adapters.platforms.slack.life.sockets import Sockets
from bot.adapters.platforms.slack.life.timing import LifeTiming
from bot.domain.errors import BadInput, TemporaryError
from bot.pipeline.ports import Presence

log = structlog.get_logger(__name__)

_LOOKS = 10
"""Times that a start asks which channels the bot is in; some five minutes of Slack's silence."""


class Life:
    """With an ``app_token`` it connects by ``sockets`` Socket Mode connections; with a ``signing_secret`` it takes HTTP
    requests by its ``router``. ``oauth`` lets workspaces install the app, through the same router.
    """

    def __init__(
        self,
        tokens: Tokens,
        *,
        api: str,
        presence: Presence | None = None,
        app_token: str | None = None,
        signing_secret: str | None = None,
        oauth: OAuth | None = None,
        sockets: int = 2,
        timing: LifeTiming | None = None,
    ) -> None:
        self._tokens = tokens
        self._api = api
        self._presence = presence
        self._app_token = app_token
        self._signing_secret = signing_secret
        self._oauth = oauth
        self._count = sockets
        self._timing = timing or LifeTiming()
        self._app: AsyncApp | None = None
        self._sockets: Sockets | None = None
        self._watch: PresenceWatch | None = None
        self._listeners: tuple[Listener, ...] = ()
        self._looking: asyncio.Task[None] | None = None
        self.identities = Identities(tokens, api=api)
        """The bot's own ids in each workspace."""

    def router(self) -> APIRouter | None:
        """What the web server mounts; None where Slack comes by sockets and nobody installs."""
        router = APIRouter()
        if self._signing_secret:
            router.include_router(events_router(lambda: self._app))
        if self._oauth is not None:
            router.include_router(self._oauth.router())
        return router if router.routes else None

    async def start(self, *listeners: Listener, changed: Changed | None = None, label: Label | None = None) -> None:
        """Take what comes, and hand it to ``listeners``; ``changed`` hears of channels with a new name, and
        ``label`` knows their names.

        Raises ``BadInput`` where Slack accepts no token of ours. Where it cannot be reached, it goes on trying.
        """
        watch = PresenceWatch(self._presence, self._tokens, api=self._api, changed=changed, label=label)
        self._watch = watch
        self._listeners = listeners
        if self._oauth is not None:
            await self._oauth.prepare(self._came)
        await self._introduced()
        self._app = build_app(
            self.identities, api=self._api, signing_secret=self._signing_secret, listeners=(watch, *listeners)
        )
        if self._app_token:
            self._sockets = Sockets(
                self._app, app_token=self._app_token, api=self._api, count=self._count, timing=self._timing
            )
            await self._sockets.start()
        self._looking = asyncio.create_task(self._look(watch))

    async def ended(self) -> None:
        """Wait until Slack will have the app no more, which raises ``BadInput``."""
        if self._sockets is not None:
            await self._sockets.ended()
        await asyncio.Event().wait()

    async def stop(self) -> None:
        """Disconnect; what comes by HTTP is turned away."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        if self._sockets is not None:
            await self._sockets.stop()
        self._app = None
        for listener in self._listeners:
            await listener.stop()

    async def _introduced(self) -> None:
        try:
            found = await self._tokens.workspaces()
        except TemporaryError as error:
            log.warning("slack_not_introduced", reason=str(error))
        else:
            log.info("slack_workspaces", count=len(found))

    async def _look(self, watch: PresenceWatch) -> None:
        """Look until every workspace has answered; what came back while nobody listened is told by nothing else."""
        wait = self._timing.first_wait
        for _ in range(_LOOKS):
            try:
                if await watch.look():
                    return
            except TemporaryError as error:
                log.warning("slack_channels_not_listed", reason=str(error))
            except BadInput as error:
                log.warning("slack_channels_not_listed", reason=str(error))
                return
            await asyncio.sleep(wait)
            wait = min(2 * wait, self._timing.longest_wait)

    async def _came(self, installation: Installation) -> None:
        assert self._watch is not None, "no browser comes before the start"
        if installation.team_id:
            await self._watch.came(installation.team_id)
