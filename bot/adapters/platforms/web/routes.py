"""The page's addresses: HTML for people, JSON for its scripts and yours, events for what happens next."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Header, HTTPException, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, ConfigDict, Field

from bot.adapters.platforms.web.charts import Charts
from bot.adapters.platforms.web.chat import PAGE_SIZE, Chat, message_facts
from bot.adapters.platforms.web.files import static_files
from bot.adapters.platforms.web.platform import WebPlatform
from bot.adapters.platforms.web.render import CardRenderer
from bot.domain.watch import Channel
from bot.pipeline.ports import Commands, Draw, MessageLog

LONGEST_LINE = 4000
_RECONNECT_MILLISECONDS = 1000
_FRESH = {"Cache-Control": "no-store"}


class CommandLine(BaseModel):
    """What is posted to run a command."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    line: str = Field(max_length=LONGEST_LINE)


def chat_router(
    platform: WebPlatform,
    log: MessageLog,
    commands: Commands,
    workspace: str,
    time_zone: str,
    *,
    user: str = "desk",
    manages: bool = True,
    home: str = "news",
    draw: Draw | None = None,
) -> APIRouter:
    """The page at ``/`` and ``/c/{channel}``, its JSON under ``/api``, its events and files.

    Whoever reaches the page is ``user`` in ``workspace``; ``manages`` tells whether they may use the verbs that need it.
    ``time_zone`` (an IANA name) is the one that times are shown in; ``draw`` makes the pictures of charts.
    """
    charts = Charts(draw)
    chat = Chat(
        platform=platform,
        log=log,
        commands=commands,
        renderer=CardRenderer(time_zone, charts),
        workspace=workspace,
        time_zone=time_zone,
        user=user,
        manages=manages,
        home=home,
    )
    router = APIRouter()
    _add_pages(router, chat)
    _add_api(router, chat)
    _add_commands(router, chat)
    _add_events(router, chat)
    _add_files(router)
    _add_charts(router, charts)
    return router


def _add_pages(router: APIRouter, chat: Chat) -> None:
    @router.get("/")
    async def front() -> HTMLResponse:
        """The page, at the channel to open with."""
        return HTMLResponse(await chat.page(await chat.first_channel()), headers=_FRESH)

    @router.get("/c")
    async def go_to(name: str) -> Response:
        """Where the form that names a channel leads."""
        channel = await chat.channel(name)
        return RedirectResponse(f"/c/{quote(channel.id)}" if channel else "/", status_code=303)

    @router.get("/c/{channel}")
    async def channel_page(channel: str) -> Response:
        """The page, at one channel."""
        found = await chat.channel(channel)
        if found is None:
            return RedirectResponse("/", status_code=303)
        return HTMLResponse(await chat.page(found), headers=_FRESH)


async def _named(chat: Chat, name: str) -> Channel:
    channel = await chat.channel(name)
    if channel is None:
        raise HTTPException(404, "A channel's name is letters, digits, _ and -, 80 at most.")
    return channel


def _add_api(router: APIRouter, chat: Chat) -> None:
    @router.get("/api/channels")
    async def list_channels() -> dict[str, Any]:
        """``{"channels": [{"name", "newest"}]}``: every channel with the revision of its newest message."""
        return {"channels": [{"name": each.channel.id, "newest": each.newest} for each in await chat.channels()]}

    @router.get("/api/channels/{channel}/messages")
    async def list_messages(
        channel: str,
        before: Annotated[str | None, Query(max_length=64)] = None,
        limit: Annotated[int, Query(ge=1, le=100)] = PAGE_SIZE,
    ) -> dict[str, Any]:
        """``{"messages": [...], "more": bool}``: the newest, or those before a message id, oldest first.

        A message: ``id``, ``channel``, ``author``, ``under`` (the id of the message that it answers, or null), ``title``,
        ``text`` (all of it, plain), ``tone``, ``posted_at``, ``edited_at``, ``revision`` and ``html``.
        """
        messages, more = await chat.messages(await _named(chat, channel), before=before, limit=limit)
        return {"messages": [message_facts(each, chat.renderer.message(each)) for each in messages], "more": more}


def _add_commands(router: APIRouter, chat: Chat) -> None:
    @router.post("/api/channels/{channel}/commands")
    async def run_command(channel: str, command: CommandLine) -> dict[str, Any]:
        """Run ``{"line": "/help"}``. The answer: ``line``, ``tone``, ``title``, ``text``, ``html`` and ``message_id``.

        ``message_id`` is null where only the asker sees the answer; else the answer was posted to the channel.
        """
        answer = await chat.run(await _named(chat, channel), command.line)
        card = answer.card
        return {
            "line": answer.line,
            "tone": card.tone,
            "title": card.title,
            "text": card.fallback,
            "html": answer.html,
            "message_id": answer.message_id,
        }

    @router.get("/api/complete")
    async def complete(
        line: Annotated[str, Query(max_length=LONGEST_LINE)],
        channel: Annotated[str, Query(max_length=100)] = chat.home,
    ) -> dict[str, Any]:
        """``{"suggestions": [{"line", "help"}]}``: what a line could become, best first."""
        found = await chat.complete(await _named(chat, channel), line)
        return {"suggestions": [{"line": each.line, "help": each.help} for each in found]}


def _add_events(router: APIRouter, chat: Chat) -> None:
    @router.get("/events", response_class=EventSourceResponse)
    async def events(
        after: Annotated[int, Query(ge=0)] = 0,
        last_event_id: Annotated[str | None, Header()] = None,
    ) -> AsyncIterator[ServerSentEvent]:
        """Every post and edit after a revision (``after``, or the browser's ``Last-Event-ID``), in order, for ever.

        ``ready`` comes first; ``message`` holds what the JSON API gives for one; ``reset`` asks for a new page.
        """
        revision = int(last_event_id) if last_event_id and last_event_id.isdecimal() else after
        if await chat.is_ahead(revision):
            yield ServerSentEvent(event="reset", raw_data="", id="0")
            return
        yield ServerSentEvent(event="ready", raw_data="", id=str(revision), retry=_RECONNECT_MILLISECONDS)
        async for message in chat.changes(revision):
            facts = message_facts(message, chat.renderer.message(message))
            yield ServerSentEvent(event="message", data=facts, id=str(message.revision))


def _add_charts(router: APIRouter, charts: Charts) -> None:
    @router.get("/charts/{name}.png")
    async def chart(name: str) -> Response:
        """The picture of a chart that a page shows."""
        picture = await charts.picture(name)
        if picture is None:
            raise HTTPException(404, "There is no such chart here now; open the page anew.")
        return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=86400, immutable"})


def _add_files(router: APIRouter) -> None:
    known = static_files()

    @router.get("/static/{name}")
    async def static_file(name: str, if_none_match: Annotated[str | None, Header()] = None) -> Response:
        """A script, the style or the icon."""
        found = known.get(name)
        if found is None:
            raise HTTPException(404, "There is no such file.")
        headers = {"ETag": found.etag, "Cache-Control": "no-cache"}
        if if_none_match == found.etag:
            return Response(status_code=304, headers=headers)
        return Response(found.body, headers={**headers, "Content-Type": found.content_type})
