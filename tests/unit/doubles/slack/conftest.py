"""A double that listens, a workspace in it, and the real client pointed at it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack import Channel, SlackDouble, User, Workspace

Json = dict[str, Any]


@pytest.fixture
async def double() -> AsyncIterator[SlackDouble]:
    """Tests here send on purpose what no client should."""
    async with SlackDouble(checked=False) as served:
        yield served


@pytest.fixture
def newsroom(double: SlackDouble) -> Workspace:
    return double.add_workspace("Newsroom")


@pytest.fixture
def ada(double: SlackDouble, newsroom: Workspace) -> User:
    return double.add_user(newsroom, "ada", admin=True)


@pytest.fixture
def wire(double: SlackDouble, newsroom: Workspace, ada: User) -> Channel:
    return double.add_channel(newsroom, "wire")


@pytest.fixture
def client(double: SlackDouble, newsroom: Workspace) -> AsyncWebClient:
    return AsyncWebClient(newsroom.bot_token, base_url=double.api_base, retry_handlers=[])


@pytest.fixture
async def api(double: SlackDouble, newsroom: Workspace) -> AsyncIterator[aiohttp.ClientSession]:
    """Bare requests; addresses are relative to the API's. They carry no token by themselves."""
    async with aiohttp.ClientSession(double.api_base) as session:
        yield session


class Refused:
    """``with refused("no_text") as why``: the client raises with that error; ``why.messages`` afterwards."""

    def __init__(self, error: str) -> None:
        self.error = error
        self.answer: Json = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        assert isinstance(error, SlackApiError), f"{self.error} was not refused, but: {error!r}"
        self.answer = dict(error.response.data)
        assert self.answer["error"] == self.error
        return True

    @property
    def messages(self) -> list[str]:
        return list(self.answer["response_metadata"]["messages"])


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(label: str, **more: Any) -> Json:
    return {"type": "button", "text": {"type": "plain_text", "text": label}, **more}
