"""The message log of a platform that has none of its own."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.adapters.storage import SqlStorage
from bot.domain.card import Break, Button, Card, Code, Field, Link, Matched, Quote, Strong, Text, Time
from bot.domain.chat import Message
from bot.domain.watch import Channel
from tests.contract.storage.samples import ELSEWHERE, NEWSROOM, NOW, QUAKES, a_card, a_subscription, a_topic, after

RICH = Card(
    title="Soldiers return",
    url="https://herald.example/1",
    body=(Text("a"), Strong("b"), Matched("c"), Quote("d"), Code("e"), Break(), Link("f", "https://x.example")),
    fields=(Field(label="soldiers", value=(Strong("3,500"),), note=(Text("officials"),)),),
    context=(Time(NOW, "Asia/Baghdad"), Text("\0 \u2028")),
    image="https://herald.example/1.png",
    buttons=(Button(label="Why", command="why 12"),),
    fallback="Soldiers return",
    tone="alert",
)


async def post(storage: SqlStorage, nonce: str, channel: Channel = NEWSROOM) -> Message:
    return await storage.messages.post(channel, a_card(nonce), nonce=nonce, author="Dateline", at=NOW)


async def test_a_message_comes_back_as_it_was_posted(storage: SqlStorage) -> None:
    posted = await storage.messages.post(NEWSROOM, RICH, nonce="n", author="Dateline", at=NOW)
    assert posted == Message(
        id=posted.id,
        channel=NEWSROOM,
        author="Dateline",
        card=RICH,
        nonce="n",
        posted_at=NOW,
        revision=posted.revision,
    )
    assert await storage.messages.find(NEWSROOM, "n") == posted
    assert await storage.messages.find(QUAKES, "n") is None


async def test_an_answer_knows_what_it_answers(storage: SqlStorage) -> None:
    first, other = await post(storage, "n"), await post(storage, "n", QUAKES)

    async def answer(nonce: str, under: str) -> Message:
        return await storage.messages.post(NEWSROOM, RICH, nonce=nonce, author="ana", at=NOW, under=under)

    answered = await answer("a", first.id)
    assert answered.under == first.id
    assert await answer("a", answered.id) == answered
    edited = await storage.messages.edit(NEWSROOM, answered.id, a_card(), at=after(5))
    assert edited is not None
    assert edited.under == first.id
    assert [each.under for each in await storage.messages.page(NEWSROOM, limit=9)] == [None, first.id]
    for number, gone in enumerate((other.id, "999", "m1", "")):
        assert (await answer(f"b{number}", gone)).under is None


async def test_a_nonce_posts_once_a_channel(storage: SqlStorage) -> None:
    first = await post(storage, "n")
    again = await storage.messages.post(NEWSROOM, RICH, nonce="n", author="Other", at=after(9))
    other = await post(storage, "n", QUAKES)
    assert again == first
    assert other.id != first.id
    assert list(await storage.messages.changes(0, 9)) == [first, other]


async def test_posting_a_nonce_at_once_posts_once(storage: SqlStorage) -> None:
    posted = await asyncio.gather(*(post(storage, "n") for _ in range(10)))
    assert len({message.id for message in posted}) == 1


async def test_posts_at_once_stand_in_one_order_and_a_bad_one_takes_no_other_along(storage: SqlStorage) -> None:
    naive = storage.messages.post(NEWSROOM, RICH, nonce="bad", author="x", at=NOW.replace(tzinfo=None))
    results = await asyncio.gather(
        post(storage, "a"), post(storage, "b"), naive, post(storage, "c"), return_exceptions=True
    )
    posted = [result for result in results if isinstance(result, Message)]
    failed = [result for result in results if not isinstance(result, Message)]
    assert len(failed) == 1
    assert list(await storage.messages.changes(0, 9)) == sorted(posted, key=lambda message: message.revision)
    assert await storage.messages.find(NEWSROOM, "bad") is None


async def test_a_post_given_up_while_it_waits_leaves_the_others(storage: SqlStorage) -> None:
    async with storage.write():
        given_up, waiting = [asyncio.create_task(post(storage, nonce)) for nonce in "ab"]
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.sleep(0)
    message = await waiting
    assert list(await storage.messages.changes(0, 9)) == [message]


async def test_an_edit_replaces_the_card(storage: SqlStorage) -> None:
    first = await post(storage, "n")
    edited = await storage.messages.edit(NEWSROOM, first.id, RICH, at=after(5))
    assert edited is not None
    assert edited == replace(first, card=RICH, edited_at=after(5), revision=edited.revision)
    assert await storage.messages.find(NEWSROOM, "n") == edited


async def test_only_the_channels_own_messages_are_edited(storage: SqlStorage) -> None:
    first = await post(storage, "n")
    for channel, message_id in (
        (QUAKES, first.id),
        (ELSEWHERE, first.id),
        (NEWSROOM, "999"),
        (NEWSROOM, "m1"),
        (NEWSROOM, ""),
        (NEWSROOM, "9" * 40),
        (NEWSROOM, "²"),
    ):
        assert await storage.messages.edit(channel, message_id, RICH, at=after(5)) is None
    assert await storage.messages.find(NEWSROOM, "n") == first


async def test_revisions_grow_over_the_whole_log(storage: SqlStorage) -> None:
    one, two = await post(storage, "1"), await post(storage, "2", QUAKES)
    edited = await storage.messages.edit(NEWSROOM, one.id, RICH, at=after(5))
    assert edited is not None
    assert one.revision < two.revision < edited.revision
    changes = storage.messages.changes
    assert list(await changes(0, 9)) == [two, edited]
    assert list(await changes(0, 1)) == [two]
    assert list(await changes(two.revision, 9)) == [edited]
    assert list(await changes(edited.revision, 9)) == []


async def test_pages_go_back_from_the_newest(storage: SqlStorage) -> None:
    posted = [await post(storage, str(n)) for n in range(5)]
    await post(storage, "elsewhere", QUAKES)
    page = storage.messages.page
    assert list(await page(NEWSROOM, limit=2)) == posted[3:]
    assert list(await page(NEWSROOM, limit=2, before=posted[3].id)) == posted[1:3]
    assert list(await page(NEWSROOM, limit=9, before=posted[1].id)) == posted[:1]
    assert list(await page(NEWSROOM, limit=9, before=posted[0].id)) == []
    assert list(await page(ELSEWHERE, limit=9)) == []


async def test_channels_have_messages_or_subscriptions(storage: SqlStorage) -> None:
    await post(storage, "1")
    await post(storage, "2")
    await post(storage, "3", Channel("local", "console", "terminal"))
    await post(storage, "4", ELSEWHERE)
    async with storage.write() as tx:
        topic = await tx.watch.add_topic(a_topic())
        assert topic is not None
        for channel in (NEWSROOM, QUAKES, Channel("local", "web", "Archive")):
            await tx.watch.subscribe(a_subscription(topic.id, channel))
    archive = Channel("local", "web", "Archive")
    assert list(await storage.messages.channels("local", "web")) == [archive, NEWSROOM, QUAKES]
    assert list(await storage.messages.channels("another", "web")) == [ELSEWHERE]
    assert list(await storage.messages.channels("another", "console")) == []
