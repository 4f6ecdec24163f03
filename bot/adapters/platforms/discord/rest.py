"""discord.py's HTTP client, asked one question at a time and heard at once.

Left to itself that client waits: after a 429 as long as it is told to, after a 502 five times for 25 s in all, after the
last request of a bucket until the bucket is full again; and it reads JSON only where the content type has no parameter. The
outbox does the waiting here, so each request is watched by the client's own ``http_trace``: what Discord answers is heard as
soon as it is there, and a 429 or a 5xx ends the request. A cancelled wait for a global limit would also stop the client for
good, since discord.py then never lifts it; no such wait begins here.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

from discord.http import HTTPClient

from bot.adapters.platforms.discord.library import CONNECTION_ERRORS, listener
from bot.adapters.platforms.discord.timing import Timing

Question = Callable[[HTTPClient], Awaitable[object]]
"""A call of one of the HTTP client's methods: ``lambda http: http.get_channel(7)``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Discord answered. The body is read as JSON where it is some, whatever its content type, and else is text."""

    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return 200 <= self.status < 300

    @property
    def code(self) -> int:
        """Discord's own error code; 0 where there is none (https://docs.discord.com/developers/topics/opcodes-and-status-codes)."""
        code = self.body.get("code", 0) if isinstance(self.body, dict) else 0
        return code if isinstance(code, int) else 0


@dataclass(frozen=True, slots=True)
class Silence:
    """There was no answer. ``sent`` tells whether the request may have reached Discord.

    Where it was not, ``wait`` is how many seconds to leave it, and ``scope`` for what else the same is to be expected.
    """

    reason: str
    sent: bool
    wait: float = 5.0
    scope: Literal["channel", "platform"] = "platform"


class _HeardEnough(Exception):
    """Ends a request whose answer discord.py would wait and ask again for."""


@dataclass(slots=True)
class _Call:
    answer: asyncio.Future[Answer]
    sent: bool = field(default=False)


_call: ContextVar[_Call | None] = ContextVar("discord_call", default=None)


class Rest:
    """Asks Discord's REST API. ``ask`` never raises for what Discord or the network does."""

    def __init__(self, token: str, timing: Timing) -> None:
        self._token = token
        self._timing = timing
        self._http: HTTPClient | None = None
        self._login = asyncio.Lock()
        self._again_at = 0.0
        self._tasks: set[asyncio.Task[object]] = set()
        self.user_id: int | None = None
        """The bot's own user; None before the first answer."""
        self.revoked = False
        """Whether Discord refused the token. Nothing is asked after that: refusals are counted, and lead to a ban."""

    async def ask(self, question: Question) -> Answer | Silence:
        """Ask, and give what is heard within the time for an answer."""
        silence = await self._ready()
        if silence is not None:
            return silence
        if self._http is None:
            return Silence("Dateline is leaving Discord", sent=False)
        return await self._heard(self._http, question)

    async def log_in(self) -> Answer | Silence | None:
        """Find out who the token is; None when that is known. Other requests do it by themselves."""
        async with self._login:
            if self.user_id is not None:
                return None
            wait = self._again_at - asyncio.get_running_loop().time()
            if wait > 0:
                return Silence("Discord did not take the log-in a moment ago", sent=False, wait=wait)
            await self._close_client()
            # No max_ratelimit_timeout: with one, a bucket whose window is longer refuses what it still has room for.
            client = HTTPClient(asyncio.get_running_loop(), http_trace=listener(on_sent=_on_sent, on_answer=_on_answer))
            self._http = client
            heard = await self._heard(client, lambda http: http.static_login(self._token))
            if isinstance(heard, Answer) and heard.ok and isinstance(heard.body, dict):
                self.user_id = int(heard.body["id"])
                # discord.py drops the token again when it cannot read the answer's content type.
                client.token = self._token
                return None
            again_in = heard.wait if isinstance(heard, Silence) else wait_of(heard, 5.0)
            self._again_at = asyncio.get_running_loop().time() + again_in
            return heard

    async def close(self) -> None:
        """Ask nothing more."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._close_client()

    async def _ready(self) -> Silence | None:
        if self.revoked:
            return Silence("Discord does not accept the bot's token", sent=False, wait=300.0)
        if self.user_id is not None:
            return None
        heard = await self.log_in()
        if heard is None:
            return None
        if isinstance(heard, Silence):
            return Silence(heard.reason, sent=False, wait=heard.wait)
        return Silence(f"Discord refused the log-in with {heard.status}", sent=False, wait=wait_of(heard, 5.0))

    async def _heard(self, http: HTTPClient, question: Question) -> Answer | Silence:
        call = _Call(asyncio.get_running_loop().create_future())
        task = asyncio.create_task(_put(call, http, question))
        self._tasks.add(task)
        task.add_done_callback(self._forget)
        try:
            watched: set[asyncio.Future[Any]] = {task, call.answer}
            await asyncio.wait(watched, timeout=self._timing.answer, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not call.answer.done():
                task.cancel()
        if call.answer.done():
            return self._noted(call.answer.result())
        return self._silence(call, task)

    def _noted(self, answer: Answer) -> Answer:
        if answer.status == 401:
            self.revoked = True
        return answer

    def _silence(self, call: _Call, task: asyncio.Task[object]) -> Silence:
        failure = task.exception() if task.done() and not task.cancelled() else None
        match failure:
            case None:
                what = "no answer from Discord" if call.sent else "Discord's limits left no room for a request"
                return Silence(f"{what} within {self._timing.answer:g} s", sent=call.sent, scope="channel")
            case _ if isinstance(failure, CONNECTION_ERRORS):
                return Silence(_words(failure), sent=call.sent)
            case RuntimeError():
                return Silence("the connection was being closed", sent=call.sent)
            case _:
                raise failure

    def _forget(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()

    async def _close_client(self) -> None:
        if self._http is not None:
            await self._http.close()
            self._http = None


def wait_of(answer: Answer, otherwise: float) -> float:
    """How long an answer asks to wait, in seconds; ``otherwise`` where it does not say."""
    body = answer.body if isinstance(answer.body, dict) else {}
    for said in (body.get("retry_after"), answer.headers.get("Retry-After")):
        try:
            wait = float(str(said))
        except ValueError:
            continue
        if 0 <= wait < 7 * 86_400:
            return wait
    return otherwise


async def _put(call: _Call, http: HTTPClient, question: Question) -> object:
    _call.set(call)
    return await question(http)


def _words(failure: BaseException) -> str:
    """Never the failure's own text, which may hold an address with a webhook's token."""
    said = failure.strerror if isinstance(failure, OSError) else None
    return f"Discord cannot be reached: {said or type(failure).__name__}"


async def _on_sent(_session: object, _context: object, _params: object) -> None:
    call = _call.get()
    if call is not None:
        call.sent = True


async def _on_answer(_session: object, _context: object, params: Any) -> None:
    call = _call.get()
    if call is None:
        return
    raw = await params.response.read()
    answer = Answer(params.response.status, dict(params.response.headers), _body(raw))
    if not call.answer.done():
        call.answer.set_result(answer)
    if answer.status == 429 or answer.status >= 500:
        raise _HeardEnough


def _body(raw: bytes) -> Any:
    text = raw.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
