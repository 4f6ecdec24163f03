"""What becomes of a delivery after each outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts.retry import Occasion, Settlement, decide_retry, worth_telling
from bot.domain.alert import Act, DeliveryState, Outcome, Refused, RetryAfter, Sent, Unknown
from tests.unit.alerts.samples import NOW, delivery


def test_sent_ends_it_with_the_message() -> None:
    assert decide_retry(delivery(), Sent("m1"), NOW) == Settlement(state=DeliveryState.SENT, message_id="m1")


def test_sent_counts_even_after_its_time() -> None:
    late = decide_retry(delivery(hours=1), Sent("m1"), NOW + timedelta(hours=2))
    assert late.state is DeliveryState.SENT


def test_refused_ends_it_with_the_reason() -> None:
    settled = decide_retry(delivery(), Refused("the channel is gone"), NOW)
    assert settled == Settlement(state=DeliveryState.REFUSED, reason="the channel is gone")


@pytest.mark.parametrize("seconds", [0.0, 0.25, 1.0, 3600.0, 86_399.0])
def test_an_asked_for_wait_is_kept_to_the_letter(seconds: float) -> None:
    settled = decide_retry(delivery(attempts=9), RetryAfter(seconds, "too many requests"), NOW)
    due = NOW + timedelta(seconds=seconds)
    assert settled == Settlement(state=DeliveryState.OWED, due_at=due, reason="too many requests")


def test_a_wait_that_lies_in_the_past_is_no_wait() -> None:
    assert decide_retry(delivery(), RetryAfter(-5.0, "clock skew"), NOW).due_at == NOW


@pytest.mark.parametrize(
    ("attempts", "full"),
    [(0, 1), (1, 1), (2, 2), (3, 4), (8, 128), (9, 256), (10, 300), (17, 300), (1000, 300)],
)
def test_an_unknown_outcome_doubles_the_wait_up_to_five_minutes(attempts: int, full: float) -> None:
    for nonce in ("a1", "a2", "a3-4-5.0"):
        settled = decide_retry(delivery(attempts=attempts, nonce=nonce), Unknown("cut off"), NOW)
        assert settled.state is DeliveryState.OWED
        assert settled.due_at is not None
        assert full / 2 <= (settled.due_at - NOW).total_seconds() <= full


def test_the_wait_is_the_same_whenever_asked_and_differs_between_deliveries_and_attempts() -> None:
    def due(nonce: str, attempts: int) -> object:
        return decide_retry(delivery(attempts=attempts, nonce=nonce), Unknown("cut off"), NOW).due_at

    assert due("a1", 9) == due("a1", 9)
    assert len({due(f"a{n}", 9) for n in range(20)}) == 20
    assert due("a1", 10) != due("a1", 11)


@pytest.mark.parametrize(
    "outcome",
    [
        RetryAfter(86_400.0, "slow down"),
        RetryAfter(1e300, "slow down"),
        RetryAfter(float("inf"), "slow down"),
        RetryAfter(float("nan"), "slow down"),
    ],
)
def test_a_wait_past_its_time_expires_it(outcome: RetryAfter) -> None:
    settled = decide_retry(delivery(hours=24), outcome, NOW)
    assert settled == Settlement(state=DeliveryState.EXPIRED, reason="no longer worth telling; last: slow down")


@pytest.mark.parametrize("outcome", [Unknown("cut off"), RetryAfter(0.0, "cut off")])
def test_what_is_past_its_time_already_expires(outcome: Outcome) -> None:
    settled = decide_retry(delivery(hours=1), outcome, NOW + timedelta(hours=1))
    assert settled.state is DeliveryState.EXPIRED


def test_what_a_lost_channel_is_owed_waits_for_its_return() -> None:
    settled = decide_retry(delivery(attempts=7), Refused("Dateline was removed", channel_lost=True), NOW)
    assert settled == Settlement(
        state=DeliveryState.OWED, due_at=NOW, reason="Dateline was removed", pause="Dateline was removed"
    )


def test_a_channel_is_paused_though_what_it_was_owed_is_no_longer_worth_telling() -> None:
    settled = decide_retry(delivery(hours=1), Refused("gone", channel_lost=True), NOW + timedelta(hours=1))
    assert (settled.state, settled.pause) == (DeliveryState.EXPIRED, "gone")


@pytest.mark.parametrize(
    ("before", "outcome", "after"),
    [
        (False, Unknown("cut off"), True),
        (True, Unknown("cut off"), True),
        (False, RetryAfter(1.0, "slow down"), False),
        (True, RetryAfter(1.0, "slow down"), True),
        (False, Refused("gone", channel_lost=True), False),
        (True, Refused("gone", channel_lost=True), True),
    ],
)
def test_doubt_comes_with_an_unknown_outcome_and_stays(before: bool, outcome: Outcome, after: bool) -> None:
    assert decide_retry(replace(delivery(), unsure=before), outcome, NOW).unsure is after


@pytest.mark.parametrize(
    ("act", "occasion", "hours"),
    [
        (Act.POST, Occasion.NEWS, 24),
        (Act.EDIT, Occasion.NEWS, 6),
        (Act.REPLY, Occasion.NEWS, 6),
        (Act.THREAD, Occasion.NEWS, 6),
        (Act.RENEW, Occasion.NEWS, 6),
        (Act.POST, Occasion.CORRECTION, 48),
        (Act.EDIT, Occasion.CORRECTION, 48),
        (Act.THREAD, Occasion.CORRECTION, 48),
        (Act.POST, Occasion.DIGEST, 48),
        (Act.POST, Occasion.NOTICE, 6),
        (Act.EDIT, Occasion.NOTICE, 6),
    ],
)
def test_how_long_each_kind_is_worth_telling(act: Act, occasion: Occasion, hours: int) -> None:
    assert worth_telling(act, occasion) == timedelta(hours=hours)
