"""The fetcher against real servers on loopback."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
from aiohttp import web

from bot.adapters.http.addresses import is_public
from bot.adapters.http.client import HttpFetcher
from bot.domain.errors import BadFeed, FeedUnreachable

FEED = b"<rss version='2.0'><channel><title>T</title></channel></rss>"
LIMIT = 100_000


class Outlet:
    """A feed's server; it keeps the requests it was asked."""

    def __init__(self) -> None:
        self.requests: list[web.Request] = []
        self.base = ""
        self.release = asyncio.Event()

    def routes(self) -> dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]:
        return {
            "/feed": self.feed,
            "/status/{code}": self.status,
            "/moved": self.to(301, "/feed"),
            "/moved-twice": self.to(308, "/moved"),
            "/moved-then-found": self.to(301, "/found"),
            "/found": self.to(302, "/feed"),
            "/loop": self.to(302, "/loop"),
            "/to-file": self.to(302, "file:///etc/passwd"),
            "/to-private": self.to(301, "http://169.254.1.1/feed"),
            "/hop/{left}": self.hop,
            "/slow": self.slow,
            "/cut": self.cut,
            "/bomb": self.bomb,
            "/deflate": self.deflate,
            "/large": self.large,
            "/large-chunked": self.large_chunked,
            "/html": self.html,
        }

    def to(self, status: int, target: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def redirect(_: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers={"Location": target})

        return redirect

    async def feed(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        headers = {
            "ETag": '"v1"',
            "Last-Modified": "Tue, 07 Jan 2025 08:00:00 GMT",
            "Cache-Control": "public, max-age=90",
        }
        if request.headers.get("If-None-Match") == '"v1"':
            return web.Response(status=304, headers=headers)
        return web.Response(
            body=gzip.compress(FEED), headers={**headers, "Content-Encoding": "gzip"}, content_type="text/xml"
        )

    async def status(self, request: web.Request) -> web.StreamResponse:
        wait = request.query.get("wait")
        headers = {"Retry-After": wait, "Date": "Tue, 07 Jan 2025 08:00:00 GMT"} if wait else {}
        return web.Response(status=int(request.match_info["code"]), headers=headers)

    async def hop(self, request: web.Request) -> web.StreamResponse:
        left = int(request.match_info["left"])
        return web.Response(status=302, headers={"Location": f"/hop/{left - 1}" if left > 1 else "/feed"})

    async def slow(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"<rss>")
        await self.release.wait()
        return response

    async def cut(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"<rss>")
        assert request.transport is not None
        request.transport.close()
        return response

    async def bomb(self, _: web.Request) -> web.StreamResponse:
        return web.Response(body=gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})

    async def deflate(self, _: web.Request) -> web.StreamResponse:
        return web.Response(body=zlib.compress(FEED), headers={"Content-Encoding": "deflate"})

    async def large(self, _: web.Request) -> web.StreamResponse:
        return web.Response(body=bytes(LIMIT + 1))

    async def large_chunked(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        for _ in range(20):
            await response.write(bytes(LIMIT // 10))
        return response

    async def html(self, _: web.Request) -> web.StreamResponse:
        return web.Response(text="<html></html>", content_type="text/html")


@pytest.fixture
async def outlet() -> AsyncIterator[Outlet]:
    outlet = Outlet()
    app = web.Application()
    for path, handler in outlet.routes().items():
        app.router.add_get(path, handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert site._server is not None
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
    outlet.base = f"http://127.0.0.1:{port}"
    yield outlet
    outlet.release.set()
    await runner.cleanup()


@pytest.fixture
async def fetcher() -> AsyncIterator[HttpFetcher]:
    async with HttpFetcher(allow_private_networks=True, largest_body=LIMIT) as fetcher:
        yield fetcher


async def test_a_feed_with_its_validators(outlet: Outlet, fetcher: HttpFetcher) -> None:
    answer = await fetcher.fetch(outlet.base + "/feed")
    assert (answer.status, answer.body, answer.url, answer.moved_to) == (200, FEED, outlet.base + "/feed", None)
    assert (answer.etag, answer.last_modified) == ('"v1"', "Tue, 07 Jan 2025 08:00:00 GMT")
    assert answer.max_age == timedelta(seconds=90)
    assert answer.content_type is not None
    assert answer.content_type.startswith("text/xml")
    assert not answer.not_modified
    sent = outlet.requests[0].headers
    assert sent["User-Agent"].startswith("Dateline/")
    assert sent["User-Agent"].endswith(" (+news alert bot)")
    assert "gzip" in sent["Accept-Encoding"]


async def test_conditional_request(outlet: Outlet, fetcher: HttpFetcher) -> None:
    modified = "Tue, 07 Jan 2025 08:00:00 GMT"
    answer = await fetcher.fetch(outlet.base + "/feed", etag='"v1"', last_modified=modified)
    assert answer.not_modified
    assert answer.body == b""
    assert outlet.requests[0].headers["If-Modified-Since"] == modified


async def test_a_stored_validator_cannot_smuggle_headers(outlet: Outlet, fetcher: HttpFetcher) -> None:
    await fetcher.fetch(outlet.base + "/feed", etag='"v1"\r\nX-Evil: 1')
    assert "If-None-Match" not in outlet.requests[0].headers


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (401, "password"),
        (403, "refuses"),
        (404, "no feed at that address"),
        (410, "gone for good"),
        (500, "trouble of its own"),
        (204, "status 204"),
    ],
)
async def test_other_statuses(outlet: Outlet, fetcher: HttpFetcher, code: int, words: str) -> None:
    with pytest.raises(FeedUnreachable, match=words) as caught:
        await fetcher.fetch(f"{outlet.base}/status/{code}")
    assert caught.value.status == code
    assert caught.value.retry_after is None


@pytest.mark.parametrize(
    ("wait", "seconds"),
    [("120", 120.0), ("Tue, 07 Jan 2025 08:05:00 GMT", 300.0), ("Tue, 07 Jan 2025 07:00:00 GMT", 0.0), ("soon", None)],
)
async def test_retry_after(outlet: Outlet, fetcher: HttpFetcher, wait: str, seconds: float | None) -> None:
    with pytest.raises(FeedUnreachable, match="fewer requests") as caught:
        await fetcher.fetch(f"{outlet.base}/status/429?wait={wait.replace(' ', '%20')}")
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("/moved", "/feed"),
        ("/moved-twice", "/feed"),
        ("/found", None),
        ("/moved-then-found", "/found"),
        ("/hop/5", None),
    ],
)
async def test_redirects(outlet: Outlet, fetcher: HttpFetcher, path: str, moved: str | None) -> None:
    answer = await fetcher.fetch(outlet.base + path)
    assert answer.body == FEED
    assert answer.url == outlet.base + "/feed"
    assert answer.moved_to == (outlet.base + moved if moved else None)


@pytest.mark.parametrize("path", ["/loop", "/hop/6"])
async def test_too_many_redirects(outlet: Outlet, fetcher: HttpFetcher, path: str) -> None:
    with pytest.raises(FeedUnreachable, match="circles or more than 5 times"):
        await fetcher.fetch(outlet.base + path)


async def test_each_hop_keeps_to_the_web(outlet: Outlet, fetcher: HttpFetcher) -> None:
    with pytest.raises(BadFeed, match="Only http and https"):
        await fetcher.fetch(outlet.base + "/to-file")


async def test_slow_body(outlet: Outlet) -> None:
    async with HttpFetcher(allow_private_networks=True, total_timeout_s=0.3) as fetcher:
        with pytest.raises(FeedUnreachable, match="did not answer in time"):
            await fetcher.fetch(outlet.base + "/slow")


async def test_cut_body(outlet: Outlet, fetcher: HttpFetcher) -> None:
    with pytest.raises(FeedUnreachable, match="cut its answer short"):
        await fetcher.fetch(outlet.base + "/cut")


@pytest.mark.parametrize("path", ["/bomb", "/large", "/large-chunked"])
async def test_too_large(outlet: Outlet, fetcher: HttpFetcher, path: str) -> None:
    with pytest.raises(BadFeed, match="larger than 100,000 bytes"):
        await fetcher.fetch(outlet.base + path)
    assert (await fetcher.fetch(outlet.base + "/feed")).body == FEED


async def test_deflate(outlet: Outlet, fetcher: HttpFetcher) -> None:
    assert (await fetcher.fetch(outlet.base + "/deflate")).body == FEED


async def test_what_the_body_is_does_not_matter_here(outlet: Outlet, fetcher: HttpFetcher) -> None:
    answer = await fetcher.fetch(outlet.base + "/html")
    assert answer.body == b"<html></html>"
    assert answer.content_type == "text/html; charset=utf-8"


async def test_private_addresses_are_refused(outlet: Outlet) -> None:
    port = outlet.base.rpartition(":")[2]
    async with HttpFetcher() as fetcher:
        for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "10.0.0.1"):
            with pytest.raises(BadFeed, match="not on the public internet"):
                await fetcher.fetch(f"http://{host}:{port}/feed")
        for host in ("2130706433", "127.1"):
            with pytest.raises(BadFeed, match="no host that can be asked"):
                await fetcher.fetch(f"http://{host}:{port}/feed")
    assert outlet.requests == []


