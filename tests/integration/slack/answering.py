"""A workspace of the double where the real connection answers: with verbs that write down what they were asked, or with
those of the product.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from fastapi import FastAPI

from bot.adapters.clock import SystemClock
from bot.adapters.platforms.slack import SlackPlatform
from bot.adapters.platforms.slack.asking import Asking
from bot.adapters.platforms.slack.cards import Naming, Renderer, button_signer
from bot.adapters.platforms.slack.install import SingleWorkspace
from bot.adapters.platforms.slack.life import Life
from bot.adapters.storage import SqlStorage, open_storage
from bot.adapters.web import WebServer
from bot.domain.chat import Asker
from bot.domain.errors import StorageBusy
from bot.domain.watch import Channel, House
from bot.pipeline.commands import CommandRunner
from bot.pipeline.ports import Commands
from handlers import all_verbs
from handlers import choices as product
from handlers.context import Context
from tests.doubles import slack as doubles
from tests.doubles.slack.asking.asked import Asked
from tests.doubles.slack.asking.views import View
from tests.doubles.slack.errors import Json
from tests.integration.noting_verbs import Verbs, choices
from tests.integration.slack.connected import QUICK
from tests.integration.slack.desk import platform_of, strings_in


@dataclass
class Room:
    """``manager`` is an admin, ``reader`` is not. ``done`` is what verbs were run with; ``gate`` holds ``slow`` up."""

    slack: doubles.SlackDouble
    newsroom: doubles.Workspace
    wire: doubles.Channel
    manager: doubles.User
    reader: doubles.User
    storage: SqlStorage
    asking: Asking
    done: list[tuple[Asker, str, dict[str, Any]]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def last(self) -> tuple[Asker, str, dict[str, Any]]:
        return self.done[-1]

    @property
    def channel(self) -> Channel:
        return Channel(self.newsroom.id, "slack", self.wire.id)

    async def ask(
        self, text: str, user: doubles.User | None = None, *, channel: doubles.Channel | None = None, **options: Any
    ) -> Asked:
        """``/dateline text`` in #wire, by the manager unless said otherwise."""
        return await self.slack.slash(self.newsroom, channel or self.wire, user or self.manager, text, **options)

    async def told(self, text: str, user: doubles.User | None = None, **options: Any) -> str:
        """What a reader sees of the answer to it."""
        asked = await self.ask(text, user, **options)
        return self.slack.read(await asked.answered())

    async def press(self, message: doubles.Message, label: str, user: doubles.User | None = None) -> Asked:
        """A button of a message."""
        return await self.slack.press(message, label, user or self.manager)


@asynccontextmanager
async def answering(
    *,
    double: doubles.SlackDouble | None = None,
    secret: str = "a secret",
    busy: bool = False,
    real: bool = False,
    by_http: bool = False,
    **options: Any,
) -> AsyncIterator[Room]:
    """The room. ``real``: with the product's own verbs; ``busy``: the database has no time to tell who manages.

    ``options`` are ``Asking``'s.
    """
    storage = open_storage("sqlite:///:memory:")
    await storage.upgrade()
    try:
        async with double or doubles.SlackDouble() as slack:
            newsroom = slack.add_workspace("Newsroom")
            wire = slack.add_channel(newsroom, "wire")
            manager, reader = slack.add_user(newsroom, "ana", admin=True), slack.add_user(newsroom, "ben", tz=None)
            verbs, platform = Verbs(), platform_of(slack, newsroom)
            commands = _product(storage, platform) if real else _noting(storage, verbs)
            options.setdefault("uninvited", platform.directory.uninvited)
            asking = _asking(commands, storage, secret=secret, busy=busy, **options)
            tokens = SingleWorkspace(newsroom.bot_token, api=slack.api_base)
            way: dict[str, Any] = (
                {"signing_secret": slack.signing_secret} if by_http else {"app_token": slack.app_token, "sockets": 1}
            )
            life = Life(tokens, api=slack.api_base, timing=QUICK, **way)
            try:
                await life.start(asking)
                async with _reached(life, slack):
                    yield Room(slack, newsroom, wire, manager, reader, storage, asking, verbs.done, verbs.gate)
            finally:
                await asking.stop()
                await life.stop()
                await platform.stop()
    finally:
        await storage.close()


@asynccontextmanager
async def _reached(life: Life, slack: doubles.SlackDouble) -> AsyncIterator[None]:
    """Slack has its way to the app: a socket, or the address of a server."""
    router = life.router()
    if router is None:
        await slack.until_connected(1)
        yield
        return
    app = FastAPI()
    app.include_router(router)
    server = WebServer(app, "127.0.0.1", 0)
    await server.start()
    try:
        assert server.url is not None
        await slack.deliver_to(f"{server.url.rstrip('/')}/slack/events")
        yield
    finally:
        await server.stop()


def _asking(commands: Commands, storage: SqlStorage, *, secret: str, busy: bool, **options: Any) -> Asking:
    async def house_of(workspace: str) -> House:
        if busy:
            raise StorageBusy("The database is busy; try again.")
        async with storage.read() as tx:
            return await tx.watch.house(workspace)

    signer = button_signer(secret)
    return Asking(
        commands,
        renderer=Renderer(signer, Naming(commands.verbs, options.get("aliases", ()))),
        signer=signer,
        houses=house_of,
        storage=storage,
        clock=SystemClock(),
        time_zone="Asia/Baghdad",
        **options,
    )


def _noting(storage: SqlStorage, verbs: Verbs) -> Commands:
    return CommandRunner(verbs.declared(), context_of=lambda asker: asker, choices=choices, storage=storage)


def _product(storage: SqlStorage, platform: SlackPlatform) -> Commands:
    """The product's verbs, of which these tests need no feeds."""
    verbs = all_verbs()
    nothing = cast("Any", None)

    def context_of(asker: Asker) -> Context:
        return Context(
            asker=asker,
            now=SystemClock().now(),
            storage=storage,
            platforms={"slack": platform},
            fetcher=nothing,
            parser=nothing,
            verbs=verbs,
            waiting=nothing,
        )

    return CommandRunner(
        verbs,
        context_of=context_of,
        choices=lambda option, asker: product.choices(storage, option, asker),
        storage=storage,
    )


def texts(view: View | Json) -> str:
    """All that a view says, in order."""
    return "\n".join(strings_in(view.blocks if isinstance(view, View) else view))
