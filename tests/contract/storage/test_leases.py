"""Which of many owed deliveries a lease takes: one a channel, workspaces in turn, nothing for channels that are shut."""

from __future__ import annotations

from bot.adapters.storage import SqlStorage
from bot.domain.alert import Act, Delivery, DeliveryState
from bot.domain.watch import Channel, Pause
from bot.pipeline.ports import Transaction
from tests.contract.storage.samples import (
    ELSEWHERE,
    NEWSROOM,
    NOW,
    QUAKES,
    a_channel,
    after,
    lease,
    nonces,
    owe,
    settle,
)


async def owe_many(tx: Transaction, workspace: str, channels: int, *, each: int = 1, due: float = 0) -> None:
    """Deliveries ``w-0-0``, ``w-1-0`` ... to channels ``0``, ``1`` ... of a workspace, in lanes of their own."""
    for number in range(each):
        for channel in range(channels):
            name = f"{workspace}-{channel}-{number}"
            await owe(tx, name, channel=a_channel(str(channel), workspace), due=after(due))


async def pause(tx: Transaction, channel: Channel) -> None:
    assert await tx.watch.pause(Pause(channel=channel, reason="gone", since=NOW))


async def test_one_a_channel(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "late", due=after(3))
        await owe(tx, "early", due=after(1))
        await owe(tx, "other", channel=QUAKES, due=after(2))
        await owe(tx, "namesake", channel=ELSEWHERE, due=after(4))
        assert nonces(await lease(tx, 5)) == ["early", "namesake", "other"]
        assert nonces(await lease(tx, 5)) == ["late"]


async def test_a_channel_whose_longest_due_cannot_be_made_gives_its_next(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a", "post", due=after(9))
        await owe(tx, "a", "edit", act=Act.EDIT, due=after(0))
        await owe(tx, "b", due=after(2))
        assert nonces(await lease(tx, 5)) == ["b"]
        await owe(tx, "c", due=after(3))
        assert nonces(await lease(tx, 5)) == ["c"]


async def test_channels_to_be_left_out_are_left_out(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        for channel in (NEWSROOM, QUAKES, ELSEWHERE):
            await owe(tx, str(channel.workspace) + channel.id, channel=channel)
        many = [a_channel(f"c{n}\0'\"") for n in range(20_000)]
        assert nonces(await lease(tx, without=[NEWSROOM, *many])) == ["localquakes", "anothernewsroom"]
        assert await tx.outbox.next_due("web", without=[QUAKES, ELSEWHERE, *many]) == NOW
        assert await tx.outbox.next_due("web", without=[NEWSROOM]) == after(60)
        assert await tx.outbox.next_due("web", without=[NEWSROOM, QUAKES, ELSEWHERE]) is None


async def test_nothing_of_a_paused_channel_is_leased(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "paused")
        await owe(tx, "open", channel=ELSEWHERE, due=after(4))
        await pause(tx, NEWSROOM)
        await pause(tx, Channel("another", "console", "newsroom"))
        assert await tx.outbox.next_due("web") == after(4)
        assert nonces(await lease(tx, 5)) == ["open"]
        await pause(tx, ELSEWHERE)
        assert await tx.outbox.next_due("web") is None
        await tx.watch.resume(NEWSROOM)
        assert await tx.outbox.next_due("web") == NOW
        assert nonces(await lease(tx, 5)) == ["paused"]


async def test_a_delivery_under_way_when_its_channel_was_paused_can_be_settled(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a")
        (held,) = await lease(tx)
        await pause(tx, NEWSROOM)
        assert await settle(tx, held, DeliveryState.OWED, due_at=after(1))
        assert nonces(await lease(tx, 100)) == []


async def test_a_workspace_takes_no_more_than_its_share(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe_many(tx, "a", 6)
        await owe_many(tx, "b", 1, due=1)
        assert nonces(await lease(tx, 2, share=3)) == ["a-0-0", "b-0-0", "a-1-0", "a-2-0"]
        assert nonces(await lease(tx, 2, share=3)) == ["a-3-0", "a-4-0", "a-5-0"]


async def test_channels_left_out_and_paused_take_nothing_of_the_share(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe_many(tx, "a", 6)
        await pause(tx, a_channel("0", "a"))
        leased = await lease(tx, share=2, without=[a_channel("1", "a"), a_channel("2", "a")])
        assert nonces(leased) == ["a-3-0", "a-4-0"]


async def test_workspaces_take_turns_however_long_one_has_waited(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe_many(tx, "a", 4, each=3)
        await owe_many(tx, "b", 2, due=5)
        await owe_many(tx, "c", 1, due=9)
        assert nonces(await lease(tx, 10, limit=3)) == ["a-0-0", "b-0-0", "c-0-0"]
        assert nonces(await lease(tx, 10, limit=2)) == ["a-1-0", "b-1-0"]


async def test_a_workspace_with_much_under_way_comes_after_one_with_little(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe_many(tx, "a", 4)
        assert len(await lease(tx, limit=2)) == 2
        await owe_many(tx, "b", 1, due=5)
        assert nonces(await lease(tx, 10, limit=1)) == ["b-0-0"]
        # Leases that ran out hold nothing.
        await owe_many(tx, "c", 1, due=50)
        assert nonces(await lease(tx, 60, limit=1)) == ["a-0-0"]


async def test_everything_is_leased_in_the_end(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        for workspace in ("a", "b", "c"):
            await owe_many(tx, workspace, 5, each=4)
        taken: list[Delivery] = []
        while leased := await lease(tx, limit=7, share=4):
            taken += leased
            for delivery in leased:
                await settle(tx, delivery, DeliveryState.SENT, message_id=f"m{delivery.id}")
        assert len(set(nonces(taken))) == len(taken) == 60
        assert await tx.outbox.next_due("web") is None
