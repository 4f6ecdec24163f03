"""One real process of the product on Slack's double, and workspaces whose people use it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.acceptance.news_day import NewsDay
from tests.acceptance.press import TOPICS, Press
from tests.acceptance.product import PATIENCE_S, Product
from tests.doubles.slack import Channel, Message, SlackDouble, User, Workspace
from tests.doubles.slack.asking.asked import Asked
from tests.doubles.slack.asking.views import View

Mode = Literal["socket", "http"]


@dataclass(kw_only=True)
class Day(NewsDay):
    """On Slack, which reaches the process by ``mode``."""

    slack: SlackDouble
    mode: Mode

    async def reached(self) -> None:
        """Wait until Slack reaches the product."""
        if self.mode == "socket":
            await self.slack.until_connected(2, within=PATIENCE_S)
            return
        # Its web server is up before the rest of it is, and turns Slack away until then.
        async with asyncio.timeout(PATIENCE_S):
            while not await self._takes_requests():  # noqa: ASYNC110  nothing tells
                await asyncio.sleep(0.05)

    async def _takes_requests(self) -> bool:
        try:
            await self.slack.deliver_to(f"{self.product.url}/slack/events")
        except AssertionError:
            return False
        return True

    @asynccontextmanager
    async def bot_down(self) -> AsyncIterator[None]:
        """The operator stops the bot, and starts it again at the end."""
        await self.product.stop()
        yield
        await self.product.start()
        await self.reached()

    async def installed(self, name: str) -> Bureau:
        """A workspace that installs the app now, through the product's own pages."""
        workspace = self.slack.add_workspace(name, installed=False)
        editor = self.slack.add_user(workspace, "editor", tz="Asia/Baghdad", admin=True)
        bureau = Bureau(self, workspace, editor, self.slack.add_user(workspace, "reader", tz="America/New_York"))
        page = await self.slack.install(workspace, editor, self.product.url)
        assert f"Dateline is in {name}" in page.text
        return bureau


@dataclass
class Bureau:
    """A workspace that has the app. Its editor may change things, its reader may not."""

    day: Day
    workspace: Workspace
    editor: User
    reader: User

    @property
    def slack(self) -> SlackDouble:
        return self.day.slack

    def channel(self, name: str, *, joined: bool = True) -> Channel:
        """A new channel, with the bot in it."""
        channel = self.slack.add_channel(self.workspace, name, joined=False)
        if joined:
            self.slack.invite_bot(channel, self.editor)
        return channel

    async def ask(self, channel: Channel, text: str, user: User | None = None) -> Asked:
        """``/dateline`` and these words, by the editor unless said otherwise."""
        asked = await self.slack.slash(self.workspace, channel, user or self.editor, text)
        assert asked.acked, asked.error
        return asked

    async def told(self, channel: Channel, text: str, user: User | None = None) -> str:
        """What is read in a command's answer."""
        asked = await self.ask(channel, text, user)
        return self.slack.read(await asked.answered(within=PATIENCE_S))

    async def form(self, channel: Channel, text: str) -> View:
        """The form that a command opens."""
        return await (await self.ask(channel, text)).opened(within=PATIENCE_S)

    async def home(self, user: User | None = None) -> View:
        """The Home tab as it opens for somebody, the editor unless said otherwise."""
        view = await self.slack.open_home(self.workspace, user or self.editor)
        assert view is not None
        return view

    async def press(self, message: Message, label: str, user: User | None = None) -> Message:
        """A button of a message, by the editor unless said otherwise; the answer."""
        asked = await self.slack.press(message, label, user or self.editor)
        return await asked.answered(within=PATIENCE_S)

    async def pressed(self, message: Message, label: str, user: User | None = None) -> str:
        """What is read in the answer to a button."""
        return self.slack.read(await self.press(message, label, user))

    async def subscribed(self, topic: str, name: str, options: str = "") -> Channel:
        """A new channel that has a topic."""
        channel = self.channel(name)
        said = await self.told(channel, f"subscribe {topic} {options}")
        assert f"#{name} is subscribed to {topic}" in said, said
        return channel

    def alerts(self, channel: Channel, words: str, *, answers: bool = False) -> Sequence[Message]:
        """Messages of the channel itself with these words; answers to commands only where they are asked for."""
        posted = (one for one in self.slack.timeline(channel) if answers or one.metadata)
        return [one for one in posted if words in self.slack.read(one)]

    async def alert(self, channel: Channel, words: str, *, answers: bool = False) -> Message:
        """The one message with these words, as soon as it is there."""

        def found() -> Sequence[Message]:
            return self.alerts(channel, words, answers=answers)

        messages = await self.day.until(found, f"“{words}” in #{channel.name}")
        assert len(messages) == 1
        return messages[0]

    async def until_told(self, channel: Channel, text: str, words: str) -> str:
        """Give a command again and again until its answer has these words; the answer."""
        said = ""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while words not in said:
                    said = await self.told(channel, text)
        except TimeoutError:
            raise AssertionError(f"{text} never said “{words}” but: {said}") from None
        return said


@asynccontextmanager
async def open_day(folder: Path, mode: Mode) -> AsyncIterator[Day]:
    """A running product that reads the outlets, and that workspaces may install."""
    press = Press()
    await press.start()
    try:
        async with SlackDouble() as slack:
            slack.rotate_tokens()
            environment = {
                "DATELINE_PLATFORMS": "web",
                "DATELINE_POLL_FASTEST_S": "0.2",
                "DATELINE_POLL_SLOWEST_S": "0.2",
                "DATELINE_SWEEP_S": "0.1",
                "DATELINE_SLACK_MODE": mode,
                "DATELINE_SLACK_CLIENT_ID": slack.client_id,
                "DATELINE_SLACK_CLIENT_SECRET": slack.client_secret,
                "DATELINE_SLACK_ENCRYPTION_KEY": "a long random text",
                "DATELINE_SLACK_APP_TOKEN": slack.app_token,
                "DATELINE_SLACK_SIGNING_SECRET": slack.signing_secret,
                "DATELINE_SLACK_API_BASE": slack.api_base,
            }
            product = Product(folder, press, topics=TOPICS, wishes="", environment=environment)
            product.environment["DATELINE_SLACK_URL"] = product.url
            day = Day(slack=slack, press=press, product=product, mode=mode)
            await product.start()
            try:
                await day.reached()
                yield day
            finally:
                await product.stop()
            assert slack.unknown == []
    finally:
        await press.stop()
