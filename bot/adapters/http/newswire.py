"""A scripted newswire on loopback HTTP: real feeds of fictional outlets, for the demo and for tests.

It stands beside Dateline, as the world does: Dateline knows it by its feeds' addresses alone. What it shows depends on the
elapsed time and on nothing that was asked of it before, so any number of readers, however often started anew, see one wire.
"""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import hdrs, web

from bot.adapters.http.newswire_formats import CONTENT_TYPES, FILES, Edition, feed_body
from bot.adapters.http.newswire_pages import SECURITY_HEADERS, article_page, front_page, missing_page, outlet_page
from bot.adapters.http.newswire_reader import read_script
from bot.adapters.http.newswire_script import Format, Item, Outlet, Script, Version, VisibleItem, visible
from bot.domain.errors import BadInput

__all__ = ["Format", "Item", "Newswire", "Outlet", "Script", "Version", "VisibleItem", "read_script", "visible"]

_STOP_SECONDS = 1.0
"""How long ``stop`` waits for answers under way; each takes milliseconds."""


class Newswire:
    """The server. ``started`` is the moment of the script's second 0, by default that of ``start``.

    A ``waiting`` wire shows its backlog, as at second 0, until ``begin``: so that a reader can first take that in.
    ``clock`` gives the present as an aware datetime; ``speed`` is how many seconds of the script pass in one of the clock's.
    """

    def __init__(
        self,
        script: Script,
        *,
        clock: Callable[[], datetime],
        started: datetime | None = None,
        speed: float = 1.0,
        waiting: bool = False,
    ) -> None:
        if not speed > 0:
            raise BadInput(f"The newswire's speed is {speed:g}; it must be above 0.")
        self._script = script
        self._clock = clock
        self._started = started
        self._speed = speed
        self._waiting = waiting
        self._runner: web.AppRunner | None = None
        self._base = ""

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Begin to serve. Port 0 takes any free one; ``url`` and ``port`` tell which. ``host`` is a name or IPv4 address.

        Raises BadInput where the address cannot be listened on.
        """
        listener = _listener(host, port)
        self._base = f"http://{host}:{listener.getsockname()[1]}"
        if self._started is None:
            self._started = self._clock()
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=_STOP_SECONDS)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()

    async def stop(self) -> None:
        """Serve no more. Doing so twice changes nothing."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def begin(self, second: float = 0.0) -> None:
        """Let the script run on from this second of it, now."""
        self._started = self._clock() - timedelta(seconds=second / self._speed)
        self._waiting = False

    @property
    def url(self) -> str:
        """The server's address, without a slash at its end; empty before ``start``."""
        return self._base

    @property
    def port(self) -> int:
        """The port it listens on; 0 before ``start``."""
        return int(self._base.rpartition(":")[2]) if self._base else 0

    @property
    def started(self) -> datetime | None:
        """The moment of second 0; None before it is known."""
        return self._started

    @property
    def elapsed_seconds(self) -> float:
        """Where the script stands now; 0 before ``start`` and while waiting."""
        if self._started is None or self._waiting:
            return 0.0
        return (self._clock() - self._started).total_seconds() * self._speed

    @property
    def feeds(self) -> list[tuple[str, str, Format]]:
        """Each feed as (outlet name, address, format); addresses are whole once the server was started."""
        return [
            (outlet.name, f"{self._base}/{outlet.slug}/{FILES[outlet.format]}", outlet.format)
            for outlet in self._script.outlets
        ]

    def _application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/", self._answer_front)
        application.router.add_get("/{outlet}/", self._answer_outlet)
        application.router.add_get("/{outlet}/{page}", self._answer_feed_or_article)
        application.router.add_get("/{anything:.*}", self._answer_missing)
        return application

    def _edition(self, outlet: Outlet) -> Edition:
        shown = visible(self._script, outlet.slug, self.elapsed_seconds)
        started = self._started or self._clock()
        return Edition(outlet=outlet, shown=shown, base=self._base, started=started, speed=self._speed)

    def _edition_asked(self, request: web.Request) -> Edition | None:
        slug = request.match_info["outlet"]
        outlet = next((outlet for outlet in self._script.outlets if outlet.slug == slug), None)
        return None if outlet is None else self._edition(outlet)

    async def _answer_front(self, _request: web.Request) -> web.Response:
        return _html(front_page(tuple(self._edition(outlet) for outlet in self._script.outlets)))

    async def _answer_outlet(self, request: web.Request) -> web.Response:
        edition = self._edition_asked(request)
        return _missing() if edition is None else _html(outlet_page(edition))

    async def _answer_feed_or_article(self, request: web.Request) -> web.Response:
        edition = self._edition_asked(request)
        if edition is None:
            return _missing()
        page = request.match_info["page"]
        if page == FILES[edition.outlet.format]:
            return _feed(request, edition)
        seen = next((seen for seen in edition.shown if seen.item.key == page), None)
        return _missing() if seen is None else _html(article_page(seen, edition))

    async def _answer_missing(self, _request: web.Request) -> web.Response:
        return _missing()


def _listener(host: str, port: int) -> socket.socket:
    """The socket is bound before anything is served, so that every answer knows its own address."""
    refused = BadInput(f"The newswire cannot listen on {host}:{port}; choose another port, or 0 for any.")
    if port not in range(65_536):
        raise refused
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise refused from error


def _feed(request: web.Request, edition: Edition) -> web.Response:
    """The feed, or 304 where the asker has it already (RFC 9110, sections 13.1.2 and 13.1.3)."""
    body = feed_body(edition)
    tag = hashlib.sha256(body).hexdigest()[:32]
    if _is_known(request, tag, edition.changed):
        response = web.Response(status=304)
    else:
        response = web.Response(body=body, content_type=CONTENT_TYPES[edition.outlet.format], charset="utf-8")
    response.etag = tag
    response.last_modified = edition.changed
    response.headers["Cache-Control"] = "no-cache"
    return response


def _is_known(request: web.Request, tag: str, changed: datetime) -> bool:
    """Whether the asker's copy is the present one. An ETag, where one is given, decides alone: a date is coarser."""
    if hdrs.IF_NONE_MATCH in request.headers:
        return any(asked.value in {tag, "*"} for asked in request.if_none_match or ())
    since = request.if_modified_since
    return since is not None and changed <= since


def _html(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, status=status, content_type="text/html", charset="utf-8", headers=SECURITY_HEADERS)


def _missing() -> web.Response:
    return _html(missing_page(), status=404)
