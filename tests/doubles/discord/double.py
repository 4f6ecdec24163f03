"""The double itself: an async context manager that listens on the loopback address."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from aiohttp import web

from tests.doubles.clock import Clock
from tests.doubles.discord.backend import make_backend
from tests.doubles.discord.buckets import Rates
from tests.doubles.discord.calls import Call
from tests.doubles.discord.control import Control
from tests.doubles.discord.description import description_at_hand
from tests.doubles.discord.faults import Faults
from tests.doubles.discord.front import API, Front
from tests.doubles.discord.gateway import Gateway
from tests.doubles.discord.scenes.gateway import GatewayScenes
from tests.doubles.discord.scenes.guilds import GuildScenes
from tests.doubles.discord.scenes.interactions import InteractionScenes
from tests.doubles.discord.store import Channel, Message, Store, User


class DiscordDouble(GuildScenes, InteractionScenes, GatewayScenes):
    """Discord on a free port of this machine::

        async with DiscordDouble() as discord:
            guild = discord.add_guild("Newsroom")
            wire = discord.add_channel(guild, "wire")
            Route.BASE = discord.api_base  # discord.http.Route
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(discord.gateway_url)
            ...  # start a client with discord.token
            answer = await discord.invoke_command(guild, wire, discord.add_user("ada"), "watch list")
            assert discord.messages(wire)[-1].text == "..."

    ``rates``: which rate limits hold; the default has real headers that no test exhausts. ``clock``: give one with a
    scale, or ``advance`` it. ``described``: request bodies are checked against Discord's own description where that
    lies beside the checkout, and leaving the block without an error raises on the first that breaks it.
    """

    def __init__(
        self,
        *,
        token: str = "the-bot's-token",
        rates: Rates | None = None,
        clock: Clock | None = None,
        described: bool = True,
        port: int = 0,
    ) -> None:
        self.clock = clock or Clock()
        self.backend = make_backend(token=token, clock=self.clock, rates=rates or Rates.roomy())
        self._front = Front(self.backend, description_at_hand() if described else None)
        self._port = port
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = self._front.application()
        Control(self).add_routes(app)
        self._front.add_fallback(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.backend.address = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for line in list(self.backend.gateway.lines):
            line.cut()
        if self._runner is not None:
            await self._runner.cleanup()
        if error is None:
            self.check_bodies()

    def check_bodies(self) -> None:
        """Raise on the first request body that breaks Discord's description of its API, or the double itself."""
        if self._front.mistakes:
            raise self._front.mistakes[0]
        if self.violations:
            raise AssertionError(self.violations[0])

    @property
    def address(self) -> str:
        """``http://127.0.0.1:port``; control routes are under ``/control``."""
        return self.backend.address

    @property
    def api_base(self) -> str:
        """For ``discord.http.Route.BASE``."""
        return self.backend.address + API

    @property
    def gateway_url(self) -> str:
        """For ``DiscordWebSocket.DEFAULT_GATEWAY``."""
        return self.backend.address.replace("http", "ws", 1) + "/gateway/"

    @property
    def token(self) -> str:
        return self.backend.token

    @property
    def application_id(self) -> int:
        return self.backend.application_id

    @property
    def bot(self) -> User:
        return self.backend.bot

    @property
    def store(self) -> Store:
        return self.backend.store

    @property
    def gateway(self) -> Gateway:
        return self.backend.gateway

    @property
    def faults(self) -> Faults:
        return self.backend.faults

    @property
    def calls(self) -> list[Call]:
        """Every request to the API in order."""
        return self.backend.calls

    @property
    def violations(self) -> list[str]:
        """What in request bodies broke Discord's description."""
        return self._front.violations

    @property
    def unknown(self) -> list[str]:
        """Requests that the double has no route for."""
        return self._front.unknown

    def messages(self, channel: Channel) -> list[Message]:
        """What is read in a channel now, oldest first."""
        return self.store.messages_in(channel)

    def count(self, route: str) -> int:
        """How many requests came for a route such as ``POST /channels/{channel_id}/messages``."""
        return sum(call.route == route for call in self.calls)
