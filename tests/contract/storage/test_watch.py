"""Topics and subscriptions, and that no workspace reaches another's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.adapters.storage import SqlStorage
from bot.domain.card import Mention
from bot.domain.watch import Channel, Early, Updates
from bot.pipeline.ports import Transaction
from tests.contract.storage.samples import (
    ELSEWHERE,
    NEWSROOM,
    NOW,
    QUAKES,
    a_feed,
    a_subscription,
    a_topic,
    after,
    alert,
)

OPTIONS: dict[str, Any] = {
    "time_zone": "Europe/Berlin",
    "when": "weekdays 07:30 18:00",
    "quiet": "22:00-07:00",
    "urgent": "nuclear*",
    "updates": Updates.REPLY,
    "min_outlets": 3,
    "early": Early.QUIET,
    "mention": (Mention("role", "42", "Night desk"), Mention("everyone", "", "@everyone")),
    "mention_when": "figure(killed) >= 10",
    "cap": 12,
    "snoozed_until": after(3600.5),
}


async def topic_id(tx: Transaction, name: str = "syria", workspace: str = "local") -> int:
    topic = await tx.watch.add_topic(a_topic(name, workspace))
    assert topic is not None
    return topic.id


async def test_a_topic_is_stored_once_a_workspace(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        ours = await tx.watch.add_topic(a_topic())
        assert ours == replace(a_topic(), id=ours.id if ours else 0)
        assert await tx.watch.add_topic(replace(a_topic(), query="other")) is None
        theirs = await tx.watch.add_topic(a_topic(workspace="another"))
        assert await tx.watch.topic("local", "syria") == ours
        assert await tx.watch.topic("another", "syria") == theirs
        assert await tx.watch.topic("nobody", "syria") is None
        assert list(await tx.watch.all_topics()) == [ours, theirs]


async def test_topics_are_in_order_of_name(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        for name in ("a-c", "ab", "a1", "a"):
            await tx.watch.add_topic(a_topic(name))
        await tx.watch.add_topic(a_topic("aa", "another"))
        assert [topic.name for topic in await tx.watch.topics("local")] == ["a", "a-c", "a1", "ab"]


async def test_saving_a_topic_replaces_query_and_description(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        topic = await tx.watch.add_topic(a_topic())
        assert topic is not None
        changed = replace(topic, query="iraq*", description="Iraq")
        await tx.watch.save_topic(replace(changed, name="renamed", created_by="ben"))
        await tx.watch.save_topic(replace(changed, workspace="another", query="stolen"))
        assert await tx.watch.topics("local") == [changed]
        assert list(await tx.watch.topics("another")) == []


async def test_a_removed_topic_takes_its_subscriptions_and_leaves_its_alerts(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        removed, kept = await topic_id(tx), await topic_id(tx, "quakes")
        for topic in (removed, kept):
            await tx.watch.subscribe(a_subscription(topic))
        told = await alert(tx, topic_id=removed)
        assert not await tx.watch.remove_topic("another", "syria")
        assert await tx.watch.remove_topic("local", "syria")
        assert not await tx.watch.remove_topic("local", "syria")
        assert [each.topic_id for each in await tx.watch.subscriptions("local")] == [kept]
        assert await tx.alerts.of_stories([told.story_id]) == [told]


async def test_the_number_of_a_removed_topic_is_never_given_again(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        removed = await topic_id(tx)
        await tx.watch.remove_topic("local", "syria")
        assert await topic_id(tx) > removed


async def test_a_channel_subscribes_once(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        topic = await topic_id(tx)
        first = await tx.watch.subscribe(a_subscription(topic))
        assert first == replace(a_subscription(topic), id=first.id if first else 0)
        assert await tx.watch.subscribe(a_subscription(topic)) is None
        second = await tx.watch.subscribe(a_subscription(topic, QUAKES))
        assert await tx.watch.subscriptions("local") == [first, second]
        assert await tx.watch.subscriptions("local", QUAKES) == [second]
        assert list(await tx.watch.subscriptions("another")) == []
        assert list(await tx.watch.subscriptions("another", QUAKES)) == []


async def test_a_subscription_comes_back_with_all_its_options(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        plain = await tx.watch.subscribe(a_subscription(await topic_id(tx)))
        assert plain is not None
        full = replace(plain, **OPTIONS)
        assert await tx.watch.save_subscription(replace(full, topic_id=99, created_at=after(9), created_by="ben"))
        assert await tx.watch.subscriptions("local", NEWSROOM) == [full]
        await tx.watch.unsubscribe(NEWSROOM, plain.topic_id)
        again = await tx.watch.subscribe(replace(full, id=0))
        assert again is not None
        assert await tx.watch.subscribers([plain.topic_id]) == [replace(full, id=again.id)]


async def test_only_the_channels_own_subscription_is_saved(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        ours = await tx.watch.subscribe(a_subscription(await topic_id(tx)))
        assert ours is not None
        for other in (
            replace(ours, channel=ELSEWHERE),
            replace(ours, channel=QUAKES),
            replace(ours, channel=Channel("local", "console", "newsroom")),
            replace(ours, id=ours.id + 1),
        ):
            assert not await tx.watch.save_subscription(replace(other, quiet="weekends"))
        assert await tx.watch.subscriptions("local") == [ours]


async def test_unsubscribing_is_told_once_and_only_to_its_channel(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        topic = await topic_id(tx)
        await tx.watch.subscribe(a_subscription(topic))
        for other in (QUAKES, ELSEWHERE, Channel("local", "console", "newsroom")):
            assert not await tx.watch.unsubscribe(other, topic)
        assert await tx.watch.unsubscribe(NEWSROOM, topic)
        assert not await tx.watch.unsubscribe(NEWSROOM, topic)


async def test_a_channel_cannot_have_another_workspaces_topic(storage: SqlStorage) -> None:
    with pytest.raises(IntegrityError):
        async with storage.write() as tx:
            await tx.watch.subscribe(a_subscription(await topic_id(tx), ELSEWHERE))


async def test_subscribers_of_any_number_of_topics(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        one, two, three = [await topic_id(tx, name) for name in ("one", "two", "three")]
        stored = [await tx.watch.subscribe(a_subscription(topic)) for topic in (three, one, two)]
        found = await tx.watch.subscribers([*range(three + 1, three + 40_000), two, three, three])
        assert found == [stored[0], stored[2]]
        assert list(await tx.watch.subscribers([])) == []


async def test_the_version_grows_with_each_change_and_only_then(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        versions = [await tx.watch.version()]

        async def grew() -> bool:
            versions.append(await tx.watch.version())
            return versions[-1] > versions[-2]

        feed = await tx.feeds.add(a_feed())
        assert not await grew()
        topic = await topic_id(tx)
        assert await grew()
        await tx.watch.save_topic(replace(a_topic(), id=topic, query="iraq*"))
        assert await grew()
        subscribed = await tx.watch.subscribe(a_subscription(topic))
        assert subscribed
        assert await grew()
        await tx.watch.save_subscription(replace(subscribed, cap=3))
        assert await grew()
        await tx.feeds.follow("local", feed.id, at=NOW, by="ana")
        assert await grew()
        await tx.feeds.follow("local", feed.id, at=NOW, by="ana")
        await tx.watch.subscribe(a_subscription(topic))
        await tx.watch.add_topic(a_topic())
        await tx.watch.save_topic(replace(a_topic(), id=topic + 1))
        await tx.watch.save_subscription(replace(subscribed, id=subscribed.id + 1))
        assert not await grew()
        await tx.feeds.unfollow("local", feed.id)
        assert await grew()
        await tx.watch.unsubscribe(NEWSROOM, topic)
        assert await grew()
        await tx.watch.remove_topic("local", "syria")
        assert await grew()
        await tx.watch.remove_topic("local", "syria")
        await tx.watch.unsubscribe(NEWSROOM, topic)
        await tx.feeds.unfollow("local", feed.id)
        assert not await grew()
