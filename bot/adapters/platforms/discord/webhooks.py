"""Webhooks, for channels that like to see an outlet's name over an alert."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any, Protocol

from discord.http import HTTPClient, MultipartParameters, Route

from bot.adapters.platforms.discord.answers import UNKNOWN_WEBHOOK
from bot.adapters.platforms.discord.rest import Answer, Rest, Silence
from bot.domain.watch import Channel

NAME = "Dateline"


@dataclass(frozen=True, slots=True)
class Webhook:
    """One webhook; its token lets whoever has it write, and is shown nowhere."""

    id: str
    token: str = field(repr=False)


class Webhooks:
    """Uses one webhook a channel: the bot's own, found again after a restart, made where there is none."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._known: dict[str, Webhook] = {}

    async def send(self, channel: Channel, parameters: MultipartParameters, username: str) -> Answer | Silence:
        """Post under a name. Discord takes no nonce here."""
        payload: dict[str, Any] = {**(parameters.payload or {}), "username": username}
        return await self._use(
            channel,
            lambda http, hook: http.request(
                _route("POST", "", hook), json=payload, params={"wait": "true", "with_components": "true"}
            ),
        )

    async def edit(self, channel: Channel, message_id: int, parameters: MultipartParameters) -> Answer | Silence:
        """Replace a message that the channel's webhook posted."""
        route = f"/messages/{message_id}"
        return await self._use(
            channel,
            lambda http, hook: http.request(
                _route("PATCH", route, hook), json=parameters.payload, params={"with_components": "true"}
            ),
        )

    async def _use(self, channel: Channel, use: _Use) -> Answer | Silence:
        """Once more with a new webhook where somebody deleted the known one."""
        hook = self._known.get(channel.id) or await self._found(channel)
        if not isinstance(hook, Webhook):
            return hook
        answer = await self._rest.ask(lambda http: use(http, hook))
        if not (isinstance(answer, Answer) and answer.code == UNKNOWN_WEBHOOK):
            return answer
        self._known.pop(channel.id, None)
        fresh = await self._found(channel)
        return await self._rest.ask(lambda http: use(http, fresh)) if isinstance(fresh, Webhook) else fresh

    async def _found(self, channel: Channel) -> Webhook | Answer | Silence:
        answer = await self._rest.ask(lambda http: http.channel_webhooks(int(channel.id)))
        if isinstance(answer, Silence) or not answer.ok:
            return answer
        own = [hook for hook in answer.body if self._is_own(hook)]
        if not own:
            answer = await self._rest.ask(lambda http: http.create_webhook(int(channel.id), name=NAME))
            if isinstance(answer, Silence) or not answer.ok:
                return answer
            own = [answer.body]
        hook = Webhook(str(own[0]["id"]), str(own[0]["token"]))
        self._known[channel.id] = hook
        return hook

    def _is_own(self, hook: Any) -> bool:
        """Only the maker of a webhook is shown its token."""
        made_by = (hook.get("user") or {}).get("id")
        return bool(hook.get("token")) and str(made_by) == str(self._rest.user_id)


class _Use(Protocol):
    def __call__(self, http: HTTPClient, hook: Webhook, /) -> Awaitable[object]: ...


def _route(method: str, rest: str, hook: Webhook) -> Route:
    path = "/webhooks/{webhook_id}/{webhook_token}" + rest
    return Route(method, path, webhook_id=hook.id, webhook_token=hook.token)
