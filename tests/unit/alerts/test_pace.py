"""Rates kept ahead of time: bursts, windows, waits asked for, and clocks that jump."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.pace import UNLIMITED, Pace
from bot.domain.chat import Rate, Rates
from bot.domain.watch import Channel
from tests.unit.alerts.samples import NOW

A, B, ELSEWHERE = Channel("w", "p", "a"), Channel("w", "p", "b"), Channel("v", "p", "a")
FIVE_IN_FIVE = Rate(5, timedelta(seconds=5))
RATES = Rates(channel=FIVE_IN_FIVE, workspace=Rate(8, timedelta(seconds=10)), platform=Rate(10, timedelta(seconds=1)))


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def spent(pace: Pace, channel: Channel, times: int, seconds: float = 0.0) -> None:
    for _ in range(times):
        pace.spend(channel, at(seconds))


def test_where_there_is_no_limit_everything_may_go_at_once() -> None:
    pace = Pace(Rates())
    spent(pace, A, 1000)
    assert pace.ready_at(A, NOW) == NOW
    assert pace.room(NOW) == pace.room_of("w", NOW) == UNLIMITED
    assert pace.busy(NOW) == {}


def test_a_channel_takes_a_burst_and_then_waits_for_its_window() -> None:
    pace = Pace(Rates(channel=FIVE_IN_FIVE))
    spent(pace, A, 4)
    pace.spend(A, at(1))
    assert pace.ready_at(A, at(1)) == at(5)
    assert pace.busy(at(1)) == {A: at(5)}
    assert pace.ready_at(B, at(1)) == at(1)
    assert pace.ready_at(A, at(5)) == at(5)
    assert pace.busy(at(5)) == {}


def test_a_workspace_and_the_platform_have_meters_of_their_own() -> None:
    pace = Pace(RATES)
    spent(pace, A, 4)
    spent(pace, B, 4)
    assert pace.room_of("w", NOW) == 0
    assert pace.room_of("v", NOW) == 8
    assert pace.workspace_ready_at("w", NOW) == at(10)
    assert pace.workspace_ready_at("v", NOW) == NOW
    assert pace.busy(NOW) == {}
    assert pace.ready_at(A, NOW) == at(10)
    assert pace.room(NOW) == 2
    spent(pace, ELSEWHERE, 2)
    assert pace.room(NOW) == 0
    assert pace.platform_ready_at(NOW) == pace.ready_at(Channel("u", "p", "c"), NOW) == at(1)


def test_a_send_counts_until_a_window_after_its_answer() -> None:
    pace = Pace(Rates(channel=Rate(1, timedelta(seconds=5))))
    pace.spend(A, NOW)
    assert pace.ready_at(A, at(1)) == at(5)
    pace.answered(A, NOW, at(2))
    assert pace.ready_at(A, at(2)) == at(7)


def test_a_send_that_hangs_does_not_hold_its_place_for_longer_than_a_window() -> None:
    pace = Pace(Rates(platform=Rate(1, timedelta(seconds=5))))
    pace.spend(A, NOW)
    assert pace.room(at(5)) == 1
    pace.answered(A, NOW, at(15))
    assert pace.platform_ready_at(at(15)) == at(20)


@pytest.mark.parametrize(
    ("scope", "held", "free"),
    [("channel", [A], [B, ELSEWHERE]), ("workspace", [A, B], [ELSEWHERE]), ("platform", [A, B, ELSEWHERE], [])],
)
def test_a_wait_that_was_asked_for_holds_all_that_it_is_about(
    scope: str, held: list[Channel], free: list[Channel]
) -> None:
    pace = Pace(Rates())
    pace.wait(scope, A, at(30), NOW)  # type: ignore[arg-type]
    assert [pace.ready_at(channel, at(1)) for channel in held] == [at(30)] * len(held)
    assert [pace.ready_at(channel, at(1)) for channel in free] == [at(1)] * len(free)
    assert [pace.ready_at(channel, at(30)) for channel in held] == [at(30)] * len(held)


def test_a_wait_is_room_for_none_and_a_shorter_one_does_not_shorten_it() -> None:
    pace = Pace(Rates(workspace=FIVE_IN_FIVE))
    pace.wait("workspace", A, at(30), NOW)
    pace.wait("workspace", B, at(10), at(1))
    pace.wait("platform", A, at(5), NOW)
    pace.wait("channel", B, at(5), NOW)
    assert pace.room_of("w", at(20)) == 0
    assert (pace.room(NOW), pace.room(at(5))) == (0, UNLIMITED)
    assert pace.busy(at(1)) == {B: at(5)}
    assert pace.ready_at(A, at(20)) == at(30)


def test_a_clock_that_is_set_back_makes_nobody_wait_for_longer_than_before() -> None:
    pace = Pace(Rates(channel=FIVE_IN_FIVE))
    spent(pace, A, 5, seconds=3600)
    pace.wait("platform", A, at(3630), at(3600))
    assert pace.ready_at(A, NOW) == at(30)
    assert pace.busy(NOW) == {A: at(5)}
    assert pace.ready_at(A, at(30)) == at(30)


def test_a_clock_that_jumps_ahead_frees_all() -> None:
    pace = Pace(RATES)
    spent(pace, A, 5)
    pace.wait("platform", A, at(30), NOW)
    assert pace.ready_at(A, at(86_400)) == at(86_400)


def test_what_has_been_idle_is_forgotten() -> None:
    pace = Pace(RATES)
    for number in range(100):
        pace.spend(Channel(f"w{number}", "p", "a"), NOW)
    pace.busy(at(10))
    assert (len(pace._channels), len(pace._workspaces)) == (0, 0)


rates = st.builds(
    Rate, st.integers(1, 6), st.sampled_from([timedelta(seconds=1), timedelta(seconds=2.5), timedelta(seconds=7)])
)


def sent_greedily(pace: Pace, order: list[Channel], answered_after: list[float]) -> list[tuple[datetime, Channel]]:
    """Send to these channels one after another, each as soon as its turn has come and the pace allows it."""
    now, sends = NOW, []
    for channel, seconds in zip(order, answered_after, strict=True):
        now = max(now, pace.ready_at(channel, now))
        pace.spend(channel, now)
        sends.append((now, channel))
        pace.answered(channel, now, now + timedelta(seconds=seconds))
        now += timedelta(seconds=seconds)
    return sends


@given(
    st.builds(Rates, channel=st.none() | rates, workspace=st.none() | rates, platform=st.none() | rates),
    st.lists(st.tuples(st.sampled_from([A, B, ELSEWHERE]), st.sampled_from([0.0, 0.1, 0.9])), max_size=60),
)
def test_no_window_ever_holds_more_than_its_count(rates: Rates, plan: list[tuple[Channel, float]]) -> None:
    sends = sent_greedily(Pace(rates), [channel for channel, _ in plan], [seconds for _, seconds in plan])
    groups = [([m for m, c in sends if c == channel], rates.channel) for channel in (A, B, ELSEWHERE)]
    groups += [([m for m, c in sends if c.workspace == name], rates.workspace) for name in ("w", "v")]
    groups.append(([m for m, _ in sends], rates.platform))
    for moments, rate in groups:
        if rate is not None:
            assert all(later - first >= rate.per for first, later in zip(moments, moments[rate.count :], strict=False))


@given(rates, st.integers(1, 60))
def test_the_rate_is_used_in_full(rate: Rate, sends: int) -> None:
    moments = [moment for moment, _ in sent_greedily(Pace(Rates(platform=rate)), [A] * sends, [0.0] * sends)]
    assert moments == [NOW + rate.per * (number // rate.count) for number in range(sends)]
