from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from selectolax.lexbor import LexborHTMLParser

from bot.adapters.clock import SystemClock
from bot.adapters.platforms.web import WebPlatform, chat_router
from bot.adapters.storage import SqlStorage, open_storage
from bot.adapters.web import WebServer, create_app
from bot.domain.card import Card
from bot.domain.chart import Chart
from bot.domain.chat import Asker, Suggestion
from bot.domain.verbs import Audience, Verb
from bot.domain.watch import Channel

WIRE = Channel("local", "web", "wire")


async def declared_only(_context: Any, _values: Mapping[str, Any]) -> Card:
    raise AssertionError("no test runs it")


class Recorder:
    """Commands that answer with what they were asked."""

    verbs: Sequence[Verb] = (
        Verb(path="watch", help="", run=declared_only),
        Verb(path="watch create", help="", run=declared_only, audience=Audience.CHANNEL),
    )

    def __init__(self) -> None:
        self.askers: list[Asker] = []

    async def run(self, line: str, asker: Asker) -> Card:
        self.askers.append(asker)
        return Card(title=f"You said {line}", fallback=line, tone="error" if "wrong" in line else "answer")

    async def preview(self, line: str, asker: Asker) -> Card | None:  # noqa: ARG002
        return None

    async def story_of(self, channel: Channel, message_id: str) -> str | None:  # noqa: ARG002
        return None

    async def complete(self, line: str, asker: Asker) -> Sequence[Suggestion]:
        return [Suggestion(f"{line}!", f"in {asker.channel.id}")]


class Site:
    """The page over a real log, and a client of it."""

    def __init__(self, url: str, client: aiohttp.ClientSession, platform: WebPlatform, commands: Recorder) -> None:
        self.url = url
        self.client = client
        self.platform = platform
        self.commands = commands

    async def get(self, path: str, status: int = 200) -> Any:
        async with self.client.get(self.url + path, allow_redirects=False) as answer:
            assert answer.status == status, await answer.text()
            return await (answer.json() if "json" in answer.headers["Content-Type"] else answer.text())

    async def say(self, line: str, channel: str = "wire") -> Any:
        async with self.client.post(f"{self.url}api/channels/{channel}/commands", json={"line": line}) as answer:
            assert answer.status == 200
            return await answer.json()

    async def tell(self, *titles: str, channel: Channel = WIRE) -> None:
        for title in titles:
            await self.platform.post(channel, Card(title=title, fallback=title), nonce=title)

    async def events(self, count: int, query: str = "", headers: Mapping[str, str] | None = None) -> list[Any]:
        found: list[Any] = []
        event: dict[str, str] = {}
        async with (
            asyncio.timeout(5),
            self.client.get(f"{self.url}events{query}", headers=headers) as answer,
        ):
            assert answer.headers["Content-Type"].startswith("text/event-stream")
            while len(found) < count:
                name, _, value = (await answer.content.readline()).decode().rstrip("\n").partition(": ")
                if name:
                    event[name] = value
                elif event:
                    found.append(event)
                    event = {}
        return found


@pytest.fixture
async def storage() -> AsyncIterator[SqlStorage]:
    storage = open_storage("sqlite:///:memory:")
    await storage.upgrade()
    yield storage
    await storage.close()


@pytest.fixture
async def site(storage: SqlStorage) -> AsyncIterator[Site]:
    platform, commands = WebPlatform(storage.messages, SystemClock()), Recorder()
    await platform.start()
    router = chat_router(platform, storage.messages, commands, "local", "Asia/Baghdad", home="wire", draw=draw)
    app = create_app(
        routers=[router], health=healthy, metrics_text=lambda: (b"", "text/plain"), allowed_hosts=["127.0.0.1"]
    )
    server = WebServer(app, "127.0.0.1", 0)
    await server.start()
    async with aiohttp.ClientSession() as client:
        yield Site(server.url, client, platform, commands)
    await server.stop()
    await platform.stop()


async def draw(chart: Chart, *, dark: bool = False) -> bytes | None:
    return None if chart.title == "Broken" else b"\x89PNG dark" if dark else b"\x89PNG light"


