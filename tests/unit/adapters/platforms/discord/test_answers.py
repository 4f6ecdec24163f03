from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.platforms.discord.answers import is_refusal, message_in, outcome_of
from bot.adapters.platforms.discord.rest import Answer, Silence, wait_of
from bot.domain.alert import Outcome, Refused, RetryAfter, Unknown


def answer(status: int, body: Any = None, **headers: str) -> Answer:
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, body)


FORM = {
    "code": 50035,
    "message": "Invalid Form Body",
    "errors": {
        "components": {"0": {"content": {"_errors": [{"code": "TOO_LONG", "message": "Must be 4000 or fewer."}]}}}
    },
}


@pytest.mark.parametrize(
    ("heard", "outcome"),
    [
        (Silence("cut", sent=True), Unknown("cut")),
        (Silence("refused", sent=False), RetryAfter(5.0, "refused", "platform")),
        (Silence("full", sent=False, wait=2.5, scope="channel"), RetryAfter(2.5, "full", "channel")),
        (answer(500), Unknown("Discord answered 500")),
        (answer(200, "<html>"), Unknown("Discord answered 200")),
        (
            answer(429, {"retry_after": 1.5, "global": False}, X_RateLimit_Scope="user"),
            RetryAfter(1.5, "Discord asks to wait", "channel"),
        ),
        (answer(429, {"retry_after": 1.5, "global": True}), RetryAfter(1.5, "Discord asks to wait", "platform")),
        (
            answer(429, {"retry_after": 1.5}, X_RateLimit_Scope="global"),
            RetryAfter(1.5, "Discord asks to wait", "platform"),
        ),
        (answer(429, "error code: 1015", Via="x"), RetryAfter(60.0, "Discord asks to wait", "platform")),
        (
            answer(401, {"message": "401: Unauthorized", "code": 0}),
            RetryAfter(300.0, "Discord does not accept the bot's token", "platform"),
        ),
        (answer(403, "<html>blocked"), RetryAfter(60.0, "Discord's gatekeeper answered 403", "platform")),
        (answer(403, {"code": 50013}), Refused("I need Send Messages in #wire.", channel_lost=True)),
        (answer(403, {"code": 50001}), Refused("I need Send Messages in #wire.", channel_lost=True)),
        (answer(404, {"code": 10003}), Refused("#wire is gone, or I was removed from it.", channel_lost=True)),
        (answer(404, {"code": 10004}), Refused("The server is gone, or I was removed from it.", channel_lost=True)),
        (
            answer(400, FORM),
            Refused("Discord refused the message: Invalid Form Body (components.0.content: Must be 4000 or fewer.)."),
        ),
        (
            answer(403, {"code": 200000, "message": "Message was blocked by automatic moderation"}),
            Refused("Discord refused the message: Message was blocked by automatic moderation."),
        ),
        (answer(400, {"errors": {"a": []}}), Refused("Discord refused the message: 400.")),
        (answer(400, {"errors": "x", "code": "y"}), Refused("Discord refused the message: 400.")),
    ],
)
def test_each_answer_is_an_outcome(heard: Answer | Silence, outcome: Outcome) -> None:
    assert outcome_of(heard, label="#wire", lack="I need Send Messages in #wire") == outcome


@pytest.mark.parametrize(
    ("heard", "wait"),
    [
        (answer(429, {"retry_after": 0.3}), 0.3),
        (answer(429, {}, Retry_After="7"), 7.0),
        (answer(429, {"retry_after": "soon"}, Retry_After="later"), 9.0),
        (answer(429, {"retry_after": -1}), 9.0),
        (answer(429, {"retry_after": float("inf")}), 9.0),
        (answer(429, None), 9.0),
    ],
)
def test_how_long_an_answer_asks_to_wait(heard: Answer, wait: float) -> None:
    assert wait_of(heard, 9.0) == wait


def test_only_what_will_not_change_is_a_refusal() -> None:
    assert all(is_refusal(answer(status)) for status in (400, 403, 404))
    assert not any(
        is_refusal(one) for one in (answer(200), answer(401), answer(429), answer(502), Silence("", sent=True))
    )


def test_a_message_is_in_an_answer_that_has_its_id() -> None:
    assert message_in(answer(200, {"id": "1"})) == {"id": "1"}
    assert message_in(answer(200, "text")) is None
    assert message_in(answer(400, {"id": "1"})) is None
    assert message_in(Silence("", sent=True)) is None
