"""Saying something where it was asked: by the response_url while that is good, else through the Web API.

A response_url takes five messages in thirty minutes, also where the bot is no member (Slack's "Handling user interaction").
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.platforms.slack.asking.origin import Origin
from bot.adapters.platforms.slack.asking.writer import Writer
from bot.adapters.platforms.slack.cards import Rendered
from bot.adapters.platforms.slack.install.client import CONNECTION_ERRORS, QUIET, error_of
from bot.domain.card import Card

log = structlog.get_logger(__name__)

PAUSES = (0.2, 0.6)
"""Seconds before the second and the third attempt of what may be done twice."""

MOST_USES = 5
WITHIN = 10
"""Seconds for one answer to be taken."""

_CLOSED = frozenset(("channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived", "restricted_action"))
"""Slack's words for a channel that the bot cannot write to, or where it cannot reach the asker alone."""

_Result = TypeVar("_Result")


class Outlet:
    """One interaction's way out. Raises what slack_sdk does where nothing could be said."""

    def __init__(self, client: AsyncWebClient, origin: Origin, writer: Writer) -> None:
        self._client = client
        self._origin = origin
        self._writer = writer
        self._uses = 0 if origin.response_url else MOST_USES

    async def say(self, card: Card, *, private: bool, replacing: bool = False) -> None:
        """Say it, in as many messages as it takes; ``replacing`` puts the first where the asked message was."""
        for number, page in enumerate(await self._writer.write(self._origin.workspace, card)):
            await self._whole_page(page, private=private, replacing=replacing and number == 0)

    async def take_away(self) -> None:
        """Remove the private message that the button belongs to, if that can still be done."""
        await self._respond({"delete_original": True}, again=True)

    async def _whole_page(self, page: Rendered, *, private: bool, replacing: bool) -> None:
        """With its pictures; without them where Slack does not have them any more."""
        try:
            await self._page(page, private=private, replacing=replacing)
        except SlackApiError as error:
            bare = [block for block in page.blocks if block["type"] != "image"]
            if error_of(error) != "invalid_blocks" or len(bare) == len(page.blocks):
                raise
            await self._page(replace(page, blocks=bare), private=private, replacing=replacing)

    async def _page(self, page: Rendered, *, private: bool, replacing: bool) -> None:
        message = {"text": page.text, "blocks": page.blocks}
        response: dict[str, Any] = {
            **message,
            "response_type": "ephemeral" if private else "in_channel",
            "replace_original": replacing,
        }
        if self._origin.thread and not replacing:
            response["thread_ts"] = self._origin.thread
        # Of what only one sees, twice is better than never; of what all see, it is not.
        if not await self._respond(response, again=private):
            await self._post(message, private=private)

    async def _respond(self, response: Mapping[str, Any], *, again: bool) -> bool:
        """Use the response_url; False where it is worn out, or there is none."""
        if self._uses >= MOST_USES:
            return False
        self._uses += 1
        webhook = AsyncWebhookClient(self._origin.response_url, timeout=WITHIN, retry_handlers=[], logger=QUIET)
        answer = await _insist(lambda: webhook.send_dict(dict(response)), again=again)
        if answer.status_code == 200:
            return True
        log.info("response_url_refused", status=answer.status_code, reason=answer.body[:100])
        self._uses = MOST_USES
        return False

    async def _post(self, message: Mapping[str, Any], *, private: bool) -> None:
        origin = self._origin
        thread: dict[str, Any] = {"thread_ts": origin.thread} if origin.thread else {}
        quiet: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}
        try:
            if not origin.channel:
                await self._post_directly(message)
            elif private and not origin.channel.startswith("D"):
                whom = {**message, **thread, "channel": origin.channel, "user": origin.user}
                await _insist(lambda: self._client.chat_postEphemeral(**whom), again=True)
            else:
                await self._client.chat_postMessage(**message, **quiet, **thread, channel=origin.channel)
        except SlackApiError as error:
            if error_of(error) not in _CLOSED:
                raise
            await self._post_directly(message)

    async def _post_directly(self, message: Mapping[str, Any]) -> None:
        """In the asker's own conversation with the bot, which Slack opens for a user's id."""
        await self._client.chat_postMessage(**message, channel=self._origin.user)


async def _insist(request: Callable[[], Awaitable[_Result]], *, again: bool) -> _Result:
    """Ask up to three times for what may be done twice, where the connection is cut."""
    for wait in PAUSES if again else ():
        try:
            return await request()
        except CONNECTION_ERRORS:
            await asyncio.sleep(wait)
    return await request()
