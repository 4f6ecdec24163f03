from __future__ import annotations

import pytest

from bot.adapters.platforms.slack.sending.meters import Meter


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_so_many_a_minute_and_no_more() -> None:
    clock = Seconds()
    meter = Meter(clock, most=2, per=60.0)
    assert meter.take("T1") == 0
    clock.now += 10
    assert meter.take("T1") == 0
    assert meter.take("T2") == 0, "each workspace has its own"
    clock.now += 10
    waits = [meter.take("T1") for _ in range(4)]
    assert waits == [40.0, 50.0, 100.0, 110.0], "those who wait do not all come back at once"
    clock.now += 40
    assert meter.take("T1") == 0
    assert meter.take("T1") == pytest.approx(10.0)


def test_what_slack_itself_asks_for_comes_first() -> None:
    clock = Seconds()
    meter = Meter(clock)
    meter.close("T1", 7.0)
    assert meter.take("T1") == 7.0
    assert meter.take("T2") == 0
    clock.now += 7
    assert meter.take("T1") == 0
