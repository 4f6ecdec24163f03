"""The watched HTTP client, against a server that answers as Discord seldom does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from discord.http import HTTPClient

from bot.adapters.platforms.discord.library import use_api
from bot.adapters.platforms.discord.rest import Answer, Rest, Silence
from bot.adapters.platforms.discord.timing import Timing

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

ODD = "application/json; charset=utf-8"
TIMING = Timing(answer=0.3)


async def me(_: web.Request) -> web.Response:
    return web.Response(text='{"id": "7", "username": "dateline"}', content_type="application/json")


async def me_oddly(_: web.Request) -> web.Response:
    return web.Response(text='{"id": "7", "username": "dateline"}', headers={"Content-Type": ODD})


@asynccontextmanager
async def serving(channel: Handler, *, log_in: Handler = me) -> AsyncIterator[Rest]:
    app = web.Application()
    app.router.add_get("/users/@me", log_in)
    app.router.add_get("/channels/1", channel)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    use_api(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    rest = Rest("a token", TIMING)
    try:
        yield rest
    finally:
        await rest.close()
        await runner.cleanup()


async def ask(rest: Rest) -> Answer | Silence:
    return await rest.ask(lambda http: http.get_channel(1))


@pytest.mark.parametrize("log_in", [me, me_oddly])
async def test_json_is_read_whatever_its_content_type_adds(log_in: Handler) -> None:
    async def channel(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bot a token"
        return web.Response(text='{"id": "1"}', headers={"Content-Type": ODD})

    async with serving(channel, log_in=log_in) as rest:
        answer = await ask(rest)
        assert isinstance(answer, Answer)
        assert answer.ok
        assert answer.body == {"id": "1"}
        assert rest.user_id == 7


@pytest.mark.parametrize("body", [b"<html>", b"", b"\xff\xfe", b"[" * 100_000])
async def test_what_is_no_json_is_text(body: bytes) -> None:
    async def channel(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type="text/html")

    async with serving(channel) as rest:
        answer = await ask(rest)
        assert isinstance(answer, Answer)
        assert isinstance(answer.body, str)
        assert answer.code == 0


@pytest.mark.parametrize("left", [0, 3])
async def test_a_bucket_of_a_long_window_gives_what_it_has_and_is_not_waited_for(left: int) -> None:
    async def channel(_: web.Request) -> web.Response:
        headers = {
            "X-RateLimit-Bucket": "b",
            "X-RateLimit-Limit": "5",
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset-After": "60",
        }
        return web.json_response({"id": "1"}, headers=headers)

    async with serving(channel) as rest:
        started = time.monotonic()
        assert isinstance(await ask(rest), Answer)
        assert time.monotonic() - started < TIMING.answer, "it is not held back with the bucket"
        await asyncio.sleep(0)
        second = await ask(rest)
        if left:
            assert isinstance(second, Answer)
        else:
            assert second == Silence(
                "Discord's limits left no room for a request within 0.3 s", sent=False, scope="channel"
            )


async def test_no_answer_in_time_may_have_been_sent() -> None:
    async def channel(_: web.Request) -> web.Response:
        await asyncio.sleep(5)
        raise AssertionError

    async with serving(channel) as rest:
        assert await ask(rest) == Silence("no answer from Discord within 0.3 s", sent=True, scope="channel")


async def test_a_refused_token_is_asked_about_once() -> None:
    asked = 0

    async def refuse(_: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)

    async with serving(me, log_in=refuse) as rest:
        assert isinstance(await rest.log_in(), Answer)
        for _ in range(3):
            silence = await ask(rest)
            assert isinstance(silence, Silence)
            assert (silence.sent, silence.wait, silence.scope) == (False, 300.0, "platform")
        assert asked == 1


async def test_a_failed_log_in_is_not_tried_again_by_each_message() -> None:
    asked = 0

    async def fail(_: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        return web.Response(status=503)

    async with serving(me, log_in=fail) as rest:
        silences = await asyncio.gather(*(ask(rest) for _ in range(10)))
        assert asked == 1
        assert all(isinstance(one, Silence) and not one.sent and 0 < one.wait <= 5 for one in silences)


async def test_after_the_end_nothing_is_asked() -> None:
    async with serving(me) as rest:
        assert await rest.log_in() is None
        await rest.close()
        assert isinstance(await ask(rest), Silence)


async def test_a_bug_of_ours_is_no_silence() -> None:
    async def wrong(_: HTTPClient) -> object:
        raise KeyError("bug")

    async with serving(me) as rest:
        with pytest.raises(KeyError):
            await rest.ask(wrong)
