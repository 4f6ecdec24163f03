from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiohttp
import pytest
from fastapi import APIRouter
from fastapi.sse import EventSourceResponse, ServerSentEvent

from bot.adapters.web import WebServer, create_app
from bot.domain.errors import BadInput, NotFound, StorageBusy


def routes() -> APIRouter:
    router = APIRouter()

    @router.get("/stream", response_class=EventSourceResponse)
    async def stream() -> AsyncIterator[ServerSentEvent]:
        yield ServerSentEvent(data="first", id="1")
        await asyncio.Event().wait()

    @router.post("/write")
    async def write() -> dict[str, str]:
        return {"done": "yes"}

    @router.get("/missing")
    async def missing() -> None:
        raise NotFound("There is no topic quakes.")

    @router.get("/busy")
    async def busy() -> None:
        raise StorageBusy("The database is busy.")

    @router.get("/wrong")
    async def wrong() -> None:
        raise BadInput("That is no number.")

    return router


class Health:
    def __init__(self) -> None:
        self.report: dict[str, Any] = {"ok": True, "database": "ok"}

    async def __call__(self) -> Mapping[str, Any]:
        return self.report


@pytest.fixture
def health() -> Health:
    return Health()


@pytest.fixture
async def server(health: Health) -> AsyncIterator[WebServer]:
    app = create_app(
        routers=[routes()],
        health=health,
        metrics_text=lambda: (b"up 1\n", "text/plain; version=1.0.0"),
        allowed_hosts=["127.0.0.1", "localhost", "::1"],
    )
    server = WebServer(app, "127.0.0.1", 0)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_health_is_a_status_and_a_report(
    server: WebServer, client: aiohttp.ClientSession, health: Health
) -> None:
    async with client.get(f"{server.url}healthz") as answer:
        assert answer.status == 200
        assert await answer.json() == {"ok": True, "database": "ok"}
    health.report = {"ok": False, "database": "gone"}
    async with client.get(f"{server.url}healthz") as answer:
        assert answer.status == 503
        assert (await answer.json())["database"] == "gone"


async def test_metrics_keep_their_content_type(server: WebServer, client: aiohttp.ClientSession) -> None:
    async with client.get(f"{server.url}metrics") as answer:
        assert answer.headers.getall("Content-Type") == ["text/plain; version=1.0.0"]
        assert await answer.read() == b"up 1\n"


@pytest.mark.parametrize("path", ["healthz", "nowhere", "stream"])
async def test_every_answer_has_the_security_headers(
    server: WebServer, client: aiohttp.ClientSession, path: str
) -> None:
    async with client.get(server.url + path) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Server" not in answer.headers


@pytest.mark.parametrize("path", ["docs", "redoc", "openapi.json"])
async def test_there_are_no_generated_pages(server: WebServer, client: aiohttp.ClientSession, path: str) -> None:
    async with client.get(server.url + path) as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("[::1]:{port}", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("evil.example:{port}", 400),
    ],
)
async def test_only_known_hosts_are_answered(
    server: WebServer, client: aiohttp.ClientSession, host: str, status: int
) -> None:
    async with client.get(f"{server.url}healthz", headers={"Host": host.format(port=server.port)}) as answer:
        assert answer.status == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://{own}"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://{own}"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://{own}"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://{own}"}, 403),
    ],
)
async def test_only_its_own_page_may_write(
    server: WebServer, client: aiohttp.ClientSession, headers: dict[str, str], status: int
) -> None:
    own = f"127.0.0.1:{server.port}"
    sent = {name: value.format(own=own) for name, value in headers.items()}
    async with client.post(f"{server.url}write", headers=sent) as answer:
        assert answer.status == status


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("missing", 404, "There is no topic quakes."),
        ("busy", 503, "The database is busy."),
        ("wrong", 400, "That is no number."),
    ],
)
async def test_errors_are_sentences(
    server: WebServer, client: aiohttp.ClientSession, path: str, status: int, sentence: str
) -> None:
    async with client.get(server.url + path) as answer:
        assert answer.status == status
        assert await answer.json() == {"detail": sentence}


async def test_stopping_ends_open_streams(server: WebServer, client: aiohttp.ClientSession) -> None:
    async with asyncio.timeout(2), client.get(f"{server.url}stream") as answer:
        assert await answer.content.readline() == b'data: "first"\n'
        await server.stop()
        assert await answer.content.read() == b"id: 1\n\n"
    with pytest.raises(aiohttp.ClientConnectorError):
        await client.get(f"{server.url}healthz")


async def test_a_stopped_server_leaves_its_port_free_and_may_start_again(
    server: WebServer, client: aiohttp.ClientSession
) -> None:
    port = server.port
    await server.stop()
    await server.stop()
    await server.start()
    assert server.port == port
    async with client.get(f"{server.url}healthz") as answer:
        assert answer.status == 200


async def test_a_taken_port_is_one_sentence(server: WebServer) -> None:
    other = WebServer(create_app_of_nothing(), "127.0.0.1", server.port)
    with pytest.raises(BadInput, match=rf"Port {server.port} on 127\.0\.0\.1 is taken.*DATELINE_WEB_PORT"):
        await other.start()
    await other.stop()


@pytest.mark.parametrize(("host", "port"), [("203.0.113.7", 0), ("no such host", 0)])
async def test_an_address_that_cannot_be_had_is_one_sentence(host: str, port: int) -> None:
    with pytest.raises(BadInput, match=r"cannot listen on .*DATELINE_WEB_HOST"):
        await WebServer(create_app_of_nothing(), host, port).start()


@pytest.mark.parametrize("port", [-1, 65_536, 70_000])
async def test_what_is_no_port_is_one_sentence(port: int) -> None:
    with pytest.raises(BadInput, match="DATELINE_WEB_PORT"):
        await WebServer(create_app_of_nothing(), "127.0.0.1", port).start()


def test_the_url_of_an_ipv6_address_has_brackets() -> None:
    assert WebServer(create_app_of_nothing(), "::1", 8080).url == "http://[::1]:8080/"


def create_app_of_nothing() -> Any:
    return create_app(routers=[], health=Health(), metrics_text=lambda: (b"", "text/plain"), allowed_hosts=["*"])
