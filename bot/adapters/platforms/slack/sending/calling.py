"""slack_sdk's Web API client, asked one question at a time: what Slack answers, or that it did not, is never an exception.

A request that changes something is made once. Whether to make it again is the outbox's to decide, which looks first. Only
questions are repeated here, and only after a short wait that Slack asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Literal

from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.install.client import web_client
from bot.adapters.platforms.slack.install.tokens import Tokens
from bot.adapters.platforms.slack.sending.library import CONNECTION_ERRORS, open_session
from bot.adapters.platforms.slack.timing import Timing
from bot.domain.errors import BadInput, TemporaryError

NOT_INSTALLED_WAIT = 300.0

Scope = Literal["delivery", "channel", "workspace", "platform"]

Question = Callable[[AsyncWebClient, str], Awaitable[Any]]
"""A call of one of the client's methods with a token."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Slack answered; ``body`` is empty where that was no JSON object."""

    status: int
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.status == 200 and self.body.get("ok") is True

    @property
    def error(self) -> str:
        """Slack's word for what was wrong, such as ``channel_not_found``; empty where it has none."""
        return "" if self.ok else str(self.body.get("error") or "")


@dataclass(frozen=True, slots=True)
class Silence:
    """There was no answer. ``sent`` tells whether the request may have reached Slack.

    Where it was not, ``wait`` is how many seconds to leave it, and ``scope`` for what else the same is to be expected.
    """

    reason: str
    sent: bool
    wait: float = 5.0
    scope: Scope = "platform"


@dataclass(slots=True)
class _Call:
    sent: bool = False


_call: ContextVar[_Call | None] = ContextVar("slack_call", default=None)


class Web:
    """Asks Slack's Web API at ``api``, each workspace with its own token."""

    def __init__(self, tokens: Tokens, *, api: str, timing: Timing) -> None:
        self._tokens = tokens
        self._api = api
        self._timing = timing
        self._session: Any = None
        self._closed = False

    async def call(self, workspace: str, method: str, **arguments: Any) -> Answer | Silence:
        """Do something, once. ``arguments`` are sent as JSON."""
        return await self.ask(
            workspace, lambda client, token: client.api_call(method, json=arguments | {"token": token})
        )

    async def read(self, workspace: str, method: str, **arguments: Any) -> Answer | Silence:
        """Ask for something, and once more if Slack wants no more than a moment's patience."""
        patience = Patience(self._timing.patience)
        return await self.ask(
            workspace,
            lambda _, token: self._client(patience).api_call(
                method, http_verb="GET", params=arguments | {"token": token}
            ),
        )

    async def ask(self, workspace: str, question: Question, *, within: float | None = None) -> Answer | Silence:
        """Ask with the workspace's token, and with its next one where that has just expired.

        ``within`` are the seconds for an answer.
        """
        if self._closed:
            return Silence("Dateline is leaving Slack", sent=False)
        token = await self._token(workspace)
        if isinstance(token, Silence):
            return token
        heard = await self._heard(question, token, within or self._timing.answer)
        if isinstance(heard, Answer) and heard.error in {"token_expired", "token_revoked", "invalid_auth"}:
            self._tokens.doubt(workspace, token)
            fresh = await self._token(workspace)
            if isinstance(fresh, str) and fresh != token:
                return await self._heard(question, fresh, within or self._timing.answer)
        return heard

    async def close(self) -> None:
        """Ask nothing more."""
        self._closed = True
        if self._session is not None:
            await self._session.close()

    async def _token(self, workspace: str) -> str | Silence:
        try:
            token = await self._tokens.token_of(workspace)
        except TemporaryError as error:
            return Silence(str(error), sent=False, scope="workspace")
        except BadInput as error:
            return Silence(str(error), sent=False, wait=NOT_INSTALLED_WAIT, scope="workspace")
        if token is None:
            reason = "Dateline is not installed in this Slack workspace"
            return Silence(reason, sent=False, wait=NOT_INSTALLED_WAIT, scope="workspace")
        return token

    async def _heard(self, question: Question, token: str, within: float) -> Answer | Silence:
        call = _Call()
        mark = _call.set(call)
        try:
            async with asyncio.timeout(within):
                response = await question(self._client(), token)
        except SlackApiError as failure:
            return _answered(failure.response)
        except SlackRequestError as failure:
            # Only an upload says so: its address answered something else than that it took the file.
            return Silence(f"Slack did not take a file: {str(failure)[:100]}", sent=True)
        except CONNECTION_ERRORS as failure:
            return _silence(failure, call, within)
        except AttributeError:
            # slack_sdk trips over an answer that is no object, which is none of Slack's: something stands in between.
            if not call.sent:
                raise
            return Silence("Slack's answer could not be read", sent=True)
        finally:
            _call.reset(mark)
        return _answered(response)

    def _client(self, *handlers: AsyncRateLimitErrorRetryHandler) -> AsyncWebClient:
        client = web_client(self._api)
        if self._session is None and not self._closed:
            self._session = open_session(_on_sent)
        client.session = self._session
        client.retry_handlers = list(handlers)
        return client


class Patience(AsyncRateLimitErrorRetryHandler):
    """slack_sdk's own handler of 429, for waits that are worth sitting out."""

    def __init__(self, patience: float) -> None:
        super().__init__(max_retry_count=1)
        self._patience = patience

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        limited = await super()._can_retry_async(state=state, request=request, response=response, error=error)
        return limited and response is not None and _asked_wait(response) <= self._patience


def wait_of(answer: Answer, otherwise: float) -> float:
    """How long an answer asks to wait, in seconds; ``otherwise`` where it does not say."""
    return _seconds(answer.headers.get("Retry-After"), otherwise)


def _asked_wait(response: HttpResponse) -> float:
    for name, values in response.headers.items():
        if name.lower() == "retry-after":
            return _seconds(values[0] if values else None, float("inf"))
    return float("inf")


def _seconds(said: object, otherwise: float) -> float:
    try:
        wait = float(str(said))
    except ValueError:
        return otherwise
    return wait if 0 <= wait < 7 * 86_400 else otherwise


def _answered(response: Any) -> Answer:
    """``response`` is slack_sdk's or, where it could not read the answer, its HTTP library's."""
    status: int = response.status_code if hasattr(response, "status_code") else response.status
    body = getattr(response, "data", None)
    return Answer(status, response.headers, body if isinstance(body, dict) else {})


def _silence(failure: BaseException, call: _Call, within: float) -> Silence:
    if isinstance(failure, TimeoutError):
        return Silence(f"no answer from Slack within {within:g} s", sent=call.sent, scope="channel")
    # Never the failure's own text, which may hold an address with a token.
    said = failure.strerror if isinstance(failure, OSError) else None
    return Silence(f"Slack cannot be reached: {said or type(failure).__name__}", sent=call.sent)


def _on_sent() -> None:
    call = _call.get()
    if call is not None:
        call.sent = True
