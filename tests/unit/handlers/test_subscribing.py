"""How a channel wants its alerts: what is typed is kept, shown, and changed by what is typed next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.card import Mention
from bot.domain.watch import Early, Pause, Subscription, Updates
from tests.unit.handlers.desk import Desk
from tests.unit.pipeline.newsroom import DESK, WIRE

ALL = (
    "/subscribe ferries here daily 08:00 18:00 Asia/Baghdad quiet:22:00-07:00, weekends cap:10 updates:reply min_outlets:2 "
    'early:quiet mention:@here urgent:"tsunami OR evacuat*" mention_when:figure(killed)>=10'
)


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    await desk.ask("/watch create ferries ferry")
    return desk


async def the_subscription(desk: Desk) -> Subscription:
    async with desk.newsroom.storage.read() as tx:
        (subscription,) = await tx.watch.subscriptions("local", WIRE)
    return subscription


async def test_every_option_is_kept(desk: Desk) -> None:
    await desk.ask(ALL)
    kept = await the_subscription(desk)
    assert (kept.when, kept.time_zone, kept.quiet) == ("daily 08:00 18:00", "Asia/Baghdad", "22:00-07:00, weekends")
    assert (kept.urgent, kept.mention_when) == ("tsunami OR evacuat*", "figure(killed)>=10")
    assert (kept.updates, kept.min_outlets, kept.early, kept.cap) == (Updates.REPLY, 2, Early.QUIET, 10)
    assert kept.mention == (Mention("here", "", "@here"),)
    assert kept.created_by == "ana"


async def test_all_that_was_chosen_is_told_in_one_line(desk: Desk) -> None:
    told = await desk.told(ALL)
    assert told.splitlines()[-1] == (
        "daily 08:00 18:00 · quiet 22:00-07:00, weekends · urgent tsunami OR evacuat* · "
        "from 2 outlets, a quiet post before · calls @here · when figure(killed)>=10 · 10 an hour at most · "
        "developments as replies · times in Asia/Baghdad"
    )
    assert told.splitlines()[-1] in await desk.told("/subscriptions")


async def test_listing_who_is_called_calls_nobody(desk: Desk) -> None:
    for line in (ALL, "/subscriptions", "/subscribe ferries mention:@ana"):
        card = await desk.ask(line)
        spans = [*card.body, *(span for field in card.fields for span in field.value)]
        assert spans
        assert not any(isinstance(span, Mention) for span in spans)


async def test_subscribing_again_changes_only_what_was_given(desk: Desk) -> None:
    await desk.ask(ALL)
    before = await the_subscription(desk)
    assert "has ferries already" in await desk.told("/subscribe ferries")
    assert await the_subscription(desk) == before
    assert "as you wish now" in await desk.told("/subscribe ferries quiet:off cap:none mention:off urgent:none instant")
    after = await the_subscription(desk)
    assert (after.quiet, after.cap, after.mention, after.urgent, after.when) == ("", 0, (), "", "instant")
    assert (after.time_zone, after.updates, after.min_outlets) == ("Asia/Baghdad", Updates.REPLY, 2)
    assert after.id == before.id


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/subscribe ferries urgent:(ferry", "That query cannot be used"),
        ('/subscribe ferries urgent:ferry mention_when:"a AND"', "That query cannot be used"),
        ("/subscribe ferries mention:!!", "names nobody"),
        ("/subscribe ferries quiet:late", "quiet hours"),
        ("/subscribe ferries quiet:00:00-24:00", "they would never end"),
        ("/subscribe ferries every 1m", "5m to 24h"),
        ("/subscribe ferries cap:x", "cap is a whole number"),
    ],
)
async def test_a_wrong_option_stores_nothing(desk: Desk, line: str, words: str) -> None:
    assert words in await desk.refused(line)
    assert (await desk.told("/subscriptions")).startswith("No channel is subscribed")


async def test_the_wrong_one_of_two_queries_is_drawn(desk: Desk) -> None:
    refusal = await desk.refused('/subscribe ferries urgent:tsunami mention_when:"(coup"')
    assert "\n(coup\n" in refusal


async def test_a_paused_channel_is_listed_with_its_reason(desk: Desk) -> None:
    await desk.ask("/subscribe ferries")
    since = desk.newsroom.clock.now()
    async with desk.newsroom.storage.write() as tx:
        await tx.watch.pause(Pause(channel=WIRE, reason="I need Send Messages in #wire.", since=since))
    told = await desk.told("/subscriptions")
    assert told.startswith("1 subscription in 1 channel, 1 channel paused")
    assert "Paused since 1 Mar 2026, 15:00 UTC+3: I need Send Messages in #wire. What comes meanwhile waits." in told


async def test_other_channels_are_named_as_commands_take_them(desk: Desk) -> None:
    card = await desk.ask("/subscribe ferries #desk")
    assert card.title == "#desk is subscribed to ferries"
    assert [button.command for button in card.buttons] == ["latest ferries", "unsubscribe ferries web:desk"]
    gone = await desk.ask("/unsubscribe ferries web:desk")
    assert [button.command for button in gone.buttons] == ["subscribe ferries web:desk"]
    await desk.ask("/subscribe ferries web:desk")
    async with desk.newsroom.storage.read() as tx:
        assert [each.channel for each in await tx.watch.subscriptions("local")] == [DESK]


async def test_a_topic_is_snoozed_and_woken(desk: Desk) -> None:
    assert "is not subscribed to ferries" in await desk.refused("/snooze ferries 2h")
    await desk.ask("/subscribe ferries")
    snoozed = await desk.ask("/snooze ferries 2h")
    assert "until 1 Mar 2026, 17:00 UTC+3" in snoozed.fallback
    assert [button.command for button in snoozed.buttons] == ["snooze ferries off"]
    until = (await the_subscription(desk)).snoozed_until
    assert until == desk.newsroom.clock.now() + timedelta(hours=2)
    assert "snoozed until 1 Mar 2026, 17:00 UTC+3" in await desk.told("/subscriptions")
    assert "Nothing waited" in await desk.told("/snooze ferries off")
    assert (await the_subscription(desk)).snoozed_until is None
    await desk.ask("/snooze ferries")
    assert (await the_subscription(desk)).snoozed_until == desk.newsroom.clock.now() + timedelta(hours=1)
    desk.newsroom.clock.advance(hours=3)
    assert "snoozed" not in await desk.told("/subscriptions")


async def test_the_workspaces_own_rules_are_shown_and_changed(desk: Desk) -> None:
    assert "the channel that was subscribed first" in await desk.told("/settings")
    assert "told in: #desk" in await desk.told("/settings notices:#desk")
    shown = await desk.ask("/settings")
    assert "told in: #desk" in shown.fallback
    assert [(button.label, button.command) for button in shown.buttons] == [("Clear channel", "settings notices:off")]
    assert "is not one role" in await desk.refused("/settings manager_role:@ana")
    assert "the channel that was subscribed first" in await desk.told("/settings notices:off manager_role:off")
