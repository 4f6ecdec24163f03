"""Every rule of the decision on one channel and one article, and their order: new stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.alerts import Development, Situation
from bot.domain.alert import Act, Alert, AlertKind, Hold
from bot.domain.watch import Early, Subscription
from tests.unit.alerts.deciding import (
    CALLED,
    DIGEST,
    EVENING,
    FERRY,
    LATER,
    NIGHT,
    NO_FIGURE,
    RETITLED,
    REWORDED,
    ROSE,
    WORSE,
    decide,
    here,
    holds,
    more,
    news,
    shown,
)
from tests.unit.alerts.samples import NOW, alert, subscription, waiting


@pytest.mark.parametrize(
    ("told", "development", "kind", "reasons"),
    [
        pytest.param(
            None, news(matched=False), AlertKind.NOTHING, ("the topic's query does not match",), id="no match"
        ),
        pytest.param(None, news(), AlertKind.NEW, ("the topic's query matches",), id="new"),
        pytest.param(
            None,
            news(before=NO_FIGURE),
            AlertKind.NEW,
            ("the topic's query matches, since an edit",),
            id="an edit made it match",
        ),
        pytest.param(
            None,
            news(before=NO_FIGURE, matched_before=True),
            AlertKind.NOTHING,
            ("it matched before this edit, and was not told then",),
            id="old news, touched up",
        ),
        pytest.param(
            alert(9),
            more(),
            AlertKind.UPDATE,
            ("the channel has this story already", "another article, by Courier, its own text"),
            id="a second outlet",
        ),
        pytest.param(
            alert(9),
            more(matched=False, copy_of="Herald"),
            AlertKind.UPDATE,
            ("the channel has this story already", "another article, by Courier, repeats the text of Herald"),
            id="a copy, whether it matches or not",
        ),
        pytest.param(
            alert(1),
            news(article=RETITLED, before=FERRY, matched_before=True),
            AlertKind.UPDATE,
            ("the channel was told this article", "its headline changed"),
            id="headline",
        ),
        pytest.param(
            alert(1),
            news(article=WORSE, before=FERRY, matched_before=True),
            AlertKind.UPDATE,
            ("the channel was told this article", "its figures changed"),
            id="figures",
        ),
        pytest.param(
            alert(1),
            news(article=REWORDED, before=FERRY, matched_before=True),
            AlertKind.NOTHING,
            ("the channel was told this article", "neither its headline nor its figures changed"),
            id="reworded",
        ),
        pytest.param(
            alert(1),
            news(),
            AlertKind.NOTHING,
            ("the channel was told this article", "neither its headline nor its figures changed"),
            id="shown again by another feed",
        ),
        pytest.param(
            replace(alert(1), muted_at=NOW),
            more(moved=ROSE),
            AlertKind.NOTHING,
            ("the story is muted in this channel",),
            id="muted",
        ),
        pytest.param(
            replace(waiting(Hold.CAP), muted_at=NOW),
            more(),
            AlertKind.NOTHING,
            ("the story is muted in this channel",),
            id="muted before it was told",
        ),
    ],
)
def test_what_is_told(told: Alert | None, development: Development, kind: AlertKind, reasons: tuple[str, ...]) -> None:
    decision = decide(development, told)
    assert (decision.kind, decision.reasons) == (kind, reasons)


def test_a_new_story_is_posted_and_its_figures_are_announced() -> None:
    decision = decide(news())
    assert (decision.acts, decision.announces, decision.calls, decision.hold) == ((Act.POST,), True, False, None)


@pytest.mark.parametrize(
    ("wish", "situation", "hold", "release_at"),
    [
        (subscription(), here(paused=True), Hold.PAUSE, None),
        (subscription(snoozed_until=LATER), here(), Hold.SNOOZE, LATER),
        (subscription(min_outlets=2), here(), Hold.OUTLETS, None),
        (subscription(), here(breaker="Herald brought 120 stories at once"), Hold.FLOOD, None),
        (DIGEST, here(), Hold.SCHEDULE, EVENING),
        (NIGHT, here(), Hold.QUIET, LATER),
        (subscription(cap=3), here(told_this_hour=3), Hold.CAP, None),
    ],
)
def test_what_waits_and_until_when(
    wish: Subscription, situation: Situation, hold: Hold, release_at: datetime | None
) -> None:
    decision = decide(news(), None, wish, situation)
    assert holds(decision) == (AlertKind.HOLD, hold, release_at)
    assert decision.acts == ()
    assert len(decision.reasons) == 2


@pytest.mark.parametrize(
    "wish",
    [
        subscription(snoozed_until=NOW),
        subscription(min_outlets=1),
        subscription(quiet="12:30-14:00"),
        subscription(cap=3),
    ],
)
def test_what_is_over_or_not_reached_holds_nothing(wish: Subscription) -> None:
    assert decide(news(), None, wish, here(told_this_hour=2)).kind is AlertKind.NEW


WITHOUT: dict[Hold, dict[str, Any]] = {
    Hold.SNOOZE: {"snoozed_until": None},
    Hold.SCHEDULE: {"when": "instant"},
    Hold.QUIET: {"quiet": ""},
    Hold.CAP: {"cap": 0},
}
OVER: dict[Hold, dict[str, Any]] = {Hold.PAUSE: {"paused": False}, Hold.FLOOD: {"breaker": None}}


def test_holds_are_asked_in_order() -> None:
    wish = subscription(snoozed_until=LATER, min_outlets=2, when="daily 18:00", quiet="11:00-13:30", cap=1)
    situation = here(paused=True, breaker="a flood", told_this_hour=5)
    development = news()
    for hold in (Hold.PAUSE, Hold.SNOOZE, Hold.OUTLETS, Hold.FLOOD, Hold.SCHEDULE, Hold.QUIET, Hold.CAP):
        assert decide(development, None, wish, situation).hold is hold
        wish = replace(wish, **WITHOUT.get(hold, {}))
        development = replace(development, independent=2 if hold is Hold.OUTLETS else development.independent)
        situation = replace(situation, **OVER.get(hold, {}))
    assert decide(development, None, wish, situation).kind is AlertKind.NEW


def test_urgent_news_passes_schedule_quiet_hours_and_cap() -> None:
    wish = subscription(when="daily 18:00", quiet="11:00-13:30", cap=1)
    decision = decide(news(urgent=True), None, wish, here(told_this_hour=9))
    assert shown(decision) == (AlertKind.NEW, (Act.POST,), None)
    assert "it is urgent" in decision.reasons


@pytest.mark.parametrize(
    ("wish", "situation", "hold"),
    [
        (subscription(), here(paused=True), Hold.PAUSE),
        (subscription(snoozed_until=LATER), here(), Hold.SNOOZE),
        (subscription(min_outlets=2), here(), Hold.OUTLETS),
        (subscription(), here(breaker="a flood"), Hold.FLOOD),
    ],
)
def test_urgent_news_waits_for_what_no_news_can_pass(wish: Subscription, situation: Situation, hold: Hold) -> None:
    assert decide(news(urgent=True), None, wish, situation).hold is hold


def test_an_early_quiet_post_calls_nobody() -> None:
    wish = subscription(min_outlets=2, early=Early.QUIET, mention=CALLED)
    decision = decide(news(calls=True), None, wish)
    assert (decision.kind, decision.acts, decision.calls) == (AlertKind.NEW, (Act.POST,), False)
    assert "it calls nobody yet: 1 of 2 independent outlets so far" in decision.reasons


def test_the_gate_opens_with_the_outlet_that_was_missing() -> None:
    wish = subscription(min_outlets=2, mention=CALLED)
    decision = decide(more(matched=False, independent=2, calls=True), waiting(Hold.OUTLETS), wish)
    assert (decision.kind, decision.acts, decision.calls) == (AlertKind.NEW, (Act.POST,), True)
    assert decision.reasons == ("another article of a story that waits to be told here", "what it waited for has come")


def test_what_waits_is_decided_anew_and_keeps_its_release() -> None:
    earlier = NOW + timedelta(hours=1)
    assert holds(decide(more(), waiting(Hold.SCHEDULE, earlier), DIGEST)) == (
        AlertKind.HOLD,
        Hold.SCHEDULE,
        earlier,
    )
    assert holds(decide(more(), waiting(Hold.QUIET, earlier), DIGEST)) == (AlertKind.HOLD, Hold.SCHEDULE, EVENING)
    assert decide(more(urgent=True), waiting(Hold.SCHEDULE, earlier), DIGEST).kind is AlertKind.NEW
    edited = news(article=WORSE, before=FERRY, matched_before=True)
    assert decide(edited, waiting(Hold.QUIET, LATER), NIGHT).hold is Hold.QUIET
