"""The deliveries that are owed: in their lane's order, one at a time, never lost, never held twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.adapters.storage import SqlStorage
from bot.domain.alert import Act, DeliveryState
from bot.domain.watch import Channel
from tests.contract.storage.samples import NEWSROOM, QUAKES, a_card, a_channel, after, lease, nonces, owe, settle

SENT, OWED, REFUSED, EXPIRED = DeliveryState.SENT, DeliveryState.OWED, DeliveryState.REFUSED, DeliveryState.EXPIRED


async def test_a_delivery_comes_back_as_it_was_owed(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        owed = await owe(tx, "a")
        assert owed.id
        assert await tx.outbox.of_lane("a") == [owed]
        (leased,) = await lease(tx)
        assert leased == replace(owed, attempts=1, leased_until=after(60))
        assert await tx.outbox.of_lane("a") == [replace(leased, unsure=True)]
        assert list(await tx.outbox.of_lane("b")) == []


async def test_due_deliveries_of_one_platform_longest_due_first(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        for nonce, due in (("second", 2), ("first", 1), ("third", 2), ("not yet", 3)):
            await owe(tx, nonce, due=after(due), channel=a_channel(nonce))
        await owe(tx, "console", channel=Channel("local", "console", "newsroom"))
        assert nonces(await lease(tx, 2, limit=2)) == ["first", "second"]
        assert nonces(await lease(tx, 2)) == ["third"]
        assert nonces(await lease(tx, 2, platform="console")) == ["console"]
        assert nonces(await lease(tx, 2)) == []


async def test_a_lanes_deliveries_are_made_one_after_another(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a", "post")
        await owe(tx, "a", "edit", act=Act.EDIT)
        (post,) = await lease(tx)
        assert post.act is Act.POST
        assert nonces(await lease(tx)) == []
        assert await settle(tx, post, SENT, message_id="m-1")
        (edit,) = await lease(tx)
        assert (edit.nonce, edit.message_id) == ("edit", "m-1")


async def test_a_later_delivery_waits_for_an_earlier_one_that_is_not_due(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a", "post", due=after(50))
        await owe(tx, "a", "edit", act=Act.EDIT, due=after(0))
        assert nonces(await lease(tx, 10)) == []
        assert await tx.outbox.next_due("web") == after(50)
        assert nonces(await lease(tx, 50)) == ["post"]


async def test_the_lanes_message_is_the_one_that_was_posted_last(storage: SqlStorage) -> None:
    steps = [
        (Act.POST, None, "m-1"),
        (Act.EDIT, "m-1", "m-1"),
        (Act.THREAD, "m-1", "m-2"),
        (Act.REPLY, "m-1", "m-3"),
        (Act.RENEW, "m-1", "m-4"),
        (Act.REPLY, "m-4", "m-5"),
        (Act.EDIT, "m-4", "m-4"),
    ]
    async with storage.write() as tx:
        await owe(tx, "other", channel=QUAKES)
        for number, (act, about, made) in enumerate(steps):
            await owe(tx, "a", f"n{number}", act=act)
            (leased,) = await lease(tx, without=[QUAKES])
            assert (leased.act, leased.message_id) == (act, about)
            assert await settle(tx, leased, SENT, message_id=made)
        assert [each.message_id for each in await tx.outbox.of_lane("a")] == [made for _, _, made in steps]
        (other,) = await lease(tx)
        assert (other.lane, other.message_id) == ("other", None)


async def test_an_edit_that_had_nothing_to_replace_made_the_lanes_message(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a", "post")
        await settle(tx, (await lease(tx))[0], REFUSED, reason="no such channel")
        await owe(tx, "a", "edit", act=Act.EDIT)
        (edit,) = await lease(tx)
        assert edit.message_id is None
        await settle(tx, edit, SENT, message_id="m-1")
        await owe(tx, "a", "another", act=Act.EDIT)
        (another,) = await lease(tx)
        assert another.message_id == "m-1"


async def test_which_lane_a_message_is_of(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        for lane, channel in (("a", NEWSROOM), ("b", QUAKES)):
            await owe(tx, lane, channel=channel)
        for delivery in await lease(tx):
            await settle(tx, delivery, SENT, message_id="m-1")
        await owe(tx, "a", "thread", act=Act.THREAD)
        await settle(tx, (await lease(tx))[0], SENT, message_id="m-2")
        assert await tx.outbox.lane_of(NEWSROOM, "m-1") == "a"
        assert await tx.outbox.lane_of(NEWSROOM, "m-2") == "a"
        assert await tx.outbox.lane_of(QUAKES, "m-1") == "b"
        assert await tx.outbox.lane_of(QUAKES, "m-2") is None
        assert await tx.outbox.lane_of(replace(NEWSROOM, workspace="another"), "m-1") is None


async def test_what_the_platform_has_is_settled(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a")
        (post,) = await lease(tx)
        assert await settle(tx, post, SENT, at=3, message_id="m-1")
        expected = replace(post, state=SENT, leased_until=None, message_id="m-1", settled_at=after(3))
        assert await tx.outbox.of_lane("a") == [expected]
        assert await tx.outbox.next_due("web") is None
        assert nonces(await lease(tx, 600)) == []


@pytest.mark.parametrize("state", [REFUSED, EXPIRED])
async def test_what_is_given_up_is_not_leased_again(storage: SqlStorage, state: DeliveryState) -> None:
    async with storage.write() as tx:
        await owe(tx, "a", "post")
        await owe(tx, "a", "edit", act=Act.EDIT)
        (post,) = await lease(tx)
        assert await settle(tx, post, state, at=5, reason="no such channel")
        (edit,) = await lease(tx)
        assert (edit.nonce, edit.message_id) == ("edit", None)
        settled = (await tx.outbox.of_lane("a"))[0]
        assert (settled.state, settled.reason, settled.settled_at) == (state, "no such channel", after(5))


async def test_a_delivery_to_be_tried_again_waits_until_it_is_due(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a")
        (first,) = await lease(tx)
        with pytest.raises(ValueError, match="next attempt"):
            await settle(tx, first, OWED)
        assert await settle(tx, first, OWED, due_at=after(30), reason="rate limited")
        assert await tx.outbox.next_due("web") == after(30)
        assert nonces(await lease(tx, 29)) == []
        (second,) = await lease(tx, 30)
        assert (second.attempts, second.nonce, second.reason, second.settled_at) == (2, "a", "rate limited", None)


async def test_a_lease_is_unsure_of_what_the_one_before_left_open(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a")
        (first,) = await lease(tx)
        (taken_over,) = await lease(tx, 60)
        assert (first.unsure, taken_over.unsure) == (False, True)
        await settle(tx, taken_over, OWED, due_at=after(70), unsure=False)
        (told,) = await lease(tx, 70)
        assert not told.unsure
        await settle(tx, told, OWED, due_at=after(80), unsure=True)
        (still,) = await lease(tx, 80)
        assert still.unsure
        await settle(tx, still, SENT, message_id="m-1")
        assert [each.unsure for each in await tx.outbox.of_lane("a")] == [False]


async def test_a_lease_that_ran_out_is_taken_over_and_its_holder_changes_nothing(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a")
        (lost,) = await lease(tx)
        assert nonces(await lease(tx, 59)) == []
        assert await tx.outbox.next_due("web") == after(60)
        (taken,) = await lease(tx, 60)
        assert taken.attempts == 2
        assert not await settle(tx, lost, SENT, message_id="late")
        assert await tx.outbox.of_lane("a") == [taken]
        assert await settle(tx, taken, SENT, message_id="m-2")
        assert not await settle(tx, taken, OWED, due_at=after(99))
        assert not await settle(tx, lost, REFUSED)
        assert await tx.outbox.lane_of(NEWSROOM, "late") is None


async def test_a_lease_that_ran_out_may_still_be_ended_by_its_holder(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a")
        (held,) = await lease(tx)
        assert await settle(tx, held, SENT, at=99, message_id="m-1")
        assert nonces(await lease(tx, 600)) == []


async def test_an_edit_that_waits_takes_the_new_card(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a", "post")
        first = await owe(tx, "a", "edit-1", act=Act.EDIT, due=after(5))
        second = await owe(tx, "a", "edit-2", act=Act.EDIT, due=after(9), title="Developed")
        assert second == replace(first, card=a_card("Developed"), nonce="edit-2")
        assert nonces(await tx.outbox.of_lane("a")) == ["post", "edit-2"]
        other = await owe(tx, "b", "edit-3", act=Act.EDIT)
        assert other.id not in {first.id, second.id}


@pytest.mark.parametrize("act", [Act.THREAD, Act.REPLY, Act.RENEW])
async def test_an_edit_with_another_act_owed_after_it_is_left_alone(storage: SqlStorage, act: Act) -> None:
    async with storage.write() as tx:
        await owe(tx, "a", "edit-1", act=Act.EDIT)
        await owe(tx, "a", "said", act=act)
        await owe(tx, "a", "edit-2", act=Act.EDIT)
        await owe(tx, "a", "edit-3", act=Act.EDIT)
        assert nonces(await tx.outbox.of_lane("a")) == ["edit-1", "said", "edit-3"]


async def test_an_edit_under_way_is_left_alone(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a", "edit-1", act=Act.EDIT)
        (leased,) = await lease(tx)
        later = await owe(tx, "a", "edit-2", act=Act.EDIT)
        merged = await owe(tx, "a", "edit-3", act=Act.EDIT)
        assert leased.id != later.id == merged.id
        assert nonces(await tx.outbox.of_lane("a")) == ["edit-1", "edit-3"]
        assert await settle(tx, leased, SENT, message_id="m-1")
        assert nonces(await lease(tx)) == ["edit-3"]


async def test_an_edit_to_be_tried_again_takes_the_new_card_and_keeps_its_count(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a", "edit-1", act=Act.EDIT)
        (tried,) = await lease(tx)
        await settle(tx, tried, OWED, due_at=after(30))
        await owe(tx, "a", "edit-2", act=Act.EDIT)
        assert nonces(await lease(tx, 10)) == []
        (again,) = await lease(tx, 30)
        assert (again.id, again.nonce, again.attempts) == (tried.id, "edit-2", 2)


async def test_an_edit_that_may_have_been_made_keeps_the_nonce_it_is_looked_for_by(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        await owe(tx, "a", "edit-1", act=Act.EDIT)
        (tried,) = await lease(tx)
        await settle(tx, tried, OWED, due_at=after(30), unsure=True)
        await owe(tx, "a", "edit-2", act=Act.EDIT)
        assert nonces(await tx.outbox.of_lane("a")) == ["edit-1", "edit-2"]


async def test_how_much_there_is(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        for nonce in ("a", "b", "c"):
            await owe(tx, nonce, channel=a_channel(nonce))
        first, second, _third = await lease(tx)
        await settle(tx, first, SENT, message_id="m")
        await settle(tx, second, REFUSED)
        counts = await tx.counts()
        assert (counts.stories, counts.alerts, counts.sent, counts.owed) == (0, 0, 1, 1)
        assert (counts.feeds, counts.articles) == (0, 0)
