"""What waits is told when its wait ends: quiet hours, snoozes, pauses, digests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.alert import Hold
from bot.domain.card import Mention
from bot.domain.watch import Pause
from tests.unit.pipeline.newsroom import DESK, WIRE, Newsroom, kinds
from tests.unit.pipeline.quake import QUAKE, QUAKE_ELSEWHERE, tremor, worse

BERLIN = ZoneInfo("Europe/Berlin")
EVERYBODY = Mention("everyone", "", "everyone")


def set_clock(newsroom: Newsroom, *moment: int, zone: ZoneInfo = BERLIN) -> None:
    """Set the clock to a wall-clock time."""
    newsroom.clock.moment = datetime(*moment, tzinfo=zone).astimezone(UTC)  # type: ignore[misc, arg-type]


async def test_quiet_hours_over_midnight_hold_and_then_tell(newsroom: Newsroom) -> None:
    set_clock(newsroom, 2026, 3, 4, 22, 30)
    await newsroom.topic("quakes", "earthquake", WIRE, quiet="22:00-07:00", time_zone="Europe/Berlin")
    feed = await newsroom.feed("Herald")
    assert kinds(await newsroom.take_in(feed, QUAKE)) == [("web:#wire", "hold")]
    set_clock(newsroom, 2026, 3, 5, 6, 59)
    assert (await newsroom.release(), await newsroom.titles()) == (0, [])
    set_clock(newsroom, 2026, 3, 5, 7, 0)
    assert (await newsroom.release(), await newsroom.titles()) == (1, [QUAKE.title])
    assert await newsroom.release() == 0


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 28), 8), ((2026, 10, 24), 10), ((2026, 5, 2), 9)])
async def test_a_quiet_night_ends_at_seven_though_clocks_change_in_it(
    newsroom: Newsroom, day: tuple[int, int, int], hours: int
) -> None:
    set_clock(newsroom, *day, 21, 59)
    await newsroom.topic("quakes", "earthquake", WIRE, quiet="22:00-07:00", time_zone="Europe/Berlin")
    await newsroom.take_in(await newsroom.feed("Herald"), QUAKE)
    (alert,) = await newsroom.held()
    assert alert.release_at == newsroom.clock.now() + timedelta(hours=hours)


async def test_what_is_urgent_passes_quiet_hours(newsroom: Newsroom) -> None:
    set_clock(newsroom, 2026, 3, 4, 23, 0)
    await newsroom.topic("quakes", "earthquake", WIRE, quiet="22:00-07:00", urgent="figure(killed) >= 10")
    assert kinds(await newsroom.take_in(await newsroom.feed("Herald"), QUAKE)) == [("web:#wire", "new")]


async def test_three_stories_of_a_night_are_told_one_by_one_and_four_together(newsroom: Newsroom) -> None:
    set_clock(newsroom, 2026, 3, 4, 23, 0)
    topic = await newsroom.topic("quakes", "earthquake", WIRE, quiet="22:00-07:00", time_zone="Europe/Berlin")
    await newsroom.subscribe(topic, DESK, quiet="23:03-07:00", time_zone="Europe/Berlin")
    feed = await newsroom.feed("Herald")
    for number in range(4):
        await newsroom.take_in(feed, tremor(number))
    set_clock(newsroom, 2026, 3, 5, 7, 0)
    assert await newsroom.release() == 6
    assert await newsroom.titles() == ["While it was quiet: 4 stories"]
    assert [title.split()[0] for title in await newsroom.titles(DESK)] == ["Earthquake"] * 4
    assert await newsroom.held() == []


async def test_an_update_in_the_night_is_an_edit_then_and_said_aloud_in_the_morning(newsroom: Newsroom) -> None:
    set_clock(newsroom, 2026, 3, 4, 21, 0)
    await newsroom.topic("quakes", "earthquake", WIRE, quiet="22:00-07:00", time_zone="Europe/Berlin")
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    set_clock(newsroom, 2026, 3, 4, 23, 0)
    await newsroom.take_in(feed, worse(QUAKE, 31))
    await newsroom.take_in(feed, worse(QUAKE, 36))
    assert await newsroom.titles() == [QUAKE.title]
    (message,) = await newsroom.messages()
    assert "36 people" in message.card.fallback
    set_clock(newsroom, 2026, 3, 5, 7, 0)
    assert await newsroom.release() == 1
    assert (await newsroom.titles())[1:] == ["> Now at least 36 people killed (was at least 12), Herald"]


async def test_a_digest_comes_at_eight_in_the_channels_zone(newsroom: Newsroom) -> None:
    set_clock(newsroom, 2026, 3, 27, 12, 0)
    await newsroom.topic("quakes", "earthquake", WIRE, when="daily 08:00", time_zone="Europe/Berlin")
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    for article in (QUAKE, tremor(1), tremor(2)):
        assert kinds(await newsroom.take_in(herald, article)) == [("web:#wire", "hold")]
    await newsroom.take_in(courier, QUAKE_ELSEWHERE)
    set_clock(newsroom, 2026, 3, 28, 7, 59)
    assert await newsroom.release() == 0
    set_clock(newsroom, 2026, 3, 28, 8, 0)
    assert await newsroom.release() == 3
    assert await newsroom.titles() == ["Digest: 3 stories"]
    (message,) = await newsroom.messages()
    # Two outlets and a toll weigh more than what one outlet tells.
    assert message.card.fields[0].label or message.card.fields[0].value
    assert QUAKE.title in message.card.fallback
    # The next is an hour earlier by UTC: clocks go forward in that night.
    await newsroom.take_in(herald, tremor(3))
    (alert,) = await newsroom.held()
    assert alert.release_at == datetime(2026, 3, 29, 6, 0, tzinfo=UTC)


async def test_a_story_of_a_digest_is_told_on_in_the_next(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, when="hourly")
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    await newsroom.take_in(herald, QUAKE)
    await newsroom.take_in(herald, tremor(1))
    newsroom.clock.advance(hours=1)
    await newsroom.release()
    await newsroom.take_in(courier, worse(QUAKE_ELSEWHERE, 40))
    await newsroom.take_in(courier, tremor(2))
    newsroom.clock.advance(hours=1)
    await newsroom.release()
    first, second = await newsroom.messages()
    assert "Courier" not in first.card.fallback
    assert "Courier" in second.card.fallback
    assert "40" in second.card.fallback


async def test_a_batch_of_one_story_is_its_card_and_its_next_batch_a_fresh_one(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, when="every 30m", mention=(EVERYBODY,))
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    newsroom.clock.advance(minutes=30)
    await newsroom.release()
    assert await newsroom.titles() == [QUAKE.title]
    await newsroom.take_in(feed, worse(QUAKE, 31))
    newsroom.clock.advance(minutes=30)
    await newsroom.release()
    assert await newsroom.titles() == [QUAKE.title, f"> {QUAKE.title}"]
    calls = [EVERYBODY in message.card.body for message in await newsroom.messages()]
    assert calls == [True, False]


async def test_a_long_digest_is_split(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, when="daily 08:00")
    feed = await newsroom.feed("Herald")
    for number in range(12):
        await newsroom.take_in(feed, tremor(number))
    newsroom.clock.advance(hours=24)
    await newsroom.release()
    assert await newsroom.titles() == ["Digest: 12 stories, 1 of 2", "Digest: 12 stories, 2 of 2"]


async def test_a_digest_due_in_quiet_hours_waits_for_their_end_and_is_a_digest_still(newsroom: Newsroom) -> None:
    set_clock(newsroom, 2026, 3, 4, 20, 0)
    await newsroom.topic(
        "quakes", "earthquake", WIRE, when="daily 06:00", quiet="22:00-07:00", time_zone="Europe/Berlin"
    )
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    await newsroom.take_in(feed, tremor(1))
    set_clock(newsroom, 2026, 3, 5, 6, 0)
    assert await newsroom.release() == 0
    set_clock(newsroom, 2026, 3, 5, 7, 0)
    await newsroom.release()
    assert await newsroom.titles() == ["Digest: 2 stories"]


async def test_a_snoozed_topic_is_told_afterwards(newsroom: Newsroom) -> None:
    until = newsroom.clock.now() + timedelta(hours=3)
    await newsroom.topic("quakes", "earthquake", WIRE, snoozed_until=until)
    await newsroom.take_in(await newsroom.feed("Herald"), QUAKE)
    (alert,) = await newsroom.held()
    assert (alert.hold, alert.release_at) == (Hold.SNOOZE, until)
    newsroom.clock.moment = until
    assert await newsroom.release() == 1
    assert await newsroom.titles() == [QUAKE.title]


async def test_a_snooze_that_was_prolonged_holds_on(newsroom: Newsroom) -> None:
    topic = await newsroom.topic("quakes", "earthquake")
    until = newsroom.clock.now() + timedelta(hours=1)
    wish = await newsroom.subscribe(topic, WIRE, snoozed_until=until)
    await newsroom.take_in(await newsroom.feed("Herald"), QUAKE)
    later = until + timedelta(hours=5)
    await newsroom.change(wish, snoozed_until=later)
    newsroom.clock.moment = until
    assert await newsroom.release() == 0
    (alert,) = await newsroom.held()
    assert alert.release_at == later


async def test_what_a_lost_channel_missed_is_told_when_it_is_back(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    async with newsroom.storage.write() as tx:
        await tx.watch.pause(Pause(channel=WIRE, reason="gone", since=newsroom.clock.now()))
    await newsroom.take_in(await newsroom.feed("Herald"), QUAKE)
    (alert,) = await newsroom.held()
    assert (alert.hold, alert.release_at) == (Hold.PAUSE, None)
    newsroom.clock.advance(hours=30)
    async with newsroom.storage.write() as tx:
        await tx.watch.resume(WIRE)
        await tx.alerts.save(replace(alert, release_at=newsroom.clock.now()))
    assert await newsroom.releaser.returned(WIRE) == 1
    assert await newsroom.titles() == [QUAKE.title]


async def test_what_waited_for_a_pause_may_have_to_wait_for_more_outlets(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, min_outlets=2)
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    async with newsroom.storage.write() as tx:
        await tx.watch.pause(Pause(channel=WIRE, reason="gone", since=newsroom.clock.now()))
    await newsroom.take_in(herald, QUAKE)
    (alert,) = await newsroom.held()
    async with newsroom.storage.write() as tx:
        await tx.watch.resume(WIRE)
        await tx.alerts.save(replace(alert, release_at=newsroom.clock.now()))
    assert await newsroom.releaser.returned(WIRE) == 0
    (alert,) = await newsroom.held()
    assert (alert.hold, alert.release_at) == (Hold.OUTLETS, None)
    assert kinds(await newsroom.take_in(courier, QUAKE_ELSEWHERE)) == [("web:#wire", "new")]


async def test_what_waits_for_a_topic_that_was_left_is_dropped(newsroom: Newsroom) -> None:
    topic = await newsroom.topic("quakes", "earthquake", WIRE, when="hourly")
    await newsroom.take_in(await newsroom.feed("Herald"), QUAKE)
    async with newsroom.storage.write() as tx:
        await tx.watch.unsubscribe(WIRE, topic.id)
    newsroom.clock.advance(hours=1)
    assert await newsroom.release() == 0
    assert (await newsroom.held(), await newsroom.titles()) == ([], [])
    (article,) = await newsroom.articles()
    async with newsroom.storage.read() as tx:
        last = (await tx.alerts.traces("local", [article.id]))[-1]
    assert last.reasons == ("it waited for its schedule", "the channel is not subscribed to the topic any more")


async def test_a_toll_that_went_up_in_the_night_and_down_again_by_morning_is_not_worth_a_word(
    newsroom: Newsroom,
) -> None:
    set_clock(newsroom, 2026, 3, 4, 21, 0)
    await newsroom.topic("quakes", "earthquake", WIRE, quiet="22:00-07:00", time_zone="Europe/Berlin")
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    set_clock(newsroom, 2026, 3, 4, 23, 0)
    await newsroom.take_in(feed, worse(QUAKE, 31))
    await newsroom.take_in(feed, replace(QUAKE, summary=QUAKE.summary.replace("island", "isle")))
    set_clock(newsroom, 2026, 3, 5, 7, 0)
    assert await newsroom.release() == 0
    assert (await newsroom.held(), await newsroom.titles()) == ([], [QUAKE.title])


async def test_a_batch_of_a_story_that_has_a_message_waits_for_the_end_of_quiet_hours_too(newsroom: Newsroom) -> None:
    set_clock(newsroom, 2026, 3, 4, 20, 0)
    zone = "Europe/Berlin"
    await newsroom.topic("quakes", "earthquake", WIRE, when="hourly", quiet="22:00-07:00", time_zone=zone)
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    await newsroom.take_in(herald, QUAKE)
    set_clock(newsroom, 2026, 3, 4, 21, 0)
    assert await newsroom.release() == 1
    set_clock(newsroom, 2026, 3, 4, 21, 58)
    await newsroom.take_in(courier, QUAKE_ELSEWHERE)
    set_clock(newsroom, 2026, 3, 4, 22, 0)
    assert await newsroom.release() == 0
    set_clock(newsroom, 2026, 3, 5, 7, 0)
    assert await newsroom.release() == 1
    assert await newsroom.titles() == [QUAKE.title, f"> {QUAKE.title}"]


async def test_a_muted_story_is_not_told_when_its_wait_ends(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, when="hourly")
    await newsroom.take_in(await newsroom.feed("Herald"), QUAKE)
    (alert,) = await newsroom.held()
    async with newsroom.storage.write() as tx:
        await tx.alerts.save(replace(alert, muted_at=newsroom.clock.now()))
    newsroom.clock.advance(hours=1)
    assert await newsroom.release() == 0
    assert (await newsroom.held(), await newsroom.titles()) == ([], [])


async def test_what_waits_for_a_topic_that_was_left_is_told_for_another_that_wants_it(newsroom: Newsroom) -> None:
    topic = await newsroom.topic("quakes", "earthquake", WIRE, when="hourly")
    await newsroom.topic("islands", "lamerra", WIRE, when="daily 08:00")
    await newsroom.take_in(await newsroom.feed("Herald"), QUAKE)
    async with newsroom.storage.write() as tx:
        await tx.watch.unsubscribe(WIRE, topic.id)
    newsroom.clock.advance(hours=1)
    assert await newsroom.release() == 1
    assert await newsroom.titles() == [QUAKE.title]


async def test_a_story_that_has_a_message_is_brought_up_to_date_there_and_told_in_the_digest(
    newsroom: Newsroom,
) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, when="hourly")
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    await newsroom.take_in(herald, QUAKE)
    newsroom.clock.advance(hours=1)
    await newsroom.release()
    await newsroom.take_in(courier, QUAKE_ELSEWHERE)
    await newsroom.take_in(herald, tremor(1))
    newsroom.clock.advance(hours=1)
    assert await newsroom.release() == 2
    assert await newsroom.titles() == [QUAKE.title, "Digest: 2 stories"]
    first, digest = await newsroom.messages()
    assert "2 outlets: Herald, Courier" in first.card.fallback
    assert "Courier" in digest.card.fallback


async def test_what_was_retracted_before_it_was_told_is_not_told(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, when="hourly")
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    await newsroom.take_in(feed, replace(QUAKE, title=f"RETRACTED: {QUAKE.title}"))
    newsroom.clock.advance(hours=1)
    assert await newsroom.release() == 0
    assert (await newsroom.held(), await newsroom.titles()) == ([], [])
