"""Signed requests: what the real Bolt app takes and refuses, and when they come again."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import pytest
from aiohttp import web

from tests.doubles.slack.deliveries.requests import encoded, signature
from tests.unit.doubles.slack.bolt import EVENTS, Newsroom, by_requests


def test_a_signature_is_of_version_time_and_body() -> None:
    by_hand = hmac.new(b"shhh", b"v0:1531420618:token=x&text=94070", hashlib.sha256).hexdigest()
    assert signature("shhh", "1531420618", "token=x&text=94070") == f"v0={by_hand}"


@pytest.mark.parametrize(
    ("kind", "body", "content_type"),
    [
        ("events_api", '{"type": "x y"}', "application/json"),
        ("slash_commands", "type=x+y", "application/x-www-form-urlencoded"),
        ("interactive", "payload=%7B%22type%22%3A+%22x+y%22%7D", "application/x-www-form-urlencoded"),
    ],
)
def test_each_kind_has_its_body(kind: Any, body: str, content_type: str) -> None:
    assert encoded(kind, {"type": "x y"}) == (body, content_type)


def with_command(room: Newsroom) -> None:
    @room.app.command("/dateline")
    async def command(ack: Any, command: dict[str, str]) -> None:
        await ack(f"heard {command['text']}")


async def test_a_command_s_acknowledgement_is_its_answer() -> None:
    async with by_requests() as room:
        with_command(room)
        asked = await room.slack.slash(room.workspace, room.wire, room.ada, "1 + 1 é")
        assert (asked.text, asked.ephemeral, asked.failed) == ("heard 1 + 1 é", True, False)


async def test_an_old_signature_and_a_strange_one_are_refused() -> None:
    async with by_requests() as room:
        with_command(room)
        asked = await room.slack.slash(room.workspace, room.wire, room.ada, "help")
        assert (await room.slack.replay(asked.delivery)).status == 200
        assert (await room.slack.replay(asked.delivery, age=301)).status == 401
        assert (await room.slack.forge(asked.delivery)).status == 401


async def test_an_address_that_does_not_answer_the_challenge_is_not_the_app_s() -> None:
    async with by_requests() as room:
        with pytest.raises(AssertionError, match="did not answer Slack's challenge"):
            await room.slack.deliver_to(f"{room.url}/elsewhere")


async def test_a_dead_address_is_tried_again_at_once_after_a_minute_and_after_five() -> None:
    async with by_requests() as room:
        await room.slack.deliver_to(room.slack.address + "/nothing", verify=False)
        room.slack.say(room.wire, room.ada, "anybody?")
        (delivery,) = room.slack.deliveries
        await delivery.until(lambda: len(delivery.attempts) == 2 and delivery.attempts[1].failed is not None)
        room.slack.clock.advance(60.1)
        await delivery.until(lambda: len(delivery.attempts) == 3 and delivery.attempts[2].failed is not None)
        await room.slack.deliver_to(room.url + EVENTS)
        room.slack.clock.advance(300.1)
        await room.slack.until_delivered()
        assert [attempt.failed for attempt in delivery.attempts] == ["http_error"] * 3 + [None]
        assert (delivery.attempts[-1].number, delivery.attempts[-1].reason) == (3, "http_error")
        assert room.told == ["anybody?"]


class Receiver:
    """An address that answers as it is told, and keeps the headers it got."""

    def __init__(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.status, self.headers = status, headers or {}
        self.got: list[dict[str, str]] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.got.append(dict(request.headers))
        return web.Response(status=self.status, headers=self.headers)

    async def start(self) -> tuple[web.AppRunner, str]:
        app = web.Application()
        app.router.add_post("/", self.answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/"


async def test_an_app_that_says_so_is_not_sent_it_again() -> None:
    async with by_requests() as room:
        receiver = Receiver(500, {"X-Slack-No-Retry": "1"})
        runner, url = await receiver.start()
        await room.slack.deliver_to(url, verify=False)
        room.slack.say(room.wire, room.ada, "once")
        await room.slack.until_delivered()
        assert len(receiver.got) == 1
        assert "X-Slack-Retry-Num" not in receiver.got[0]
        await runner.cleanup()


async def test_a_retry_says_which_it_is_and_why() -> None:
    async with by_requests() as room:
        receiver = Receiver(503)
        runner, url = await receiver.start()
        await room.slack.deliver_to(url, verify=False)
        room.slack.say(room.wire, room.ada, "again")
        (delivery,) = room.slack.deliveries
        await delivery.until(lambda: len(delivery.attempts) == 2 and delivery.attempts[1].failed is not None)
        assert (receiver.got[1]["X-Slack-Retry-Num"], receiver.got[1]["X-Slack-Retry-Reason"]) == ("1", "http_error")
        await runner.cleanup()


async def test_a_command_that_the_app_refuses_has_failed() -> None:
    async with by_requests() as room:
        asked = await room.slack.slash(room.workspace, room.wire, room.ada, "nobody listens")
        assert asked.error == "dispatch_failed"
        assert asked.answers == []
