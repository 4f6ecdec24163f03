"""A workspace of the double, and the real connection with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot.adapters.platforms.slack.install import SingleWorkspace
from bot.adapters.platforms.slack.life import Life, LifeTiming
from tests.doubles import slack as doubles
from tests.integration.heard import Heard

QUICK = LifeTiming(
    ping=0.1, connect=2.0, start=3.0, first_wait=0.02, longest_wait=0.1, linger=0.5, off=0.05, steady=60.0
)
"""As the connection waits where nobody has to be spared."""


@dataclass
class Noting:
    """A ``Listener`` that writes down what it is told, and acknowledges a command once its ``gate`` is open."""

    mentions: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def stop(self) -> None:
        self.gate.set()

    def register(self, app: AsyncApp) -> None:
        @app.event("app_mention")
        async def mentioned(event: dict[str, Any]) -> None:
            self.mentions.append(event["text"])

        @app.command("/dateline")
        async def command(ack: Callable[..., Any], body: dict[str, Any]) -> None:
            self.commands.append(body["text"])
            await self.gate.wait()
            await ack(f"Heard: {body['text']}")


@dataclass(frozen=True)
class Connection:
    """The double with a workspace and its channel ``wire``, and what is connected with it."""

    slack: doubles.SlackDouble
    workspace: doubles.Workspace
    wire: doubles.Channel
    ana: doubles.User
    life: Life
    heard: Heard
    noting: Noting


@asynccontextmanager
async def connected(
    *, sockets: int = 2, signing_secret: str | None = None, app_token: str | None = None, **options: Any
) -> AsyncIterator[Connection]:
    """By sockets, or by HTTP where a signing secret is given. ``options`` are the double's."""
    if signing_secret:
        options["signing_secret"] = signing_secret
    async with doubles.SlackDouble(**options) as slack:
        workspace = slack.add_workspace("Newsroom")
        wire = slack.add_channel(workspace, "wire")
        ana = slack.add_user(workspace, "ana")
        heard, noting = Heard(), Noting()
        noting.gate.set()
        life = Life(
            SingleWorkspace(workspace.bot_token, api=slack.api_base),
            api=slack.api_base,
            presence=heard,
            app_token=None if signing_secret else app_token or slack.app_token,
            signing_secret=signing_secret,
            sockets=sockets,
            timing=QUICK,
        )
        try:
            await life.start(noting)
            yield Connection(slack, workspace, wire, ana, life, heard, noting)
        finally:
            await life.stop()


async def until(condition: Callable[[], bool], *, within: float = 5.0) -> None:
    """Wait for what nothing tells of."""
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110  nothing tells
            await asyncio.sleep(0.01)
