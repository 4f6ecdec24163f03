"""What waits in a channel: shown to who asks, told at once or never, and moved by new options."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.alert import Alert, Hold
from tests.unit.handlers.desk import FERRY, FERRY_ELSEWHERE, Desk
from tests.unit.pipeline.newsroom import DESK, START, WIRE


async def held(desk: Desk) -> list[Alert]:
    async with desk.newsroom.storage.read() as tx:
        return list(await tx.alerts.held(WIRE))


async def with_held(desk: Desk, wishes: str) -> None:
    """One alert that waits, for a channel with these wishes."""
    await desk.ask("/watch create ferries ferry")
    await desk.ask(f"/subscribe ferries UTC {wishes}")
    await desk.newsroom.take_in(await desk.newsroom.feed("Herald"), FERRY)
    assert len(await held(desk)) == 1


async def test_what_waits_is_shown_with_why_and_until_when(desk: Desk) -> None:
    assert await desk.told("/held show") == "Nothing waits here\nWhat was held has been told, or was discarded."
    await with_held(desk, "daily 18:00")
    shown = await desk.ask("/held show", manages=False)
    assert shown.title == "1 alert waits here"
    assert FERRY.title in shown.fallback
    assert "waits for its schedule, until 1 Mar 2026, 21:00 UTC+3" in shown.fallback
    assert [button.command for button in shown.buttons] == ["held release", "held discard"]
    assert (await desk.told("/held show", channel=DESK)).startswith("Nothing waits here")
    assert await desk.newsroom.messages() == []


async def test_what_waits_is_told_when_asked_for(desk: Desk) -> None:
    await with_held(desk, "daily 18:00")
    assert await desk.told("/held release") == "1 alert that waited comes now"
    await desk.newsroom.deliver()
    assert any(FERRY.title in message.card.fallback for message in await desk.newsroom.messages())
    assert await held(desk) == []
    assert (await desk.told("/held release")).startswith("Nothing waits here")


async def test_what_waits_is_dropped_and_can_still_be_asked_for(desk: Desk) -> None:
    await with_held(desk, "quiet:11:00-20:00")
    assert (await desk.told("/held discard")).startswith("1 alert that waited will not be told")
    assert await held(desk) == []
    assert (await desk.told("/held discard")).startswith("Nothing waits here")
    desk.newsroom.clock.advance(hours=12)
    await desk.releaser.release()
    await desk.newsroom.deliver()
    assert await desk.newsroom.messages() == []
    assert FERRY.title in await desk.told("/latest")


async def test_a_notice_that_is_not_here_is_said_to_be(desk: Desk) -> None:
    for verb in ("held show", "held release", "held discard"):
        assert "There is no notice n7 in #wire." in await desk.refused(f"/{verb} n7")
        assert "is no notice; one is written n7" in await desk.refused(f"/{verb} seven")


async def test_why_tells_what_waits_now(desk: Desk) -> None:
    await with_held(desk, "quiet:11:00-20:00")
    why = await desk.told(f"/why {FERRY.link}")
    assert "for ferries: hold;" in why
    assert "Now it waits for the end of quiet hours, until 1 Mar 2026, 23:00 UTC+3." in why


async def test_new_options_move_what_waits(desk: Desk) -> None:
    await with_held(desk, "daily 18:00")
    now = desk.newsroom.clock.now()
    await desk.ask("/subscribe ferries hourly")
    assert (await held(desk))[0].release_at == START + timedelta(hours=1)
    await desk.ask("/subscribe ferries instant")
    assert (await held(desk))[0].release_at == now
    assert await desk.releaser.release() == 1


async def test_quiet_hours_that_end_let_go_of_what_they_held(desk: Desk) -> None:
    await with_held(desk, "quiet:11:00-20:00")
    await desk.ask("/subscribe ferries quiet:11:00-14:00")
    assert (await held(desk))[0].release_at == START + timedelta(hours=2)
    await desk.ask("/subscribe ferries quiet:off")
    assert (await held(desk))[0].release_at == desk.newsroom.clock.now()


async def test_asking_for_one_outlet_is_enough_for_what_waits_for_two(desk: Desk) -> None:
    await with_held(desk, "min_outlets:2")
    assert (await held(desk))[0].hold is Hold.OUTLETS
    assert "waits for more outlets" in await desk.told("/held show")
    await desk.ask("/subscribe ferries min_outlets:1")
    assert await desk.releaser.release() == 1


async def test_waking_a_topic_tells_what_its_snooze_held(desk: Desk) -> None:
    await desk.ask("/watch create ferries ferry")
    await desk.ask("/subscribe ferries UTC")
    await desk.ask("/snooze ferries 2h")
    await desk.newsroom.take_in(await desk.newsroom.feed("Herald"), FERRY)
    (waiting,) = await held(desk)
    assert waiting.hold is Hold.SNOOZE
    await desk.ask("/snooze ferries 8h")
    assert (await held(desk))[0].release_at == desk.newsroom.clock.now() + timedelta(hours=8)
    assert "1 alert that waited comes now" in await desk.told("/snooze ferries off")
    assert await desk.releaser.release() == 1


async def test_a_muted_story_is_heard_of_no_more_until_unmuted(desk: Desk) -> None:
    await desk.newsroom.topic("ferries", "ferry", WIRE)
    herald, courier = await desk.newsroom.feed("Herald"), await desk.newsroom.feed("Courier")
    await desk.newsroom.take_in(herald, FERRY)
    await desk.newsroom.deliver()
    story = await desk.story_of(FERRY.title)
    muted = await desk.ask(f"/mute {story}")
    assert muted.title == f"{story} is muted in #wire"
    assert [button.command for button in muted.buttons] == [f"unmute {story}"]
    assert "muted here already" in await desk.told(f"/mute {story}")
    assert f"{story} is muted here since 1 Mar 2026" in await desk.told(f"/why {story}")
    before = await desk.newsroom.messages()
    await desk.newsroom.take_in(courier, FERRY_ELSEWHERE)
    await desk.newsroom.deliver()
    assert await desk.newsroom.messages() == before
    assert "is heard again" in await desk.told(f"/unmute {story}")
    assert "is not muted here" in await desk.told(f"/unmute {story}")


async def test_what_a_channel_was_never_told_cannot_be_muted_or_rated(desk: Desk) -> None:
    await desk.with_news()
    story = await desk.story_of(FERRY.title)
    for line in (f"/mute {story}", f"/unmute {story}", f"/rate {story} up"):
        assert f"#desk was told nothing of {story}" in await desk.refused(line, channel=DESK)
    assert "is no story" in await desk.refused("/mute ferries")
    assert "was told nothing of s999999999999" in await desk.refused("/mute s999999999999")