async def healthy() -> Mapping[str, Any]:
    return {"ok": True}


async def test_the_front_page_is_home_until_another_channel_is_in_use(site: Site) -> None:
    assert "#wire · Dateline" in await site.get("")
    await site.tell("Goal", channel=Channel("local", "web", "sport"))
    assert "#sport · Dateline" in await site.get("")
    await site.tell("Dam")
    assert "#wire · Dateline" in await site.get("")


async def test_the_page_has_its_messages_and_where_to_go_on(site: Site) -> None:
    await site.tell("One", "Two")
    await site.tell("Goal", channel=Channel("local", "web", "sport"))
    tree = LexborHTMLParser(await site.get("c/wire"))
    assert [node.text().strip() for node in tree.css(".headline")] == ["One", "Two"]
    body = tree.css_first("body")
    assert body is not None
    assert body.attributes["data-after"] == "3"
    assert [node.attributes["data-channel"] for node in tree.css("#channels a[data-channel]")] == ["sport", "wire"]


async def test_no_script_or_style_stands_in_the_page(site: Site) -> None:
    tree = LexborHTMLParser(await site.get(""))
    assert all(node.attributes.get("src", "") and not node.text() for node in tree.css("script"))
    assert tree.css("style, [style], [onclick], [onload]") == []
    addresses = [node.attributes.get("src") or node.attributes.get("href") or "" for node in tree.css("[src], [href]")]
    assert all(address.startswith(("/", "#")) and not address.startswith("//") for address in addresses)


async def test_files_are_served_by_name_with_a_validator(site: Site) -> None:
    for name, kind in [("chat.js", "text/javascript"), ("layout.css", "text/css"), ("icon.svg", "image/svg+xml")]:
        async with site.client.get(f"{site.url}static/{name}") as answer:
            assert answer.status == 200
            assert answer.content_type == kind
            etag = answer.headers["ETag"]
        async with site.client.get(f"{site.url}static/{name}", headers={"If-None-Match": etag}) as answer:
            assert answer.status == 304
    for name in ("nothing.js", "..%2fpage.html", "%2e%2e%2frender.py"):
        async with site.client.get(f"{site.url}static/{name}") as answer:
            assert answer.status == 404


def charted(title: str) -> Card:
    chart = Chart(title=title, unit="", series=(), alt=f"{title} over time.", until=datetime(2026, 3, 1, tzinfo=UTC))
    return Card(title=title, fallback=title, chart=chart)


async def test_a_messages_chart_is_served_to_its_page(site: Site) -> None:
    for title in ("Killed", "Broken"):
        await site.platform.post(WIRE, charted(title), nonce=title)
    tree = LexborHTMLParser(await site.get("c/wire"))
    shown, broken = [node.attributes["src"] or "" for node in tree.css("figure.chart img")]
    for address, body in [(shown, b"\x89PNG light"), (shown.replace(".png", "-dark.png"), b"\x89PNG dark")]:
        async with site.client.get(site.url + address.removeprefix("/")) as answer:
            assert answer.status == 200
            assert answer.content_type == "image/png"
            assert "immutable" in answer.headers["Cache-Control"]
            assert "img-src 'self'" in answer.headers["Content-Security-Policy"]
            assert await answer.read() == body
    for missing in (broken, "/charts/0.png", "/charts/%2e%2e%2fchat.py.png"):
        async with site.client.get(site.url + missing.removeprefix("/")) as answer:
            assert answer.status == 404


