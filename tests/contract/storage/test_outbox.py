"""The deliveries that are owed: in order, one at a time, never lost, never held twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.adapters.storage import SqlStorage
from bot.domain.alert import Act, Delivery, DeliveryState
from bot.domain.watch import Channel
from bot.pipeline.ports import Transaction
from tests.contract.storage.samples import a_card, after, alert, owe


async def lease(tx: Transaction, at: float = 0, *, limit: int = 9, platform: str = "web") -> Sequence[Delivery]:
    return await tx.outbox.lease(platform, now=after(at), until=after(at + 60), limit=limit)


def nonces(deliveries: Sequence[Delivery]) -> list[str]:
    return [delivery.nonce for delivery in deliveries]


async def test_a_delivery_comes_back_as_it_was_owed(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        owed = await owe(tx, await alert(tx), "n1")
        assert owed.id
        assert await tx.outbox.of_alert(owed.alert_id) == [owed]
        (leased,) = await lease(tx)
        assert leased == replace(owed, attempts=1, leased_until=after(60))
        assert await tx.outbox.of_alert(owed.alert_id) == [leased]


async def test_due_deliveries_of_one_platform_oldest_first(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        for nonce, due in (("second", 2), ("first", 1), ("third", 2), ("not yet", 3)):
            await owe(tx, await alert(tx), nonce, due=after(due))
        await owe(tx, await alert(tx, Channel("local", "console", "newsroom")), "console", due=after(0))
        assert nonces(await lease(tx, 2, limit=2)) == ["first", "second"]
        assert nonces(await lease(tx, 2)) == ["third"]
        assert nonces(await lease(tx, 2, platform="console")) == ["console"]
        assert nonces(await lease(tx, 2)) == []


async def test_an_alerts_deliveries_are_made_one_after_another(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        told = await alert(tx)
        await owe(tx, told, "post")
        await owe(tx, told, "edit", act=Act.EDIT)
        (post,) = await lease(tx)
        assert post.act is Act.POST
        assert nonces(await lease(tx)) == []
        assert await tx.outbox.settle(post, DeliveryState.SENT, message_id="m-1")
        (edit,) = await lease(tx)
        assert (edit.nonce, edit.message_id) == ("edit", "m-1")


async def test_a_later_delivery_waits_for_an_earlier_one_that_is_not_due(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        told = await alert(tx)
        await owe(tx, told, "post", due=after(50))
        await owe(tx, told, "edit", act=Act.EDIT, due=after(0))
        assert nonces(await lease(tx, 10)) == []
        assert await tx.outbox.next_due("web") == after(50)
        assert nonces(await lease(tx, 50)) == ["post"]


async def test_a_sent_post_gives_its_alert_the_message(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        told = await alert(tx)
        await owe(tx, told, "post")
        (post,) = await lease(tx)
        assert await tx.outbox.settle(post, DeliveryState.SENT, message_id="m-1")
        assert await tx.alerts.get("local", told.id) == replace(told, message_id="m-1")
        (settled,) = await tx.outbox.of_alert(told.id)
        assert settled == replace(post, state=DeliveryState.SENT, leased_until=None, message_id="m-1")
        assert await tx.outbox.next_due("web") is None


@pytest.mark.parametrize("state", [DeliveryState.REFUSED, DeliveryState.EXPIRED])
async def test_what_is_given_up_is_not_leased_again(storage: SqlStorage, state: DeliveryState) -> None:
    async with storage.write() as tx:
        told = await alert(tx)
        await owe(tx, told, "post")
        await owe(tx, told, "edit", act=Act.EDIT)
        (post,) = await lease(tx)
        assert await tx.outbox.settle(post, state, reason="no such channel")
        assert nonces(await lease(tx)) == ["edit"]
        settled = (await tx.outbox.of_alert(told.id))[0]
        assert (settled.state, settled.reason) == (state, "no such channel")
        found = await tx.alerts.get("local", told.id)
        assert found is not None
        assert found.message_id is None


async def test_a_delivery_to_be_tried_again_waits_until_it_is_due(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, await alert(tx), "post")
        (first,) = await lease(tx)
        with pytest.raises(ValueError, match="next attempt"):
            await tx.outbox.settle(first, DeliveryState.OWED)
        assert await tx.outbox.settle(first, DeliveryState.OWED, due_at=after(30), reason="rate limited")
        assert await tx.outbox.next_due("web") == after(30)
        assert nonces(await lease(tx, 29)) == []
        (second,) = await lease(tx, 30)
        assert (second.attempts, second.nonce, second.reason) == (2, "post", "rate limited")


async def test_a_lease_that_ran_out_is_taken_over_and_its_holder_changes_nothing(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        told = await alert(tx)
        await owe(tx, told, "post")
        (lost,) = await lease(tx)
        assert nonces(await lease(tx, 59)) == []
        assert await tx.outbox.next_due("web") == after(60)
        (taken,) = await lease(tx, 60)
        assert taken.attempts == 2
        assert not await tx.outbox.settle(lost, DeliveryState.SENT, message_id="late")
        assert await tx.outbox.of_alert(told.id) == [taken]
        assert await tx.alerts.get("local", told.id) == told
        assert await tx.outbox.settle(taken, DeliveryState.SENT, message_id="m-2")
        assert not await tx.outbox.settle(taken, DeliveryState.OWED, due_at=after(99))
        assert not await tx.outbox.settle(lost, DeliveryState.REFUSED)


async def test_a_lease_that_ran_out_may_still_be_ended_by_its_holder(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, await alert(tx), "post")
        (held,) = await lease(tx)
        assert await tx.outbox.settle(held, DeliveryState.SENT, message_id="m-1")
        assert nonces(await lease(tx, 600)) == []


async def test_an_edit_that_waits_takes_the_new_card(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        told = await alert(tx)
        await owe(tx, told, "post")
        first = await owe(tx, told, "edit-1", act=Act.EDIT, due=after(5))
        second = await owe(tx, told, "edit-2", act=Act.EDIT, due=after(9), title="Developed")
        assert second == replace(first, card=a_card("Developed"), nonce="edit-2")
        assert nonces(await tx.outbox.of_alert(told.id)) == ["post", "edit-2"]
        other = await owe(tx, await alert(tx), "edit-3", act=Act.EDIT)
        assert other.id not in {first.id, second.id}


async def test_an_edit_under_way_is_left_alone(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        told = await alert(tx)
        await owe(tx, told, "edit-1", act=Act.EDIT)
        (leased,) = await lease(tx)
        later = await owe(tx, told, "edit-2", act=Act.EDIT)
        merged = await owe(tx, told, "edit-3", act=Act.EDIT)
        assert leased.id != later.id == merged.id
        assert nonces(await tx.outbox.of_alert(told.id)) == ["edit-1", "edit-3"]
        assert await tx.outbox.settle(leased, DeliveryState.SENT)
        assert nonces(await lease(tx)) == ["edit-3"]


async def test_an_edit_to_be_tried_again_takes_the_new_card_and_keeps_its_count(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        told = await alert(tx)
        await owe(tx, told, "edit-1", act=Act.EDIT)
        (tried,) = await lease(tx)
        await tx.outbox.settle(tried, DeliveryState.OWED, due_at=after(30))
        await owe(tx, told, "edit-2", act=Act.EDIT)
        assert nonces(await lease(tx, 10)) == []
        (again,) = await lease(tx, 30)
        assert (again.id, again.nonce, again.attempts) == (tried.id, "edit-2", 2)


async def test_how_much_there_is(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        for nonce in ("a", "b", "c"):
            await owe(tx, await alert(tx), nonce)
        first, second, _third = await lease(tx)
        await tx.outbox.settle(first, DeliveryState.SENT, message_id="m")
        await tx.outbox.settle(second, DeliveryState.REFUSED)
        counts = await tx.counts()
        assert (counts.stories, counts.alerts, counts.sent, counts.owed) == (3, 3, 1, 1)
        assert (counts.feeds, counts.articles) == (0, 0)
