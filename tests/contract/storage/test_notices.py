"""The living lines about Dateline's own work, and what readers think of alerts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.adapters.storage import SqlStorage
from bot.domain.alert import NoticeKind
from bot.domain.watch import Channel, Opinion
from tests.contract.storage.samples import ELSEWHERE, NEWSROOM, NOW, QUAKES, a_notice, after, alert

FLOOD = NoticeKind.FLOOD


def an_opinion(story_id: int, user: str = "ana", *, at: float = 0) -> Opinion:
    return Opinion(channel=NEWSROOM, story_id=story_id, topic_id=1, user=user, liked=True, at=after(at))


async def test_a_notice_comes_back_as_it_was_stored(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        notice = await tx.alerts.save_notice(a_notice())
        assert notice == replace(a_notice(), id=notice.id)
        assert await tx.alerts.open_notices([NEWSROOM]) == [notice]
        counted = replace(notice, count=12, updated_at=after(9))
        assert await tx.alerts.save_notice(counted) == counted
        assert await tx.alerts.notice("local", notice.id) == counted
        assert await tx.alerts.open_notices([QUAKES, ELSEWHERE]) == []
        flood = await tx.alerts.save_notice(replace(a_notice(), kind=FLOOD))
        topic = await tx.alerts.save_notice(replace(a_notice(), subject="topic:3"))
        assert await tx.alerts.open_notices([NEWSROOM]) == [counted, flood, topic]


async def test_a_notice_belongs_to_its_workspace(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        ours = await tx.alerts.save_notice(a_notice())
        assert await tx.alerts.notice("another", ours.id) is None
        for stolen in (replace(ours, channel=ELSEWHERE), replace(ours, id=ours.id + 1)):
            with pytest.raises(LookupError):
                await tx.alerts.save_notice(replace(stolen, count=99))
        assert await tx.alerts.notice("local", ours.id) == ours


async def test_one_notice_is_open_at_a_time(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        first = await tx.alerts.save_notice(a_notice())
        closed = await tx.alerts.save_notice(replace(first, closed_at=after(5)))
        assert await tx.alerts.open_notices([NEWSROOM]) == []
        assert await tx.alerts.notice("local", first.id) == closed
        second = await tx.alerts.save_notice(a_notice())
        assert second.id != first.id
        assert await tx.alerts.open_notices([NEWSROOM]) == [second]
    with pytest.raises(IntegrityError):
        async with storage.write() as tx:
            await tx.alerts.save_notice(a_notice())


async def test_the_open_notices_of_many_channels(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        flood, theirs, cap, _quakes, closed = [
            await tx.alerts.save_notice(notice)
            for notice in (
                a_notice(kind=FLOOD),
                a_notice(ELSEWHERE),
                a_notice(),
                a_notice(QUAKES),
                a_notice(subject="topic:3"),
            )
        ]
        await tx.alerts.save_notice(replace(closed, closed_at=NOW))
        many = [Channel("local", "web", f"c{n}") for n in range(20_000)]
        assert await tx.alerts.open_notices([*many, NEWSROOM, ELSEWHERE]) == [flood, theirs, cap]
        assert list(await tx.alerts.open_notices([])) == []


async def test_a_readers_last_word_on_a_story_counts(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        one, two = [(await alert(tx)).story_id for _ in range(2)]
        first, other, ben = an_opinion(one, at=1), an_opinion(two, at=2), an_opinion(one, "ben", at=3)
        for opinion in (first, ben, other):
            await tx.alerts.rate(opinion)
        assert await tx.alerts.opinions("local", 1) == [first, other, ben]
        last = replace(first, liked=False, at=after(9))
        await tx.alerts.rate(last)
        assert await tx.alerts.opinions("local", 1) == [other, ben, last]
        moved = replace(ben, topic_id=2, at=after(10))
        await tx.alerts.rate(moved)
        assert await tx.alerts.opinions("local", 1) == [other, last]
        assert await tx.alerts.opinions("local", 2) == [moved]


async def test_opinions_of_other_channels_and_workspaces_are_their_own(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        mine = an_opinion((await alert(tx)).story_id)
        for channel in (NEWSROOM, QUAKES, ELSEWHERE):
            await tx.alerts.rate(replace(mine, channel=channel))
        assert await tx.alerts.opinions("local", 1) == [mine, replace(mine, channel=QUAKES)]
        assert await tx.alerts.opinions("another", 1) == [replace(mine, channel=ELSEWHERE)]
        assert list(await tx.alerts.opinions("nobody", 1)) == []
