"""The one HTTP client: asks a feed's server politely, once, and never takes more than it was told to."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urljoin, urlsplit

import aiohttp
from yarl import URL

from bot.adapters.http.addresses import PrivateAddressRefused, guarded_sockets, is_public
from bot.adapters.http.headers import max_age, retry_after
from bot.domain.errors import BadFeed, DatelineError, FeedUnreachable
from bot.feeds import FetchAnswer

MOST_REDIRECTS = 5
PERMANENT = frozenset((301, 308))
REDIRECTS = frozenset((301, 302, 303, 307, 308))
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
_PIECE = 65_536


class _Hop(NamedTuple):
    """One answer on the way: either the final one, or where it sends us and whether for good."""

    answer: FetchAnswer | None
    target: str = ""
    permanent: bool = False


class HttpFetcher:
    """Fetches feeds over one session.

    ``total_timeout_s`` bounds a whole fetch with its redirects, ``connect_timeout_s`` the making of one connection,
    ``largest_body`` the bytes of a body after decompression, ``per_host`` the connections to one host and ``connections``
    those to all. ``allow_private_networks`` also lets loopback and private addresses be asked; else ``is_allowed`` tells
    which literal addresses may be.
    """

    def __init__(
        self,
        *,
        allow_private_networks: bool = False,
        total_timeout_s: float = 30.0,
        connect_timeout_s: float = 10.0,
        largest_body: int = 10_000_000,
        per_host: int = 2,
        connections: int = 100,
        is_allowed: Callable[[str], bool] = is_public,
    ) -> None:
        self._is_allowed = _anywhere if allow_private_networks else is_allowed
        self._timeout = aiohttp.ClientTimeout(total=None, connect=None, sock_connect=connect_timeout_s)
        self._total_timeout_s = total_timeout_s
        self._largest_body = largest_body
        self._per_host = per_host
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of every connection. May be called twice."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> FetchAnswer:
        """Ask ``url`` once, conditionally where validators are given; the answer's status is 200 or 304.

        Raises ``FeedUnreachable`` (no answer in time, a cut one, any other status: ``status`` and ``retry_after`` say
        which) or ``BadFeed`` (too large, an address that may not be asked).
        """
        host = _host(url)
        try:
            async with asyncio.timeout(self._total_timeout_s):
                return await self._follow(url, _conditions(etag, last_modified))
        except (aiohttp.ClientError, ValueError, OSError) as error:
            raise _told(error, host) from error

    async def _follow(self, url: str, conditions: dict[str, str]) -> FetchAnswer:
        """Walk at most ``MOST_REDIRECTS`` redirects, each checked before it is asked."""
        here, moved_to = url, None
        permanent = True
        for _ in range(MOST_REDIRECTS + 1):
            hop = await self._ask(here, conditions, moved_to)
            if hop.answer is not None:
                return hop.answer
            permanent = permanent and hop.permanent
            here = urljoin(here, hop.target)
            moved_to = here if permanent else moved_to
        raise FeedUnreachable(f"{_host(url)} redirects in circles or more than {MOST_REDIRECTS} times.")

    async def _ask(self, url: str, conditions: dict[str, str], moved_to: str | None) -> _Hop:
        address = self._checked(url)
        async with self._opened().get(address, headers=conditions, allow_redirects=False) as response:
            target = response.headers.get("Location", "")
            if response.status in REDIRECTS and target:
                return _Hop(None, target, response.status in PERMANENT)
            wait = retry_after(response.headers.get("Retry-After"), response.headers.get("Date"))
            if response.status not in {200, 304}:
                raise _unhappy(response, wait)
            body = await self._body(response) if response.status == 200 else b""
            return _Hop(_answer(response, body, moved_to, wait))

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        """The decoded body piece by piece, so that neither length nor compression can make it more than allowed."""
        announced = response.content_length
        encoded = "Content-Encoding" in response.headers
        if announced is not None and announced > self._largest_body and not encoded:
            raise self._too_large(response)
        body = bytearray()
        while piece := await response.content.read(_PIECE):
            body += piece
            if len(body) > self._largest_body:
                raise self._too_large(response)
        return bytes(body)

    def _too_large(self, response: aiohttp.ClientResponse) -> BadFeed:
        response.close()
        return BadFeed(f"The feed of {response.url.host} is larger than {self._largest_body:,} bytes.")

    def _checked(self, url: str) -> URL:
        """``url`` as an address that may be asked, else ``BadFeed``. Names are checked when they are connected to."""
        try:
            address = URL(url)
            host = address.host
        except ValueError as error:
            raise BadFeed(f"{url[:200]!r} is no web address.") from error
        if address.scheme not in {"http", "https"}:
            raise BadFeed(f"Only http and https addresses can be feeds, not {url[:200]!r}.")
        if not host:
            raise BadFeed(f"{url[:200]!r} names no host.")
        if _is_literal(host) and not self._is_allowed(host):
            raise _private(host)
        return address

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=self._connections,
                limit_per_host=self._per_host,
                socket_factory=guarded_sockets(self._is_allowed),
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                timeout=self._timeout,
                headers={"User-Agent": USER_AGENT, "Accept": ACCEPT},
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
            )
        return self._session


def _user_agent() -> str:
    try:
        release = version("dateline")
    except PackageNotFoundError:
        release = "0"
    return f"Dateline/{release} (+news alert bot)"


USER_AGENT = _user_agent()


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Conditional headers; a stored validator that could not stand in a header is not sent."""
    given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in given.items() if value and value.isprintable()}


