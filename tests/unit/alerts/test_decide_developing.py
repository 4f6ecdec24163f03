"""Every rule of the decision on one channel and one article, and their order: stories that go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.alerts import AlertDecision, Moved, Situation, eagerest
from bot.domain.alert import Act, AlertKind, Hold
from bot.domain.chat import Abilities
from bot.domain.watch import Early, Subscription, Updates
from tests.unit.alerts.deciding import (
    BARE,
    CALLED,
    DIGEST,
    DISCORD,
    EVENING,
    FERRY,
    FIXED,
    GONE,
    LATER,
    NIGHT,
    RETITLED,
    REWORDED,
    ROSE,
    decide,
    here,
    holds,
    more,
    news,
    shown,
)
from tests.unit.alerts.samples import NOW, alert, subscription


@pytest.mark.parametrize(
    ("updates", "abilities", "acts"),
    [
        (Updates.THREAD, DISCORD, (Act.EDIT, Act.THREAD)),
        (Updates.THREAD, replace(DISCORD, threads=False), (Act.EDIT, Act.REPLY)),
        (Updates.THREAD, BARE, (Act.EDIT,)),
        (Updates.REPLY, DISCORD, (Act.EDIT, Act.REPLY)),
        (Updates.REPLY, replace(DISCORD, replies=False), (Act.EDIT,)),
        (Updates.EDIT, DISCORD, (Act.EDIT,)),
        (Updates.NONE, DISCORD, ()),
    ],
)
def test_a_figure_that_moved_is_said_as_the_channel_chose(
    updates: Updates, abilities: Abilities, acts: tuple[Act, ...]
) -> None:
    decision = decide(more(moved=ROSE), alert(1), subscription(updates=updates), here(abilities=abilities))
    assert (decision.kind, decision.acts) == (AlertKind.UPDATE, acts)
    assert decision.announces is (len(acts) > 1)


def test_the_reasons_say_what_moved() -> None:
    assert "Killed: now 31 people (was 12 people)" in decide(more(moved=ROSE), alert(1)).reasons
    first = (Moved("Killed", None, ROSE[0].after),)
    assert "Killed: now 31 people" in decide(more(moved=first), alert(1)).reasons


OLD = here(now=NOW + timedelta(hours=1, seconds=1))


def test_an_old_message_is_renewed_for_what_is_material_only() -> None:
    just = here(now=NOW + timedelta(hours=1))
    assert decide(more(), alert(1), None, just).acts == (Act.EDIT,)
    assert shown(decide(more(), alert(1), None, OLD)) == (AlertKind.UPDATE, (), None)
    renewed = decide(more(moved=ROSE), alert(1), None, OLD)
    assert (renewed.acts, renewed.announces) == ((Act.RENEW,), True)
    ageless = here(now=NOW + timedelta(days=9), abilities=replace(DISCORD, edit_for=None))
    assert decide(more(), alert(1), None, ageless).acts == (Act.EDIT,)


@pytest.mark.parametrize(
    ("wish", "situation", "hold", "release_at"),
    [
        (NIGHT, here(), Hold.QUIET, LATER),
        (subscription(snoozed_until=LATER), here(), Hold.SNOOZE, LATER),
        (subscription(), here(paused=True), Hold.PAUSE, None),
    ],
)
def test_an_edit_is_silent_and_goes_while_the_noise_waits(
    wish: Subscription, situation: Situation, hold: Hold, release_at: datetime | None
) -> None:
    decision = decide(more(moved=ROSE), alert(1), wish, situation)
    assert (decision.acts, decision.hold, decision.release_at) == ((Act.EDIT,), hold, release_at)
    assert not decision.announces
    assert decide(more(), alert(1), wish, situation).hold is None
    old = replace(situation, now=NOW + timedelta(minutes=61))
    assert shown(decide(more(moved=ROSE), alert(1), wish, old)) == (AlertKind.UPDATE, (), hold)
    by_edit = replace(wish, updates=Updates.EDIT)
    assert shown(decide(more(moved=ROSE), alert(1), by_edit, situation)) == (AlertKind.UPDATE, (Act.EDIT,), None)


def test_urgent_noise_does_not_wait_for_quiet_hours() -> None:
    assert decide(more(moved=ROSE, urgent=True), alert(1), NIGHT).acts == (Act.EDIT, Act.THREAD)


def test_noise_that_waits_goes_on_waiting_when_something_small_comes() -> None:
    told = replace(alert(1), held_ids=(1,), hold=Hold.QUIET, release_at=LATER)
    decision = decide(more(), told, NIGHT)
    assert (decision.acts, decision.hold, decision.release_at) == ((Act.EDIT,), Hold.QUIET, LATER)


def test_noise_that_waited_is_said_when_its_wait_is_over() -> None:
    told = replace(alert(1), held_ids=(1,), hold=None)
    assert decide(news(moved=ROSE), told).acts == (Act.EDIT, Act.THREAD)
    assert decide(news(), told).kind is AlertKind.NOTHING


def test_a_digest_takes_what_comes_later_into_the_next() -> None:
    for development in (more(), more(moved=ROSE)):
        assert holds(decide(development, alert(1), DIGEST)) == (AlertKind.HOLD, Hold.SCHEDULE, EVENING)
    assert decide(more(moved=ROSE, urgent=True), alert(1), DIGEST).acts == (Act.EDIT, Act.THREAD)
    assert decide(news(), alert(1), DIGEST).kind is AlertKind.NOTHING
    assert decide(news(article=RETITLED, before=FERRY), alert(1), DIGEST).acts == (Act.EDIT,)


def test_a_flood_is_edited_in_and_not_said_aloud() -> None:
    flood = here(breaker="Courier brought 120 stories at once")
    decision = decide(more(moved=ROSE), alert(1), None, flood)
    assert shown(decision) == (AlertKind.UPDATE, (Act.EDIT,), None)
    assert "not said aloud: Courier brought 120 stories at once" in decision.reasons
    assert decide(more(correction=FIXED), alert(1), None, flood).acts == (Act.EDIT,)
    old = replace(OLD, breaker="a flood")
    assert decide(more(moved=ROSE), alert(1), None, old).acts == ()


@pytest.mark.parametrize(
    "wish", [subscription(), NIGHT, DIGEST, subscription(snoozed_until=LATER), subscription(cap=1)]
)
@pytest.mark.parametrize("muted_at", [None, NOW])
def test_a_correction_goes_out_at_once_whatever_holds(wish: Subscription, muted_at: datetime | None) -> None:
    told = replace(alert(1), muted_at=muted_at)
    decision = decide(more(correction=FIXED), told, wish, here(told_this_hour=9))
    assert shown(decision) == (AlertKind.UPDATE, (Act.EDIT, Act.REPLY), None)
    assert decision.reasons == ("Courier corrected what this channel was told",)
    assert decide(more(correction=FIXED), told, wish, OLD).acts == (Act.RENEW,)


@pytest.mark.parametrize("updates", [Updates.EDIT, Updates.NONE])
def test_a_correction_is_at_least_edited_in(updates: Updates) -> None:
    wish = subscription(updates=updates)
    assert decide(more(correction=GONE), alert(1), wish).acts == (Act.EDIT,)
    assert decide(more(correction=GONE), alert(1), wish).reasons == ("Courier retracted what this channel was told",)


def test_a_correction_concerns_those_who_were_told_that_article() -> None:
    edited = {"before": FERRY, "article": REWORDED, "matched_before": True, "correction": FIXED}
    assert decide(news(**edited), alert(1)).acts == (Act.EDIT, Act.REPLY)
    assert decide(news(**edited), replace(alert(2), muted_at=NOW)).kind is AlertKind.NOTHING
    again = news(correction=FIXED)
    assert decide(again, alert(1)).kind is AlertKind.NOTHING


def test_a_quiet_post_is_followed_aloud_when_enough_outlets_report_it() -> None:
    wish = subscription(min_outlets=3, early=Early.QUIET, mention=CALLED)
    second = more(independent=2, independent_before=1, calls=True)
    assert shown(decide(second, alert(1), wish)) == (AlertKind.UPDATE, (Act.EDIT,), None)
    third = more(independent=3, independent_before=2, calls=True)
    decision = decide(third, alert(1), wish)
    assert (decision.acts, decision.calls) == ((Act.EDIT, Act.THREAD), True)
    assert "3 independent outlets report it now" in decision.reasons
    called = replace(alert(1), mentioned=True)
    fourth = more(independent=4, independent_before=3, calls=True)
    assert decide(fourth, called, wish).acts == (Act.EDIT,)


@pytest.mark.parametrize(
    ("changes", "confirms"),
    [({}, True), ({"copy_of": "Herald"}, False), ({"before": FERRY}, False), ({"independent": 1}, False)],
)
def test_without_a_count_before_a_new_text_is_one_more_outlet(changes: dict[str, Any], confirms: bool) -> None:
    wish = subscription(min_outlets=2, early=Early.QUIET)
    decision = decide(replace(more(independent=2), **changes), alert(9), wish)
    assert (Act.THREAD in decision.acts) is confirms


@pytest.mark.parametrize(
    ("abilities", "acts"),
    [
        (DISCORD, (Act.EDIT, Act.REPLY)),
        (replace(DISCORD, replies=False), (Act.EDIT, Act.THREAD)),
        (BARE, (Act.EDIT,)),
    ],
)
def test_to_call_takes_a_message_though_the_channel_wants_edits(abilities: Abilities, acts: tuple[Act, ...]) -> None:
    wish = subscription(updates=Updates.EDIT, mention=CALLED)
    decision = decide(more(calls=True), alert(1), wish, here(abilities=abilities))
    assert (decision.acts, decision.calls) == (acts, len(acts) > 1)


def test_nobody_is_called_twice_for_a_story() -> None:
    wish = subscription(mention=CALLED)
    assert decide(news(calls=True), None, wish).calls
    assert decide(news(article=REWORDED, before=FERRY, calls=True), alert(1), wish).calls
    called = replace(alert(1), mentioned=True)
    assert not decide(more(moved=ROSE, calls=True), called, wish).calls


DIGESTED = replace(alert(1), told_at=None)


def test_what_a_digest_told_is_news_again_where_it_moved() -> None:
    assert decide(news(), DIGESTED).kind is AlertKind.NOTHING
    assert shown(decide(more(), DIGESTED)) == (AlertKind.UPDATE, (), None)
    assert shown(decide(more(moved=ROSE), DIGESTED)) == (AlertKind.NEW, (Act.POST,), None)
    assert decide(more(moved=ROSE), DIGESTED).reasons == ("the channel knows this story from a digest",)
    assert decide(more(moved=ROSE), DIGESTED, NIGHT).hold is Hold.QUIET
    assert decide(more(), DIGESTED, DIGEST).hold is Hold.SCHEDULE
    assert decide(news(article=RETITLED, before=FERRY), DIGESTED, DIGEST).kind is AlertKind.NOTHING
    assert decide(more(correction=FIXED), DIGESTED, DIGEST).acts == (Act.POST,)
    assert decide(more(correction=FIXED), DIGESTED, None, here(breaker="a flood")).acts == ()


def test_the_eagerest_of_several_subscriptions_counts() -> None:
    wishes = [subscription(id=number) for number in range(1, 6)]

    def kind(of: AlertKind, *, at: datetime | None = None, acts: tuple[Act, ...] = ()) -> AlertDecision:
        return AlertDecision(kind=of, release_at=at, acts=acts, reasons=("why",))

    new, nothing = kind(AlertKind.NEW, acts=(Act.POST,)), kind(AlertKind.NOTHING)
    edit, aloud = kind(AlertKind.UPDATE, acts=(Act.EDIT,)), kind(AlertKind.UPDATE, acts=(Act.EDIT, Act.THREAD))
    never, soon, late = kind(AlertKind.HOLD), kind(AlertKind.HOLD, at=LATER), kind(AlertKind.HOLD, at=EVENING)

    def best(*decisions: AlertDecision) -> tuple[int, AlertDecision]:
        wish, decision = eagerest(list(zip(wishes, decisions, strict=False)))
        return wish.id, decision

    assert best(nothing, never, edit, new, new) == (4, new)
    assert best(nothing, late, edit, aloud) == (4, aloud)
    assert best(nothing, never, late, soon) == (4, soon)
    assert best(nothing, never) == (2, never)
    assert best(nothing, nothing) == (1, nothing)
