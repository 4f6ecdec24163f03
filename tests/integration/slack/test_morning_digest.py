"""The morning's digest on Slack: at eight by the channel's clocks, with the stories of the night, and once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.storage import SqlStorage, open_storage
from bot.domain.news import Entry
from bot.pipeline.deliver import Deliverer
from bot.pipeline.dispatch import LEASE
from tests.doubles.slack import Message
from tests.integration.slack.desk import Desk, open_desk, platform_of
from tests.unit.pipeline.newsroom import Newsroom
from tests.unit.pipeline.quake import QUAKE, tremor

MORNING = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)
"""Eight in Baghdad, three hours ahead."""


@dataclass
class Bureau:
    """A newsroom whose only platform is Slack's, and the file in which it keeps everything."""

    desk: Desk
    file: Path
    newsroom: Newsroom
    storage: SqlStorage

    async def restart(self) -> None:
        """The process is gone, with all that was in its memory, and another starts at the same moment."""
        await self.desk.platform.stop()
        await self.storage.close()
        platform = platform_of(self.desk.slack, self.desk.newsroom)
        self.desk = Desk(self.desk.slack, self.desk.newsroom, self.desk.wire, platform)
        moment = self.newsroom.clock.moment
        self.storage, self.newsroom = await _newsroom(self.file, self.desk, moment)

    async def subscribed(self, zone: str) -> int:
        """The channel has earthquakes every morning at eight; the answer is the feed that tells of them."""
        workspace = self.desk.newsroom.id
        await self.newsroom.topic(
            "quakes", "earthquake", self.desk.channel, workspace=workspace, when="daily 08:00", time_zone=zone
        )
        return await self.newsroom.feed("Herald", workspaces=[workspace])

    async def night(self, feed: int, *entries: Entry) -> None:
        """What happens before it is told."""
        for one in entries:
            await self.newsroom.take_in(feed, one)

    async def look(self, moment: datetime) -> Sequence[Message]:
        """What the channel shows once the stages have had their turns at ``moment``, twice."""
        self.newsroom.clock.moment = moment
        for _ in range(2):
            await self.newsroom.release()
        return self.desk.shown()


@asynccontextmanager
async def open_bureau(file: Path, moment: datetime) -> AsyncIterator[Bureau]:
    async with open_desk() as desk:
        storage, newsroom = await _newsroom(file, desk, moment)
        bureau = Bureau(desk, file, newsroom, storage)
        try:
            yield bureau
        finally:
            await bureau.desk.platform.stop()
            await bureau.storage.close()


async def _newsroom(file: Path, desk: Desk, moment: datetime) -> tuple[SqlStorage, Newsroom]:
    storage = open_storage(f"sqlite:///{file}")
    await storage.upgrade()
    newsroom = Newsroom(storage)
    newsroom.clock.moment = moment
    newsroom.platforms = {"slack": desk.platform}
    return storage, newsroom


@pytest.mark.parametrize(
    ("zone", "mornings"),
    [
        ("Asia/Baghdad", [MORNING, MORNING + timedelta(hours=24)]),
        # Clocks go forward in the night to 29 March 2026, and back in the one to 25 October.
        ("Europe/Paris", [datetime(2026, 3, 28, 7, 0, tzinfo=UTC), datetime(2026, 3, 29, 6, 0, tzinfo=UTC)]),
        ("Europe/Paris", [datetime(2026, 10, 24, 6, 0, tzinfo=UTC), datetime(2026, 10, 25, 7, 0, tzinfo=UTC)]),
    ],
)
async def test_a_digest_comes_at_eight_every_morning_and_once(
    tmp_path: Path, zone: str, mornings: Sequence[datetime]
) -> None:
    async with open_bureau(tmp_path / "dateline.db", mornings[0] - timedelta(hours=10)) as bureau:
        feed = await bureau.subscribed(zone)
        for day, eight in enumerate(mornings):
            stories = [QUAKE, tremor(1), tremor(2)] if day == 0 else [tremor(3), tremor(4)]
            await bureau.night(feed, *stories)
            assert len(await bureau.look(eight - timedelta(minutes=1))) == day
            shown = await bureau.look(eight)
            assert len(shown) == day + 1
            told = bureau.desk.slack.read(shown[-1])
            assert f"Digest: {len(stories)} stories" in told
            assert [story.title for story in stories if story.title not in told] == []
            assert len(await bureau.look(eight + timedelta(hours=1))) == day + 1


async def test_a_digest_is_one_message_though_the_process_is_new_at_every_step(tmp_path: Path) -> None:
    async with open_bureau(tmp_path / "dateline.db", MORNING - timedelta(hours=10)) as bureau:
        await bureau.night(await bureau.subscribed("Asia/Baghdad"), QUAKE, tremor(1), tremor(2))
        await bureau.restart()
        assert await bureau.look(MORNING - timedelta(minutes=1)) == []
        bureau.newsroom.clock.moment = MORNING
        assert await bureau.newsroom.releaser.release() == 3
        await bureau.restart()
        assert await bureau.newsroom.releaser.release() == 0
        await bureau.newsroom.deliver()
        await bureau.restart()
        (digest,) = await bureau.look(MORNING + timedelta(minutes=1))
        assert "Digest: 3 stories" in bureau.desk.slack.read(digest)


async def test_a_digest_whose_answer_is_lost_is_found_by_the_next_process(tmp_path: Path) -> None:
    async with open_bureau(tmp_path / "dateline.db", MORNING - timedelta(hours=10)) as bureau:
        await bureau.night(await bureau.subscribed("Asia/Baghdad"), QUAKE, tremor(1))
        bureau.desk.slack.faults.add("cut", "chat.postMessage")
        (digest,) = await bureau.look(MORNING)
        await bureau.restart()
        assert await bureau.look(MORNING + timedelta(minutes=1)) == [digest]
        await _all_is_sent(bureau)


async def test_a_process_that_dies_while_slack_answers_has_told_its_digest_once(tmp_path: Path) -> None:
    async with open_bureau(tmp_path / "dateline.db", MORNING - timedelta(hours=10)) as bureau:
        await bureau.night(await bureau.subscribed("Asia/Baghdad"), QUAKE, tremor(1))
        bureau.newsroom.clock.moment = MORNING
        await bureau.newsroom.releaser.release()
        bureau.desk.slack.faults.add("late", "chat.postMessage", seconds=30)
        await _die_once_it_is_shown(bureau)
        (digest,) = bureau.desk.shown()
        await bureau.restart()
        assert await bureau.look(MORNING + LEASE + timedelta(seconds=1)) == [digest]
        await _all_is_sent(bureau)


async def _die_once_it_is_shown(bureau: Bureau) -> None:
    """The message is there, its answer under way: nothing more is written down by this process."""
    newsroom = bureau.newsroom
    deliverer = Deliverer(
        storage=newsroom.storage, platforms=newsroom.platforms, clock=newsroom.clock, metrics=newsroom.metrics
    )
    dying = asyncio.create_task(deliverer.deliver("slack"))
    async with asyncio.timeout(5):
        while not bureau.desk.shown():  # noqa: ASYNC110  the double tells nobody
            await asyncio.sleep(0.01)
    dying.cancel()
    with suppress(asyncio.CancelledError):
        await dying


async def _all_is_sent(bureau: Bureau) -> None:
    async with bureau.storage.read() as tx:
        assert (await tx.counts()).owed == 0
