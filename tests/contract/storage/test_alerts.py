"""What channels were told, what waits to be told, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.adapters.storage import SqlStorage
from bot.domain.alert import Alert, AlertKind, Hold, NoticeKind
from bot.domain.watch import Channel
from bot.pipeline.ports import Transaction
from tests.contract.storage.samples import ELSEWHERE, NEWSROOM, QUAKES, a_feed, a_notice, a_trace, after, alert, article
from tests.contract.storage.test_articles import FIGURE


async def stored(tx: Transaction, one: Alert) -> Alert:
    (found,) = await tx.alerts.of_stories([one.story_id])
    return found


async def waiting(
    tx: Transaction, channel: Channel = NEWSROOM, *, release: float | None = None, notice_id: int | None = None
) -> Alert:
    """An alert of which nothing was told yet."""
    told = await alert(tx, channel)
    release_at = None if release is None else after(release)
    held = replace(
        told, article_ids=(), held_ids=(1,), told_at=None, hold=Hold.CAP, release_at=release_at, notice_id=notice_id
    )
    return await tx.alerts.save(held)


async def test_an_alert_comes_back_as_it_was_stored(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        first = await alert(tx)
        notice = await tx.alerts.save_notice(a_notice())
        full = replace(
            first,
            topic_id=7,
            updated_at=after(3),
            article_ids=(9, 3, 12),
            held_ids=(14, 13),
            hold=Hold.FLOOD,
            release_at=after(99),
            notice_id=notice.id,
            told_at=after(4),
            announced=(FIGURE, replace(FIGURE, value=3.5)),
            mentioned=True,
            muted_at=after(5),
        )
        assert await tx.alerts.save(full) == full
        assert await stored(tx, first) == full
        assert await tx.alerts.save(first) == first
        assert await stored(tx, first) == first


async def test_a_channel_has_one_alert_a_story(storage: SqlStorage) -> None:
    with pytest.raises(IntegrityError):
        async with storage.write() as tx:
            await tx.alerts.save(replace(await alert(tx), id=0))


async def test_an_alert_belongs_to_its_workspace(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        ours = await alert(tx)
        for stolen in (replace(ours, channel=ELSEWHERE), replace(ours, id=ours.id + 1)):
            with pytest.raises(LookupError):
                await tx.alerts.save(replace(stolen, topic_id=9))
        assert await stored(tx, ours) == ours


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


async def test_the_latest_alerts_are_those_of_which_something_was_told(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        held = await waiting(tx)
        assert list(await tx.alerts.latest("local", topic_id=None, channel=None, limit=9)) == []
        in_a_digest = await tx.alerts.save(replace(held, article_ids=(1,), held_ids=(), hold=None))
        assert await tx.alerts.latest("local", topic_id=None, channel=None, limit=9) == [in_a_digest]


async def test_what_channels_were_told_since(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        before, first, second = [await alert(tx, at=after(at)) for at in (9, 10, 30)]
        theirs = await alert(tx, ELSEWHERE, at=after(20))
        await waiting(tx)
        again = await tx.alerts.save(replace(before, told_at=after(40)))
        many = [Channel("local", "web", f"'\0\"{n}") for n in range(20_000)]
        told = await tx.alerts.told_since([NEWSROOM, *many, ELSEWHERE, NEWSROOM, QUAKES], after(10))
        assert {channel: list(those) for channel, those in told.items()} == {
            NEWSROOM: [again, first, second],
            ELSEWHERE: [theirs],
        }
        assert dict(await tx.alerts.told_since([QUAKES], after(10))) == {}
        assert dict(await tx.alerts.told_since([], after(10))) == {}


async def test_what_is_due_to_be_released_longest_due_first(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        late, early, same = [await waiting(tx, release=at) for at in (9, 3, 9)]
        theirs = await waiting(tx, ELSEWHERE, release=5)
        await waiting(tx)
        await alert(tx)
        assert await tx.alerts.due(after(9), 9) == [early, theirs, late, same]
        assert await tx.alerts.due(after(8.9), 1) == [early]
        assert list(await tx.alerts.due(after(2.9), 9)) == []


async def test_what_a_channel_still_has_to_be_told(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        cap = await tx.alerts.save_notice(a_notice())
        flood = await tx.alerts.save_notice(a_notice(kind=NoticeKind.FLOOD, subject="topic:3"))
        await alert(tx)
        await waiting(tx, QUAKES)
        scheduled, capped, flooded = [
            await waiting(tx, release=release, notice_id=notice_id)
            for release, notice_id in ((5, None), (None, cap.id), (None, flood.id))
        ]
        assert await tx.alerts.held(NEWSROOM) == [scheduled, capped, flooded]
        assert await tx.alerts.held(NEWSROOM, flood.id) == [flooded]
        assert list(await tx.alerts.held(QUAKES, flood.id)) == []
        assert list(await tx.alerts.held(ELSEWHERE)) == []
        await tx.alerts.save(replace(flooded, hold=None, held_ids=()))
        assert await tx.alerts.held(NEWSROOM) == [scheduled, capped]


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
