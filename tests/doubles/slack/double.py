"""The double itself: an async context manager that listens on the loopback address."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from aiohttp import web

from tests.doubles.clock import Clock
from tests.doubles.slack.backend import Backend, make_backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.control import Control
from tests.doubles.slack.faults import Faults
from tests.doubles.slack.front import API, Front
from tests.doubles.slack.playing import Playing
from tests.doubles.slack.rates import Rates
from tests.doubles.slack.scenes.asking import AskingScenes
from tests.doubles.slack.scenes.installing import InstallScenes
from tests.doubles.slack.scenes.reading import ReadingScenes
from tests.doubles.slack.scenes.sockets import SocketScenes
from tests.doubles.slack.scenes.workspaces import WorkspaceScenes
from tests.doubles.slack.scenes.writing import WritingScenes
from tests.doubles.slack.store import Store


class SlackDouble(WorkspaceScenes, WritingScenes, ReadingScenes, AskingScenes, SocketScenes, InstallScenes):
    """Slack on a free port of this machine::

        async with SlackDouble() as slack:
            newsroom = slack.add_workspace("Newsroom")
            wire = slack.add_channel(newsroom, "wire")
            client = AsyncWebClient(newsroom.bot_token, base_url=slack.api_base)
            await client.chat_postMessage(channel=wire.id, text="36 killed")
            assert slack.reads(wire) == ["36 killed"]

    ``rates``: which limits hold; the default has none that a test meets. ``clock``: give one with a scale, or
    ``advance`` it. ``checked``: leaving the block without an error raises on the first payload that no client should
    send.
    """

    def __init__(
        self,
        *,
        rates: Rates | None = None,
        clock: Clock | None = None,
        signing_secret: str = "the-signing-secret",
        checked: bool = True,
        port: int = 0,
    ) -> None:
        self.clock = clock or Clock()
        self.checked = checked
        self.backend: Backend = make_backend(
            clock=self.clock, rates=rates or Rates.roomy(), signing_secret=signing_secret
        )
        self._front = Front(self.backend)
        self._port = port
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = self._front.application()
        Control(self).add_routes(app)
        Playing(self).add_routes(app)
        self._front.add_fallback(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.backend.address = f"http://{host}:{port}"
        self.backend.deliveries.start(self.backend)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.backend.deliveries.stop()
        await self.backend.sockets.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        if error is None:
            self.check()

    def check(self) -> None:
        """Raise on the first mistake of the double's own, or payload that no client should send."""
        if self.backend.mistakes:
            raise self.backend.mistakes[0]
        if self.checked and self.violations:
            raise AssertionError(self.violations[0])

    @property
    def address(self) -> str:
        """``http://127.0.0.1:port``; control routes are under ``/control``."""
        return self.backend.address

    @property
    def api_base(self) -> str:
        """For ``AsyncWebClient(base_url=...)``; ends with a slash."""
        return self.backend.address + API

    @property
    def app_id(self) -> str:
        return self.backend.app_id

    @property
    def app_token(self) -> str:
        """For Socket Mode."""
        return self.backend.app_token

    @property
    def bot_token(self) -> str:
        """That of the first workspace, as given last."""
        return next(iter(self.store.workspaces.values())).bot_token

    @property
    def client_id(self) -> str:
        return self.backend.client_id

    @property
    def client_secret(self) -> str:
        return self.backend.client_secret

    @property
    def signing_secret(self) -> str:
        return self.backend.signing_secret

    @property
    def store(self) -> Store:
        return self.backend.store

    @property
    def faults(self) -> Faults:
        return self.backend.faults

    @property
    def calls(self) -> list[Call]:
        """Every request in order."""
        return self.backend.calls

    @property
    def violations(self) -> list[str]:
        """Payloads that no client should send, a sentence each."""
        return self.backend.violations

    @property
    def unknown(self) -> list[str]:
        """Requests that the double has no route for."""
        return self.backend.unknown

    def called(self, method: str) -> list[Call]:
        """The requests for one method, in order."""
        return [call for call in self.calls if call.method == method]

    def count(self, method: str) -> int:
        """How many requests came for a method such as ``chat.postMessage``."""
        return len(self.called(method))
