from __future__ import annotations

import pytest

from bot.adapters.platforms.slack.sending.nonces import Fates, carries, mark, metadata
from bot.domain.watch import Channel

WIRE, NEWS = Channel("T1", "slack", "C1"), Channel("T1", "slack", "C2")


def test_a_mark_is_one_channels_and_one_nonces() -> None:
    assert mark(WIRE, "1") == mark(WIRE, "1")
    assert len({mark(WIRE, "1"), mark(WIRE, "2"), mark(NEWS, "1"), mark(WIRE, "\ud800")}) == 4


def test_a_message_carries_the_mark_that_it_was_given() -> None:
    assert carries({"metadata": metadata(mark(WIRE, "1"))}, mark(WIRE, "1"))
    assert not carries({"metadata": metadata(mark(WIRE, "1"))}, mark(WIRE, "2"))


@pytest.mark.parametrize(
    "held",
    [None, "x", {}, {"event_type": "other", "event_payload": {"nonce": "m"}}, {"event_type": "dateline_message"}],
)
def test_other_messages_carry_none(held: object) -> None:
    assert not carries({"metadata": held}, "m")


def test_fates_are_kept_and_the_oldest_forgotten() -> None:
    fates = Fates(most=2)
    fates.doubt(WIRE, "1")
    assert fates.doubtful(WIRE, "1")
    assert fates.made(WIRE, "1") is None
    fates.note(WIRE, "1", "1.000001")
    assert (fates.made(WIRE, "1"), fates.doubtful(WIRE, "1")) == ("1.000001", False)
    fates.clear(WIRE, "1")
    assert fates.made(WIRE, "1") == "1.000001", "what is known is not cleared"
    fates.doubt(WIRE, "2")
    fates.clear(WIRE, "2")
    assert not fates.doubtful(WIRE, "2")
    fates.doubt(WIRE, "3")
    fates.doubt(WIRE, "4")
    assert fates.made(WIRE, "1") is None
    assert fates.doubtful(WIRE, "3")
