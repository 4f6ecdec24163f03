"""What the page makes of hostile text, long cards, a long past, and windows of both widths."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, expect

from bot.domain.card import Break, Button, Card, Code, Field, Link, Quote, Strong, Text
from tests.acceptance.browser import WIRE, ChatServer, browser, chat

__all__ = ["browser", "chat"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

ATTACKS = (
    "<script>window.owned = 1</script>",
    '<img src=x onerror="window.owned = 1">',
    '"><svg onload="window.owned = 1">',
    "' onmouseover='window.owned = 1' x='",
    "</template><script>window.owned = 1</script>",
)


def hostile(words: str) -> Card:
    return Card(
        title=words,
        url="javascript:window.owned=1",
        body=(Text(words), Code(words), Quote(words), Link(words, "javascript:window.owned=1"), Code(f"/{words}")),
        fields=(Field(label=words, value=(Strong(words),), note=(Text(words),)),),
        context=(Text(words), Break(), Text(words)),
        image="https://203.0.113.1/pixel.gif",
        buttons=(Button(label=words, command=words),),
        fallback=words,
        tone="alert",
    )


async def test_markup_in_feed_text_is_inert(chat: ChatServer, browser: Browser) -> None:
    await chat.platform.post(WIRE, hostile(ATTACKS[0]), nonce="first")
    watched = await chat.open_page(browser)
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url))
    for words in ATTACKS:
        await chat.platform.post(WIRE, hostile(words), nonce=words)
    await expect(watched.page.locator("#messages .headline")).to_have_text([ATTACKS[0], *ATTACKS])
    for element in await watched.page.locator("#messages .headline, #messages code, #messages dd").all():
        await element.hover()
    assert await watched.page.evaluate("window.owned") is None
    assert await watched.page.locator("#messages :is(script, img, svg, iframe)").count() == 0
    assert await watched.page.locator("#messages a:not([href^='https://'])").count() == 0
    assert all(url.startswith(chat.url) for url in asked)
    assert watched.complaints == []


async def test_links_leave_without_a_trace(chat: ChatServer, browser: Browser) -> None:
    card = Card(title="Dam holds", url="https://example.org/a?b=1&c=2", fallback="Dam holds", tone="alert")
    await chat.platform.post(WIRE, card, nonce="1")
    page = (await chat.open_page(browser)).page
    link = page.locator(".headline a")
    await expect(link).to_have_attribute("href", "https://example.org/a?b=1&c=2")
    await expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    await expect(link).to_have_attribute("target", "_blank")


async def test_older_messages_come_on_scrolling_up(chat: ChatServer, browser: Browser) -> None:
    titles = [f"Alert {number}" for number in range(100)]
    for title in titles:
        await chat.platform.post(WIRE, Card(title=title, fallback=title, tone="alert"), nonce=title)
    watched = await chat.open_page(browser)
    await expect(watched.page.locator("#m-100")).to_be_in_viewport()
    assert await watched.headlines() == titles[60:]
    for _ in range(2):
        before = len(await watched.headlines())
        await watched.page.evaluate("document.getElementById('timeline').scrollTop = 0")
        await watched.page.wait_for_function(
            "before => document.querySelectorAll('#messages .headline').length > before", arg=before
        )
    await expect(watched.page.locator("#messages .headline")).to_have_text(titles)
    await expect(watched.page.locator("#older")).to_be_hidden()


async def test_a_reader_of_the_past_is_not_pulled_away(chat: ChatServer, browser: Browser) -> None:
    for number in range(30):
        await chat.platform.post(WIRE, Card(title=f"Alert {number}", fallback=""), nonce=str(number))
    page = (await chat.open_page(browser)).page
    await page.evaluate("document.getElementById('timeline').scrollTop = 300")
    await chat.platform.post(WIRE, Card(title="News", fallback=""), nonce="news")
    await expect(page.locator("#jump")).to_have_text("1 new message ↓")
    assert await page.evaluate("document.getElementById('timeline').scrollTop") == 300
    await page.click("#jump")
    await expect(page.locator("#m-31")).to_be_in_viewport()
    await expect(page.locator("#jump")).to_be_hidden()


async def test_a_long_body_is_clamped_and_opens(chat: ChatServer, browser: Browser) -> None:
    card = Card(title="Long", body=(Text("word " * 3000), Strong("the end")), fallback="Long", tone="alert")
    await chat.platform.post(WIRE, card, nonce="1")
    page = (await chat.open_page(browser)).page
    assert await height(page, ".body") < 200
    more = page.get_by_role("button", name="More")
    await more.click()
    assert await height(page, ".body") > 1000
    less = page.get_by_role("button", name="Less")
    await expect(less).to_have_attribute("aria-expanded", "true")
    await chat.platform.edit(WIRE, "1", card, nonce="2")
    await expect(page.locator(".edited")).to_be_visible()
    assert await height(page, ".body") > 1000


@pytest.mark.parametrize("width", [390, 1280])
async def test_nothing_is_wider_than_the_window(chat: ChatServer, browser: Browser, width: int) -> None:
    wide = "w" * 400
    card = Card(
        title=f"Headline {wide}",
        url=f"https://example.org/{wide}",
        body=(Text(wide), Code(wide), Link(wide, "https://example.org")),
        fields=tuple(Field(label=f"label {wide}", value=(Strong(wide[:length]),)) for length in (4, 20, 60, 400)),
        context=(Text(wide),),
        buttons=tuple(Button(label=f"Button {number}", command="help") for number in range(9)),
        fallback="",
        tone="alert",
    )
    await chat.platform.post(WIRE, card, nonce="1")
    page = (await chat.open_page(browser, width=width)).page
    for selector in ("html", "#timeline", ".message", ".figures"):
        assert await page.evaluate(
            "selector => { const node = document.querySelector(selector); return node.scrollWidth - node.clientWidth }",
            selector,
        ) in {0, 1}, selector
    await expect(page.locator("#line")).to_be_in_viewport(ratio=1)
    await expect(page.get_by_role("button", name="Run the command")).to_be_in_viewport(ratio=1)


async def test_narrow_windows_keep_the_channels_in_a_drawer(chat: ChatServer, browser: Browser) -> None:
    page = (await chat.open_page(browser, width=390)).page
    current = page.locator("#channels a[aria-current]")
    await expect(current).not_to_be_in_viewport()
    await page.get_by_role("button", name="Channels").click()
    await expect(current).to_be_in_viewport()
    await expect(current).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(current).not_to_be_in_viewport()
    await expect(page.locator("#drawer")).to_be_focused()


async def height(page: Page, selector: str) -> float:
    box = await page.locator(selector).bounding_box()
    assert box is not None
    return box["height"]
