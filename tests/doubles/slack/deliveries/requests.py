"""Signed requests to the app's own address, and what becomes of them within three seconds."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import aiohttp

from bot.adapters.clock import SystemClock
from tests.doubles.slack.deliveries.delivery import ACKNOWLEDGE_WITHIN, Attempt, Delivery, DeliveryKind
from tests.doubles.slack.errors import Json

if TYPE_CHECKING:
    from tests.doubles.slack.backend import Backend

REDIRECTS = 2
"""How many Slack follows (its reference, "Error handling" of the Events API)."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the app answered to one request."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def carried(self) -> Any:
        """What an acknowledgement says: JSON as it is, other text as a message's text, None for nothing."""
        if not self.text.strip():
            return None
        try:
            return json.loads(self.text)
        except ValueError:
            return {"text": self.text}


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's reference, "Verifying requests from Slack": HMAC SHA-256 of version, time and body."""
    signed = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def encoded(kind: DeliveryKind, payload: Json) -> tuple[str, str]:
    """A body and its type: events are JSON, commands a form, interactions JSON in a form."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form), "application/x-www-form-urlencoded"


class Requests:
    """``url``: the app's request address; None while it is reached by sockets."""

    def __init__(self) -> None:
        self.url: str | None = None
        self._session: aiohttp.ClientSession | None = None

    async def stop(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def attempt(self, backend: Backend, delivery: Delivery, attempt: Attempt) -> str | None:
        """Post it once; None when it was acknowledged in time, else one of Slack's reasons."""
        attempt.way = self.url or ""
        headers = {}
        if attempt.number:
            headers = {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": attempt.reason}
        posting = asyncio.create_task(self.post(backend, delivery.kind, delivery.payload, headers=headers))
        late = asyncio.create_task(backend.clock.wait_until(attempt.at + ACKNOWLEDGE_WITHIN))
        try:
            await asyncio.wait({posting, late}, return_when=asyncio.FIRST_COMPLETED)
            if not posting.done():
                return "http_timeout"
            return self._judged(backend, delivery, posting)
        finally:
            posting.cancel()
            late.cancel()
            await asyncio.gather(posting, late, return_exceptions=True)

    def _judged(self, backend: Backend, delivery: Delivery, posting: asyncio.Task[Answered]) -> str | None:
        error = posting.exception()
        if isinstance(error, aiohttp.TooManyRedirects):
            return "too_many_redirects"
        if isinstance(error, aiohttp.ClientSSLError):
            return "ssl_error"
        if isinstance(error, OSError | aiohttp.ClientError):
            return "connection_failed"
        if error is not None:
            raise error
        answered = posting.result()
        if not 200 <= answered.status < 300:
            delivery.again = answered.headers.get("x-slack-no-retry") != "1"
            return "http_error"
        delivery.ack(answered.carried, backend.clock.now())
        return None

    async def post(
        self,
        backend: Backend,
        kind: DeliveryKind,
        payload: Json,
        *,
        headers: dict[str, str] | None = None,
        age: float = 0.0,
        secret: str | None = None,
        url: str | None = None,
    ) -> Answered:
        """One request. ``age``: how many seconds ago it says that it was signed; ``secret``: another than the app's.

        The time of signing is the real one, whatever the double's clock: the app compares it with its own.
        """
        body, content_type = encoded(kind, payload)
        timestamp = str(int(SystemClock().now().timestamp() - age))
        signed = {
            "Content-Type": content_type,
            "Accept": "application/json,*/*",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(secret or backend.signing_secret, timestamp, body),
        }
        if self._session is None:
            self._session = aiohttp.ClientSession()
        target = url or self.url or ""
        async with self._session.post(
            target, data=body, headers=signed | (headers or {}), max_redirects=REDIRECTS
        ) as answer:
            got = {name.lower(): value for name, value in answer.headers.items()}
            return Answered(answer.status, await answer.text(), got)

    async def verify(self, backend: Backend, url: str) -> None:
        """Ask an address whether it is the app's, as Slack does when it is entered (``url_verification``)."""
        challenge = secrets.token_hex(24)
        payload: Json = {"token": backend.verification_token, "challenge": challenge, "type": "url_verification"}
        answered = await self.post(backend, "events_api", payload, url=url)
        said = answered.carried
        given = said.get("challenge", said.get("text")) if isinstance(said, dict) else said
        if answered.status != 200 or given != challenge:
            raise AssertionError(f"{url} did not answer Slack's challenge: {answered.status} {answered.text[:200]}")
