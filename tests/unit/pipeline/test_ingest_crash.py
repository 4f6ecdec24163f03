"""A poll is one unit of work: wherever it breaks off nothing is half done, and the next poll makes it whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.news import Entry
from bot.domain.watch import Updates
from tests.unit.pipeline.brittle import Brittle, Crash
from tests.unit.pipeline.newsroom import DESK, WIRE, Newsroom, entry, words


async def _everything(newsroom: Newsroom, feed_id: int) -> object:
    async with newsroom.storage.read() as tx:
        return await tx.counts(), await tx.feeds.get(feed_id)


async def test_a_crash_at_any_step_leaves_nothing_half_done(newsroom: Newsroom) -> None:
    brittle = Brittle(newsroom.storage)
    fragile = Newsroom(newsroom.storage, seen_by_pipeline=brittle)
    await newsroom.topic("quakes", "earthquake", WIRE, DESK, updates=Updates.EDIT)
    feed = await newsroom.feed("Herald")
    told = entry("Earthquake strikes Zembla, 3 dead", id="z", link="https://herald.example/z")
    await fragile.take_in(feed, told)

    def poll(number: int) -> tuple[Entry, Entry]:
        fresh = entry(f"Earthquake {words(number, 4)}", words(-number, 40), link=f"https://herald.example/{number}")
        return replace(told, title=f"Earthquake strikes Zembla, {number + 3} dead"), fresh

    await fragile.take_in(feed, *poll(1))
    steps = brittle.calls
    for step in range(1, steps + 1):
        edited, fresh = poll(step + 1)
        before = await _everything(newsroom, feed)
        brittle.break_at = step
        with pytest.raises(Crash):
            await fragile.take_in(feed, edited, fresh)
        assert await _everything(newsroom, feed) == before
        brittle.break_at = 0
        again = await fragile.take_in(feed, edited, fresh)
        assert (again.new, again.changed, brittle.calls) == (1, 1, steps)
        for channel in (WIRE, DESK):
            titles = await fragile.titles(channel)
            assert titles.count(fresh.title) == 1
            assert titles.count(edited.title) == 1
            assert len(titles) == step + 2
        # What was undone is forgotten: nothing that is stored is taken for a copy of it.
        assert {article.copy_of for article in await newsroom.articles()} == {None}


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
