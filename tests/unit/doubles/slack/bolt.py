"""The real Bolt app against the double, by sockets or by requests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack import Channel, SlackDouble, User, Workspace

EVENTS = "/slack/events"


@dataclass
class Newsroom:
    """A workspace, its channel, a person, and an app that listens. ``told``: the texts of events that it heard."""

    slack: SlackDouble
    workspace: Workspace
    wire: Channel
    ada: User
    app: AsyncApp
    client: AsyncWebClient
    url: str = ""
    told: list[str] = field(default_factory=list)


def newsroom(slack: SlackDouble) -> Newsroom:
    workspace = slack.add_workspace("Newsroom")
    client = AsyncWebClient(workspace.bot_token, base_url=slack.api_base)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)
    made = Newsroom(
        slack, workspace, slack.add_channel(workspace, "wire"), slack.add_user(workspace, "ada"), app, client
    )

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        made.told.append(event["text"])

    return made


@asynccontextmanager
async def by_sockets(sockets: int = 1, *, ping: float = 0.1) -> AsyncIterator[Newsroom]:
    async with SlackDouble() as slack:
        made = newsroom(slack)
        handlers: list[Any] = [
            AsyncSocketModeHandler(made.app, slack.app_token, ping_interval=ping) for _ in range(sockets)
        ]
        for handler in handlers:
            await handler.connect_async()
        await slack.until_connected(sockets)
        try:
            yield made
        finally:
            for handler in handlers:
                await handler.close_async()


@asynccontextmanager
async def listening(app: AsyncApp) -> AsyncIterator[str]:
    """The app's own server: its address."""
    runner = web.AppRunner(app.server(path=EVENTS).web_app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def by_requests() -> AsyncIterator[Newsroom]:
    async with SlackDouble() as slack:
        made = newsroom(slack)
        async with listening(made.app) as made.url:
            await slack.deliver_to(made.url + EVENTS)
            yield made
