from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState

from bot.adapters.platforms.slack.install import SingleWorkspace
from bot.adapters.platforms.slack.sending.calling import Answer, Patience, Silence, Web, wait_of
from bot.adapters.platforms.slack.timing import Timing

API = "http://127.0.0.1:9/api/"
REQUEST = HttpRequest(method="GET", url="https://slack.example/", headers={})


@pytest.mark.parametrize(
    ("status", "headers", "again"),
    [
        (429, {"Retry-After": ["2"]}, True),
        (429, {"retry-after": ["3"]}, True),
        (429, {"Retry-After": ["4"]}, False),
        (429, {"Retry-After": ["soon"]}, False),
        (429, {"Retry-After": []}, False),
        (429, {}, False),
        (503, {"Retry-After": ["1"]}, False),
    ],
)
async def test_only_a_short_wait_that_slack_asks_for_is_sat_out(
    status: int, headers: dict[str, list[str]], again: bool
) -> None:
    response = HttpResponse(status_code=status, headers=headers)  # type: ignore[arg-type]  # lists, as slack_sdk makes them
    state = RetryState()
    assert await Patience(3.0).can_retry_async(state=state, request=REQUEST, response=response) is again
    state.increment_current_attempt()
    assert not await Patience(3.0).can_retry_async(state=state, request=REQUEST, response=response)


@pytest.mark.parametrize(("said", "wait"), [("7", 7.0), ("0", 0.0), ("-1", 30.0), ("x", 30.0), ("9e9", 30.0)])
def test_a_wait_is_what_the_answer_says_where_that_makes_sense(said: str, wait: float) -> None:
    assert wait_of(Answer(429, {"Retry-After": said}, {}), 30.0) == wait
    assert wait_of(Answer(429, {}, {}), 30.0) == 30.0


def test_an_answer_is_good_or_has_an_error() -> None:
    assert Answer(200, {}, {"ok": True, "error": "none"}).error == ""
    assert Answer(200, {}, {"ok": False, "error": "odd"}).error == "odd"
    assert not Answer(200, {}, {}).ok
    assert not Answer(503, {}, {"ok": True}).ok


async def test_a_bug_of_ours_is_no_silence() -> None:
    web = Web(SingleWorkspace("xoxb-1", api=API), api=API, timing=Timing())

    async def buggy(client: Any, token: str) -> None:
        client.no_such_method(token)

    with pytest.raises(AttributeError):
        await web.ask("T1", buggy)
    await web.close()
    assert await web.ask("T1", buggy) == Silence("Dateline is leaving Slack", sent=False)
