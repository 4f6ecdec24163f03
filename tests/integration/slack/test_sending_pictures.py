"""Pictures: fetched or drawn, uploaded once, and never a reason for a message not to be sent."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.adapters.platforms.slack import SlackPlatform, button_signer
from bot.adapters.platforms.slack.sending.pictures import LARGEST
from bot.domain.alert import Sent
from bot.domain.card import Card
from bot.domain.chart import Chart
from bot.domain.errors import FeedUnreachable
from bot.domain.watch import Channel
from bot.feeds import FetchAnswer
from tests.doubles.slack import SlackDouble
from tests.doubles.slack.faults import FaultKind
from tests.integration.sample_alert import alert_card
from tests.integration.slack.desk import QUICK, Desk, Installed, open_desk, texts

PNG = b"\x89PNG\r\n\x1a\n" + b"a dam" * 10
JPEG = b"\xff\xd8\xff" + b"a levee" * 10
COMPLETE = "files.completeUploadExternal"
CHART = Chart(
    title="Moved", unit="people", series=(), alt="Moved: 20, then 36 people", until=datetime(2026, 11, 22, tzinfo=UTC)
)


class Pages:
    """A ``Fetcher`` of a web with these bodies; a body of None cannot be had."""

    def __init__(self, **bodies: bytes | None) -> None:
        self.bodies = bodies
        self.asked: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> FetchAnswer:  # noqa: ARG002
        self.asked.append(url)
        await self.gate.wait()
        body = self.bodies.get(url.rpartition("/")[2], b"")
        if body is None:
            raise FeedUnreachable("No answer.")
        return FetchAnswer(status=200 if body else 404, url=url, body=body)


async def draw(chart: Chart, *, dark: bool = False) -> bytes | None:
    return PNG + chart.title.encode()


def with_picture(name: str = "dam", title: str = "Dam holds") -> Card:
    return alert_card(title, image=f"https://www.herald.example/{name}")


async def send(desk: Desk, card: Card, nonce: str = "1") -> list[bytes]:
    """Post, and give the pictures that readers see."""
    await desk.posted(card, nonce=nonce)
    return desk.slack.pictures(desk.shown()[-1])


async def test_a_picture_is_uploaded_once_and_shown_with_words() -> None:
    pages = Pages(dam=PNG, same=PNG, levee=JPEG)
    async with open_desk(fetcher=pages) as desk:
        assert await send(desk, with_picture()) == [PNG]
        assert await send(desk, with_picture(), "2") == [PNG]
        assert await send(desk, with_picture("same"), "3") == [PNG], "the same content from elsewhere"
        assert await send(desk, with_picture("levee"), "4") == [JPEG]
        assert desk.slack.count(COMPLETE) == 2
        assert pages.asked == [f"https://www.herald.example/{name}" for name in ("dam", "same", "levee")]
        (picture,) = [one for one in desk.shown()[0].blocks if one["type"] == "image"]
        assert picture["alt_text"] == "Picture from herald.example"
        message_id = desk.shown()[0].ts
        edited = await desk.platform.edit(desk.channel, message_id, with_picture("levee"), nonce="5")
        assert edited == Sent(message_id)
        assert desk.slack.pictures(desk.shown()[0]) == [JPEG]


async def test_many_messages_at_once_share_one_upload() -> None:
    async with open_desk(fetcher=Pages(dam=PNG)) as desk:
        await asyncio.gather(*(desk.posted(with_picture(), nonce=str(number)) for number in range(6)))
        assert desk.slack.count(COMPLETE) == 1
        assert all(desk.slack.pictures(message) == [PNG] for message in desk.shown())


async def test_each_workspace_has_a_picture_of_its_own() -> None:
    async with SlackDouble() as slack:
        wires = [slack.add_channel(slack.add_workspace(name)) for name in ("Newsroom", "Elsewhere")]
        pages, tokens = Pages(dam=PNG), {one.id: one.bot_token for one in slack.store.workspaces.values()}
        platform = SlackPlatform(Installed(tokens), button_signer("s"), fetcher=pages, api=slack.api_base, timing=QUICK)
        for wire in wires:
            channel = Channel(wire.workspace, "slack", wire.id)
            assert isinstance(await platform.post(channel, with_picture(), nonce="1"), Sent)
        assert [slack.pictures(message) for wire in wires for message in slack.messages(wire)] == [[PNG], [PNG]]
        assert {file.workspace for file in slack.store.files.values()} == set(tokens)
        assert len(pages.asked) == 1
        await platform.stop()


async def test_a_picture_waits_until_slack_has_made_one_of_its_file() -> None:
    async with open_desk(fetcher=Pages(dam=PNG)) as desk:
        desk.slack.backend.files_ready_after = 0.03
        assert await send(desk, with_picture()) == [PNG]
        assert desk.slack.count("chat.postMessage") == 1, "nothing was refused"


async def test_a_slack_that_lets_nobody_look_is_given_time() -> None:
    async with open_desk(fetcher=Pages(dam=PNG)) as desk:
        desk.slack.backend.files_ready_after = 0.03
        desk.slack.take_scopes(desk.newsroom, "files:read")
        assert await send(desk, with_picture()) == [PNG]


@pytest.mark.parametrize(
    "name", ["gone", "page", "unreachable", "large", "empty"], ids=lambda name: f"a picture that is {name}"
)
async def test_what_is_no_picture_is_left_out(name: str) -> None:
    pages = Pages(page=b"<html>", unreachable=None, large=PNG + b"x" * LARGEST, empty=b"")
    async with open_desk(fetcher=pages) as desk:
        assert await send(desk, with_picture(name)) == []
        assert desk.shown()[0].blocks
        assert desk.slack.count("files.getUploadURLExternal") == 0


@pytest.mark.parametrize("kind", ["429", "503", "fatal_error", "reset", "error"])
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload", COMPLETE])
async def test_an_upload_that_fails_is_left_out_and_tried_with_the_next_message(kind: FaultKind, method: str) -> None:
    async with open_desk(fetcher=Pages(dam=PNG)) as desk:
        desk.slack.faults.add(kind, method)
        assert await send(desk, with_picture()) == []
        assert await send(desk, with_picture(), "2") == [PNG]


async def test_a_picture_that_takes_long_is_left_out_and_there_the_next_time() -> None:
    pages = Pages(dam=PNG)
    pages.gate.clear()
    async with open_desk(fetcher=pages) as desk:
        assert await send(desk, with_picture()) == []
        pages.gate.set()
        assert await send(desk, with_picture(), "2") == [PNG]
        assert len(pages.asked) == 1, "it went on"


async def test_a_picture_that_slack_has_no_more_is_uploaded_anew() -> None:
    async with open_desk(fetcher=Pages(dam=PNG)) as desk:
        assert await send(desk, with_picture()) == [PNG]
        (file,) = desk.slack.uploads(desk.newsroom)
        desk.slack.delete_file(file)
        assert await send(desk, with_picture(), "2") == []
        assert await send(desk, with_picture(), "3") == [PNG]


async def test_a_chart_is_drawn_and_told_in_words() -> None:
    async with open_desk(fetcher=Pages(dam=PNG), draw=draw) as desk:
        assert await send(desk, alert_card(image="https://a.example/dam", chart=CHART)) == [PNG, PNG + b"Moved"]
        alts = [one["alt_text"] for one in desk.shown()[0].blocks if one["type"] == "image"]
        assert alts == ["Picture from a.example", "Moved: 20, then 36 people"]
        assert await send(desk, alert_card(chart=CHART), "2") == [PNG + b"Moved"]
        assert desk.slack.count(COMPLETE) == 2


async def test_without_a_fetcher_nothing_is_fetched(desk: Desk) -> None:
    assert await send(desk, with_picture()) == []
    assert await send(desk, alert_card(chart=CHART), "2") == []
    assert "Moved: 20, then 36 people" in texts(desk.shown()[-1])
