"""How many sends may be under way, and whose."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts.pace import Pace
from bot.domain.alert import Delivery, RetryAfter
from bot.domain.chat import Rate, Rates
from bot.domain.watch import Channel
from bot.pipeline.window import LONGEST_WAIT_S, Window
from tests.unit.alerts.samples import NOW, delivery


def owed(workspace: str, *numbers: int) -> list[Delivery]:
    return [replace(delivery(), channel=Channel(workspace, "web", f"c{number}")) for number in numbers]


def admit(window: Window, leased: list[Delivery]) -> tuple[list[str], list[str]]:
    """The channels that were begun, and those that were not."""
    room = window.room(NOW)
    assert room is not None
    begun, surplus = window.admit(room, leased, NOW)
    return [one.channel.id for one in begun], [one.channel.id for one in surplus]


def test_an_empty_window_lends_one_workspace_half_of_it() -> None:
    room = Window(Pace(Rates()), slots=9).room(NOW)
    assert room is not None
    assert (room.limit, room.share, room.without) == (9, 5, frozenset())


def test_a_workspace_holds_no_more_than_there_is_left() -> None:
    window = Window(Pace(Rates()), slots=8)
    assert admit(window, owed("a", 1, 2, 3, 4, 5, 6)) == (["c1", "c2", "c3", "c4"], ["c5", "c6"])
    assert admit(window, owed("b", 1, 2, 3)) == (["c1", "c2"], ["c3"])
    assert admit(window, owed("c", 1, 2)) == (["c1"], ["c2"])
    assert admit(window, owed("d", 1, 2)) == (["c1"], ["c2"])
    assert len(window) == 8
    assert window.room(NOW) is None


def test_a_channel_that_found_no_room_is_left_out_until_there_is_some() -> None:
    window = Window(Pace(Rates()), slots=4)
    channel = {number: Channel("a", "web", f"c{number}") for number in range(1, 5)}
    admit(window, owed("a", 1, 2, 3, 4))
    room = window.room(NOW)
    assert room is not None
    assert room.without == frozenset(channel.values())
    window.end(channel[1], NOW)
    after = window.room(NOW)
    assert after is not None
    assert after.without == frozenset((channel[2], channel[4]))


def test_a_workspace_that_is_paced_has_no_room() -> None:
    window = Window(Pace(Rates(workspace=Rate(1, timedelta(seconds=2)))), slots=8)
    assert admit(window, owed("a", 1, 2)) == (["c1"], ["c2"])
    assert window.ready_at(NOW) == NOW + timedelta(seconds=2)
    assert admit(window, owed("b", 1)) == (["c1"], [])


def test_what_was_given_back_leaves_its_room() -> None:
    window = Window(Pace(Rates()), slots=2)
    first = owed("a", 1)
    admit(window, first)
    window.give_back(first, NOW)
    assert len(window) == 0
    assert admit(window, first) == (["c1"], [])


def test_what_was_abandoned_leaves_all_its_room() -> None:
    window = Window(Pace(Rates()), slots=4)
    admit(window, owed("a", 1, 2))
    window.abandon(NOW)
    assert len(window) == 0
    assert admit(window, owed("a", 1, 2)) == (["c1", "c2"], [])


@pytest.mark.parametrize(
    ("seconds", "kept"),
    [(5.0, 5.0), (-1.0, 0.0), (math.inf, LONGEST_WAIT_S), (math.nan, LONGEST_WAIT_S), (1e300, LONGEST_WAIT_S)],
)
def test_whatever_a_platform_asks_for_ends(seconds: float, kept: float) -> None:
    window = Window(Pace(Rates()))
    (one,) = owed("a", 1)
    admit(window, [one])
    window.end(one.channel, NOW, RetryAfter(seconds, "slow down", "platform"))
    expected = NOW + timedelta(seconds=kept) if kept else None
    assert window.ready_at(NOW) == expected
    assert (window.room(NOW) is None) is bool(kept)
