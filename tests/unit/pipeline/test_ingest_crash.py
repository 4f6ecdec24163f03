"""A poll is one unit of work: wherever it breaks off nothing is half done, and the next poll makes it whole."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.pipeline.ports import Storage, Transaction
from tests.unit.pipeline.newsroom import DESK, WIRE, Newsroom, entry


def words(seed: int, count: int) -> str:
    """Words that no other seed gives, so that no two articles seem to tell one story."""
    letters = str.maketrans("0123456789abcdef", "ghijklmnopqrstuv")
    digests = (hashlib.sha256(f"{seed}/{n}".encode()).hexdigest()[:8] for n in range(count))
    return " ".join(digest.translate(letters) for digest in digests)


class Crash(BaseException):
    """The process is gone: nothing catches it."""


class Brittle:
    """A storage whose writing transactions break at the n-th call of a repository, or at the commit after the last."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.break_at = 0
        self.calls = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        self.calls = 0
        async with self._storage.write() as tx:
            yield _BrittleTransaction(tx, self)
            self.count()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        async with self._storage.read() as tx:
            yield tx

    async def upgrade(self) -> None:
        await self._storage.upgrade()

    async def close(self) -> None:
        await self._storage.close()

    def count(self) -> None:
        self.calls += 1
        if self.calls == self.break_at:
            raise Crash


class _BrittleTransaction:
    def __init__(self, tx: Transaction, brittle: Brittle) -> None:
        self._tx = tx
        self._brittle = brittle

    def __getattr__(self, name: str) -> Any:
        return _BrittleRepository(getattr(self._tx, name), self._brittle)


class _BrittleRepository:
    def __init__(self, repository: object, brittle: Brittle) -> None:
        self._repository = repository
        self._brittle = brittle

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        method = getattr(self._repository, name)

        async def counted(*arguments: Any, **more: Any) -> Any:
            self._brittle.count()
            return await method(*arguments, **more)

        return counted


async def _everything(newsroom: Newsroom, feed_id: int) -> object:
    async with newsroom.storage.read() as tx:
        return await tx.counts(), await tx.feeds.get(feed_id)


async def test_a_crash_at_any_step_leaves_nothing_half_done(newsroom: Newsroom) -> None:
    brittle = Brittle(newsroom.storage)
    fragile = Newsroom(newsroom.storage, seen_by_pipeline=brittle)
    await newsroom.topic("quakes", "earthquake", WIRE, DESK)
    feed = await newsroom.feed("Herald")
    told = entry("Earthquake strikes Zembla, 3 dead", id="z", link="https://herald.example/z")
    await fragile.take_in(feed, told)
    step, finished = 0, False
    while not finished:
        step += 1
        fresh = entry(f"Earthquake {words(step, 4)}", words(-step, 40), link=f"https://herald.example/{step}")
        edited = replace(told, title=f"Earthquake strikes Zembla, {step + 3} dead")
        before = await _everything(newsroom, feed)
        brittle.break_at = step
        try:
            await fragile.take_in(feed, edited, fresh)
            finished = True
        except Crash:
            assert await _everything(newsroom, feed) == before
            brittle.break_at = 0
            again = await fragile.take_in(feed, edited, fresh)
            assert (again.new, again.changed) == (1, 1)
        await fragile.deliver()
        for channel in (WIRE, DESK):
            titles = [message.card.title for message in await newsroom.messages(channel)]
            assert titles.count(fresh.title) == 1
            assert titles.count(edited.title) == 1
            assert len(titles) == step + 1
        # What was undone is forgotten: nothing that is stored is taken for a copy of it.
        assert {article.copy_of for article in await newsroom.articles()} == {None}
        told = edited
    # two feeds' look-ups, both stores, two alerts of two channels each with its delivery, the traces, the feed, the commit
    assert step >= 25


async def test_the_crash_of_a_feeds_first_poll_leaves_it_unread(newsroom: Newsroom) -> None:
    brittle = Brittle(newsroom.storage)
    fragile = Newsroom(newsroom.storage, seen_by_pipeline=brittle)
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald", seeded=False)
    brittle.break_at = 6
    with pytest.raises(Crash):
        await fragile.take_in(feed, entry("Earthquake strikes Zembla"))
    brittle.break_at = 0
    assert (await fragile.take_in(feed, entry("Earthquake strikes Zembla"))).traces == ()
    assert await newsroom.messages() == []
