from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.platforms.slack.sending.answers import message_in, outcome_of
from bot.adapters.platforms.slack.sending.calling import Answer, Silence
from bot.domain.alert import Refused, RetryAfter, Unknown


def said(error: str, status: int = 200, *, headers: dict[str, str] | None = None, **more: Any) -> Answer:
    return Answer(status, headers or {}, {"ok": False, "error": error} | more)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("not_in_channel", "I am not in #wire: type /invite @newsbot there."),
        ("channel_not_found", "#wire is gone, or private and I am not in it: type /invite @newsbot there."),
        ("is_archived", "#wire is archived."),
        ("is_inactive", "#wire is archived."),
        ("restricted_action", "This workspace does not let me post in #wire: ask one of its admins to."),
    ],
)
def test_a_channel_that_cannot_be_written_to_is_lost_with_the_remedy(error: str, reason: str) -> None:
    assert outcome_of(said(error), label="#wire", bot="newsbot") == Refused(reason, channel_lost=True)


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
def test_a_token_that_is_none_holds_the_whole_workspace_up(error: str) -> None:
    outcome = outcome_of(said(error), label="#wire")
    assert outcome == RetryAfter(300.0, f"Slack does not accept Dateline's token here ({error})", "workspace")


def test_a_permission_that_is_missing_is_named() -> None:
    outcome = outcome_of(said("missing_scope", needed="chat:write"), label="#wire")
    assert isinstance(outcome, RetryAfter)
    assert outcome.scope == "workspace"
    assert "chat:write" in outcome.reason


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (said("ratelimited", 429, headers={"Retry-After": "7"}), 7.0),
        (Answer(429, {"Retry-After": "12"}, {}), 12.0),
        (said("ratelimited", 429), 30.0),
        (said("rate_limited", headers={"Retry-After": "soon"}), 30.0),
        (said("message_limit_exceeded", headers={"Retry-After": "-1"}), 30.0),
    ],
)
def test_a_limit_says_how_long_and_for_what(answer: Answer, seconds: float) -> None:
    assert outcome_of(answer, label="#wire", limited="channel") == RetryAfter(seconds, "Slack asks to wait", "channel")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(503, {}, {}), "Slack answered 503"),
        (Answer(200, {}, {}), "Slack answered 200"),
        (Answer(200, {}, {"ok": True}), "Slack answered 200"),
        (said("fatal_error"), "Slack answered fatal_error"),
        (said("internal_error", 500), "Slack answered internal_error"),
        (Silence("no answer from Slack within 10 s", sent=True), "no answer from Slack within 10 s"),
    ],
)
def test_what_may_have_been_done_is_unknown(answer: Answer | Silence, reason: str) -> None:
    assert outcome_of(answer, label="#wire") == Unknown(reason)


def test_what_never_left_is_tried_again() -> None:
    silence = Silence("Slack cannot be reached", sent=False, wait=5.0)
    assert outcome_of(silence, label="#wire") == RetryAfter(5.0, "Slack cannot be reached", "platform")


def test_any_other_refusal_is_told_in_slacks_words() -> None:
    told = {"messages": ["[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]", "more"]}
    outcome = outcome_of(said("invalid_blocks", response_metadata=told), label="#wire")
    where = "must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    assert outcome == Refused(f"Slack refused the message for #wire: invalid_blocks ({where}).")
    assert outcome_of(said("odd"), label="#wire") == Refused("Slack refused the message for #wire: odd.")
    edited = outcome_of(said("edit_window_closed"), label="#wire")
    assert edited == Refused("Slack lets me edit my message in #wire no more (edit_window_closed).")


def test_a_message_is_named_by_a_success_alone() -> None:
    made = Answer(200, {}, {"ok": True, "ts": "1.000001", "message": {"ts": "1.000001", "thread_ts": "1.000000"}})
    assert message_in(made) == {"ts": "1.000001", "thread_ts": "1.000000"}
    assert message_in(Answer(200, {}, {"ok": True, "ts": "1.000001"})) == {"ts": "1.000001"}
    assert message_in(Answer(200, {}, {"ok": True})) is None
    assert message_in(said("not_in_channel", ts="1.000001")) is None
    assert message_in(Silence("", sent=True)) is None
