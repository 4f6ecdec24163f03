from __future__ import annotations

import pytest

from bot.adapters.platforms.discord.addresses import Address, read, written
from bot.adapters.platforms.discord.nonces import Remembered, discord_nonce, mark
from bot.domain.watch import Channel

WIRE = Channel("1", "discord", "10")


@pytest.mark.parametrize(
    ("place", "message", "text", "address"),
    [
        ("10", "20", "20", Address(10, 20)),
        ("20", "21", "20/21", Address(20, 21, in_thread=True)),
    ],
)
def test_a_message_is_named_by_its_id_and_its_thread(place: str, message: str, text: str, address: Address) -> None:
    assert written("10", place, message) == text
    assert read(WIRE, text, forum=False) == address


def test_a_forums_post_is_named_by_its_first_message() -> None:
    assert written("10", "20", "20") == "20"
    assert read(WIRE, "20", forum=True) == Address(20, 20, in_thread=True)
    assert read(WIRE, "20/21", forum=True) == Address(20, 21, in_thread=True)


@pytest.mark.parametrize("text", ["", "/", "a", "1/", "/1", "1/2/3", "²", "9" * 21])
def test_what_is_no_id_leads_nowhere(text: str) -> None:
    assert read(WIRE, text, forum=False) is None


def test_a_nonce_is_short_steady_and_of_one_channel() -> None:
    other = Channel("1", "discord", "11")
    assert len(discord_nonce(WIRE, "x" * 500)) <= 25
    assert discord_nonce(WIRE, "1") == discord_nonce(WIRE, "1")
    assert len({discord_nonce(WIRE, "1"), discord_nonce(WIRE, "2"), discord_nonce(other, "1")}) == 3


def test_a_mark_is_a_component_id_that_discord_does_not_give_itself() -> None:
    marks = {mark(WIRE, str(number)) for number in range(1000)}
    assert len(marks) == 1000
    assert all(1000 <= one < 2**31 for one in marks)


def test_only_the_latest_are_remembered() -> None:
    remembered = Remembered(most=2)
    for number in range(3):
        remembered.note(WIRE, str(number), f"m{number}")
    assert [remembered.get(WIRE, str(number)) for number in range(3)] == [None, "m1", "m2"]
