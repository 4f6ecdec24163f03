"""Signed HTTP: only what Slack signed just now is taken, and what it sends again is handled once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from bot.adapters.web import WebServer
from tests.integration.slack.connected import Connection, connected, until

SECRET = "the app's signing secret"


@asynccontextmanager
async def served() -> AsyncIterator[Connection]:
    async with connected(signing_secret=SECRET) as here:
        router = here.life.router()
        assert router is not None
        app = FastAPI()
        app.include_router(router)
        server = WebServer(app, "127.0.0.1", 0)
        await server.start()
        try:
            assert server.url is not None
            await here.slack.deliver_to(f"{server.url.rstrip('/')}/slack/events")
            yield here
        finally:
            await server.stop()


async def test_commands_and_events_come_by_http() -> None:
    async with served() as here:
        asked = await here.slack.slash(here.workspace, here.wire, here.ana, "topics")
        assert asked.acked
        here.slack.say(here.wire, here.ana, f"<@{here.workspace.bot_user.id}> summary")
        await here.slack.until_delivered()
        await until(lambda: len(here.noting.mentions) == 1)
        assert here.noting.commands == ["topics"]


async def test_what_slack_did_not_sign_or_signed_long_ago_is_refused() -> None:
    async with served() as here:
        here.slack.say(here.wire, here.ana, f"<@{here.workspace.bot_user.id}> summary")
        delivery = await here.slack.until_sent("app_mention")
        assert (await here.slack.forge(delivery)).status == 401
        assert (await here.slack.replay(delivery, age=301)).status == 401
        assert len(here.noting.mentions) == 1


async def test_an_event_that_is_sent_again_is_acknowledged_and_not_handled_again() -> None:
    async with served() as here:
        here.slack.say(here.wire, here.ana, f"<@{here.workspace.bot_user.id}> summary")
        delivery = await here.slack.until_sent("app_mention")
        again = await here.slack.replay(delivery, number=1, reason="http_timeout")
        assert again.status == 200
        assert len(here.noting.mentions) == 1


async def test_before_the_start_and_after_the_stop_slack_is_told_to_come_again() -> None:
    async with served() as here:
        here.slack.say(here.wire, here.ana, f"<@{here.workspace.bot_user.id}> summary")
        delivery = await here.slack.until_sent("app_mention")
        await here.life.stop()
        assert (await here.slack.replay(delivery)).status == 503