def _answer(response: aiohttp.ClientResponse, body: bytes, moved_to: str | None, wait: timedelta | None) -> FetchAnswer:
    headers = response.headers
    return FetchAnswer(
        status=response.status,
        url=str(response.url),
        moved_to=moved_to,
        body=body,
        content_type=headers.get("Content-Type"),
        etag=headers.get("ETag"),
        last_modified=headers.get("Last-Modified"),
        retry_after=wait,
        max_age=max_age(headers.get("Cache-Control")),
    )


_STATUS_SENTENCES = {
    401: "{host} wants a password for the feed.",
    403: "{host} refuses to give the feed to Dateline (status 403).",
    404: "{host} has no feed at that address (status 404): check it, or give its new one.",
    410: "{host} says the feed is gone for good (status 410): remove it, or give its new address.",
    429: "{host} asks for fewer requests (status 429).",
}


def _unhappy(response: aiohttp.ClientResponse, wait: timedelta | None) -> FeedUnreachable:
    host, status = response.url.host or "The server", response.status
    if status >= 500:
        sentence = f"{host} has trouble of its own (status {status})."
    else:
        sentence = _STATUS_SENTENCES.get(status, "{host} answered with status {status} and no feed.")
        sentence = sentence.format(host=host, status=status)
    return FeedUnreachable(sentence, status=status, retry_after=None if wait is None else wait.total_seconds())


def _told(error: Exception, host: str) -> DatelineError:
    """What a failure of the network or of aiohttp means to whoever follows the feed."""
    if isinstance(error, aiohttp.ClientConnectorError):
        if isinstance(error.os_error, PrivateAddressRefused):
            return _private(error.host)
        return FeedUnreachable(_connection_sentence(error))
    if isinstance(error, TimeoutError):
        return FeedUnreachable(f"{host} did not answer in time.")
    if isinstance(error, aiohttp.InvalidURL):
        return BadFeed(f"{host} is no host that can be asked.")
    if isinstance(error, aiohttp.ClientPayloadError):
        return FeedUnreachable(f"{host} cut its answer short or garbled it.")
    return FeedUnreachable(f"{host} did not answer as a web server does.")


def _connection_sentence(error: aiohttp.ClientConnectorError) -> str:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return f"No host is called {error.host}."
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError):
        return f"{error.host} has no valid certificate."
    return f"{error.host} cannot be reached on port {error.port}."


def _private(host: str) -> BadFeed:
    return BadFeed(f"{host} is not on the public internet: DATELINE_ALLOW_PRIVATE_NETWORKS allows such addresses.")


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _anywhere(_address: str) -> bool:
    return True


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url[:200]
    except ValueError:
        return url[:200]
