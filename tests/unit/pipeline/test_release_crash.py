"""What waits is told once, wherever the process dies while it is told."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from bot.domain.errors import StorageBusy
from bot.domain.watch import Channel
from tests.unit.pipeline.brittle import Brittle, Crash
from tests.unit.pipeline.newsroom import DESK, WIRE, Newsroom
from tests.unit.pipeline.quake import QUAKE, tremor, worse


async def night(newsroom: Newsroom) -> None:
    """A night in which one channel has an update of what it was told and two stories to hear, the other a digest."""
    await newsroom.topic("quakes", "earthquake", WIRE, quiet="22:00-07:00")
    await newsroom.topic("tremors", "earthquake", DESK, when="daily 07:00")
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    newsroom.clock.moment += timedelta(hours=11)
    await newsroom.take_in(feed, worse(QUAKE, 40))
    for number in (1, 2):
        await newsroom.take_in(feed, tremor(number))
    await newsroom.deliver()
    newsroom.clock.moment = newsroom.clock.moment.replace(hour=7, minute=0) + timedelta(days=1)


async def everything(newsroom: Newsroom) -> object:
    """What channels read and hold, and what is written down of it."""
    articles = [article.id for article in await newsroom.articles()]
    async with newsroom.storage.read() as tx:
        return await tx.counts(), await tx.alerts.traces("local", articles), await newsroom.held()


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        (
            WIRE,
            [
                QUAKE.title,
                "> Now at least 40 people killed (was at least 12), Herald",
                tremor(1).title,
                tremor(2).title,
            ],
        ),
        (DESK, ["Digest: 3 stories"]),
    ],
)
async def test_a_crash_at_any_step_of_a_release_doubles_nothing_and_loses_nothing(
    newsroom: Newsroom, channel: Channel, expected: list[str]
) -> None:
    await night(newsroom)
    brittle = Brittle(newsroom.storage)
    fragile = Newsroom(newsroom.storage, seen_by_pipeline=brittle)
    fragile.clock.moment = newsroom.clock.moment
    before = await everything(newsroom)
    for step in count(1):
        brittle.break_at = step
        try:
            released = await fragile.releaser.returned(channel)
        except Crash:
            assert await everything(newsroom) == before
        else:
            break
    # Its reading of what is held, of subscriptions and articles; three alerts, what they owe, their traces, the commit.
    assert (released, step) == (3, brittle.calls + 1)
    assert await newsroom.titles(channel) == expected
    assert await fragile.releaser.returned(channel) == 0
    assert await newsroom.titles(channel) == expected


async def test_a_channel_that_fails_holds_up_no_other(newsroom: Newsroom) -> None:
    await night(newsroom)
    brittle = Brittle(newsroom.storage)
    fragile = Newsroom(newsroom.storage, seen_by_pipeline=brittle)
    fragile.clock.moment = newsroom.clock.moment
    brittle.busy_for = 1
    with pytest.raises(StorageBusy):
        await fragile.releaser.release()
    assert (len(await newsroom.titles(WIRE)) == 4) is not (len(await newsroom.titles(DESK)) == 1)
    await fragile.releaser.release()
    assert await newsroom.titles(DESK) == ["Digest: 3 stories"]
    assert len(await newsroom.titles(WIRE)) == 4
