"""Commands as they are typed and pressed."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from bot.domain.card import Button, Card
from tests.acceptance.browser import WIRE, ChatServer, browser, chat

__all__ = ["browser", "chat"]

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_command_is_typed_with_completion(chat: ChatServer, browser: Browser) -> None:
    watched = await chat.open_page(browser)
    page = watched.page
    line = page.get_by_role("combobox")
    await expect(line).to_be_focused()
    await page.keyboard.type("/su")
    options = page.get_by_role("option")
    await expect(options).to_contain_text(["/subscribe quakes", "/subscribe wildfires"])
    await expect(options.first).to_contain_text("Earthquakes <b>anywhere</b>")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    await expect(line).to_have_value("/subscribe wildfires")
    await expect(options).to_have_count(0)
    await page.keyboard.press("Enter")

    await expect(page.locator("#messages .headline")).to_have_text(["#wire now has wildfires"])
    await expect(line).to_have_value("")
    await page.reload()
    await expect(page.locator("#messages .headline")).to_have_text(["#wire now has wildfires"])
    assert watched.complaints == []


async def test_tab_takes_the_first_completion(chat: ChatServer, browser: Browser) -> None:
    page = (await chat.open_page(browser)).page
    await page.keyboard.type("/he")
    await expect(page.get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("combobox")).to_have_value("/help")


async def test_escape_closes_the_completions(chat: ChatServer, browser: Browser) -> None:
    page = (await chat.open_page(browser)).page
    await page.keyboard.type("/")
    await expect(page.get_by_role("option")).to_have_count(3)
    await page.keyboard.press("Escape")
    await expect(page.locator("#completions")).to_be_hidden()
    await expect(page.get_by_role("combobox")).to_have_value("/")


async def test_an_answer_for_the_asker_is_theirs_alone(chat: ChatServer, browser: Browser) -> None:
    page = (await chat.open_page(browser)).page
    other = (await chat.open_page(browser)).page
    await page.keyboard.type("/help")
    await page.keyboard.press("Enter")
    answer = page.locator(".private")
    await expect(answer.locator(".headline")).to_have_text("Commands")
    await expect(answer).to_contain_text("Only you see this")
    await chat.platform.post(WIRE, Card(title="For all", fallback=""), nonce="1")
    await expect(other.locator("#messages .headline")).to_have_text(["For all"])
    await answer.get_by_role("button", name="Dismiss this answer").click()
    await expect(page.locator("#messages .headline")).to_have_text(["For all"])


async def test_a_tall_answer_is_shown_from_its_beginning(chat: ChatServer, browser: Browser) -> None:
    page = (await chat.open_page(browser)).page
    await page.keyboard.type("/topics")
    await page.keyboard.press("Enter")
    await expect(page.locator(".private .headline")).to_be_in_viewport()
    await expect(page.get_by_text("topic-59")).not_to_be_in_viewport()


async def test_an_error_is_never_posted_to_the_channel(chat: ChatServer, browser: Browser) -> None:
    page = (await chat.open_page(browser)).page
    await page.keyboard.type("/subscribe")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")
    await expect(page.locator(".private.tone-error .headline")).to_have_text("There is no /subscribe")
    await page.reload()
    await expect(page.locator("#empty")).to_be_visible()


async def test_the_arrow_keys_recall_what_was_typed(chat: ChatServer, browser: Browser) -> None:
    page = (await chat.open_page(browser)).page
    line = page.get_by_role("combobox")
    for typed in ("/help", "/nonsense"):
        await page.keyboard.type(typed)
        await page.keyboard.press("Escape")
        await page.keyboard.press("Enter")
        await expect(line).to_have_value("")
        await expect(page.get_by_role("button", name="Run the command")).to_be_enabled()
    await page.keyboard.type("draft")
    for key, shown in [
        ("ArrowUp", "/nonsense"),
        ("ArrowUp", "/help"),
        ("ArrowUp", "/help"),
        ("ArrowDown", "/nonsense"),
        ("ArrowDown", "draft"),
    ]:
        await page.keyboard.press(key)
        await expect(line).to_have_value(shown)


async def test_a_button_runs_its_command(chat: ChatServer, browser: Browser) -> None:
    card = Card(title="Dam", buttons=(Button(label="Help", command="help"),), fallback="Dam", tone="alert")
    await chat.platform.post(WIRE, card, nonce="1")
    page = (await chat.open_page(browser)).page
    await page.get_by_role("button", name="Help", exact=True).click()
    await expect(page.locator(".private .asked")).to_have_text("/help")


async def test_a_command_in_an_answer_goes_to_the_line(chat: ChatServer, browser: Browser) -> None:
    page = (await chat.open_page(browser)).page
    await page.keyboard.type("/help")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")
    await page.locator(".private").get_by_role("button", name="/subscribe quakes").click()
    await expect(page.get_by_role("combobox")).to_have_value("/subscribe quakes")
    await page.locator(".private").get_by_role("button", name="/feeds add URL [OUTLET]").click()
    await expect(page.get_by_role("combobox")).to_have_value("/feeds add ")


async def test_a_line_that_did_not_arrive_is_kept(chat: ChatServer, browser: Browser) -> None:
    page = (await chat.open_page(browser)).page
    await chat.stop()
    await page.keyboard.type("/help")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox")).to_have_value("/help")
    await expect(page.locator("#lost")).to_be_visible()
    await chat.start()
    await expect(page.locator("#connection")).to_have_attribute("data-state", "live")
    await page.keyboard.press("Enter")
    await expect(page.locator(".private .headline")).to_have_text("Commands")
