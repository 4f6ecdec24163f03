"""What a reader sees happen on an open page, without touching it."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from bot.domain.alert import Sent
from bot.domain.card import Button, Card, Field, Matched, Strong, Text
from bot.domain.watch import LOCAL_WORKSPACE, Channel
from tests.acceptance.browser import WIRE, ChatServer, browser, chat

__all__ = ["browser", "chat"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SPORT = Channel(LOCAL_WORKSPACE, "web", "sport")


def alert(title: str, figure: str = "about 3,500") -> Card:
    return Card(
        title=title,
        url="https://example.org/a",
        body=(Text("The "), Matched("dam"), Text(" held.")),
        fields=(Field(label="people", value=(Strong(figure),), note=(Text("mayor"),)),),
        context=(Strong("Aru Post"),),
        buttons=(Button(label="Help", command="help"),),
        fallback=title,
        tone="alert",
    )


async def posted(chat: ChatServer, title: str, channel: Channel = WIRE) -> str:
    outcome = await chat.platform.post(channel, alert(title), nonce=title)
    assert isinstance(outcome, Sent)
    return outcome.message_id


async def test_a_post_and_its_edit_arrive_without_a_reload(chat: ChatServer, browser: Browser) -> None:
    watched = await chat.open_page(browser)
    page = watched.page
    await expect(page.locator("#empty")).to_be_visible()
    await page.evaluate("window.sameDocument = true")

    number = await posted(chat, "Dam holds")
    card = page.locator(f"#m-{number}")
    await expect(card.locator(".headline")).to_have_text("Dam holds")
    await expect(card.locator(".figure .value")).to_have_text("about 3,500")
    await expect(card.locator("mark")).to_have_text("dam")
    await expect(page.locator("#empty")).to_be_hidden()
    await expect(page.locator("#announcer")).to_have_text("New: Dam holds")
    await expect(card.locator(".edited")).to_have_count(0)

    await chat.platform.edit(WIRE, number, alert("Dam breaks", "at least 4,000"), nonce="edit")
    await expect(card.locator(".headline")).to_have_text("Dam breaks")
    await expect(card.locator(".figure .value")).to_have_text("at least 4,000")
    await expect(card.locator(".edited")).to_contain_text("updated")
    assert await watched.headlines() == ["Dam breaks"]
    assert await page.evaluate("window.sameDocument") is True
    assert watched.complaints == []


async def test_a_channel_elsewhere_is_marked_unread(chat: ChatServer, browser: Browser) -> None:
    await posted(chat, "First", SPORT)
    watched = await chat.open_page(browser, "c/wire")
    mark = watched.page.locator("#channels a[data-channel=sport] .unread")
    await expect(mark).to_be_hidden()
    await posted(chat, "Second", SPORT)
    await posted(chat, "Third", SPORT)
    await expect(mark).to_have_text("2")
    new = Channel(LOCAL_WORKSPACE, "web", "quakes")
    await posted(chat, "Tremor", new)
    await expect(watched.page.locator("#channels a[data-channel=quakes] .unread")).to_have_text("1")
    assert await watched.headlines() == []

    await watched.page.click("#channels a[data-channel=sport]")
    await expect(watched.page.locator("#messages .headline")).to_have_text(["First", "Second", "Third"])
    await expect(mark).to_be_hidden()


async def test_another_process_that_posts_is_heard(chat: ChatServer, browser: Browser) -> None:
    watched = await chat.open_page(browser)
    other = ChatServer(chat.database)
    await other.open_log()
    try:
        await posted(other, "From elsewhere")
        await expect(watched.page.locator("#messages .headline")).to_have_text(["From elsewhere"])
    finally:
        await other.stop()


async def test_nothing_is_lost_or_doubled_over_a_restart(chat: ChatServer, browser: Browser) -> None:
    first = await posted(chat, "Before")
    watched = await chat.open_page(browser)
    page = watched.page
    await posted(chat, "Live")
    await expect(page.locator("#messages .headline")).to_have_text(["Before", "Live"])

    await chat.stop()
    await expect(page.locator("#lost")).to_be_visible()
    await chat.open_log()
    await posted(chat, "While away")
    await chat.platform.edit(WIRE, first, alert("Before, corrected"), nonce="edit")
    await chat.stop()
    await chat.start()
    await posted(chat, "After")

    await expect(page.locator("#messages .headline")).to_have_text(["Before, corrected", "Live", "While away", "After"])
    await expect(page.locator("#lost")).to_be_hidden()
    await chat.platform.edit(WIRE, first, alert("Before, settled"), nonce="edit again")
    await expect(page.locator("#messages .headline")).to_have_text(["Before, settled", "Live", "While away", "After"])


async def test_another_database_behind_the_address_is_noticed(chat: ChatServer, browser: Browser) -> None:
    await posted(chat, "Old one")
    await posted(chat, "Old two")
    watched = await chat.open_page(browser)
    await expect(watched.page.locator("#messages .headline")).to_have_text(["Old one", "Old two"])
    await chat.stop()
    for path in chat.database.parent.glob(f"{chat.database.name}*"):
        path.unlink()
    await chat.open_log()
    await posted(chat, "New one")
    await chat.stop()
    await chat.start()
    await expect(watched.page.locator("#messages .headline")).to_have_text(["New one"])
