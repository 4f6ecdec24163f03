"""What channels were told, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.adapters.storage import SqlStorage
from bot.domain.alert import AlertKind
from tests.contract.storage.samples import ELSEWHERE, NEWSROOM, QUAKES, a_feed, a_trace, after, alert, article


async def test_an_alert_comes_back_as_it_was_stored(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        first = await alert(tx)
        full = replace(first, topic_id=7, updated_at=after(3), message_id="m-1", article_ids=(9, 3, 12))
        assert await tx.alerts.save(full) == full
        assert await tx.alerts.get("local", first.id) == full
        assert await tx.alerts.find(NEWSROOM, first.story_id) == full
        assert await tx.alerts.find(QUAKES, first.story_id) is None
        assert await tx.alerts.find(NEWSROOM, first.story_id + 1) is None


async def test_an_alert_belongs_to_its_workspace(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        ours = await alert(tx)
        assert await tx.alerts.get("another", ours.id) is None
        with pytest.raises(LookupError):
            await tx.alerts.save(replace(ours, channel=ELSEWHERE, message_id="stolen"))
        assert await tx.alerts.get("local", ours.id) == ours
        assert await tx.alerts.find(ELSEWHERE, ours.story_id) is None


async def test_the_alerts_of_stories_are_those_of_every_channel(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        ours = await alert(tx)
        theirs = await tx.alerts.save(replace(ours, id=0, channel=ELSEWHERE))
        another = await alert(tx)
        assert await tx.alerts.of_stories([another.story_id, ours.story_id]) == [ours, theirs, another]
        assert await tx.alerts.of_stories([]) == []


async def test_the_latest_alerts_are_those_last_updated(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        old = await alert(tx, topic_id=1, at=after(1))
        quakes = await alert(tx, QUAKES, topic_id=2, at=after(2))
        new = await alert(tx, topic_id=2, at=after(3))
        theirs = await alert(tx, ELSEWHERE, topic_id=2, at=after(4))
        updated = await tx.alerts.save(replace(old, updated_at=after(9)))
        latest = tx.alerts.latest
        assert await latest("local", topic_id=None, channel=None, limit=9) == [updated, new, quakes]
        assert await latest("local", topic_id=None, channel=None, limit=1) == [updated]
        assert await latest("local", topic_id=2, channel=None, limit=9) == [new, quakes]
        assert await latest("local", topic_id=2, channel=NEWSROOM, limit=9) == [new]
        assert await latest("another", topic_id=None, channel=None, limit=9) == [theirs]
        assert list(await latest("another", topic_id=None, channel=NEWSROOM, limit=9)) == []


async def test_traces_are_read_back_oldest_first(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        feed = await tx.feeds.add(a_feed())
        one, two, other = [(await article(tx, feed, name)).id for name in ("one", "two", "other")]
        late = replace(
            a_trace(NEWSROOM, one, at=after(2), reasons=("matched 'syria'", "new story")),
            kind=AlertKind.NEW,
            story_id=5,
            alert_id=3,
        )
        early, same = a_trace(QUAKES, two, at=after(1)), a_trace(QUAKES, one, at=after(2), reasons=())
        await tx.alerts.add_traces([late, early])
        await tx.alerts.add_traces([same, a_trace(ELSEWHERE, one), a_trace(NEWSROOM, other)])
        await tx.alerts.add_traces([])
        assert list(await tx.alerts.traces("local", [two, one, 999])) == [early, late, same]
        assert list(await tx.alerts.traces("local", [])) == []
