"""Channels that cannot be written to, and each workspace's own rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.adapters.storage import SqlStorage
from bot.domain.watch import Channel, House, Pause
from tests.contract.storage.samples import ELSEWHERE, NEWSROOM, QUAKES, a_channel, a_subscription, a_topic, after

CONSOLE = Channel("local", "console", "newsroom")


def a_pause(channel: Channel = NEWSROOM, *, since: float = 0, reason: str = "The channel is gone.") -> Pause:
    return Pause(channel=channel, reason=reason, since=after(since))


async def test_the_first_reason_of_a_pause_stays(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        assert await tx.watch.pause(a_pause())
        assert not await tx.watch.pause(a_pause(since=9, reason="Again."))
        assert await tx.watch.resume(QUAKES) is None
        assert await tx.watch.resume(NEWSROOM) == a_pause()
        assert await tx.watch.resume(NEWSROOM) is None
        assert await tx.watch.pause(a_pause(since=9))


async def test_a_workspaces_paused_channels_of_a_platform(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        late, early = a_pause(since=9), a_pause(QUAKES, since=3)
        for pause in (late, early, a_pause(ELSEWHERE), a_pause(CONSOLE)):
            await tx.watch.pause(pause)
        assert await tx.watch.pauses("local", "web") == [early, late]
        assert await tx.watch.pauses("local", "console") == [a_pause(CONSOLE)]
        assert list(await tx.watch.pauses("another", "console")) == []


async def test_which_of_many_channels_are_paused(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        for channel in (NEWSROOM, ELSEWHERE, CONSOLE):
            await tx.watch.pause(a_pause(channel))
        many = [a_channel(f"c{n}\ud800") for n in range(20_000)]
        paused = await tx.watch.paused([*many, NEWSROOM, QUAKES, ELSEWHERE, NEWSROOM])
        assert paused == {NEWSROOM: a_pause(), ELSEWHERE: a_pause(ELSEWHERE)}
        assert dict(await tx.watch.paused([])) == {}


async def test_channels_paused_for_too_long_lose_their_subscriptions(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        syria, quakes = [await tx.watch.add_topic(a_topic(name)) for name in ("syria", "quakes")]
        theirs = await tx.watch.add_topic(a_topic(workspace="another"))
        assert syria
        assert quakes
        assert theirs
        for topic, channel in ((syria, NEWSROOM), (quakes, NEWSROOM), (syria, CONSOLE), (theirs, ELSEWHERE)):
            await tx.watch.subscribe(a_subscription(topic.id, channel))
        kept = await tx.watch.subscribe(a_subscription(syria.id, QUAKES))
        for channel, since in ((NEWSROOM, 1), (CONSOLE, 5), (ELSEWHERE, 4.9), (QUAKES, 9)):
            await tx.watch.pause(a_pause(channel, since=since))
        version = await tx.watch.version()
        assert list(await tx.watch.forget_paused(after(5))) == [ELSEWHERE, NEWSROOM]
        assert await tx.watch.version() > version
        assert [each.channel for each in await tx.watch.subscriptions("local")] == [CONSOLE, QUAKES]
        assert kept in await tx.watch.subscriptions("local")
        assert list(await tx.watch.subscriptions("another")) == []
        assert set(await tx.watch.paused([NEWSROOM, ELSEWHERE, CONSOLE, QUAKES])) == {CONSOLE, QUAKES}
        version = await tx.watch.version()
        assert list(await tx.watch.forget_paused(after(5))) == []
        assert await tx.watch.version() == version


async def test_a_workspaces_own_rules(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        assert await tx.watch.house("local") == House(workspace="local")
        ours = House(workspace="local", notices=QUAKES, manager_role="42")
        await tx.watch.save_house(ours)
        await tx.watch.save_house(House(workspace="another", notices=ELSEWHERE))
        assert await tx.watch.house("local") == ours
        assert await tx.watch.house("another") == House(workspace="another", notices=ELSEWHERE)
        plain = replace(ours, notices=None, manager_role="")
        await tx.watch.save_house(plain)
        assert await tx.watch.house("local") == plain


async def test_a_workspace_cannot_have_its_notices_told_in_anothers_channel(storage: SqlStorage) -> None:
    async with storage.write() as tx:
        with pytest.raises(LookupError):
            await tx.watch.save_house(House(workspace="local", notices=ELSEWHERE))
        assert await tx.watch.house("local") == House(workspace="local")
