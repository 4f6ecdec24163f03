"""The reference story, whole: real feeds over HTTP, the real process, the real page in a real browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

import config.files
from bot.adapters.http.newswire import Newswire, read_script, visible
from tests.acceptance.browser import browser
from tests.acceptance.product import PATIENCE_S, Product, until

__all__ = ["browser"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

HEADLINE = "Iraq begins returning Syrian soldiers who fled rebel offensive"
EDITED_HEADLINE = "Iraq begins returning Syrian soldiers through Al-Qaim crossing"
SCRIPT = read_script(config.files.newswire())
LAST_SECOND = 130.0


class HandClock:
    """Time on the newswire, moved by hand: what is published, and in which order, does not hang on the machine's speed."""

    def __init__(self) -> None:
        self._now = datetime.now(UTC)  # noqa: TID251  the page shows dates near the browser's own

    def now(self) -> datetime:
        return self._now

    def forward(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


class Wire:
    """The sample newswire, at a second of its script that the test sets."""

    def __init__(self) -> None:
        self._clock = HandClock()
        self.server = Newswire(SCRIPT, clock=self._clock.now)

    def go_to(self, second: float) -> None:
        self._clock.forward(second - self.server.elapsed_seconds)

    def published(self) -> int:
        """How many articles the wire shows now."""
        return sum(len(visible(SCRIPT, outlet.slug, self.server.elapsed_seconds)) for outlet in SCRIPT.outlets)


@pytest_asyncio.fixture(loop_scope="module")
async def wire() -> AsyncIterator[Wire]:
    served = Wire()
    await served.server.start()
    yield served
    await served.server.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def product(tmp_path: Path, wire: Wire) -> AsyncIterator[Product]:
    running = Product(tmp_path, wire.server)
    await running.start()
    yield running
    await running.stop()


async def _taken_in(product: Product, wire: Wire) -> None:
    """Every article on the wire is stored, and nothing is owed."""

    def done() -> bool:
        health = product.healthy()
        return health is not None and health["articles"] >= wire.published() and health["owed"] == 0

    await until(done, f"{wire.published()} articles to be taken in and told; the log: {product.log()[-2000:]}")


async def _texts(within: Locator) -> list[str]:
    return [" ".join(text.split()) for text in await within.all_inner_texts()]


async def test_the_reference_story_comes_out_right(product: Product, wire: Wire, browser: Browser) -> None:
    await _taken_in(product, wire)
    assert product.alerts() == [], "the first poll remembers and alerts nobody"
    page = await browser.new_page()
    await page.goto(product.url)

    wire.go_to(6)
    card = page.locator("article.tone-alert").filter(has_text=HEADLINE)
    await expect(card).to_have_count(1, timeout=PATIENCE_S * 1000)
    headline = card.locator("h3 a")
    await expect(headline).to_have_text(HEADLINE)
    assert (await headline.get_attribute("href") or "").startswith(wire.server.url)
    await _says_what_it_should(card)

    wire.go_to(15)
    second = card.locator(".source").filter(has_text="2 outlets: Northlight Wire, The Harrow Gazette")
    await expect(second).to_have_count(1, timeout=PATIENCE_S * 1000)
    wire.go_to(LAST_SECOND)
    await _taken_in(product, wire)
    headlines = product.alerts()
    about_it = [headline for headline in headlines if "Syrian soldiers" in headline or "Al-Qaim" in headline]
    assert about_it == [EDITED_HEADLINE], "the new headline, and no second post for other outlets' articles"
    assert max(Counter(headlines).values()) == 1
    shown = " / ".join(headlines).lower()
    for look_alike in ("striker", "refugees", "repatriates"):
        assert look_alike not in shown


async def _says_what_it_should(card: Locator) -> None:
    source = " ".join((await card.locator(".source").inner_text()).split())
    assert source.startswith("Northlight Wire · ")
    assert "UTC+3" in source, "the time stands in the channel's zone, Asia/Baghdad"
    assert "ERBIL" in source
    reason = " ".join((await card.locator(".context").inner_text()).split())
    assert "syria-iraq-repatriation" in reason
    marked = {text.lower() for text in await _texts(card.locator(".context mark"))}
    assert {"iraq", "syrian", "soldiers"} <= marked
    assert await _texts(card.locator(".figures dd.value")) == [
        "about 3,500 Syrian soldiers and officers",
        "about 300 km (186 mi) from the Jordanian border",
        "11-day offensive",
        "five decades of the Assad family's rule",
        "December 8 · March 1",
    ]
    assert await _texts(card.locator(".figures .figure").first.locator(".note")) == [
        "official sources · Northlight Wire"
    ]


@pytest.mark.soak
async def test_kill_and_restart_in_mid_run_loses_nothing_and_doubles_nothing(tmp_path: Path, wire: Wire) -> None:
    undisturbed = Product(_folder(tmp_path, "undisturbed"), wire.server)
    killed = Product(_folder(tmp_path, "killed"), wire.server)
    await undisturbed.start()
    await killed.start()
    try:
        for product in (undisturbed, killed):
            await _taken_in(product, wire)
        for second in (15, 45, 75, LAST_SECOND):
            told = len(killed.alerts())
            wire.go_to(second)
            await until(partial(_more_than, killed, told), "the first alert of this part of the wire")
            await killed.kill()
            await killed.start()
        for product in (undisturbed, killed):
            await _taken_in(product, wire)
        expected = await undisturbed.told()
        assert len(expected) > 10
        assert any(any(url.endswith("/erbil-return") for url in urls) for urls in expected)
        assert Counter(await killed.told()) == Counter(expected)
        assert len(killed.alerts()) == len(expected)
        texts = [m["text"] for m in killed.messages() if "syria-iraq-repatriation" in m["text"] and not m["under"]]
        assert len(texts) == 1
        assert "about 3,500 Syrian soldiers and officers (official sources" in texts[0]
    finally:
        await killed.stop()
        await undisturbed.stop()


def _more_than(product: Product, alerts: int) -> bool:
    return len(product.alerts()) > alerts


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder
