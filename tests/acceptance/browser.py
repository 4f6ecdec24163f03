"""A headless Chromium, and the chat page served to it over the real message log."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from bot.adapters.clock import SystemClock
from bot.adapters.platforms.web import WebPlatform, chat_router
from bot.adapters.storage import SqlStorage, open_storage
from bot.adapters.telemetry import PrometheusMetrics
from bot.adapters.web import WebServer, create_app
from bot.domain.card import Break, Card, Code, Field, Text
from bot.domain.chat import Asker, Suggestion
from bot.domain.verbs import Audience, Verb
from bot.domain.watch import LOCAL_WORKSPACE, Channel

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PATIENCE_MILLISECONDS = 15_000
"""How long an expectation may take to come true on a machine that has much else to do."""

WIRE = Channel(LOCAL_WORKSPACE, "web", "wire")


def chromium() -> str:
    """The browser's path. Without one the test is skipped, or fails where CI promises one."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        reason = f"needs Chromium on the PATH as one of {', '.join(NAMES)} (Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="module")
async def chat(tmp_path: Path) -> AsyncIterator[ChatServer]:
    server = ChatServer(tmp_path / "dateline.db")
    await server.start()
    yield server
    await server.close_pages()
    await server.stop()


class ChatServer:
    """The process behind the page: it can be stopped, and started again on the same database and port."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self._port = 0
        self._storage: SqlStorage | None = None
        self._platform: WebPlatform | None = None
        self._server: WebServer | None = None
        self._contexts: list[BrowserContext] = []

    @property
    def platform(self) -> WebPlatform:
        assert self._platform is not None
        return self._platform

    @property
    def url(self) -> str:
        assert self._server is not None
        return self._server.url

    async def start(self) -> None:
        await self.open_log()
        assert self._storage is not None
        router = chat_router(
            self.platform, self._storage.messages, TypedCommands(), LOCAL_WORKSPACE, "Asia/Baghdad", home="wire"
        )
        app = create_app(
            routers=[router],
            health=_healthy,
            metrics_text=PrometheusMetrics().exposition,
            allowed_hosts=["127.0.0.1"],
        )
        self._server = WebServer(app, "127.0.0.1", self._port)
        await self._server.start()
        self._port = self._server.port

    async def open_log(self) -> None:
        """Only the log and the platform, as in a process that posts but serves no page."""
        self._storage = open_storage(f"sqlite:///{self.database}")
        await self._storage.upgrade()
        self._platform = WebPlatform(self._storage.messages, SystemClock())
        await self._platform.start()

    async def stop(self) -> None:
        if self._server is not None:
            await self._server.stop()
            self._server = None
        if self._platform is not None:
            await self._platform.stop()
            self._platform = None
        if self._storage is not None:
            await self._storage.close()
            self._storage = None

    async def open_page(self, browser: Browser, path: str = "", *, width: int = 1280, height: int = 800) -> WatchedPage:
        context = await browser.new_context(viewport={"width": width, "height": height})
        self._contexts.append(context)
        page = await context.new_page()
        watched = WatchedPage(page)
        await page.goto(self.url + path)
        await page.wait_for_selector("#connection[data-state=live]", state="attached")
        return watched

    async def close_pages(self) -> None:
        for context in self._contexts:
            await context.close()


class WatchedPage:
    """An open page, and whatever its console or scripts complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    async def headlines(self) -> list[str]:
        return await self.page.locator("#messages .headline").all_inner_texts()


class TypedCommands:
    """A few commands, enough to see what the page makes of an answer for the asker and of one for the channel."""

    verbs: Sequence[Verb] = ()

    def __init__(self) -> None:
        async def answered(_context: Any, _values: Mapping[str, Any]) -> Card:
            raise AssertionError("no test runs it")

        self.verbs = (
            Verb(path="help", help="All commands", run=answered),
            Verb(path="subscribe", help="Bring a topic in", run=answered, audience=Audience.CHANNEL),
        )

    async def run(self, line: str, asker: Asker) -> Card:
        match line.removeprefix("/").split():
            case ["help", *_]:
                body = (
                    Code("/subscribe quakes"),
                    Text(" brings earthquakes"),
                    Break(),
                    Code("/feeds add URL [OUTLET]"),
                )
                return Card(title="Commands", body=body, fallback="Commands")
            case ["topics"]:
                fields = tuple(Field(label=f"topic-{number}", value=(Text("words"),)) for number in range(60))
                return Card(title="Sixty topics", fields=fields, fallback="Sixty topics")
            case ["subscribe", topic]:
                title = f"#{asker.channel.id} now has {topic}"
                return Card(title=title, fallback=title, tone="notice")
            case _:
                return Card(title=f"There is no {line}", fallback="No such command", tone="error")

    async def preview(self, line: str, asker: Asker) -> Card | None:  # noqa: ARG002
        return None

    async def story_of(self, channel: Channel, message_id: str) -> str | None:  # noqa: ARG002
        return None

    async def complete(self, line: str, asker: Asker) -> Sequence[Suggestion]:  # noqa: ARG002
        whole = (
            Suggestion("/help", "All commands"),
            Suggestion("/subscribe quakes", "Earthquakes <b>anywhere</b>"),
            Suggestion("/subscribe wildfires", "Fires near towns"),
        )
        return [suggestion for suggestion in whole if suggestion.line.startswith(line)]


async def _healthy() -> Mapping[str, Any]:
    return {"ok": True}
