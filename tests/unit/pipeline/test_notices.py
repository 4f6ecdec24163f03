"""The living lines of caps and floods, and what a reader can do with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.alerts import FloodLimits
from bot.domain.alert import AlertKind, Hold, NoticeKind
from bot.domain.watch import Early
from tests.unit.pipeline.newsroom import DESK, WIRE, Newsroom, entry, kinds, open_newsroom, reasons
from tests.unit.pipeline.quake import QUAKE, QUAKE_ELSEWHERE, tremor

FLOODS = FloodLimits(feed=5, topic=8, channel=12)


async def told(newsroom: Newsroom, *numbers: int) -> list[str]:
    """What a feed of tremors leads to, one poll each, in the wire."""
    feed = await newsroom.feed("Herald")
    return [kind for number in numbers for _, kind in kinds(await newsroom.take_in(feed, tremor(number)))]


async def test_over_its_cap_a_channel_gets_one_line_that_counts(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, cap=2)
    assert await told(newsroom, 1, 2, 3, 4, 5) == ["new", "new", "hold", "hold", "hold"]
    *alerts, line = await newsroom.titles()
    assert (len(alerts), line) == (2, "3 more held this hour")
    (notice,) = await newsroom.notices()
    assert (notice.kind, notice.subject, notice.count) == (NoticeKind.CAP, "channel", 3)
    line_card = (await newsroom.messages())[-1].card
    assert [button.command for button in line_card.buttons] == [f"held show n{notice.id}"]


async def test_what_the_cap_held_is_shown_on_demand_and_the_line_says_so(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, cap=1)
    await told(newsroom, 1, 2, 3)
    (notice,) = await newsroom.notices()
    assert await newsroom.releaser.show(WIRE, notice.id) == 2
    assert await newsroom.titles() == [
        tremor(1).title,
        "Nothing is held back any more",
        tremor(2).title,
        tremor(3).title,
    ]
    assert (await newsroom.held(), await newsroom.notices()) == ([], [])
    assert await newsroom.releaser.show(WIRE, notice.id) == 0


async def test_an_hour_later_the_cap_is_open_again_and_has_a_line_of_its_own(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, cap=1)
    feed = await newsroom.feed("Herald")
    for number in (1, 2):
        await newsroom.take_in(feed, tremor(number))
    newsroom.clock.advance(hours=2)
    assert kinds(await newsroom.take_in(feed, tremor(3))) == [("web:#wire", "new")]
    assert kinds(await newsroom.take_in(feed, tremor(4))) == [("web:#wire", "hold")]
    titles = await newsroom.titles()
    assert titles.count("1 more held this hour") == 2
    first, second = [alert.notice_id for alert in await newsroom.held()]
    assert first != second
    # The line of the first hour still does what it says.
    assert await newsroom.releaser.show(WIRE, first) == 1
    assert len(await newsroom.held()) == 1


async def test_a_held_story_that_is_told_otherwise_is_counted_no_more(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, cap=1, urgent="Courier OR mainland")
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    await newsroom.take_in(herald, tremor(1))
    await newsroom.take_in(herald, QUAKE)
    assert kinds(await newsroom.take_in(courier, QUAKE_ELSEWHERE)) == [("web:#wire", "new")]
    assert await newsroom.notices() == []
    assert (await newsroom.titles())[1:] == ["Nothing is held back any more", QUAKE.title]


async def test_a_feed_that_brings_too_much_at_once_is_held_from_its_first_article_on() -> None:
    async with open_newsroom(limits=FLOODS) as newsroom:
        await newsroom.topic("quakes", "earthquake", WIRE, DESK)
        feed = await newsroom.feed("Herald")
        flood = await newsroom.take_in(feed, *(tremor(number) for number in range(6)))
        assert {kind for _, kind in kinds(flood)} == {"hold"}
        assert "held as a flood: Herald brought 6 stories at once" in reasons(flood)
        assert await newsroom.titles() == ["Flood held: Herald brought 6 stories at once"]
        (notice,) = await newsroom.notices()
        assert (notice.subject, notice.count) == (f"feed:{feed}", 6)
        (message,) = await newsroom.messages()
        commands = [button.command for button in message.card.buttons]
        assert commands == [f"held release n{notice.id}", f"held discard n{notice.id}"]


async def test_a_released_flood_is_one_digest() -> None:
    async with open_newsroom(limits=FLOODS) as newsroom:
        await newsroom.topic("quakes", "earthquake", WIRE, DESK)
        await newsroom.take_in(await newsroom.feed("Herald"), *(tremor(number) for number in range(6)))
        (notice,) = await newsroom.notices()
        assert await newsroom.releaser.show(WIRE, notice.id) == 6
        assert await newsroom.titles() == [
            "The flood is over; nothing of it is held any more",
            "What was held: 6 stories",
        ]
        # The other channel has its own choice.
        assert len(await newsroom.held(DESK)) == 6
        assert len(await newsroom.alerts()) == 6


async def test_a_discarded_flood_is_never_told_and_why_says_so() -> None:
    async with open_newsroom(limits=FLOODS) as newsroom:
        await newsroom.topic("quakes", "earthquake", WIRE)
        await newsroom.take_in(await newsroom.feed("Herald"), *(tremor(number) for number in range(6)))
        (notice,) = await newsroom.notices()
        assert await newsroom.releaser.discard(WIRE, notice.id) == 6
        assert await newsroom.titles() == ["The flood is over; nothing of it is held any more"]
        assert (await newsroom.held(), await newsroom.notices()) == ([], [])
        articles = await newsroom.articles()
        async with newsroom.storage.read() as tx:
            last = (await tx.alerts.traces("local", [articles[0].id]))[-1]
        assert (last.kind, last.reasons) == (
            AlertKind.NOTHING,
            ("it waited for a reader's word, in a flood", "a reader discarded what waited"),
        )


async def test_a_topic_floods_a_channel_by_many_feeds_and_is_stopped_until_a_window_has_passed() -> None:
    async with open_newsroom(limits=FLOODS) as newsroom:
        await newsroom.topic("quakes", "earthquake", WIRE)
        await newsroom.topic("markets", "shares", WIRE)
        feeds = [await newsroom.feed(f"Outlet{number}") for number in range(4)]
        for number in range(8):
            newsroom.clock.advance(seconds=-50)
            assert kinds(await newsroom.take_in(feeds[number % 4], tremor(number))) == [("web:#wire", "new")]
        assert kinds(await newsroom.take_in(feeds[0], tremor(8))) == [("web:#wire", "hold")]
        (notice,) = await newsroom.notices()
        assert notice.subject.startswith("topic:")
        # What the flood is not about passes.
        assert kinds(await newsroom.take_in(feeds[1], entry("Shares fall in Oslo"))) == [("web:#wire", "new")]
        newsroom.clock.advance(minutes=30)
        assert kinds(await newsroom.take_in(feeds[1], tremor(9))) == [("web:#wire", "new")]


async def test_all_topics_together_may_flood_a_channel() -> None:
    async with open_newsroom(limits=FLOODS) as newsroom:
        for name in ("alfa", "bravo", "charlie"):
            await newsroom.topic(name, name, WIRE)
        feed = await newsroom.feed("Herald")
        kinds_told = []
        for number in range(13):
            newsroom.clock.advance(seconds=-50)
            one = tremor(number)
            one = replace(one, summary=f"{one.summary} {('alfa', 'bravo', 'charlie')[number % 3]}")
            kinds_told += [kind for _, kind in kinds(await newsroom.take_in(feed, one))]
        assert kinds_told == ["new"] * 12 + ["hold"]
        (notice,) = await newsroom.notices()
        assert notice.subject == "channel"


async def test_show_without_a_notice_tells_all_that_waits_whatever_for(newsroom: Newsroom) -> None:
    until = newsroom.clock.now() + timedelta(hours=9)
    await newsroom.topic("islands", "lamerra", WIRE, min_outlets=3, early=Early.NOTHING)
    await newsroom.topic("quakes", "earthquake NOT lamerra", WIRE, snoozed_until=until)
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    await newsroom.take_in(feed, tremor(1))
    assert {alert.hold for alert in await newsroom.held()} == {Hold.OUTLETS, Hold.SNOOZE}
    assert await newsroom.releaser.show(WIRE) == 2
    assert await newsroom.titles() == [QUAKE.title, tremor(1).title]
    assert await newsroom.releaser.discard(WIRE) == 0


async def test_a_notice_of_another_channel_is_not_touched(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", DESK, cap=1)
    await told(newsroom, 1, 2)
    (notice,) = await newsroom.notices(DESK)
    assert await newsroom.releaser.show(WIRE, notice.id) == 0
    assert len(await newsroom.notices(DESK)) == 1


async def test_follow_ups_of_held_stories_do_not_leak_a_topics_flood() -> None:
    async with open_newsroom(limits=replace(FLOODS, feed=100)) as newsroom:
        await newsroom.topic("quakes", "earthquake", WIRE)
        herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
        await newsroom.take_in(herald, QUAKE, *(tremor(number) for number in range(8)))
        assert kinds(await newsroom.take_in(courier, QUAKE_ELSEWHERE)) == [("web:#wire", "hold")]
        (notice,) = await newsroom.notices()
        assert notice.count == 9


async def test_what_another_feed_reports_of_a_feeds_flood_is_told() -> None:
    async with open_newsroom(limits=FLOODS) as newsroom:
        await newsroom.topic("quakes", "earthquake", WIRE)
        herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
        await newsroom.take_in(herald, QUAKE, *(tremor(number) for number in range(8)))
        assert kinds(await newsroom.take_in(courier, QUAKE_ELSEWHERE)) == [("web:#wire", "new")]
        (notice,) = await newsroom.notices()
        assert (notice.subject, notice.count) == (f"feed:{herald}", 8)
