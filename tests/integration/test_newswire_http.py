"""The newswire over real HTTP: feeds, conditional requests, and pages behind every link."""

import json
import tomllib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import feedparser
import pytest

from bot.adapters.http.newswire import Format, Newswire, Script, read_script, visible
from bot.domain.errors import BadInput

SCRIPT = read_script(tomllib.loads((Path(__file__).parents[2] / "config/newswire.toml").read_text("utf-8")))
START = datetime(2026, 3, 5, 9, 0, 0, 400_000, tzinfo=UTC)
CONTENT_TYPES = {
    Format.RSS: "application/rss+xml; charset=utf-8",
    Format.ATOM: "application/atom+xml; charset=utf-8",
    Format.RDF: "application/rdf+xml; charset=utf-8",
    Format.JSON: "application/feed+json; charset=utf-8",
}


class Clock:
    """A clock that stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def at(self, seconds: float) -> None:
        self.now = START + timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def wire(clock: Clock) -> AsyncIterator[Newswire]:
    server = Newswire(SCRIPT, clock=clock)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def links(body: bytes, form: Format) -> list[str]:
    if form is Format.JSON:
        return [item["url"] for item in json.loads(body)["items"]]
    return [entry.link for entry in feedparser.parse(body).entries]


def address(wire: Newswire, outlet: str) -> str:
    return next(url for name, url, _ in wire.feeds if name == outlet)


async def test_every_feed_and_every_page_it_links_is_there(
    wire: Newswire, clock: Clock, client: aiohttp.ClientSession
) -> None:
    clock.at(130)
    for (name, url, form), outlet in zip(wire.feeds, SCRIPT.outlets, strict=True):
        assert (name, form) == (outlet.name, outlet.format)
        async with client.get(url) as answer:
            assert (answer.status, answer.headers["Content-Type"]) == (200, CONTENT_TYPES[form])
            found = links(await answer.read(), form)
        shown = visible(SCRIPT, outlet.slug, 130)
        assert found == [f"{wire.url}/{outlet.slug}/{seen.item.key}" for seen in shown]
        for link in found:
            async with client.get(link) as page:
                assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
                assert "default-src 'none'" in page.headers["Content-Security-Policy"]


async def test_items_appear_as_time_passes(wire: Newswire, clock: Clock, client: aiohttp.ClientSession) -> None:
    url = address(wire, "Northlight Wire")
    counts = []
    for seconds in (0.0, 4.9, 5.0, 22.0, 200.0):
        clock.at(seconds)
        async with client.get(url) as answer:
            counts.append(len(links(await answer.read(), Format.RSS)))
    assert counts == [2, 2, 3, 4, 10]


async def test_an_unchanged_feed_answers_304(wire: Newswire, clock: Clock, client: aiohttp.ClientSession) -> None:
    for _, url, _ in wire.feeds:
        async with client.get(url) as first:
            tag, modified = first.headers["ETag"], first.headers["Last-Modified"]
        for asked in ({"If-None-Match": tag}, {"If-Modified-Since": modified}, {"If-None-Match": f'"x", W/{tag}'}):
            async with client.get(url, headers=asked) as again:
                assert again.status == 304
                assert await again.read() == b""
                assert (again.headers["ETag"], again.headers["Last-Modified"]) == (tag, modified)


@pytest.mark.parametrize("seconds", [5, 24])
async def test_a_new_or_edited_item_answers_anew(
    wire: Newswire, clock: Clock, client: aiohttp.ClientSession, seconds: float
) -> None:
    url = address(wire, "Northlight Wire")
    clock.at(seconds - 0.1)
    async with client.get(url) as before:
        known = {"If-None-Match": before.headers["ETag"], "If-Modified-Since": before.headers["Last-Modified"]}
    async with client.get(url, headers=known) as same:
        assert same.status == 304
    clock.at(seconds)
    for header, value in known.items():
        async with client.get(url, headers={header: value}) as anew:
            assert anew.status == 200
            assert anew.headers["ETag"] != known["If-None-Match"]
            assert anew.headers["Last-Modified"] == f"Thu, 05 Mar 2026 09:00:{seconds:02} GMT"


async def test_an_outlet_without_news_stays_unchanged_while_others_move(
    wire: Newswire, clock: Clock, client: aiohttp.ClientSession
) -> None:
    url = address(wire, "Le Fanal du Soir")
    async with client.get(url) as first:
        tag = first.headers["ETag"]
    clock.at(42.9)
    async with client.get(url, headers={"If-None-Match": tag}) as again:
        assert again.status == 304


async def test_a_tag_that_differs_outweighs_a_date_that_does_not(wire: Newswire, client: aiohttp.ClientSession) -> None:
    url = address(wire, "Ledger & Tide")
    async with client.get(url) as first:
        modified = first.headers["Last-Modified"]
    async with client.get(url, headers={"If-None-Match": '"other"', "If-Modified-Since": modified}) as again:
        assert again.status == 200
    async with client.get(url, headers={"If-None-Match": "*"}) as any_tag:
        assert any_tag.status == 304


@pytest.mark.parametrize("value", ["", "not a tag", '"unclosed', ",,,"])
async def test_a_malformed_tag_is_no_tag_that_is_known(
    wire: Newswire, client: aiohttp.ClientSession, value: str
) -> None:
    async with client.get(address(wire, "Ledger & Tide"), headers={"If-None-Match": value}) as answer:
        assert answer.status == 200


async def test_head_says_what_get_would(wire: Newswire, client: aiohttp.ClientSession) -> None:
    url = address(wire, "Copperline Post")
    async with client.get(url) as whole:
        expected = (whole.headers["ETag"], whole.headers["Content-Length"])
    async with client.head(url) as head:
        assert (head.headers["ETag"], head.headers["Content-Length"]) == expected
        assert await head.read() == b""


async def test_a_reader_started_anew_sees_the_same_wire(wire: Newswire, clock: Clock) -> None:
    clock.at(47)
    bodies = []
    for _ in range(2):
        async with aiohttp.ClientSession() as session, session.get(address(wire, "Saltmarsh Dispatch")) as answer:
            bodies.append(await answer.read())
    assert bodies[0] == bodies[1]


async def test_a_page_is_not_there_before_its_item(wire: Newswire, clock: Clock, client: aiohttp.ClientSession) -> None:
    url = f"{wire.url}/northlight-wire/erbil-return"
    async with client.get(url) as early:
        assert early.status == 404
    clock.at(5)
    async with client.get(url) as page:
        assert page.status == 200
        assert "Miqdad Miri" in await page.text()


@pytest.mark.parametrize(
    "path",
    [
        "/nobody/",
        "/nobody/rss.xml",
        "/northlight-wire/atom.xml",
        "/harrow-gazette/erbil-return",
        "/northlight-wire/%3Cscript%3Ealert(1)%3C/script%3E",
        "/northlight-wire/../../etc/passwd",
        "/a/b/c",
    ],
)
async def test_other_addresses_lead_nowhere_and_are_not_repeated(
    wire: Newswire, clock: Clock, client: aiohttp.ClientSession, path: str
) -> None:
    clock.at(130)
    async with client.get(wire.url + path) as answer:
        assert answer.status == 404
        assert "alert" not in await answer.text()


async def test_front_pages_lead_on(wire: Newswire, client: aiohttp.ClientSession) -> None:
    async with client.get(wire.url) as front:
        page = await front.text()
    assert all(url in page for _, url, _ in wire.feeds)
    async with client.get(f"{wire.url}/nashrat-al-marsa/") as outlet:
        assert 'rel="alternate" type="application/feed+json"' in await outlet.text()


async def test_elapsed_time_counts_from_started_and_by_speed(clock: Clock) -> None:
    server = Newswire(SCRIPT, clock=clock, started=START - timedelta(seconds=4), speed=10)
    assert (server.url, server.port, server.elapsed_seconds) == ("", 0, 40)
    clock.at(2)
    assert server.elapsed_seconds == 60
    assert server.started == START - timedelta(seconds=4)


async def test_second_0_is_the_start_where_none_is_given(clock: Clock) -> None:
    server = Newswire(SCRIPT, clock=clock)
    clock.at(30)
    assert (server.started, server.elapsed_seconds) == (None, 0.0)
    await server.start()
    assert (server.started, server.elapsed_seconds) == (clock.now, 0.0)
    await server.stop()


async def test_a_wire_moved_to_another_port_keeps_its_ids_and_dates(
    wire: Newswire, clock: Clock, client: aiohttp.ClientSession
) -> None:
    clock.at(60)
    other = Newswire(SCRIPT, clock=clock, started=START)
    await other.start()
    assert other.port != wire.port
    items = []
    for server in (wire, other):
        async with client.get(address(server, "Northlight Wire")) as answer:
            items.append([(e.get("id"), e.published, e.title) for e in feedparser.parse(await answer.read()).entries])
    await other.stop()
    assert items[0] == items[1]


async def test_a_port_can_be_chosen_and_is_free_again_after_stop(clock: Clock, client: aiohttp.ClientSession) -> None:
    first = Newswire(SCRIPT, clock=clock)
    await first.start()
    port = first.port
    await first.stop()
    await first.stop()
    second = Newswire(SCRIPT, clock=clock)
    await second.start(port=port)
    assert second.port == port
    async with client.get(second.url) as answer:
        assert answer.status == 200
    await second.stop()


async def test_a_taken_port_is_told_in_one_sentence(wire: Newswire, clock: Clock) -> None:
    with pytest.raises(BadInput, match=rf"cannot listen on 127\.0\.0\.1:{wire.port}; choose another port"):
        await Newswire(SCRIPT, clock=clock).start(port=wire.port)


async def test_an_impossible_port_is_told_in_one_sentence(clock: Clock) -> None:
    with pytest.raises(BadInput, match=r"cannot listen on .*:70000; choose another port"):
        await Newswire(SCRIPT, clock=clock).start(port=70_000)


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_a_wire_cannot_stand_still_or_run_backwards(clock: Clock, speed: float) -> None:
    with pytest.raises(BadInput, match="must be above 0"):
        Newswire(Script(outlets=(), items=()), clock=clock, speed=speed)
