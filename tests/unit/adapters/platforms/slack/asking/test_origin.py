"""Where something was asked, read from what Slack sends."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.platforms.slack.asking.kept import Kept, kept_of, read_kept
from bot.adapters.platforms.slack.asking.origin import Origin, message_name, of_command, of_event, of_interaction

COMMAND = {"team_id": "T1", "user_id": "U1", "channel_id": "C1", "response_url": "https://r", "trigger_id": "t"}
PRESSED: dict[str, Any] = {
    "user": {"id": "U1", "team_id": "T1"},
    "channel": {"id": "C1"},
    "container": {"message_ts": "5.5", "channel_id": "C1"},
    "message": {"ts": "5.5"},
}


def test_a_command() -> None:
    assert of_command(COMMAND, "T1") == Origin(
        workspace="T1", user="U1", channel="C1", response_url="https://r", trigger="t"
    )


def test_one_of_another_workspace_is_foreign() -> None:
    assert of_command({**COMMAND, "team_id": "T2"}, "T1").foreign
    assert of_interaction({**PRESSED, "user": {"id": "U1", "team_id": "T2"}}, "T1").foreign
    assert of_event({"user": "U1", "channel": "C1", "ts": "1.1", "user_team": "T2"}, "T1", threaded=True).foreign
    assert not of_event({"user": "U1", "channel": "C1", "ts": "1.1", "team": "T1"}, "T1", threaded=True).foreign


@pytest.mark.parametrize(
    ("changes", "thread"),
    [
        ({}, ""),
        ({"message": {"ts": "5.5", "thread_ts": "5.5"}}, ""),
        ({"message": {"ts": "5.5", "thread_ts": "1.1"}}, "1.1"),
        ({"message": None, "container": {"message_ts": "5.5", "thread_ts": "1.1", "channel_id": "C1"}}, "1.1"),
    ],
)
def test_a_button_in_a_thread(changes: dict[str, Any], thread: str) -> None:
    origin = of_interaction(PRESSED | changes, "T1")
    assert (origin.channel, origin.thread) == ("C1", thread)


@pytest.mark.parametrize(
    ("event", "threaded", "thread"),
    [({}, True, "1.1"), ({}, False, ""), ({"thread_ts": "0.5"}, True, "0.5"), ({"thread_ts": "0.5"}, False, "0.5")],
)
def test_a_message_to_the_bot(event: dict[str, str], threaded: bool, thread: str) -> None:
    said = {"user": "U1", "channel": "C1", "ts": "1.1", **event}
    assert of_event(said, "T1", threaded=threaded).thread == thread


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ({"ts": "2.2"}, "2.2"),
        ({"ts": "2.2", "thread_ts": "2.2"}, "2.2"),
        ({"ts": "2.2", "thread_ts": "1.1"}, "1.1/2.2"),
    ],
)
def test_the_name_of_a_message(message: dict[str, str], name: str) -> None:
    assert message_name(message) == name


def test_what_a_window_remembers_is_read_back() -> None:
    kept = Kept(form="d1.x.y", channel="C1", thread="1.1", response_url="https://r", mends=True)
    assert read_kept(kept.written()) == kept
    assert read_kept(Kept().written()) == Kept()


@pytest.mark.parametrize("metadata", ["", "{", "[]", "7", '{"m": "yes"}'])
def test_what_is_no_memory_of_ours(metadata: str) -> None:
    assert read_kept(metadata) == Kept()


def test_a_window_speaks_of_the_place_that_it_was_asked_for_in() -> None:
    asked = Origin(workspace="T1", user="U1", channel="C1", thread="1.1", response_url="https://r", trigger="t")
    sent = Origin(workspace="T1", user="U1", trigger="later")
    assert kept_of(asked).origin(sent) == Origin(
        workspace="T1", user="U1", channel="C1", thread="1.1", response_url="https://r", trigger="later"
    )
    assert Kept().origin(sent) == sent