async def test_naming_a_channel_leads_to_it(site: Site) -> None:
    for name, location in [("Desk-1", "/c/desk-1"), ("%23desk", "/c/desk"), ("a%20b", "/"), ("", "/")]:
        async with site.client.get(f"{site.url}c?name={name}", allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, location)
    async with site.client.get(f"{site.url}c/a%20b", allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/")


async def test_channels_are_listed_with_their_newest_revision(site: Site) -> None:
    assert await site.get("api/channels") == {"channels": []}
    await site.tell("One", "Two")
    assert await site.get("api/channels") == {"channels": [{"name": "wire", "newest": 2}]}


async def test_messages_are_paged_backwards(site: Site) -> None:
    await site.tell(*"abcde")
    newest = await site.get("api/channels/wire/messages?limit=2")
    assert [message["title"] for message in newest["messages"]] == ["d", "e"]
    assert newest["more"] is True
    before = newest["messages"][0]["id"]
    older = await site.get(f"api/channels/wire/messages?limit=3&before={before}")
    assert [message["title"] for message in older["messages"]] == ["a", "b", "c"]
    assert older["more"] is False
    assert set(older["messages"][0]) == {
        "id", "channel", "author", "under", "title", "text", "tone", "posted_at", "edited_at", "revision", "html",
    }  # fmt: skip
    assert await site.get("api/channels/wire/messages?before=nonsense") == {"messages": [], "more": False}


@pytest.mark.parametrize("path", ["api/channels/wire/messages?limit=0", "api/channels/wire/messages?limit=x"])
async def test_what_makes_no_sense_is_refused(site: Site, path: str) -> None:
    await site.get(path, status=422)


async def test_a_name_that_is_none_is_not_found(site: Site) -> None:
    answer = await site.get("api/channels/a%20b/messages", status=404)
    assert answer == {"detail": "A channel's name is letters, digits, _ and -, 80 at most."}


async def test_an_answer_is_the_askers_alone(site: Site) -> None:
    answer = await site.say("/watch list")
    assert answer["title"] == "You said /watch list"
    assert answer["message_id"] is None
    assert "Only you see this" in answer["html"]
    assert await site.get("api/channels") == {"channels": []}
    asker = site.commands.askers[0]
    assert (asker.channel, asker.user, asker.manages, asker.time_zone) == (WIRE, "desk", True, "Asia/Baghdad")


async def test_an_answer_for_the_channel_is_posted(site: Site) -> None:
    answer = await site.say("  /watch   create x y ")
    assert answer["message_id"] == "1"
    assert 'id="m-1"' in answer["html"]
    again = await site.say("watch create x y")
    assert again["message_id"] == "2"
    wrong = await site.say("/watch create wrong")
    assert wrong["message_id"] is None
    assert len((await site.get("api/channels/wire/messages"))["messages"]) == 2


async def test_a_line_has_a_limit_and_a_form(site: Site) -> None:
    for sent in ({"line": "x" * 4001}, {}, {"line": 5}, {"line": "/help", "more": 1}):
        async with site.client.post(f"{site.url}api/channels/wire/commands", json=sent) as answer:
            assert answer.status == 422
    assert site.commands.askers == []


async def test_completions_are_given_for_the_channel(site: Site) -> None:
    found = await site.get("api/complete?line=/su&channel=sport")
    assert found == {"suggestions": [{"line": "/su!", "help": "in sport"}]}
    assert (await site.get("api/complete?line=/su"))["suggestions"][0]["help"] == "in wire"


async def test_events_go_on_from_where_the_page_stood(site: Site) -> None:
    await site.tell("One", "Two", "Three")
    ready, two, three = await site.events(3, "?after=1")
    assert (ready["event"], ready["id"], ready["retry"]) == ("ready", "1", "1000")
    assert [(event["id"], json.loads(event["data"])["title"]) for event in (two, three)] == [
        ("2", "Two"),
        ("3", "Three"),
    ]


async def test_the_last_event_of_the_browser_counts_more(site: Site) -> None:
    await site.tell("One", "Two", "Three")
    ready, three = await site.events(2, "?after=0", {"Last-Event-ID": "2"})
    assert ready["id"] == "2"
    assert json.loads(three["data"])["title"] == "Three"
    ready, *_ = await site.events(1, "?after=1", {"Last-Event-ID": "nonsense"})
    assert ready["id"] == "1"


async def test_a_page_ahead_of_the_log_is_told_to_begin_again(site: Site) -> None:
    await site.tell("One", "Two")
    assert (await site.events(1, "?after=2"))[0]["event"] == "ready"
    assert (await site.events(1, "?after=3"))[0]["event"] == "reset"