async def test_a_redirect_to_a_private_address_is_refused(outlet: Outlet) -> None:
    async with HttpFetcher(is_allowed=lambda host: host == "127.0.0.1" or is_public(host)) as fetcher:
        with pytest.raises(BadFeed, match=r"169\.254\.1\.1 is not on the public internet"):
            await fetcher.fetch(outlet.base + "/to-private")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://a.example/feed", "Only http and https"),
        ("file:///etc/passwd", "Only http and https"),
        ("feed", "Only http and https"),
        ("http://", "names no host"),
        ("http://[::1", "no web address"),
        ("http://a.example:99999/", "no web address"),
    ],
)
async def test_bad_addresses(fetcher: HttpFetcher, url: str, words: str) -> None:
    with pytest.raises(BadFeed, match=words):
        await fetcher.fetch(url)


async def test_nobody_there(fetcher: HttpFetcher, unused_tcp_port: int) -> None:
    with pytest.raises(FeedUnreachable, match="cannot be reached on port"):
        await fetcher.fetch(f"http://127.0.0.1:{unused_tcp_port}/feed")


async def test_unknown_host(fetcher: HttpFetcher) -> None:
    with pytest.raises(FeedUnreachable, match=r"No host is called nowhere\.invalid"):
        await fetcher.fetch("http://nowhere.invalid/feed")


async def test_not_http() -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, HttpFetcher(allow_private_networks=True) as fetcher:
        with pytest.raises(FeedUnreachable, match="as a web server does"):
            await fetcher.fetch(f"http://127.0.0.1:{port}/feed")
