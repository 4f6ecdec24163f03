"""Units of work: all or nothing, one after another, and snapshots that wait for nobody."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from bot.adapters.storage import SqlStorage
from bot.domain.alert import DeliveryState
from tests.contract.storage.samples import (
    NEWSROOM,
    a_card,
    a_channel,
    a_feed,
    a_story,
    a_topic,
    after,
    alert,
    lease,
    owe,
    settle,
)

Pair = tuple[SqlStorage, SqlStorage]


class Trouble(Exception):
    """Something that goes wrong in the middle of a unit of work."""


async def count_up(storage: SqlStorage, feed_id: int) -> None:
    """Read a number, think about it, and write the next one."""
    async with storage.write() as tx:
        feed = await tx.feeds.get(feed_id)
        assert feed is not None
        await asyncio.sleep(0)
        await tx.feeds.save(replace(feed, failures=feed.failures + 1))


async def failures(storage: SqlStorage, feed_id: int) -> int:
    async with storage.read() as tx:
        feed = await tx.feeds.get(feed_id)
        assert feed is not None
        return feed.failures


async def new_feed(storage: SqlStorage) -> int:
    async with storage.write() as tx:
        return (await tx.feeds.add(a_feed())).id


async def test_a_block_that_raises_leaves_nothing(storage: SqlStorage) -> None:
    async def fails_half_way() -> None:
        async with storage.write() as tx:
            await tx.watch.add_topic(a_topic())
            await alert(tx)
            await owe(tx, "n")
            raise Trouble

    with pytest.raises(Trouble):
        await fails_half_way()
    async with storage.read() as tx:
        assert await tx.watch.version() == 0
        assert list(await tx.watch.topics("local")) == []
        counts = await tx.counts()
        assert (counts.stories, counts.alerts, counts.owed) == (0, 0, 0)


async def test_a_block_that_is_cancelled_leaves_nothing_and_frees_its_turn(storage: SqlStorage) -> None:
    written = asyncio.Event()

    async def never_ends() -> None:
        async with storage.write() as tx:
            await tx.stories.add(a_story())
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with storage.write() as tx:
        assert (await tx.counts()).stories == 0


async def test_concurrent_changes_of_one_row_lose_none(storage: SqlStorage) -> None:
    feed_id = await new_feed(storage)
    await asyncio.gather(*(count_up(storage, feed_id) for _ in range(100)))
    assert await failures(storage, feed_id) == 100


async def test_concurrent_changes_by_two_storages_lose_none(pair: Pair) -> None:
    feed_id = await new_feed(pair[0])
    await asyncio.gather(*(count_up(pair[n % 2], feed_id) for n in range(100)))
    assert await failures(pair[1], feed_id) == 100


async def test_a_reader_sees_one_moment_and_does_not_wait(storage: SqlStorage) -> None:
    feed_id = await new_feed(storage)
    async with storage.write() as writing:
        feed = await writing.feeds.get(feed_id)
        assert feed is not None
        await writing.feeds.save(replace(feed, failures=1))
        async with storage.read() as reading:
            assert await reading.feeds.get(feed_id) == feed
    async with storage.read() as reading:
        before = await reading.feeds.get(feed_id)
        await count_up(storage, feed_id)
        assert await reading.feeds.get(feed_id) == before
    assert await failures(storage, feed_id) == 2


async def test_many_readers_at_once(storage: SqlStorage) -> None:
    feed_id = await new_feed(storage)
    assert await asyncio.gather(*(failures(storage, feed_id) for _ in range(50))) == [0] * 50


async def test_a_long_transaction_leaves_turns_to_other_tasks(storage: SqlStorage) -> None:
    turns = 0

    async def take_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(take_turns())
    async with storage.write() as tx:
        before = turns
        for _ in range(20):
            await tx.stories.add(a_story())
        assert turns - before >= 20
    other.cancel()


async def test_a_reader_cannot_write(storage: SqlStorage) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        async with storage.read() as tx:
            await tx.stories.add(a_story())
    async with storage.write() as tx:
        assert (await tx.counts()).stories == 0


async def test_a_writer_inside_a_writer_is_told_so(storage: SqlStorage) -> None:
    async with storage.write():
        with pytest.raises(RuntimeError, match="inside another"):
            async with storage.write():
                pass
    async with storage.write() as tx:
        await tx.stories.add(a_story())


async def test_two_storages_never_hold_one_delivery(pair: Pair) -> None:
    async with pair[0].write() as tx:
        for n in range(20):
            await owe(tx, f"n{n}", channel=a_channel(f"c{n % 7}", f"w{n % 3}"))

    async def take(storage: SqlStorage) -> list[int]:
        async with storage.write() as tx:
            leased = await lease(tx, limit=3, share=2)
        async with storage.write() as tx:
            for delivery in leased:
                assert await settle(tx, delivery, DeliveryState.SENT, message_id=f"m{delivery.id}")
        return [delivery.id for delivery in leased]

    taken = [each for batch in await asyncio.gather(*(take(pair[n % 2]) for n in range(10))) for each in batch]
    assert len(taken) == len(set(taken)) == 20


async def test_a_nonce_posted_by_two_storages_is_one_message(pair: Pair) -> None:
    posted = await asyncio.gather(
        *(pair[n % 2].messages.post(NEWSROOM, a_card(), nonce="n", author="Dateline", at=after(n)) for n in range(10))
    )
    assert len({message.id for message in posted}) == 1
    assert len({message.revision for message in posted}) == 1


async def test_what_one_storage_changes_the_other_sees(pair: Pair) -> None:
    async with pair[0].write() as tx:
        await tx.watch.add_topic(a_topic())
    async with pair[1].read() as tx:
        assert await tx.watch.version() == 1
        assert [topic.name for topic in await tx.watch.topics("local")] == ["syria"]
