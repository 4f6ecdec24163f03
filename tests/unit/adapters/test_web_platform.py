from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.platforms.web import WebPlatform
from bot.adapters.storage import SqlStorage, open_storage
from bot.domain.alert import RetryAfter, Sent
from bot.domain.card import Card, Mention
from bot.domain.chat import Message
from bot.domain.errors import StorageBusy
from bot.domain.watch import Channel

NEWS = Channel("local", "web", "news")
NEVER = timedelta(hours=1)


def card(title: str) -> Card:
    return Card(title=title, fallback=title)


@pytest.fixture
async def storage() -> AsyncIterator[SqlStorage]:
    storage = open_storage("sqlite:///:memory:")
    await storage.upgrade()
    yield storage
    await storage.close()


@pytest.fixture
def platform(storage: SqlStorage) -> WebPlatform:
    return WebPlatform(storage.messages, SystemClock(), poll_every=NEVER)


async def take(changes: AsyncIterator[Message], count: int) -> list[tuple[int, str]]:
    async with asyncio.timeout(5):
        found = [await anext(changes) for _ in range(count)]
    return [(message.revision, message.card.title) for message in found]


async def test_changes_begin_after_a_revision_and_go_on(platform: WebPlatform) -> None:
    first = await platform.post(NEWS, card("one"), nonce="1")
    await platform.post(NEWS, card("two"), nonce="2")
    changes = platform.changes("local", 1)
    assert await take(changes, 1) == [(2, "two")]
    assert isinstance(first, Sent)
    waiting = asyncio.create_task(take(changes, 2))
    await platform.edit(NEWS, first.message_id, card("one, edited"), nonce="3")
    await platform.post(NEWS, card("three"), nonce="4")
    assert await waiting == [(3, "one, edited"), (4, "three")]


async def test_many_changes_come_in_order(platform: WebPlatform) -> None:
    for number in range(1, 121):
        await platform.post(NEWS, card(str(number)), nonce=str(number))
    assert await take(platform.changes("local", 0), 120) == [(number, str(number)) for number in range(1, 121)]
    assert await platform.latest_revision(0) == 120
    assert await platform.latest_revision(120) == 120


async def test_other_workspaces_and_platforms_are_not_told(platform: WebPlatform, storage: SqlStorage) -> None:
    await platform.post(Channel("other", "web", "news"), card("theirs"), nonce="1")
    await storage.messages.post(
        Channel("local", "irc", "news"), card("elsewhere"), nonce="2", author="x", at=SystemClock().now()
    )
    await platform.post(NEWS, card("ours"), nonce="3")
    assert await take(platform.changes("local", 0), 1) == [(3, "ours")]


async def test_what_another_process_writes_is_found_by_looking(storage: SqlStorage) -> None:
    platform = WebPlatform(storage.messages, SystemClock(), poll_every=timedelta(milliseconds=5))
    other = WebPlatform(storage.messages, SystemClock())
    waiting = asyncio.create_task(take(platform.changes("local", 0), 1))
    await other.post(NEWS, card("hello"), nonce="1")
    assert await waiting == [(1, "hello")]


async def test_stopping_ends_the_changes(platform: WebPlatform) -> None:
    async def all_of_them() -> list[Message]:
        return [message async for message in platform.changes("local", 0)]

    await platform.start()
    following = asyncio.create_task(all_of_them())
    await asyncio.sleep(0)
    await platform.stop()
    async with asyncio.timeout(5):
        assert await following == []


class BusyLog:
    """A message log whose database takes no work at first."""

    def __init__(self, storage: SqlStorage, refusals: int) -> None:
        self._log = storage.messages
        self._refusals = refusals

    def _refuse(self) -> None:
        if self._refusals:
            self._refusals -= 1
            raise StorageBusy("The database is busy.")

    async def post(
        self, channel: Channel, card: Card, *, nonce: str, author: str, at: datetime, under: str | None = None
    ) -> Message:
        self._refuse()
        return await self._log.post(channel, card, nonce=nonce, author=author, at=at, under=under)

    async def edit(self, channel: Channel, message_id: str, card: Card, *, at: datetime) -> Message | None:
        self._refuse()
        return await self._log.edit(channel, message_id, card, at=at)

    async def find(self, channel: Channel, nonce: str) -> Message | None:
        return await self._log.find(channel, nonce)

    async def page(self, channel: Channel, *, limit: int, before: str | None = None) -> Sequence[Message]:
        return await self._log.page(channel, limit=limit, before=before)

    async def changes(self, after: int, limit: int) -> Sequence[Message]:
        self._refuse()
        return await self._log.changes(after, limit)

    async def channels(self, workspace: str, platform: str) -> Sequence[Channel]:
        return await self._log.channels(workspace, platform)


async def test_a_busy_database_is_an_outcome(storage: SqlStorage) -> None:
    platform = WebPlatform(BusyLog(storage, refusals=2), SystemClock())
    assert await platform.post(NEWS, card("x"), nonce="1") == RetryAfter(1.0, "The database is busy.")
    assert await platform.edit(NEWS, "1", card("x"), nonce="2") == RetryAfter(1.0, "The database is busy.")
    assert isinstance(await platform.post(NEWS, card("x"), nonce="1"), Sent)


async def test_a_busy_database_does_not_end_the_changes(storage: SqlStorage) -> None:
    await WebPlatform(storage.messages, SystemClock()).post(NEWS, card("x"), nonce="1")
    log = BusyLog(storage, refusals=1)
    platform = WebPlatform(log, SystemClock(), poll_every=timedelta(milliseconds=5))
    assert await take(platform.changes("local", 0), 1) == [(1, "x")]


@pytest.mark.parametrize(("name", "found"), [("News", "news"), ("#desk-1", "desk-1"), (" شمال ", "شمال")])
async def test_names_of_channels_are_lower_case_words(platform: WebPlatform, name: str, found: str) -> None:
    assert await platform.resolve("local", name) == Channel("local", "web", found)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@ana", [Mention("user", "ana", "@ana")]),
        ("ana, @bo", [Mention("user", "ana", "@ana"), Mention("user", "bo", "@bo")]),
        ("@Here", [Mention("here", "", "@here")]),
        ("@everyone @channel", [Mention("everyone", "", "@everyone"), Mention("everyone", "", "@everyone")]),
    ],
)
async def test_names_are_called_as_they_are_written(storage: SqlStorage, text: str, called: list[Mention]) -> None:
    platform = WebPlatform(storage.messages, SystemClock())
    assert await platform.mentions("local", text) == called
